"""The odd ways of a post's selection that ask something first: back, off, again, recounted, recognised, turned down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.chiefs.actions import selection as actions
from youlin.domains.chiefs.queries import selection as queries
from youlin.domains.chiefs.wording import post_name
from youlin.foundation import clock
from youlin.web.office.asking import ask
from youlin.web.office.selection.forms import (
    AgainForm,
    DecisionForm,
    ReasonForm,
    ReopenForm,
)
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm


@dataclass(frozen=True, slots=True)
class Deed:
    """One question: its form, its words, and what it does."""

    form: type[PageForm]
    title: Promise
    hint: Promise
    act: Callable[[PageForm, Actor, UUID, datetime], object]


def _decision(form: PageForm) -> actions.Decision:
    said = form.cleaned_data
    return actions.Decision(said["held_on"], said["people"], said["note"])


DEEDS: dict[str, Deed] = {
    "back": Deed(
        ReasonForm,
        gettext_lazy("退回上一步"),
        gettext_lazy("只退一步。原因和是谁退的会记在过程里。"),
        lambda form, actor, key, now: actions.send_back(
            actor=actor, contest=key, reason=form.cleaned_data["reason"], now=now
        ),
    ),
    "call-off": Deed(
        ReasonForm,
        gettext_lazy("撤下这个岗位"),
        gettext_lazy("这个岗位不在这一轮里选了，做过的都留着记录。以后可以另开一轮。"),
        lambda form, actor, key, now: actions.call_off(
            actor=actor, contest=key, reason=form.cleaned_data["reason"], now=now
        ),
    ),
    "reopen": Deed(
        ReopenForm,
        gettext_lazy("重新提名"),
        gettext_lazy("审查通过的人还算数，不用再审。名单定下后要重新公示。"),
        lambda form, actor, key, now: actions.reopen(
            actor=actor,
            contest=key,
            nominate_until=form.cleaned_data["nominate_until"],
            reason=form.cleaned_data["reason"],
            now=now,
        ),
    ),
    "again": Deed(
        AgainForm,
        gettext_lazy("再投一次"),
        gettext_lazy("从今天开始投，每一户重新出投票码，以前的作废。"),
        lambda form, actor, key, now: actions.vote_again(
            actor=actor, contest=key, closes_on=form.cleaned_data["closes_on"], now=now
        ),
    ),
    "recount": Deed(
        ReasonForm,
        gettext_lazy("重新计票"),
        gettext_lazy("两个人再各数一遍。前面登记的都留着。"),
        lambda form, actor, key, now: actions.recount(
            actor=actor, contest=key, reason=form.cleaned_data["reason"], now=now
        ),
    ),
    "decide": Deed(
        PageForm,
        gettext_lazy("算出结果"),
        gettext_lazy("没有一户领纸票，结果就按网上的票来算。"),
        lambda form, actor, key, now: actions.decide_without_paper(actor=actor, contest=key, now=now),
    ),
    "recognise": Deed(
        DecisionForm,
        gettext_lazy("记两委认定"),
        gettext_lazy("社区两委开会同意的，记在这里，接着由街道审核。"),
        lambda form, actor, key, now: actions.recognise(actor=actor, contest=key, decision=_decision(form), now=now),
    ),
    "confirm": Deed(
        DecisionForm,
        gettext_lazy("记街道审核"),
        gettext_lazy("街道同意的，记在这里，就可以任命了。"),
        lambda form, actor, key, now: actions.confirm(actor=actor, contest=key, decision=_decision(form), now=now),
    ),
    "turn-down": Deed(
        DecisionForm,
        gettext_lazy("不予认定"),
        gettext_lazy("意见里写清楚为什么。这个岗位会回到“没有候选人”，可以重新提名。"),
        lambda form, actor, key, now: actions.turn_down(actor=actor, contest=key, decision=_decision(form), now=now),
    ),
}


@page(Can.RUN_SELECTION)
def deed(request: HttpRequest, contest: UUID, deed: str) -> HttpResponse:
    """One of the questions above."""
    if deed not in DEEDS:
        raise Http404
    actor, now = actor_of(request), clock.now()
    row = queries.contest(actor, contest)
    asked = DEEDS[deed]
    form = asked.form(request.POST or None, initial=_initial(row, now))
    return ask(
        request,
        form,
        lambda: asked.act(form, actor, contest, now),
        back=reverse("office:contest", args=[contest]),
        title=str(asked.title),
        kicker=f"{row.round.title} · {post_name(row.post)}",
        hint=str(asked.hint),
        done=_("已记下。"),
    )


def _initial(row: queries.Contest, now: datetime) -> dict[str, date]:
    today = clock.day_of(now)
    return {
        "held_on": today,
        "nominate_until": today + timedelta(days=7),
        "closes_on": actions.vote_until(now, row),
    }
