"""A sketch of who would go where: no map beneath it, only the way from each person to the chief, to scale."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from youlin.domains.access.actor import Actor
from youlin.domains.care.queries.matching import MatchProposal
from youlin.domains.chiefs import queries as chiefs
from youlin.domains.residents.queries import positions
from youlin.domains.residents.rules.positions import Point, plane
from youlin.foundation import clock

WIDE, EDGE, MOST = 900.0, 46.0, 60


@dataclass(frozen=True, slots=True)
class Dot:
    """Something at a place on the sheet."""

    x: float
    y: float
    name: str


@dataclass(frozen=True, slots=True)
class Way:
    """From a person to a chief; `now` for the one who comes at present."""

    x1: float
    y1: float
    x2: float
    y2: float
    now: bool


@dataclass(frozen=True, slots=True)
class Sketch:
    """Everything drawn, in the sheet's own units; `scale` is how many metres `bar` units are."""

    high: float
    people: list[Dot]
    chiefs: list[Dot]
    ways: list[Way]
    scale: int
    bar: float


def sketch(actor: Actor, rows: Iterable[MatchProposal], path: str) -> Sketch | None:
    """The open proposals whose places are known; None where there is nothing to draw. A fixed number of queries."""
    some = list(rows)[:MOST]
    helpers = {one.place.pk: one for one in chiefs.helpers(actor, path, day=clock.day_of(clock.now()))}
    places = {key for row in some for key in (row.before_id, row.after_id) if key is not None}
    homes = {row.plan.resident.household_id for row in some}
    homes |= {helpers[key].home for key in places if key in helpers and helpers[key].home is not None}  # type: ignore[misc]
    known = {key: found.point for key, found in positions.positions_of(actor, homes).items()}
    doors = {key: known[home] for key in places if key in helpers and (home := helpers[key].home) in known}
    drawn = [row for row in some if row.plan.resident.household_id in known and row.after_id in doors]
    if not drawn:
        return None
    points: list[Point] = [known[row.plan.resident.household_id] for row in drawn]
    seats = [key for key in doors if any(key in (row.before_id, row.after_id) for row in drawn)]
    flat = plane([*points, *(doors[key] for key in seats)])
    left, right = min(x for x, _y in flat), max(x for x, _y in flat)
    low, top = min(y for _x, y in flat), max(y for _x, y in flat)
    unit = (WIDE - 2 * EDGE) / max(right - left, (top - low) * 1.4, 50.0)
    spots = [(round(EDGE + (x - left) * unit, 1), round(EDGE + (top - y) * unit, 1)) for x, y in flat]
    at = dict(zip(seats, spots[len(drawn) :], strict=True))
    ways = []
    for row, (x, y) in zip(drawn, spots, strict=False):
        for key, now in ((row.before_id, True), (row.after_id, False)):
            if key in at:
                ways.append(Way(x, y, *at[key], now))
    scale = next((step for step in (50, 100, 200, 500, 1000, 2000) if step * unit >= 60), 5000)
    return Sketch(
        high=round(2 * EDGE + (top - low) * unit, 1),
        people=[Dot(*spot, row.plan.resident.name) for row, spot in zip(drawn, spots, strict=False)],
        chiefs=[Dot(*at[key], helpers[key].name) for key in seats],
        ways=ways,
        scale=scale,
        bar=round(scale * unit, 1),
    )
