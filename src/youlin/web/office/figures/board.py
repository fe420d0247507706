"""看板: for each level what needs somebody now, then how it goes, where care is thin, and which needs come back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.care import queries as care
from youlin.domains.cases import queries as cases
from youlin.domains.chiefs import queries as chiefs
from youlin.domains.insight import wording
from youlin.domains.insight.queries import Place, rollups
from youlin.domains.insight.queries.rollups import ByDay, Stood
from youlin.domains.insight.rules import Compared, Key, before
from youlin.domains.insight.rules.rollups import MONTHS_BACK, ROLLED, months_until
from youlin.domains.territory.rules import Level
from youlin.foundation import clock
from youlin.foundation.values import Period
from youlin.web.office import listing
from youlin.web.office.coverage import drawing
from youlin.web.office.figures.asked import Asked, read
from youlin.web.office.figures.plot import plot
from youlin.web.shared import charts
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.parts import Bar, Figure, Tone

DAYS, MONTHS = 30, 12
# Each line has its own dash, so that it is told from the others without colour.
LINES: dict[Key, Tone] = {Key.PROBLEMS_FOUND: "accent", Key.APPEALS_HANDLED: "plain", Key.DISPUTES_SETTLED: "done"}
LABEL_ROOM = (16.0, 12.0)  # per cent of the drawing that a box needs to carry its name
MOST_CHANGES = 8


@dataclass(frozen=True, slots=True)
class _Box:
    """A place on the map: as large as its people in care, hatched as far as they are late."""

    stood: Stood
    url: str
    at: drawing.Box
    labelled: bool
    late_from: float


@page(Can.SEE_FIGURES)
def board(request: HttpRequest) -> HttpResponse:
    """The board of a place; a reader's own without a question."""
    actor, asked, now = actor_of(request), read(request), clock.now()
    yesterday = clock.day_of(now) - timedelta(days=1)
    month = Period(yesterday - timedelta(days=DAYS - 1), yesterday)
    days = rollups.by_day(actor, asked.place, Period(before(month).start, yesterday))
    months = months_until(yesterday, MONTHS)
    parts = rollups.by_part(actor, asked.place, month)
    stood = [(one, Asked(one.place, asked.period).query()) for one in rollups.standings(actor, asked.place)]
    drawn = plot(stood, rollups.middles(actor, asked.place) if stood else (), len(asked.place.path))
    last_months = months[-MONTHS_BACK:]
    back = Period(last_months[0], yesterday)
    at, through = rollups.last_added_up(asked.place)
    return render(
        request,
        "office/figures/board.html",
        {
            "asked": asked,
            "today": clock.day_of(now),
            "back": reverse("office:figures") + asked.query(),
            "places": listing.place_chips(request, actor, Can.SEE_FIGURES),
            "needs": _needs(actor, now),
            "cards": _cards(asked, days, month),
            "trend": _trend(rollups.by_month(actor, asked.place, months), months),
            "heads": [wording.name(key) for key in ROLLED],
            "parts": [
                (part.name, Asked(part, month).query(), [values[key] for key in ROLLED]) for part, values in parts
            ],
            "stood": stood,
            "plot": drawn,
            "boxes": _boxes(stood) if drawn is None else [],
            "bars": _bars(parts, month),
            "returning": [
                (one, wording.name(one.key), _records(Asked(one.place, back), one.key))
                for one in rollups.coming_back(actor, asked.place, last_months)
            ],
            "months_back": MONTHS_BACK,
            "changes": [
                (one, wording.name(Key(one.key)))
                for one in rollups.changes(actor, asked.place, Period(months[0], yesterday)).select_related(
                    "territory"
                )[:MOST_CHANGES]
            ],
            "added_up": at,
            "through": through,
            "direct": asked.place.level > Level.AREA,
        },
    )


def _needs(actor: Actor, now: datetime) -> list[Figure]:
    """What waits for the reader, each leading to its list; nothing that is 0."""
    found: list[Figure] = []
    desk = actor.can(Can.USE_DESK)
    if actor.can(Can.WORK_CASES):
        count, address = cases.counts(actor, now=now), reverse("office:cases" if desk else "chief:cases")
        found.append(Figure(_("晚了的事项"), count.overdue, f"{address}?work=late" if desk else address, tone="late"))
        found.append(Figure(_("等我办的事项"), count.mine, f"{address}?work=mine" if desk else address, tone="due"))
    if actor.can(Can.SEE_CARE):
        silent = len(care.overdue_for_supervisor(actor, now=now))
        address = f"{reverse('office:care')}?late=1" if desk else reverse("chief:line")
        found.append(Figure(_("没有音讯的老乡"), silent, address, tone="late"))
    if actor.can(Can.SEE_POSTS) and desk:
        _shown, gaps = chiefs.alarms(actor, most=1)
        found.append(Figure(_("缺邻长的邻"), gaps, reverse("office:coverage"), tone="late"))
    return [one for one in found if one.value]


def _cards(asked: Asked, days: ByDay, month: Period) -> list[Figure]:
    """The last thirty days beside the thirty before."""
    then = before(month)
    found = []
    for key in ROLLED:
        now, earlier = _sum(days, key, month), _sum(days, key, then)
        note = wording.change(Compared(key, now, earlier))
        found.append(Figure(wording.name(key), now, _records(Asked(asked.place, month), key), note))
    return found


def _sum(days: ByDay, key: Key, period: Period) -> int:
    return sum(count for day, count in days[key].items() if period.start <= day <= (period.end or day))


def _records(asked: Asked, key: Key) -> str:
    return reverse("office:figure_records", args=[key.value]) + asked.query()


def _trend(counts: ByDay, months: Sequence[date]) -> charts.Chart:
    """Month by month, each line with its own dash; the table beside it has the numbers."""
    series = [
        charts.Series(wording.name(key), [counts[key].get(month, 0) for month in months], tone)
        for key, tone in LINES.items()
    ]
    labels = [date_format(month, _("n 月")) for month in months]
    return charts.lines(_("近十二个月"), labels, series, head=_("月"), unit=_("件"))


def _bars(parts: Sequence[tuple[Place, dict[Key, int]]], month: Period) -> charts.Chart | None:
    """Problems and appeals of each place, the most first."""
    rows = sorted(
        ((part, values[Key.PROBLEMS_FOUND] + values[Key.APPEALS_HANDLED]) for part, values in parts),
        key=lambda one: -one[1],
    )
    items = [Bar(part.name, value, Asked(part, month).query()) for part, value in rows[:20]]
    return charts.bars(_("各辖区：问题和诉求"), items, head=_("辖区"), unit=_("件")) if items else None


def _boxes(stood: Sequence[tuple[Stood, str]]) -> list[_Box]:
    """The places next below, sized by their people in care: where nobody knows how they lie."""
    drawn = sorted(((one, url) for one, url in stood if one.care.in_care), key=lambda one: -one[0].care.in_care)
    laid = drawing.boxes([one.care.in_care for one, _url in drawn])
    return [
        _Box(
            one,
            url,
            box,
            box.width >= LABEL_ROOM[0] and box.height >= LABEL_ROOM[1],
            round(100 * (1 - one.care.late / one.care.in_care), 1),
        )
        for (one, url), box in zip(drawn, laid, strict=True)
    ]
