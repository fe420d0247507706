"""Sites to look at: what is known of each, what was found there, and noting, correcting, closing one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from youlin.domains.access.rules import Can
from youlin.domains.cases.actions import inspections as actions
from youlin.domains.cases.queries import hazards, inspections
from youlin.domains.territory.rules import Level
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.asking import ask
from youlin.web.office.inspections.rounds import places
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm
from youlin.web.shared.hazards import showing
from youlin.web.shared.parts import Row

MISSING = {"required": gettext_lazy("请写上大家怎么叫这个地方。")}


class SiteForm(PageForm):
    """What is known of a site."""

    kind = forms.ChoiceField(label=gettext_lazy("是什么地方"), choices=inspections.Site.Kinds.choices)
    name = forms.CharField(label=gettext_lazy("大家怎么叫它"), max_length=60, error_messages=MISSING)
    territory = forms.ChoiceField(label=gettext_lazy("属于哪里"))
    where = forms.CharField(label=gettext_lazy("具体位置"), max_length=200, required=False)
    keeper = forms.CharField(
        label=gettext_lazy("谁负责"), help_text=gettext_lazy("业主或单位，查出隐患由谁来改。"), max_length=60,
        required=False,
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("提醒去看的人"), help_text=gettext_lazy("例如水深三米，救生圈在东头。"), max_length=200,
        required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["territory"].choices = places  # type: ignore[attr-defined]

    def site(self, known: inspections.Site | None = None) -> actions.NewSite:
        """What was said, as cases takes it; a point that is known stays."""
        said = self.cleaned_data
        return actions.NewSite(
            UUID(said["territory"]),
            said["kind"],
            said["name"],
            said["where"],
            said["keeper"],
            said["note"],
            known.latitude if known else None,
            known.longitude if known else None,
        )


@page(Can.SEE_CASES)
def sites(request: HttpRequest) -> HttpResponse:
    """Every site with how many hazards it has; as a workbook with `?as=xlsx`."""
    actor = actor_of(request)
    rows = inspections.sites(actor, place=listing.key(request.GET.get("place")), kind=request.GET.get("kind", ""))
    if request.GET.get("as") == "xlsx":
        head = [_("属于"), _("地点"), _("是什么地方"), _("具体位置"), _("谁负责"), _("挂着的隐患"), _("一共查出过")]
        return listing.workbook(
            _("要查的地点"),
            head,
            (
                [row.territory.full_name, row.name, row.get_kind_display(), row.where, row.keeper, *_numbers(row)]
                for row in rows
            ),
        )
    listed = listing.page_of(request, rows)
    return render(
        request,
        "office/inspections/sites.html",
        {
            "page": listed,
            "kinds": listing.chips(request, "kind", inspections.Site.Kinds.choices, _("所有地点")),
            "places": listing.place_chips(request, actor, Can.SEE_CASES),
            "narrowed": any(request.GET.get(name) for name in ("kind", "place")),
            "may_run": actor.can(Can.RUN_INSPECTIONS),
            "export": listing.link(request, **{"as": "xlsx"}),
            "today": clock.day_of(clock.now()),
        },
    )


def _numbers(row: Any) -> list[int]:
    return [row.open_hazards or 0, row.all_hazards or 0]


@page(Can.SEE_CASES)
def site(request: HttpRequest, site: UUID) -> HttpResponse:
    """One site: what is known of it, and everything that was found there."""
    actor, now = actor_of(request), clock.now()
    row = inspections.site(actor, site)
    known = [
        (_("是什么地方"), row.get_kind_display()),
        (_("属于"), row.territory.full_name),
        (_("具体位置"), row.where),
        (_("谁负责"), row.keeper),
        (_("提醒去看的人"), row.note),
        (_("谁登记的"), row.by_name),
    ]
    return render(
        request,
        "office/inspections/site.html",
        {
            "site": row,
            "rows": [Row(label, value) for label, value in known if value],
            "lines": showing.lines(hazards.of_site(actor, site), now),
            "may_run": actor.can_at(Can.RUN_INSPECTIONS, row.territory.path) and row.closed_on is None,
        },
    )


@page(Can.RUN_INSPECTIONS)
def add(request: HttpRequest) -> HttpResponse:
    """Note a site."""
    actor = actor_of(request)
    form = SiteForm(request.POST or None, places=places(actor, Level.NEIGHBOURHOOD))
    return ask(
        request,
        form,
        lambda: actions.add_site(actor=actor, new=form.site(), now=clock.now()),
        back=reverse("office:sites"),
        title=_("登记一个地点"),
        kicker=_("要查的地点"),
        hint=_("水塘、边坡、面馆、楼栋：要一次次去看的地方。位置说得清就行。"),
        done=_("已登记。"),
    )


@page(Can.RUN_INSPECTIONS)
def change(request: HttpRequest, site: UUID) -> HttpResponse:
    """Correct what is known of a site."""
    actor = actor_of(request)
    row = inspections.site(actor, site)
    first = {name: getattr(row, name) for name in ("kind", "name", "where", "keeper", "note")}
    first["territory"] = str(row.territory_id)
    form = SiteForm(request.POST or None, places=places(actor, Level.NEIGHBOURHOOD), initial=first)
    return ask(
        request,
        form,
        lambda: actions.change_site(actor=actor, site=site, new=form.site(row), now=clock.now()),
        back=reverse("office:site", args=[site]),
        title=_("改这个地点"),
        kicker=row.name,
        hint="",
        done=_("已改好。"),
    )


@page(Can.RUN_INSPECTIONS)
@require_POST
def close(request: HttpRequest, site: UUID) -> HttpResponse:
    """It is there no more."""
    row = actions.close_site(actor=actor_of(request), site=site, now=clock.now())
    notices.warn(request, _("%(name)s不再查了，以前查出的都留着。") % {"name": row.name})
    return redirect("office:sites")
