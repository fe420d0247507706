"""The street as the simulation remembers it: who lives where, who answers for what, and who acts in whose name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Protocol
from uuid import UUID

from youlin.domains.access import queries as access
from youlin.domains.access.actor import Actor
from youlin.domains.chiefs import queries as chiefs
from youlin.foundation import clock


class Place(Protocol):
    """A territory, as queries hand it out."""

    pk: UUID
    path: str
    level: int
    name: str
    full_name: str


@dataclass(frozen=True, slots=True)
class Dweller:
    """A person who lives here for good."""

    key: UUID
    name: str
    phone: str
    household: UUID
    address: str
    age: int
    party: bool


@dataclass(slots=True)
class Neighbourhood:
    """A neighbourhood, its post, and its people."""

    key: UUID
    path: str
    name: str
    post: UUID
    people: list[Dweller] = field(default_factory=list)
    diligence: float = 0.9  # how likely its chief does today what is due today
    first_chief: UUID | None = None  # the account that answered for it on the first day


@dataclass(frozen=True, slots=True)
class Left:
    """A chief who left: as whom they wrote, which place, and the first day out of office."""

    chief: Actor
    place: Neighbourhood
    on: date


@dataclass(slots=True)
class World:
    """Everything that a simulated day needs to know."""

    rng: Random
    subdistrict: UUID
    first_day: date
    last_day: date
    neighbourhoods: list[Neighbourhood]
    posts: dict[str, UUID]  # by the path of their place
    departments: dict[str, UUID]
    actors: dict[UUID, Actor] = field(default_factory=dict)  # by account
    duty: dict[UUID, UUID] = field(default_factory=dict)  # post -> the account that answers for it
    turns: set[date] = field(default_factory=set)  # days on which somebody else answers than the day before
    left: list[Left] = field(default_factory=list)

    def identity(self) -> UUID:
        """A client's identity for one write."""
        return UUID(int=self.rng.getrandbits(128), version=4)

    def settle_duty(self, day: date) -> None:
        """Ask anew who answers for which post, and in which roles they act."""
        held = chiefs.holders([*self.posts.values(), *self.departments.values()], day=day)
        self.duty = {post: people[0].user for post, people in held.items()}
        accounts = dict.fromkeys(person.user for people in held.values() for person in people)
        self.actors = {user: access.actor_of(user, today=day) for user in accounts}
        for place in self.neighbourhoods:
            place.first_chief = place.first_chief or self.duty.get(place.post)

    def answering(self, post: UUID) -> Actor:
        """Who acts for a post now."""
        return self.actors[self.duty[post]]

    def minute(self, day: date, first_hour: int, last_hour: int) -> datetime:
        """Some minute of a day."""
        minutes = self.rng.randrange((last_hour - first_hour) * 60)
        return clock.at(day, first_hour) + timedelta(minutes=minutes)
