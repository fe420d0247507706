"""Local figures: what is not configured, who said what, who confirmed it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youlin.domains.access import queries as access
from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.benefits import actions, queries
from youlin.domains.benefits.queries.figures import Row as ParameterRow
from youlin.domains.benefits.wording import figure_text, said
from youlin.domains.territory import queries as territory
from youlin.domains.territory.rules import Level
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere
from youlin.web.office import listing
from youlin.web.office.asking import ask
from youlin.web.office.benefits.forms import FigureForm
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page

HISTORY = 50


@page(Can.CONFIGURE)
def numbers(request: HttpRequest) -> HttpResponse:
    """Every parameter with its figures, and what was said at the desk; as a workbook with `?as=xlsx`."""
    actor = actor_of(request)
    street = street_of(actor)
    rows = [
        (row, said(row.label), figure_text(row.unit, row.value) if row.value is not None else "", said(row.filled_by))
        for row in queries.parameters(street)
    ]
    if request.GET.get("as") == "xlsx":
        head = [_("名称"), _("数值"), _("从哪天起"), _("到哪天止"), _("出自"), _("由谁填写"), _("核对")]
        return listing.workbook(_("当地标准"), head, (_line(*row) for row in rows))
    known = {row.id: (label, row.unit) for row, label, _text, _who in rows}
    history = [
        (
            row,
            known[row.parameter][0],
            figure_text(known[row.parameter][1], row.value),
            row.proposed_by != actor.user_id,
        )
        for row in queries.proposals(actor)[:HISTORY]
        if row.parameter in known
    ]
    return render(
        request,
        "office/benefits/figures.html",
        {
            "street": street,
            "rows": rows,
            "history": history,
            "export": listing.link(request, **{"as": "xlsx"}),
            "today": clock.day_of(clock.now()),
        },
    )


def _line(row: ParameterRow, label: str, text: str, who: str) -> list[object]:
    return [
        label,
        text or _("未配置"),
        f"{row.start:%Y-%m-%d}" if row.start else "",
        f"{row.end:%Y-%m-%d}" if row.end else "",
        row.source or "",
        who,
        row.confirmed_by or (_("待核对") if text else ""),
    ]


@page(Can.CONFIGURE)
def propose(request: HttpRequest, parameter: str) -> HttpResponse:
    """Fill in a figure; a colleague confirms it."""
    actor = actor_of(request)
    street = street_of(actor)
    row = next((one for one in queries.parameters(street) if one.id == parameter), None)
    if row is None:
        raise NotThere("parameter_unknown", _("没有这个参数，请从列表里选。"))
    form = FigureForm(request.POST or None)

    def change() -> object:
        new = form.cleaned_data
        figure = actions.NewFigure(
            form.identity(), street.pk, parameter, new["value"], new["valid_from"], new["source"], new["valid_to"]
        )
        return actions.propose_figure(actor=actor, figure=figure, now=clock.now())

    return ask(
        request,
        form,
        change,
        back=reverse("office:benefit_figures"),
        title=said(row.label),
        kicker=street.full_name,
        hint=_("由%(who)s发布。填好以后，要另一位同事核对才会用。") % {"who": said(row.filled_by)},
        done=_("已填好，等同事核对。"),
    )


@page(Can.CONFIGURE)
@require_POST
def decide(request: HttpRequest, figure: UUID) -> HttpResponse:
    """Confirm what a colleague filled in, or decline it."""
    adopt = request.POST.get("adopt") == "1"
    actions.decide_figure(actor=actor_of(request), figure=figure, adopt=adopt, now=clock.now())
    notices.done(request, _("已核对，从今天起按它来算。") if adopt else _("没有采用。"))
    return redirect("office:benefit_figures")


def street_of(actor: Actor) -> territory.Place:
    """The street whose figures these are."""
    for place in access.roots(actor, Can.CONFIGURE):
        if place.level == Level.SUBDISTRICT:
            return territory.get(place.pk)
    raise NotThere("territory_unknown", _("没有这个辖区。"))
