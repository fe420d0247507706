"""The street as the simulation remembers it: who lives where, who answers for what, and who acts in whose name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Protocol
from uuid import UUID

from youlin.domains.access import queries as access
from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.chiefs import queries as chiefs
from youlin.domains.territory.rules import prefixes
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
    id_number: str


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
    duty: dict[UUID, UUID] = field(default_factory=dict)  # post -> the account that answers for it
    duty_on: date | None = None  # the day for which `duty` was asked
    known: dict[UUID, Actor] = field(default_factory=dict)  # by account: whose roles were looked up for that day
    turns: set[date] = field(default_factory=set)  # days on which somebody else answers than the day before
    left: list[Left] = field(default_factory=list)

    def identity(self) -> UUID:
        """A client's identity for one write."""
        return UUID(int=self.rng.getrandbits(128), version=4)

    def settle_duty(self, day: date) -> None:
        """Ask anew who answers for which post; in which roles they act is asked of whoever does act."""
        held = chiefs.holders([*self.posts.values(), *self.departments.values()], day=day)
        self.duty = {post: people[0].user for post, people in held.items()}
        self.duty_on, self.known = day, {}
        for place in self.neighbourhoods:
            place.first_chief = place.first_chief or self.duty.get(place.post)

    def answering(self, post: UUID) -> Actor:
        """Who acts for a post now."""
        return self.acting(self.duty[post])

    def acting(self, user: UUID) -> Actor:
        """An account with its roles of the day, looked up once between two changes of duty."""
        if user not in self.known:
            self.known[user] = access.actor_of(user, today=self.duty_on or self.first_day)
        return self.known[user]

    def desk_above(self, home: Neighbourhood, capability: Can) -> tuple[Actor, UUID]:
        """Who sits at the nearest desk with a capability, and its place."""
        for path in reversed(prefixes(home.path)):
            post = self.posts.get(path)
            actor = self.answering(post) if post in self.duty else None
            if actor is not None and actor.can_at(capability, path):
                return actor, next(grant.territory for grant in actor.grants if grant.path == path)
        raise ValueError("a neighbourhood lies in a community and a street, which have desks")

    def minute(self, day: date, first_hour: int, last_hour: int) -> datetime:
        """Some minute of a day."""
        minutes = self.rng.randrange((last_hour - first_hour) * 60)
        return clock.at(day, first_hour) + timedelta(minutes=minutes)
