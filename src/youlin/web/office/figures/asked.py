"""What the address bar asks for: a place and a span, with defaults that show something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from youlin.domains.access import queries as access
from youlin.domains.access.rules import Can
from youlin.domains.insight import queries
from youlin.domains.insight.queries import Place
from youlin.domains.territory import queries as territory
from youlin.foundation import clock
from youlin.foundation.refusal import Invalid, NotThere
from youlin.foundation.values import Period
from youlin.web.office import listing
from youlin.web.shared.access import actor_of
from youlin.web.shared.parts import Chip

USUAL_DAYS = 90


@dataclass(frozen=True, slots=True)
class Asked:
    """A place and a span; `problem` says what was wrong with the days that were typed."""

    place: Place
    period: Period
    problem: str = ""

    def query(self, **more: object) -> str:
        """The same question for another page."""
        end = self.period.end or self.period.start
        asked = {"place": self.place.pk, "from": self.period.start.isoformat(), "to": end.isoformat(), **more}
        return "?" + urlencode(asked)


def read(request: HttpRequest) -> Asked:
    """The question of a request. Raises NotThere for somebody without figures to read."""
    actor, today = actor_of(request), clock.day_of(clock.now())
    roots = access.roots(actor, Can.SEE_FIGURES)
    if not roots:
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    chosen = listing.key(request.GET.get("place"))
    place = territory.get(chosen) if chosen else roots[0]
    usual = Period(today - timedelta(days=USUAL_DAYS - 1), today)
    first, last = (listing.day(request.GET.get(name)) for name in ("from", "to"))
    try:
        period = queries.period_of(first or usual.start, last or today) if first or last else usual
    except Invalid as refusal:
        return Asked(place, usual, refusal.message)
    return Asked(place, period)


def span_chips(request: HttpRequest, asked: Asked) -> list[Chip]:
    """The spans that offices report on, as links."""
    today = clock.day_of(clock.now())
    return [
        Chip(label, listing.link(request, **{"from": first.isoformat(), "to": last.isoformat()}), (first, last) == now)
        for now in [(asked.period.start, asked.period.end)]
        for label, first, last in _spans(today)
    ]


def _spans(today: date) -> list[tuple[str, date, date]]:
    month = today.replace(day=1)
    month_before = (month - timedelta(days=1)).replace(day=1)
    quarter = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    week = today - timedelta(days=today.weekday() + 7)
    before = (quarter - timedelta(days=1)).replace(day=1)
    quarter_before = before.replace(month=(before.month - 1) // 3 * 3 + 1)
    return [
        (_("近 90 天"), today - timedelta(days=USUAL_DAYS - 1), today),
        (_("近 30 天"), today - timedelta(days=29), today),
        (_("上周"), week, week + timedelta(days=6)),
        (_("本月"), month, today),
        (_("上月"), month_before, month - timedelta(days=1)),
        (_("本季度"), quarter, today),
        (_("上季度"), quarter_before, quarter - timedelta(days=1)),
        (_("今年"), date(today.year, 1, 1), today),
    ]
