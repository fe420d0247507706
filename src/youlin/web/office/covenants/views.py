"""Covenants at the desk."""

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
from youlin.domains.outreach import actions
from youlin.domains.outreach.queries import covenants as queries
from youlin.domains.outreach.rules.covenants import TEXT_LIMIT
from youlin.domains.territory import queries as territory
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm, run

DAY = {"type": "date"}
BAD_DAY = {"required": gettext_lazy("请写上日子。"), "invalid": gettext_lazy("日子不对，请写成 2026-11-22。")}


class WordingForm(PageForm):
    """A wording that people agreed on."""

    territory = forms.ChoiceField(
        label=gettext_lazy("哪里的公约"), error_messages={"required": gettext_lazy("请选择哪个辖区。")}
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("叫什么"),
        choices=queries.Covenant.Kinds.choices,
        widget=forms.RadioSelect,
        initial="residents",
    )
    text = forms.CharField(
        label=gettext_lazy("内容"),
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": gettext_lazy("请写上公约的内容。")},
    )
    agreed_on = forms.DateField(
        label=gettext_lazy("哪天通过的"), widget=forms.DateInput(attrs=DAY), error_messages=BAD_DAY
    )
    agreed_how = forms.CharField(
        label=gettext_lazy("怎么通过的"),
        help_text=gettext_lazy("例如：屋场会举手，28 户到了 25 户，都同意。"),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["territory"].choices = [("", _("请选择")), *places]  # type: ignore[attr-defined]


class ReviewForm(PageForm):
    """People looked at it again."""

    on = forms.DateField(label=gettext_lazy("哪天看的"), widget=forms.DateInput(attrs=DAY), error_messages=BAD_DAY)
    outcome = forms.ChoiceField(
        label=gettext_lazy("看下来"), choices=queries.CovenantReview.Outcomes.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(label=gettext_lazy("大家说了什么"), max_length=500, required=False)
    next_on = forms.DateField(
        label=gettext_lazy("下一次什么时候看"),
        widget=forms.DateInput(attrs=DAY),
        error_messages=BAD_DAY,
        required=False,
    )


@page(Can.PUT_UP)
def covenants(request: HttpRequest) -> HttpResponse:
    """All of the desk's places, those to be looked at again first."""
    listed = listing.page_of(request, queries.covenants(actor_of(request)))
    values = {"page": listed, "today": clock.day_of(clock.now())}
    return render(request, "office/covenants/covenants.html", values)


@page(Can.PUT_UP)
def new(request: HttpRequest) -> HttpResponse:
    """Write a wording down: the first of a place, or a new one."""
    actor = actor_of(request)
    places = [(str(one.pk), one.full_name) for path in actor.paths(Can.PUT_UP) for one in territory.within(path)]
    given: dict[str, object] = {"territory": request.GET.get("place", "")}
    known = queries.covenants(actor).filter(territory=listing.key(request.GET.get("place"))).first()
    if known is not None:
        given |= {"kind": known.kind, "text": queries.covenant(actor, known.pk).versions[0].text}
    form = WordingForm(request.POST or None, places=places, initial=given)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = run(
            form,
            lambda: actions.write_covenant(
                actor=actor,
                territory=UUID(said["territory"]),
                kind=said["kind"],
                text=said["text"],
                agreed_on=said["agreed_on"],
                agreed_how=said["agreed_how"],
                client_id=form.identity(),
                now=clock.now(),
            ),
        )
        if made is not None:
            notices.done(request, _("已存好。要让大家看到，请点“公布”。"))
            return redirect("office:covenant", made.covenant_id)
    values = {"form": form, "back": reverse("office:covenants")}
    return render(request, "office/covenants/new.html", values, status=422 if form.errors else 200)


@page(Can.PUT_UP)
def covenant(request: HttpRequest, covenant: UUID) -> HttpResponse:
    """One of them: its wordings, its reviews, and noting a new one."""
    actor, now = actor_of(request), clock.now()
    form = ReviewForm(request.POST or None, initial={"on": clock.day_of(now).isoformat()})
    record = queries.covenant(actor, covenant)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = run(
            form,
            lambda: actions.review_covenant(
                actor=actor,
                covenant=covenant,
                on=said["on"],
                outcome=said["outcome"],
                note=said["note"],
                next_on=said["next_on"],
                client_id=form.identity(),
                now=now,
            ),
        )
        if made is not None:
            notices.done(request, _("已记下。"))
            return redirect("office:covenant", covenant)
    values = {"record": record, "form": form, "back": reverse("office:covenants")}
    return render(request, "office/covenants/covenant.html", values, status=422 if form.errors else 200)


@page(Can.PUT_UP)
@require_POST
def publish(request: HttpRequest, covenant: UUID) -> HttpResponse:
    """Let everybody read a wording, or nobody."""
    version = listing.key(request.POST.get("version"))
    actions.publish_covenant(actor=actor_of(request), covenant=covenant, version=version, now=clock.now())
    notices.done(request, _("已公布，网页上能看到。") if version else _("已从网页上撤下。"))
    return redirect("office:covenant", covenant)
