"""Micro-services: small acts of help, on any day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from youlin.domains.outreach import actions as outreach
from youlin.foundation import clock
from youlin.simulation import words
from youlin.simulation.casework import PERIOD_DAYS, PERIOD_HOUSEHOLDS
from youlin.simulation.world import Neighbourhood, World

DONE = 265  # in the report's period


@dataclass(slots=True)
class Helping:
    """What will be done, by day and doer's neighbourhood."""

    world: World
    planned: dict[date, list[tuple[Neighbourhood, str]]] = field(default_factory=dict)

    def plan(self, households: int, days: int) -> None:
        """Spread small acts over the days."""
        rng, world = self.world.rng, self.world
        wanted = max(3, round(DONE * households * days / (PERIOD_HOUSEHOLDS * PERIOD_DAYS) * rng.uniform(0.97, 1.03)))
        for _act in range(wanted):
            day = world.first_day + timedelta(days=rng.randrange(days))
            self.planned.setdefault(day, []).append((rng.choice(world.neighbourhoods), rng.choice(words.SERVICES)))

    def evening(self, day: date) -> None:
        """Each doer notes the lines of the day."""
        lines: dict[UUID, list[outreach.NewService]] = {}
        world = self.world
        for place, text in self.planned.pop(day, []):
            service = outreach.NewService(world.identity(), place.key, text, world.minute(day, 8, 20))
            lines.setdefault(place.post, []).append(service)
        for post, services in lines.items():
            outreach.log_services(actor=world.answering(post), services=services, now=clock.at(day, 20, 15))
