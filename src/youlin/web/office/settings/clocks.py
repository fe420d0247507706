"""How long each rung has to answer: what holds at a place, and setting it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youlin.domains.access import queries as access
from youlin.domains.access.rules import Can
from youlin.domains.cases import actions, queries
from youlin.domains.cases.queries import clocks as known
from youlin.domains.cases.rules.clocks import Clock, Purpose, Urgency, clock_for
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.cases.rules.spans import nearest
from youlin.domains.cases.wording import clock_name, rung_name
from youlin.domains.territory import queries as territory
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere
from youlin.web.office import listing
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm, run
from youlin.web.shared.parts import Chip

URGENCIES = {
    Urgency.NORMAL: gettext_lazy("一般"),
    Urgency.URGENT: gettext_lazy("紧急"),
    Urgency.DANGER: gettext_lazy("有危险"),
}


class ClockForm(PageForm):
    """One clock."""

    rung = forms.TypedChoiceField(label=gettext_lazy("哪一级"), coerce=int)
    urgency = forms.ChoiceField(
        label=gettext_lazy("急不急"), choices=[(urgency.value, label) for urgency, label in URGENCIES.items()]
    )
    kind = forms.ChoiceField(label=gettext_lazy("哪一类"), required=False, choices=[])
    hours = forms.IntegerField(
        label=gettext_lazy("几小时以内答复"),
        error_messages={
            "required": gettext_lazy("请写上小时数。"),
            "invalid": gettext_lazy("小时数请写数字，例如 24。"),
        },
    )
    working = forms.BooleanField(label=gettext_lazy("只算工作日"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = [("", _("不论哪一类")), *queries.Case.Kinds.choices]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["rung"].choices = [(rung.value, rung_name(rung)) for rung in Rung]  # type: ignore[attr-defined]


@page(Can.CONFIGURE)
def clocks(request: HttpRequest) -> HttpResponse:
    """The clocks that hold at a place, by rung and urgency; the nearest place that set one wins."""
    actor = actor_of(request)
    chosen = listing.key(request.GET.get("place"))
    place = territory.get(chosen) if chosen else access.roots(actor, Can.CONFIGURE)[0]
    if not actor.can_at(Can.CONFIGURE, place.path) or place.subdistrict_id is None:
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    kind = request.GET.get("kind", "")
    kind = kind if kind in queries.Case.Kinds.values else ""
    form = ClockForm(request.POST or None, initial={"kind": kind})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        done = run(
            form,
            lambda: actions.set_clock(
                actor=actor,
                territory=place.pk,
                rung=Rung(said["rung"]),
                urgency=Urgency(said["urgency"]),
                clock=Clock(said["hours"], said["working"]),
                kind=said["kind"],
                now=clock.now(),
            ),
        )
        if done is not None:
            notices.done(request, _("已改好。新到这一级的事项按新的时限，正在走的不变。"))
            return redirect(f"{reverse('office:clocks')}?place={place.pk}&kind={said['kind']}")
    rules = known.rules_of([place.subdistrict_id])
    found = {
        (rung, urgency): clock_for(
            rules, path=place.path, purpose=Purpose.ANSWER, rung=rung, urgency=urgency, kind=kind
        )
        for rung in Rung
        for urgency in URGENCIES
    }
    lines = [
        (
            rung_name(rung),
            [(clock_name(found[rung, urgency][0]), found[rung, urgency][1] == place.path) for urgency in URGENCIES],
        )
        for rung in Rung
    ]
    return render(
        request,
        "office/settings/clocks.html",
        {
            "place": place,
            "chips": listing.place_chips(request, actor, Can.CONFIGURE),
            "kinds": [
                Chip(str(label), listing.link(request, kind=value or None), value == kind)
                for value, label in [("", _("不论哪一类")), *queries.Case.Kinds.choices]
            ],
            "bounds": nearest(known.bounds_of([place.subdistrict_id]), place.path),
            "urgencies": list(URGENCIES.values()),
            "lines": lines,
            "form": form,
        },
        status=422 if form.errors else 200,
    )
