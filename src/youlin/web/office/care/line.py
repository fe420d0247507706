"""Supervision at the desk: who may be forgotten, where a hand may be needed, who covers, and what one would ask.

By place and by what is needed, never by person: no points, no ranking.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.care import queries as care
from youlin.domains.care.actions import patterns
from youlin.domains.care.queries import helping
from youlin.domains.care.rules.workload import Proposal
from youlin.domains.residents import actions as residents
from youlin.domains.territory import queries as territory
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.shared import notices, supervision
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import run
from youlin.web.shared.parts import Chip

VIEWS = ("risk", "hands", "covers", "ask")


@dataclass(frozen=True, slots=True)
class Hand:
    """A place where a hand may be needed: why, what might help, and where to do it."""

    place: helping.Place
    names: str
    reasons: list[str]
    idea: str
    url: str


@page(Can.MANAGE_CARE)
def line(request: HttpRequest) -> HttpResponse:
    """One of four lists; as a workbook with `?as=xlsx`."""
    actor, now = actor_of(request), clock.now()
    view = request.GET.get("view", "")
    view = view if view in VIEWS else VIEWS[0]
    place = listing.key(request.GET.get("place"))
    late = care.roll(actor, care.RollWanted(text=listing.words(request), place=place, late=True), day=clock.day_of(now))
    known = _within(supervision.places(actor, now), place)
    hands = [_hand(one) for one in supervision.in_need(known)]
    covers = [(one, supervision.covers(one)) for one in known if one.acting or not one.holders]
    asked = _asked(actor, place)
    if request.GET.get("as") == "xlsx" and view != "ask":
        residents.note_export(actor=actor, what="care_line", now=now)
        return _workbook(view, late, hands, covers, known)
    lists: dict[str, Any] = {"risk": late, "hands": hands, "covers": covers, "ask": asked}
    shown = listing.page_of(request, lists[view])
    numbers = (late.count(), len(hands), len(covers), len(asked))
    names = (_("快被漏下的人"), _("可能要搭把手的地方"), _("谁在代理"), _("想问一问"))
    return render(
        request,
        "office/care/line.html",
        {
            "view": view,
            "title": names[VIEWS.index(view)],
            "views": [
                Chip(name, listing.link(request, view=None if one == "risk" else one, q=None), one == view, number)
                for one, name, number in zip(VIEWS, names, numbers, strict=True)
            ],
            "places": listing.place_chips(request, actor, Can.SEE_CARE),
            "page": shown,
            "lines": _with_names(shown, known) if view == "risk" else [],
            "export": "" if view == "ask" else listing.link(request, **{"as": "xlsx"}),
            "today": clock.day_of(now),
        },
    )


@page(Can.MANAGE_CARE)
def question(request: HttpRequest, question: UUID) -> HttpResponse:
    """One question about records that look odd, the records themselves, and room for how it came about."""
    actor, now = actor_of(request), clock.now()
    row = helping.question(actor, question)
    form = supervision.AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.answer()
        if run(form, lambda: patterns.answer(actor=actor, question_key=question, text=said, now=now)) is not None:
            notices.done(request, _("已记下，这个问题放下了。"))
            return redirect(f"{reverse('office:care_line')}?view=ask")
    return render(
        request,
        "office/care/line_question.html",
        {"row": row, "asked": supervision.asked(row), "behind": helping.behind(actor, row), "form": form},
        status=422 if form.errors else 200,
    )


def _within(known: list[helping.Place], place: UUID | None) -> list[helping.Place]:
    path = _path(place)
    return known if path is None else [one for one in known if one.territory.path.startswith(path)]


def _asked(actor: Actor, place: UUID | None) -> list[tuple[helping.PatternQuestion, str]]:
    path = _path(place)
    rows = helping.open_questions(actor)
    return [(row, supervision.asked(row)) for row in rows if path is None or row.neighbourhood.path.startswith(path)]


def _path(place: UUID | None) -> str | None:
    trail = territory.trail(place) if place else []
    return trail[-1].path if trail else None


def _hand(place: helping.Place) -> Hand:
    doing = ""
    if place.proposal is Proposal.COVER and place.post:
        doing = f"{reverse('office:appoint')}?post={place.post}"
    elif place.proposal is Proposal.MATCH:
        doing = reverse("office:matching")
    return Hand(place, names(place), supervision.reasons(place), supervision.idea(place), doing)


def names(place: helping.Place | None) -> str:
    """Who answers there today; whoever stands in says so."""
    if place is None or not place.holders:
        return ""
    said = [_("%(name)s（代理）") % {"name": one.name} if one.kind == "acting" else one.name for one in place.holders]
    return _("、").join(said)


def _with_names(plans: Iterable[Any], known: Sequence[helping.Place]) -> list[tuple[Any, str]]:
    who = {one.territory.pk: one for one in known}
    return [(plan, names(who.get(plan.neighbourhood_id))) for plan in plans]


def _workbook(
    view: str,
    late: Iterable[Any],
    hands: Sequence[Hand],
    covers: Sequence[tuple[helping.Place, str]],
    known: Sequence[helping.Place],
) -> HttpResponse:
    if view == "hands":
        head = [_("哪里"), _("谁负责"), _("关照几位"), _("晚了几位"), _("为什么"), _("可以怎么办")]
        rows: Iterator[list[object]] = (
            [one.place.territory.full_name, one.names, one.place.week.people, one.place.week.late,
             _("；").join(one.reasons), one.idea]
            for one in hands
        )  # fmt: skip
        return listing.workbook(_("可能要搭把手的地方"), head, rows)
    if view == "covers":
        lines: Iterator[list[object]] = ([one.territory.full_name, said] for one, said in covers)
        return listing.workbook(_("谁在代理"), [_("哪里"), _("谁在代理")], lines)
    head = [_("姓名"), _("情形"), _("属于"), _("谁负责"), _("最近一次"), _("到期")]
    people: Iterator[list[object]] = (
        [plan.resident.name, plan.get_circumstance_display(), plan.neighbourhood.full_name,
         said, _moment(plan.last_at), f"{plan.due_on:%Y-%m-%d}"]
        for plan, said in _with_names(late, known)
    )  # fmt: skip
    return listing.workbook(_("快被漏下的人"), head, people)


def _moment(instant: datetime | None) -> str:
    return f"{instant.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}" if instant else ""
