"""What was ever published, and which further figures may stand beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.db.models import Q

from youlin.domains.insight.indicators import INDICATORS
from youlin.domains.insight.models import ToldFigure
from youlin.domains.insight.rules import Key
from youlin.domains.insight.rules.disclosure import Cell, World, tellable
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import prefixes
from youlin.foundation.values import Period

ONE_DAY = timedelta(days=1)
REST = "+"  # after a path: what a place holds itself, outside of its parts
Cells = dict[Key, set[Cell]]


def told_before(street: Territory) -> Cells:
    """Every figure that a bulletin of a street or of a place in it ever told, also of those withdrawn. One query."""
    found: Cells = defaultdict(set)
    rows = ToldFigure.objects.filter(subdistrict=street).values_list("key", "territory__path", "rest", "first", "last")
    for key, path, rest, first, last in rows.distinct():
        found[Key(key)].add(Cell(path + REST * rest, first, last + ONE_DAY))
    return found


def may_stand(street: Territory, wanted: Mapping[Key, Sequence[Cell]], told: Mapping[Key, set[Cell]]) -> Cells:
    """Of what one paper would tell, what may stand beside everything that was told; the first ones first.

    Without an earlier figure of its kind nothing can be subtracted. Two queries, and one or two a kind of figure.
    """
    below = _below(street, [cell for cells in (*wanted.values(), *told.values()) for cell in cells])
    found: Cells = {}
    for key, cells in wanted.items():
        known = told.get(key, set())
        if cells and known - set(cells):
            found[key] = set(tellable(cells, known, World(below, _days(street, key, {*cells, *known}, below))))
        else:
            found[key] = set(cells)
    return found


def _below(street: Territory, cells: Iterable[Cell]) -> dict[str, list[str]]:
    """The parts of every place above one that was told, down from the street."""
    above = {
        prefix
        for place in {cell.place for cell in cells}
        for prefix in prefixes(place.removesuffix(REST))[: None if place.endswith(REST) else -1]
        if len(prefix) >= len(street.path)
    }
    found = {path: [path + REST] for path in above}
    parts = Territory.objects.filter(parent__path__in=above)
    for path, parent in parts.values_list("path", "parent__path"):
        found[parent].append(path)
    return found


def _days(
    street: Territory, key: Key, cells: set[Cell], below: Mapping[str, Sequence[str]]
) -> dict[str, dict[date, int]]:
    """How many of a figure each undivided place had on each day that was told of."""
    span = Period(min(cell.first for cell in cells), max(cell.end for cell in cells) - ONE_DAY)
    places = {part for parts in below.values() for part in parts} | {cell.place for cell in cells}
    found: dict[str, dict[date, int]] = defaultdict(dict)
    for path, day, count in INDICATORS[key].cells(span, Q(), street.path):
        for prefix in reversed(prefixes(path)):
            if prefix in below or prefix in places:
                days = found[prefix + REST if prefix in below else prefix]
                days[day] = days.get(day, 0) + count
                break
    return found
