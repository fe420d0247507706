"""One post of a round: what happens now, the next step, the ways back, and the odd ways."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.chiefs.actions import selection as actions
from youlin.domains.chiefs.queries import selection as queries
from youlin.domains.chiefs.rules.selection.counting import Agreement
from youlin.domains.chiefs.rules.selection.states import TAKES_NAMES, Candidacy, Move, Stage, may
from youlin.domains.chiefs.selection_wording import order_explained, quorum_explained, result_line, stage_name
from youlin.domains.chiefs.wording import post_name
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.asking import ask
from youlin.web.office.selection import showing
from youlin.web.office.selection.forms import (
    AnswerForm,
)
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page

LATEST = 10  # lines of the history; all of it stands in the record
# One press and it is done; each can be returned, with a reason.
STEPS: dict[str, tuple[Move, Callable[..., object], Promise]] = {
    "close": (Move.CLOSE_NOMINATIONS, actions.close_nominations, gettext_lazy("提名截止，开始审查")),
    "put-up": (Move.PUT_UP, actions.put_up, gettext_lazy("公示候选人")),
    "open-vote": (Move.OPEN_VOTE, actions.open_vote, gettext_lazy("开始投票")),
    "close-vote": (Move.CLOSE_VOTE, actions.close_vote, gettext_lazy("投票截止，开始计票")),
}


@page(Can.RUN_SELECTION)
def contest(request: HttpRequest, contest: UUID) -> HttpResponse:
    """The whole of one post."""
    actor, today = actor_of(request), clock.day_of(clock.now())
    desk = queries.desk(actor, contest)
    row, vote = desk.contest, desk.vote
    stage, history = Stage(row.stage), queries.entries(contest=row.pk)
    return render(
        request,
        "office/selection/contest.html",
        {
            "contest": row,
            "round": row.round,
            "name": post_name(row.post),
            "stage": stage_name(row.stage),
            "tone": showing.stage_tone(row.stage),
            "way": showing.way(row.stage),
            "doing": showing.doing(desk),
            "people": [showing.person(one) for one in desk.candidates],
            "order": order_explained(row.round.standing_first),
            "quorum": quorum_explained(row.round.quorum_percent),
            "steps": [
                (slug, words)
                for slug, (move, _deed, words) in STEPS.items()
                if may(stage, move) and _ready(slug, desk, today)
            ],
            "deeds": _deeds(actor, desk),
            "back_steps": may(stage, Move.RETURN) and _may_here(actor, desk),
            "call_off": may(stage, Move.CALL_OFF) and _may_here(actor, desk),
            "takes_names": stage in TAKES_NAMES,
            "vote": vote,
            "by_meeting": row.round.method == "meeting",
            "tallies": showing.tallies(vote, desk.candidates) if vote else [],
            "result": result_line(vote.poll.result) if vote and vote.poll.result else "",
            "earlier_lines": [result_line(one.poll.result) for one in desk.votes[:-1] if one.poll.result],
            "different": vote is not None and vote.agreement is Agreement.DIFFERENT and stage is Stage.COUNTING,
            "counters": [one.by_name for one in vote.counts if one.attempt == vote.poll.attempt] if vote else [],
            "objections": desk.objections,
            "lessons": desk.lessons,
            "sitting": desk.sitting,
            "history": showing.trail(history[-LATEST:]),
            "earlier_history": len(history) > LATEST,
            "today": today,
        },
    )


def _ready(slug: str, desk: queries.Desk, today: date) -> bool:
    """Whether a step is worth a button now: its day has come, and nothing is in its way. The action asks again."""
    row, vote = desk.contest, desk.vote
    if slug == "close":
        return today > (row.nominate_until or row.round.nominate_until)
    if slug == "open-vote":
        return row.notice_until is not None and today > row.notice_until and all(one.settled for one in desk.objections)
    if slug == "close-vote":
        if vote is None or row.round.method != "households":
            return False
        return today > vote.poll.closes_on or vote.turnout.taken_part == vote.turnout.entitled
    return True


def _may_here(actor: Actor, desk: queries.Desk) -> bool:
    """Whether this actor may send it back or take it out: the street's part is the street's."""
    streets = {Stage.CONFIRMING.value, Stage.CONFIRMED.value}
    path = desk.contest.post.territory.path
    return desk.contest.stage not in streets or actor.can_at(Can.CONFIRM_SELECTION, path)


def _deeds(actor: Actor, desk: queries.Desk) -> list[tuple[str, str, bool]]:
    """What can be done now beside the one-press steps: its address, its words, whether it is the obvious one."""
    row, stage = desk.contest, Stage(desk.contest.stage)
    named = {
        Stage.VOTING: _while_voting,
        Stage.COUNTING: _while_counting,
        Stage.TIED: _when_tied,
        Stage.TOO_FEW: _when_too_few,
        Stage.RECOGNISING: _while_recognising,
        Stage.CONFIRMING: _while_confirming,
        Stage.CONFIRMED: _when_confirmed,
    }
    found = named[stage](actor, desk) if stage in named else []
    if may(stage, Move.REOPEN):
        found.append(("contest_deed", _("重新提名"), "reopen"))
    if may(stage, Move.NAME_ACTING):
        found.append(("contest_acting", _("请人代理"), ""))
    return [
        (reverse(f"office:{name}", args=[row.pk, *filter(None, [deed])]), words, place == 0)
        for place, (name, words, deed) in enumerate(found)
    ]


def _while_voting(actor: Actor, desk: queries.Desk) -> list[tuple[str, str, str]]:
    if desk.contest.round.method == "meeting":
        return [("contest_meeting", _("记会议结果"), "")]
    return [("contest_roll", _("投票名册"), "")]


def _while_counting(actor: Actor, desk: queries.Desk) -> list[tuple[str, str, str]]:
    if desk.vote is None or desk.contest.round.method == "meeting":
        return []
    if desk.vote.turnout.paper == 0:
        return [("contest_deed", _("没有纸票，直接算结果"), "decide")]
    if desk.vote.agreement is Agreement.DIFFERENT:
        return [("contest_deed", _("重新计票"), "recount")]
    return [("contest_count", _("登记我数的票"), "")]


def _when_tied(actor: Actor, desk: queries.Desk) -> list[tuple[str, str, str]]:
    return [("contest_deed", _("平票的人再投一次"), "again"), ("contest_lot", _("记会上抽签"), "")]


def _when_too_few(actor: Actor, desk: queries.Desk) -> list[tuple[str, str, str]]:
    return [("contest_deed", _("重新投票"), "again")]


def _while_recognising(actor: Actor, desk: queries.Desk) -> list[tuple[str, str, str]]:
    return [("contest_deed", _("记两委认定"), "recognise"), ("contest_deed", _("不予认定"), "turn-down")]


def _while_confirming(actor: Actor, desk: queries.Desk) -> list[tuple[str, str, str]]:
    if not _may_here(actor, desk):
        return []
    return [("contest_deed", _("记街道审核"), "confirm"), ("contest_deed", _("不予认定"), "turn-down")]


def _when_confirmed(actor: Actor, desk: queries.Desk) -> list[tuple[str, str, str]]:
    return [("contest_appoint", _("任命"), "")]


@page(Can.RUN_SELECTION)
@require_POST
def step(request: HttpRequest, contest: UUID, step: str) -> HttpResponse:
    """One press."""
    if step not in STEPS:
        raise Http404
    STEPS[step][1](actor=actor_of(request), contest=contest, now=clock.now())
    notices.done(request, _("已记下。"))
    return redirect("office:contest", contest)


@page(Can.RUN_SELECTION)
def objection(request: HttpRequest, contest: UUID, objection: UUID) -> HttpResponse:
    """Answer an objection; a right one names who leaves the list."""
    actor, now = actor_of(request), clock.now()
    desk = queries.desk(actor, contest)
    said = next((one for one in desk.objections if one.key == objection), None)
    if said is None or said.settled:
        raise Http404
    people = desk.of(Candidacy.STANDING)
    form = AnswerForm(request.POST or None, people=people, initial={"removes": "", "answer": said.answer})
    return ask(
        request,
        form,
        lambda: actions.answer_objection(
            actor=actor,
            contest=contest,
            objection=objection,
            answer=form.cleaned_data["answer"],
            removes=listing.key(form.cleaned_data["removes"]),
            now=now,
        ),
        back=reverse("office:contest", args=[contest]),
        title=_("答复意见"),
        kicker=post_name(desk.contest.post),
        hint=said.text,
        done=_("答复记下了，提意见的人凭回执看得到。"),
    )


@page(Can.RUN_SELECTION)
@require_POST
def lesson(request: HttpRequest, contest: UUID, lesson: UUID) -> HttpResponse:
    """Tick a line of the training, or take the tick back."""
    actions.tick_lesson(actor=actor_of(request), lesson=lesson, done=request.POST.get("done") == "1", now=clock.now())
    return redirect("office:contest", contest)
