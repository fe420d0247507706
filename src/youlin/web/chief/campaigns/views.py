"""What to say, door by door: one tap where they heard it, several doors at once, a word where it went otherwise."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.outreach.actions import campaigns as actions
from youlin.domains.outreach.queries import campaigns as queries
from youlin.domains.outreach.rules.campaigns import MISSING
from youlin.foundation import clock
from youlin.web.chief import wording
from youlin.web.shared import campaigns as shared
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm, run


class DoorForm(PageForm):
    """What came of it, and what they asked."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("去了怎么样"), choices=queries.CampaignMark.Outcomes.choices, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选一下去了怎么样。")},
    )  # fmt: skip
    question = forms.CharField(
        label=gettext_lazy("他们问了什么"),
        help_text=gettext_lazy("写了就马上成为一件咨询，有人答复。"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
        required=False,
    )
    note = forms.CharField(label=gettext_lazy("留一句话"), max_length=300, required=False)


@page(Can.USE_PHONE)
def campaigns(request: HttpRequest) -> HttpResponse:
    """Each running campaign of mine: what to say, its pictures and sounds, the doors that are missing, and the rest."""
    actor, now = actor_of(request), clock.now()
    groups: dict[UUID, dict[str, Any]] = {}
    own = {grant.territory for grant in actor.grants}
    for row in queries.carried_by_me(actor, now=now):
        group = groups.setdefault(row.campaign_id, {"campaign": row.campaign, "missing": [], "done": []})
        group["missing" if row.state in MISSING else "done"].append((row, _name(actor, row), _handed_on(row, own)))
    materials = queries.materials(groups)
    for key, group in groups.items():
        group["materials"] = materials.get(key, [])
    return render(request, "chief/campaigns/campaigns.html", {"groups": list(groups.values())})


def _handed_on(row: queries.CampaignDoor, own: Collection[UUID]) -> bool:
    """Whether a door of a sweep lies with a 邻长 from whom nothing was heard."""
    return row.campaign.sweep and row.campaign.carried_by == Rung.NEIGHBOURHOOD and row.territory_id not in own


def _name(actor: Actor, row: queries.CampaignDoor) -> str:
    place = row.territory
    return wording.near(actor, row.household.address, place.full_name, place.name) or row.household.number


@page(Can.USE_PHONE)
@require_POST
def told(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Doors that heard it: one, or all that are ticked, in one form; the same form twice is once."""
    actor, now = actor_of(request), clock.now()
    form = PageForm(request.POST)
    form.is_valid()
    doors = [key for key in map(_key, request.POST.getlist("door")) if key is not None]
    if not doors:
        notices.warn(request, _("还没有勾哪一户。"))
        return redirect("chief:campaigns")
    marks = [
        actions.NewMark(uuid5(form.identity(), str(key)), key, "told", form.moment(now)) for key in dict.fromkeys(doors)
    ]
    made = actions.mark_doors(actor=actor, marks=marks, now=now)
    undo_url = reverse("chief:campaign_undo", args=[made[0].pk]) if len(made) == 1 else ""
    notices.done(request, _said(actor, len(made), now), undo=undo_url)
    return redirect("chief:campaigns")


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _said(actor: Actor, number: int, now: datetime) -> str:
    words = ngettext("记下了，%(n)d 户说到了。", "记下了，%(n)d 户说到了。", number) % {"n": number}
    left = queries.my_doors_count(actor, now=now)
    if left:
        words += ngettext("还差 %(n)d 户。", "还差 %(n)d 户。", left) % {"n": left}
    return words


@page(Can.USE_PHONE)
def door(request: HttpRequest, door: UUID) -> HttpResponse:
    """One door, where it went otherwise, or where they asked something."""
    actor, now = actor_of(request), clock.now()
    row = queries.door(actor, door)
    form = DoorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        mark = actions.NewMark(
            form.identity(), door, given["outcome"], form.moment(now), given["note"], given["question"]
        )
        made = run(form, lambda: actions.mark_doors(actor=actor, marks=[mark], now=now))
        if made:
            said = _("记下了。") if made[0].case_id is None else _("记下了，他们问的已经报上去。")
            notices.done(request, said, undo=reverse("chief:campaign_undo", args=[made[0].pk]))
            return redirect("chief:campaigns")
    return render(
        request,
        "chief/campaigns/door.html",
        {"form": form, "row": row, "name": _name(actor, row), "marks": queries.marks(door)},
        status=422 if form.errors else 200,
    )


@page(Can.USE_PHONE)
def media(request: HttpRequest, campaign: UUID, digest: str) -> HttpResponseBase:
    """A picture or a sound to show or play at the door."""
    return shared.send(request, campaign, digest)


@page(Can.USE_PHONE)
@require_POST
def undo(request: HttpRequest, mark: UUID) -> HttpResponse:
    """It was noted by mistake."""
    actions.take_back_mark(actor=actor_of(request), mark=mark, now=clock.now())
    notices.warn(request, _("刚才那一条已撤回。"))
    return redirect("chief:campaigns")
