"""The rounds, and one round: its posts, its days, its history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youlin.domains.access.rules import Can
from youlin.domains.chiefs.actions import selection as actions
from youlin.domains.chiefs.queries import selection as queries
from youlin.domains.chiefs.rules.selection import days as calendars
from youlin.domains.chiefs.rules.selection.states import RUNNING, Candidacy, Move, Stage, may
from youlin.domains.chiefs.selection_wording import day_name, order_explained, quorum_explained, stage_name
from youlin.domains.chiefs.wording import post_name
from youlin.foundation import clock
from youlin.foundation.refusal import Refusal
from youlin.web.office import listing
from youlin.web.office.asking import ask
from youlin.web.office.selection import showing
from youlin.web.office.selection.forms import CalendarForm
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.parts import Row

TOGETHER: dict[str, tuple[Move, Callable[..., object]]] = {
    "close": (Move.CLOSE_NOMINATIONS, actions.close_nominations),
    "put-up": (Move.PUT_UP, actions.put_up),
    "open-vote": (Move.OPEN_VOTE, actions.open_vote),
    "close-vote": (Move.CLOSE_VOTE, actions.close_vote),
}


@page(Can.RUN_SELECTION)
def rounds(request: HttpRequest) -> HttpResponse:
    """Every round in sight, the latest first."""
    state = request.GET.get("state", "")
    rows = queries.rounds(actor_of(request), running={"running": True, "over": False}.get(state))
    return render(
        request,
        "office/selection/rounds.html",
        {
            "page": listing.page_of(request, rows),
            "chips": listing.chips(request, "state", [("running", _("正在办")), ("over", _("办完了"))], _("全部")),
            "today": clock.day_of(clock.now()),
        },
    )


@page(Can.RUN_SELECTION)
def one(request: HttpRequest, round_key: UUID) -> HttpResponse:
    """One round: each post and how far it is, what can be done for all of them at once, the days, the history."""
    actor, today = actor_of(request), clock.day_of(clock.now())
    row = queries.round_(actor, round_key)
    lines = queries.lines(row.pk)
    stages = Counter(line.contest.stage for line in lines)
    return render(
        request,
        "office/selection/round.html",
        {
            "round": row,
            "lines": [
                {
                    "contest": line.contest,
                    "name": post_name(line.contest.post),
                    "stage": stage_name(line.contest.stage),
                    "tone": showing.stage_tone(line.contest.stage),
                    "names": [one.name for one in _shown(line)],
                    "objections": line.objections,
                }
                for line in lines
            ],
            "together": _together(stages),
            "days": [(day_name(name), getattr(row, name)) for name in calendars.ORDER],
            "rules": _rules(row),
            "steps": showing.trail(queries.entries(round_key=row.pk)[-12:], posts=True),
            "running": any(stage in RUNNING for stage in stages),
            "today": today,
        },
    )


def _shown(line: queries.Line) -> list[queries.Candidature]:
    won = line.of(Candidacy.ELECTED, Candidacy.IN_OFFICE)
    return won or line.of(Candidacy.NOMINATED, Candidacy.CONSENTED, Candidacy.PASSED, Candidacy.STANDING)


def _together(stages: Counter[str]) -> list[tuple[str, str, int]]:
    """What can be pressed for every post of a stage: the step, its words, how many posts."""
    words = {
        "close": _("提名截止"),
        "put-up": _("公示候选人"),
        "open-vote": _("开始投票"),
        "close-vote": _("投票截止"),
    }
    found = []
    for step, (move, _deed) in TOGETHER.items():
        number = sum(count for stage, count in stages.items() if may(Stage(stage), move))
        if number:
            found.append((step, words[step], number))
    return found


def _rules(row: queries.SelectionRound) -> list[Row]:
    source = f"（{row.minimum_age_source}）" if row.minimum_age_source else ""
    return [
        Row(_("怎么决定"), row.get_method_display()),
        Row(_("网上投票"), _("可以，凭投票码") if row.online else _("不用")),
        Row(_("参加"), quorum_explained(row.quorum_percent)),
        Row(_("当选"), row.get_majority_display()),
        Row(_("年龄"), _("满 %(n)d 周岁") % {"n": row.minimum_age} + source),
        Row(_("名单的排列"), order_explained(row.standing_first)),
    ]


@page(Can.RUN_SELECTION)
def days(request: HttpRequest, round_key: UUID) -> HttpResponse:
    """Move the days, with a reason."""
    actor, now = actor_of(request), clock.now()
    row = queries.round_(actor, round_key)
    form = CalendarForm(request.POST or None, initial={name: getattr(row, name) for name in calendars.ORDER})
    form.order_fields([*calendars.ORDER, "reason"])
    return ask(
        request,
        form,
        lambda: actions.change_calendar(
            actor=actor, round=row.pk, calendar=form.calendar(), reason=form.cleaned_data["reason"], now=now
        ),
        back=reverse("office:selection", args=[row.pk]),
        title=_("改日程"),
        kicker=row.title,
        hint=_("正在进行的提名、公示、投票，只能延后，不能提前。改了什么、为什么，会记在过程里。"),
        done=_("日程改好了。"),
    )


@page(Can.RUN_SELECTION)
@require_POST
def step_all(request: HttpRequest, round_key: UUID, step: str) -> HttpResponse:
    """One step for every post that can take it; who cannot yet says why."""
    if step not in TOGETHER:
        raise Http404
    actor, now = actor_of(request), clock.now()
    row = queries.round_(actor, round_key)
    move, deed = TOGETHER[step]
    done, kept = 0, []
    for line in queries.lines(row.pk):
        if not may(Stage(line.contest.stage), move):
            continue
        try:
            deed(actor=actor, contest=line.contest.pk, now=now)
            done += 1
        except Refusal as refusal:
            kept.append(f"{post_name(line.contest.post)}：{refusal.message}")
    if done:
        notices.done(request, _("%(n)d 个岗位办好了。") % {"n": done})
    for said in kept[:5]:
        notices.warn(request, said)
    if len(kept) > 5:
        notices.warn(request, _("还有 %(n)d 个岗位没有办成，请点开看。") % {"n": len(kept) - 5})
    return redirect("office:selection", row.pk)
