"""What the office costs its chiefs: the day's minutes, work by work, and what is left of the budget."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from youlin.domains.access import queries as access
from youlin.domains.access.rules import Can
from youlin.domains.insight import queries, wording
from youlin.domains.insight.rules.effort import BUDGET_MINUTES, LEAST_SAMPLES, Job
from youlin.domains.territory import queries as territory
from youlin.domains.territory.rules import Level
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.figures.asked import Asked, read, span_chips
from youlin.web.shared import charts
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.parts import Chip, Figure
from youlin.web.shared.wording import day as day_in_words

KINDS = {"greeting": Job.GREET, "visit": Job.VISIT}


@dataclass(frozen=True, slots=True)
class _Line:
    """One kind of work in words; a dash where too few were measured."""

    name: str
    times: int
    seconds: str
    taps: str
    fields: str
    minutes: str


@page(Can.SEE_FIGURES)
def effort(request: HttpRequest) -> HttpResponse:
    """The burden of a subdistrict or above."""
    actor, asked = actor_of(request), read(request)
    places = [place for root in access.roots(actor, Can.SEE_FIGURES) for place in _streets(root)]
    if not places:
        return render(request, "office/effort_elsewhere.html", {"back": reverse("office:figures")})
    if asked.place.level > Level.SUBDISTRICT:
        asked = Asked(places[0], asked.period, asked.problem)
    found = queries.burden(actor, asked.place, asked.period)
    lines = [_line(one) for one in found.jobs]
    if request.GET.get("as") == "xlsx":
        rows = ([one.name, one.times, one.seconds, one.taps, one.fields, one.minutes] for one in lines)
        return listing.workbook(f"{asked.place.name} {_('我们占了三长多少时间')}", _heads(), rows)
    days = [] if found.few else queries.minutes_by_day(actor, asked.place, asked.period)
    return render(
        request,
        "office/effort.html",
        {
            "asked": asked,
            "today": clock.day_of(clock.now()),
            "back": reverse("office:figures"),
            "span": wording.span(asked.period),
            "places": _chips(request, places, asked) if len(places) > 1 else [],
            "spans": span_chips(request, asked),
            "found": found,
            "cards": _cards(found),
            "budget": BUDGET_MINUTES,
            "spent": f"{min(found.minutes, BUDGET_MINUTES):.1f}",
            "spent_said": _number(found.minutes),
            "left": _number(abs(found.left)),
            "over": found.left < 0,
            "least": LEAST_SAMPLES,
            "heads": _heads(),
            "lines": lines,
            "asked_for": [
                (wording.job(KINDS[one.kind]), _number(one.times), "—" if one.minutes is None else _number(one.minutes))
                for one in queries.asked(found, asked.place, asked.period)
            ],
            "days": _chart(days),
            "export": f"{request.path}{asked.query()}&as=xlsx",
        },
    )


def _streets(root: queries.Place) -> list[queries.Place]:
    """The places whose burden is kept: the reader's subdistrict, or a county and its subdistricts."""
    if root.level > Level.SUBDISTRICT:
        return []
    inside = [] if root.level == Level.SUBDISTRICT else list(territory.within(root.path, Level.SUBDISTRICT))
    return [root, *inside]


def _chips(request: HttpRequest, places: list[queries.Place], asked: Asked) -> list[Chip]:
    return [Chip(one.name, listing.link(request, place=str(one.pk)), one.pk == asked.place.pk) for one in places]


def _heads() -> list[str]:
    return [_("做什么"), _("次数"), _("一次多少秒"), _("一次点几下"), _("一次填几项"), _("每人每天几分钟")]


def _line(one: queries.JobEffort) -> _Line:
    return _Line(
        name=wording.job(one.job),
        times=one.times,
        seconds="—" if one.seconds is None else str(round(one.seconds)),
        taps="—" if one.taps is None else _number(one.taps),
        fields="—" if one.fields is None else _number(one.fields),
        minutes="—" if one.minutes is None else f"{one.minutes:.2f}",
    )


def _cards(found: queries.Burden) -> list[Figure]:
    visit = next((one for one in found.jobs if one.job is Job.VISIT and one.fields is not None), None)
    over = found.left < 0
    return [
        Figure(
            _("每位三长每天的分钟数"),
            _number(found.minutes),
            note=_("预算 %(n)d 分钟") % {"n": BUDGET_MINUTES},
            tone="late" if over else "plain",
        ),
        Figure(_("每位三长每天收到的消息"), _number(found.notices)),
        Figure(_("走访一次要填几项"), _number(visit.fields) if visit and visit.fields is not None else "—"),
        Figure(_("在任三长"), found.chiefs),
    ]


def _chart(days: list[tuple[date, float]]) -> charts.Chart | None:
    """Seconds, because an axis counts in whole numbers."""
    if len(days) < 2:
        return None
    series = [charts.Series(_("秒"), [round(minutes * 60) for _day, minutes in days])]
    labels = [day_in_words(day) for day, _minutes in days]
    return charts.lines(_("每位三长每天用了多少秒"), labels, series, head=_("日"), unit=_("秒"))


def _number(value: float) -> str:
    return f"{value:.1f}"
