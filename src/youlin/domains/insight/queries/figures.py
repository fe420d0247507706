"""Counting, and showing what was counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.db.models.functions import Substr, TruncDate
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.insight import rules
from youlin.domains.insight.indicators import INDICATORS, Record
from youlin.domains.insight.joined import Joined
from youlin.domains.insight.rules import Compared, Key
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import SEGMENT
from youlin.foundation import clock
from youlin.foundation.refusal import Invalid, NotThere
from youlin.foundation.values import BadValueError, Period

Place = Territory  # what the reads take and give back, for who writes their types


def period_of(first: date, last: date) -> Period:
    """The span of two days, both included. Raises Invalid where it runs backwards."""
    try:
        return Period(first, last)
    except BadValueError as error:
        raise Invalid("period_backwards", _("开始的日子要早于结束的日子。"), field="to") from error


def figures(actor: Actor, territory: Territory, period: Period) -> dict[Key, int]:
    """Each figure of a place and a span, one query each. Raises NotThere out of scope."""
    _require(actor, territory)
    return {
        key: sum(one.within(territory.path, period).count() for one in indicator.tables())
        for key, indicator in INDICATORS.items()
    }


def compared(actor: Actor, territory: Territory, period: Period) -> list[Compared]:
    """Each figure beside that of the span before. Raises NotThere."""
    return rules.compare(figures(actor, territory, period), figures(actor, territory, rules.before(period)))


@dataclass(frozen=True, slots=True)
class Part:
    """A place within the place, with its share of each figure; None as the place holds what belongs to no part."""

    place: Territory | None
    values: dict[Key, int]


def parts(actor: Actor, territory: Territory, period: Period) -> list[Part]:
    """The figures by the places next below, which add up to those of the whole. One query a figure. Raises NotThere."""
    _require(actor, territory)
    return split_up(territory, period)


def split_up(territory: Territory, period: Period) -> list[Part]:
    """The same for whoever holds back small numbers, which takes the places beside one's own."""
    below = list(Territory.objects.filter(parent=territory).order_by("rank", "name"))
    if not below:
        return []
    counts = {key: _by_part(key, territory.path, period) for key in Key}
    found = [Part(place, {key: counts[key].pop(place.path, 0) for key in Key}) for place in below]
    rest = {key: sum(counts[key].values()) for key in Key}
    return [*found, Part(None, rest)] if any(rest.values()) else found


def _by_part(key: Key, path: str, period: Period) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for one in INDICATORS[key].tables():
        rows = one.within(path, period).annotate(part=Substr(one.path, 1, len(path) + SEGMENT))
        counts.update(dict(rows.order_by().values("part").annotate(count=Count("pk")).values_list("part", "count")))
    return counts


def by_week(actor: Actor, territory: Territory, period: Period, key: Key) -> list[tuple[date, int]]:
    """A figure week by week; empty for one that is of a day. Raises NotThere."""
    _require(actor, territory)
    indicator = INDICATORS[key]
    if not indicator.at:
        return []
    counts: Counter[date] = Counter()
    for one in indicator.tables():
        rows = one.within(territory.path, period).annotate(day=TruncDate(one.at, tzinfo=clock.SHANGHAI))
        counts.update(dict(rows.order_by().values("day").annotate(count=Count("pk")).values_list("day", "count")))
    return rules.by_week(period, counts)


@dataclass(frozen=True, slots=True)
class Drilled:
    """The records behind a figure that the actor may see, and how many more it counts."""

    key: Key
    period: Period
    rows: Joined
    counted: int
    seen: int

    @property
    def hidden(self) -> int:
        """How many records are counted but not the actor's to see: restricted cases, another's data."""
        return self.counted - self.seen

    def describe(self, rows: list[Any]) -> list[Record]:
        """Rows of one page as records."""
        found: list[Record] = []
        for one in INDICATORS[self.key].tables():
            own = [row for row in rows if isinstance(row, one.rows(self.period).model)]
            found += one.describe(own, self.period) if own else []
        return found


def records(actor: Actor, key: Key, territory: Territory, period: Period) -> Drilled:
    """The records that a figure counts, newest first, as far as the actor may see them. Raises NotThere."""
    _require(actor, territory)
    counted, parts = 0, []
    for one in INDICATORS[key].tables():
        rows = one.within(territory.path, period)
        counted += rows.count()
        parts.append(rows.filter(pk__in=rows.model.objects.visible_to(actor).values("pk")).order_by(*one.order))
    seen = Joined(parts)
    return Drilled(key, period, seen, counted, seen.count())


def _require(actor: Actor, territory: Territory) -> None:
    if not actor.can_at(Can.SEE_FIGURES, territory.path):
        raise NotThere("territory_unknown", _("没有这个辖区。"))
