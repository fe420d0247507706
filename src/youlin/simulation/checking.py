"""Residence checks: a home that stands empty is found, and said so, and its chief goes there no more."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from youlin.domains.residents import actions as residents
from youlin.domains.territory.rules import SEGMENT
from youlin.foundation import clock
from youlin.simulation.casework import PERIOD_DAYS, PERIOD_HOUSEHOLDS
from youlin.simulation.world import Neighbourhood, World

FOUND = 9  # homes in the report's period
EVIDENCE = (
    ("away", "邻居说全家外出务工，过年才回"),
    ("registered_only", "上门三次无人，水表半年没有走字"),
    ("moved", "已搬到城里，钥匙交给了亲戚"),
)


@dataclass(slots=True)
class Checking:
    """Which homes are found to stand empty, and when."""

    world: World
    planned: dict[date, list[tuple[Neighbourhood, UUID]]] = field(default_factory=dict)

    def plan(self, households: int, days: int, *, in_care: set[UUID]) -> None:
        """Choose homes in which nobody is in care: of those the simulation still needs the people."""
        rng, world = self.world.rng, self.world
        kept = {person.household for place in world.neighbourhoods for person in place.people if person.key in in_care}
        homes = {
            person.household: place
            for place in world.neighbourhoods
            for person in place.people
            if person.household not in kept
        }
        wanted = max(1, round(FOUND * households * days / (PERIOD_HOUSEHOLDS * PERIOD_DAYS)))
        for home in rng.sample(list(homes), min(wanted, len(homes))):
            day = world.first_day + timedelta(days=rng.randrange(days))
            self.planned.setdefault(day, []).append((homes[home], home))

    def evening(self, day: date) -> None:
        """The community writes down what was found."""
        world = self.world
        for place, home in self.planned.pop(day, []):
            residence, evidence = world.rng.choice(EVIDENCE)
            clerk = world.answering(world.posts[place.path[: -3 * SEGMENT]])
            residents.change_residence(
                actor=clerk, household=home, residence=residence, evidence=evidence, found_on=day, now=clock.at(day, 20)
            )
