"""The hand-over list of a term: homes, people in care, open cases, what waits to be brought, and the notes left.

The phone and the desk show the same list, so it is put together here. A fixed number of queries.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Role
from youlin.domains.care import queries as care
from youlin.domains.care.queries import supplies
from youlin.domains.care.wording import things
from youlin.domains.cases import queries as cases
from youlin.domains.chiefs import queries as chiefs
from youlin.foundation import clock

MOST = 200  # lines of a kind; a chief above 邻长 has a tree of people, whose own chiefs hold the rest


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to go through: a person, a home, a case, or a door to bring things to; `what` says which things."""

    key: UUID
    row: object
    note: str
    ticked: bool
    what: str = ""


@dataclass(frozen=True, slots=True)
class List:
    """The whole list of a term."""

    handover: chiefs.Handover
    people: list[Line]
    homes: list[Line]
    home_count: int
    cases: list[Line]
    supplies: list[Line]

    @property
    def lines(self) -> list[Line]:
        """Every line there is to go through."""
        return [*self.people, *self.cases, *self.supplies, *self.homes]

    @property
    def left(self) -> int:
        """How many lines were not gone through yet."""
        return sum(not line.ticked for line in self.lines)


def compose(actor: Actor, term: UUID, now: datetime) -> List:
    """Put the list of a term together, as the actor may see it. Raises NotThere."""
    found = chiefs.handover_list(actor, term)
    place = found.term.post.territory_id
    plans = care.roll(actor, care.RollWanted(place=place), day=clock.day_of(now))[:MOST]
    running = cases.cases(actor, cases.Wanted(place=place, running=True), now=now)
    held = running.filter(holder=found.term.post_id)[:MOST]
    waiting: list[Any] = list(supplies.to_bring_at(actor, place, limit=MOST))
    own = found.term.post.role == Role.NEIGHBOURHOOD_CHIEF

    def line(key: UUID, row: object, what: str = "") -> Line:
        note = found.notes.get(key)
        return Line(key, row, note.text if note else "", key in found.ticked, what)

    return List(
        found,
        [line(plan.resident_id, plan) for plan in plans],
        [line(home.pk, home) for home in found.homes] if own else [],
        len(found.homes),
        [line(case.pk, case) for case in held],
        [line(row.pk, row, things(row.things)) for row in waiting] if own else [],
    )
