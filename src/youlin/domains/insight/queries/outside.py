"""Figures as they may be told outside the office: the one reading behind the table, the bulletin and its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from youlin.domains.access.actor import Actor
from youlin.domains.insight.queries import figures
from youlin.domains.insight.queries.told import ONE_DAY, REST, may_stand, told_before
from youlin.domains.insight.rules import Key, before
from youlin.domains.insight.rules.disclosure import Cell
from youlin.domains.insight.rules.publishing import split
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import prefixes
from youlin.foundation.values import Period

OPEN = frozenset({Key.CHIEFS})  # who is a chief hangs at every door
Told = dict[Key, int | None]
Values = dict[str, int]  # by path, the ones most worth telling first


@dataclass(frozen=True, slots=True)
class Outside:
    """The figures of a place and of its parts; None where one is held back. A part without a place is what is left."""

    totals: Told
    parts: list[tuple[str, Told]]
    cells: dict[Key, dict[Cell, int]] = field(default_factory=dict)  # as it is remembered once it is published

    def plain(self) -> dict[str, Any]:
        """As it is kept with what was published."""
        return {
            "totals": {key.value: value for key, value in self.totals.items()},
            "parts": [[name, {key.value: value for key, value in told.items()}] for name, told in self.parts],
        }


def read(kept: Mapping[str, Any]) -> Outside:
    """What was kept with a publication."""

    def told(values: Mapping[str, Any]) -> Told:
        return {key: values.get(key.value) for key in Key}

    return Outside(told(kept.get("totals", {})), [(name, told(values)) for name, values in kept.get("parts", [])])


def with_before(actor: Actor, place: Territory, period: Period) -> tuple[Outside, Outside]:
    """What may be told of a span and of the one before, both in one paper. Raises NotThere."""
    now = outside(actor, place, period)
    return now, outside(actor, place, before(period), beside=now)


def outside(actor: Actor, place: Territory, period: Period, *, beside: Outside | None = None) -> Outside:
    """What may be told of a place, so that nobody finds a small number by adding or subtracting.

    Here, with the tables above it, and with everything that was ever published or stands `beside` it.
    A fixed number of queries for each level above. Raises NotThere.
    """
    found = figures.parts(actor, place, period)
    whole = figures.figures(actor, place, period)
    allowed = _allowed(place, period)
    names = {
        part.place.path if part.place else place.path + REST: part.place.name if part.place else "" for part in found
    }
    told: dict[Key, Values] = {}
    for key in Key:
        values = [part.values[key] for part in found] or [whole[key]]
        shown, total = (values, whole[key]) if key in OPEN else split(values, total_told=allowed[key])
        parts = {path: value for path, value in zip(names, shown, strict=False) if value is not None}
        largest = sorted(parts, key=lambda path: -parts[path])
        told[key] = ({place.path: total} if total is not None else {}) | {path: parts[path] for path in largest}
        if found and total is not None:
            told[key].setdefault(place.path + REST, 0)  # a table without such a row says that there is nothing
    left = told if place.subdistrict is None else _beside_others(place.subdistrict, period, told, beside)
    first, end = period.start, (period.end or period.start) + ONE_DAY
    return Outside(
        {key: left[key].get(place.path) for key in Key},
        [(name, {key: left[key].get(path) for key in Key}) for path, name in names.items()],
        {key: {Cell(path, first, end): n for path, n in left[key].items()} for key in Key if key not in OPEN},
    )


def _beside_others(
    street: Territory, period: Period, told: dict[Key, Values], beside: Outside | None
) -> dict[Key, Values]:
    """Without what would give a small number away together with what was told of other spans."""
    first, end = period.start, (period.end or period.start) + ONE_DAY
    known = told_before(street)
    for key, cells in (beside.cells if beside else {}).items():
        known[key] |= cells.keys()
    wanted = {key: [Cell(path, first, end) for path in told[key]] for key in Key if key not in OPEN}
    left = may_stand(street, wanted, known)
    return {
        key: {path: n for path, n in values.items() if key in OPEN or Cell(path, first, end) in left[key]}
        for key, values in told.items()
    }


def _allowed(place: Territory, period: Period) -> dict[Key, bool]:
    """Whether the tables of every place above let the place's own figures be told."""
    above = list(Territory.objects.filter(path__in=prefixes(place.path)[:-1]).order_by("level"))
    line = [*above, place]
    allowed = dict.fromkeys(Key, True)
    for parent, child in pairwise(line):
        parts = figures.split_up(parent, period)
        at = next((number for number, part in enumerate(parts) if part.place == child), None)
        for key in Key:
            shown, _total = split([part.values[key] for part in parts], total_told=allowed[key])
            allowed[key] = key in OPEN or at is None or shown[at] is not None
    return allowed
