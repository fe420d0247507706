"""Figures as they may be told outside the office: the one reading behind the table, the bulletin and its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from youlin.domains.access.actor import Actor
from youlin.domains.insight.queries import figures
from youlin.domains.insight.rules import Key
from youlin.domains.insight.rules.publishing import split
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import prefixes
from youlin.foundation.values import Period

OPEN = frozenset({Key.CHIEFS})  # who is a chief hangs at every door
Told = dict[Key, int | None]


@dataclass(frozen=True, slots=True)
class Outside:
    """The figures of a place and of its parts; None where one is held back. A part without a place is what is left."""

    totals: Told
    parts: list[tuple[str, Told]]

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


def outside(actor: Actor, place: Territory, period: Period) -> Outside:
    """What may be told of a place, so that nobody finds a small number by adding, here or with the tables above it.

    A fixed number of queries for each level above. Raises NotThere.
    """
    found = figures.parts(actor, place, period)
    whole = figures.figures(actor, place, period)
    allowed = _allowed(place, period)
    columns: dict[Key, list[int | None]] = {}
    totals: Told = {}
    for key in Key:
        values = [part.values[key] for part in found] or [whole[key]]
        if key in OPEN:
            columns[key], totals[key] = [*values], whole[key]
        else:
            columns[key], totals[key] = split(values, total_told=allowed[key])
    names = [part.place.name if part.place else "" for part in found]
    return Outside(totals, [(name, {key: columns[key][at] for key in Key}) for at, name in enumerate(names)])


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
