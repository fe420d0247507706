"""The own line, the most at risk first; and one question with what is behind it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.care.actions import patterns
from youlin.domains.care.queries import helping as queries
from youlin.domains.care.rules.workload import Proposal, Sign
from youlin.domains.cases.queries import lists as cases
from youlin.domains.chiefs import queries as chiefs
from youlin.foundation import clock
from youlin.web.chief import wording
from youlin.web.chief.line.forms import AnswerForm
from youlin.web.chief.today import lines
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import run

SHOWN = 20


@page(Can.SUPERVISE)
@require_GET
def line(request: HttpRequest) -> HttpResponse:
    """Who may be forgotten; who covers; where a hand may be needed; what one would like to ask."""
    actor, now = actor_of(request), clock.now()
    late = queries.at_risk(actor, now=now)
    open_cases = cases.open_by_post(actor)
    known = queries.places(actor, now=now, cases=open_cases, people_said=_people_said(actor, now))
    return render(
        request,
        "chief/line/line.html",
        {
            "late": [lines.line(actor, item, now) for item in late[:SHOWN]],
            "more": max(0, len(late) - SHOWN),
            "covers": [(one, covers(one)) for one in known if one.acting or not one.holders],
            "hands": [(one, [why(sign, one) for sign in one.signs], idea(one)) for one in known if one.signs],
            "questions": [(row, asked(row)) for row in queries.open_questions(actor)[:SHOWN]],
            "places": len(known),
        },
    )


def _people_said(actor: Actor, now: datetime) -> dict[UUID, int]:
    """For how many people each chief of the line said there is time; who said nothing is left out."""
    helpers = [one for path in actor.paths(Can.SUPERVISE) for one in chiefs.helpers(actor, path, day=clock.day_of(now))]
    return {one.user: one.people for one in helpers if one.people is not None}


def covers(place: queries.Place) -> str:
    """Who stands in, in words."""
    names = _("、").join(one.name for one in place.acting)
    return _("%(names)s代理") % {"names": names} if names else _("现在没有邻长，也没有人代理")


def why(sign: Sign, place: queries.Place) -> str:
    """Why a hand may be needed: the place's week, not the person's worth."""
    week = place.week
    words = {"people": week.people, "said": week.people_said, "late": week.late, "minutes": week.minutes}
    return {
        Sign.NOBODY: _("关照 %(people)d 位，没有邻长"),
        Sign.STANDS_IN: _("代理的人自己还有一个邻，有 %(late)d 位晚了"),
        Sign.MORE_PEOPLE: _("关照 %(people)d 位，说过能顾 %(said)s 位"),
        Sign.MORE_MINUTES: _("关照 %(people)d 位，一个星期大约要 %(minutes)d 分钟"),
        Sign.FALLING_BEHIND: _("有 %(late)d 位晚了"),
    }[sign] % words


def idea(place: queries.Place) -> str:
    """What might help."""
    if place.proposal is None:
        return ""
    return {
        Proposal.COVER: _("可以请近处的邻长代理一段。跟社区说一声。"),
        Proposal.MATCH: _("可以分几位给近处有空的邻长。社区能重新匹配。"),
        Proposal.HAND: _("先打个电话问问，是不是忙不过来。要的话，一起走一趟，或找人搭把手。"),
    }[place.proposal]


def asked(row: queries.PatternQuestion) -> str:
    """The question in one sentence, with its numbers."""
    number = len(row.contacts)
    words = {"n": number, "from": f"{local(row.first_at):%H:%M}", "to": f"{local(row.last_at):%H:%M}"}
    said = {
        "burst": ngettext("%(from)s 到 %(to)s，记了 %(n)d 次上门", "%(from)s 到 %(to)s，记了 %(n)d 次上门", number),
        "same_minute": ngettext("同一分钟里记了离得远的 %(n)d 次上门", "同一分钟里记了离得远的 %(n)d 次上门", number),
        "day_end": ngettext(
            "当天 %(n)d 次，都记在 %(from)s 到 %(to)s", "当天 %(n)d 次，都记在 %(from)s 到 %(to)s", number
        ),
    }[row.pattern]
    return said % words


def local(instant: datetime) -> datetime:
    """In Shanghai."""
    return instant.astimezone(clock.SHANGHAI)


@page(Can.SUPERVISE)
def question(request: HttpRequest, question: UUID) -> HttpResponse:
    """One question, the records behind it, and room for how it came about."""
    actor, now = actor_of(request), clock.now()
    row = queries.question(actor, question)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = run(form, lambda: _answer(actor, form, question, now))
        if done is not None:
            notices.done(request, _("已记下，这个问题放下了。"))
            return redirect("chief:line")
    behind = [(one, wording.what_was_done(one)) for one in queries.behind(actor, row)]
    return render(
        request,
        "chief/line/question.html",
        {"row": row, "asked": asked(row), "behind": behind, "form": form},
        status=422 if form.errors else 200,
    )


def _answer(actor: Actor, form: AnswerForm, key: UUID, now: datetime) -> queries.PatternQuestion:
    return patterns.answer(actor=actor, question_key=key, text=form.answer(), now=now)
