"""What can be known, and of whom: each fact with its type, its bounds, its question and who supplies it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Final

from youlin.domains.benefits.engine.values import INF, Value

Text = Mapping[str, str]  # zh and en


class Of(StrEnum):
    """Whose fact it is."""

    PERSON = "person"
    HOUSEHOLD = "household"
    FAMILY = "family"  # worked out from a household for one composition


class Kind(StrEnum):
    """What values it takes."""

    YES_NO = "yes_no"
    MONEY = "money"  # whole fen
    COUNT = "count"
    DATE = "date"  # kept as the number yyyymmdd
    CHOICE = "choice"


class Supplier(StrEnum):
    """Who knows it. Only what people at the door know is ever asked (社会救助法 art. 62)."""

    ROSTER = "roster"  # on record; asked where the record is silent
    DOOR = "door"
    AUTHORITY = "authority"  # its own data check; never asked


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that can be known. `fresh_days`: how long an observation holds; None for ever."""

    id: str
    of: Of
    kind: Kind
    label: Text = field(compare=False)
    question: Text = field(compare=False)
    supplier: Supplier = Supplier.DOOR
    choices: tuple[str, ...] = ()
    choice_labels: Mapping[str, Text] = field(default_factory=dict, compare=False)
    low: int = 0
    high: int = INF
    fresh_days: int | None = None
    usual: int | None = None  # what the authority mostly finds: enough for a lead, never for a yes
    line: int = 0

    @property
    def askable(self) -> bool:
        """Whether a chief may ask it at the door."""
        return self.supplier is not Supplier.AUTHORITY and self.of is not Of.FAMILY and bool(self.question)


SIZE: Final = "family.size"
INCOME: Final = "family.income"
_FAMILY: Final = (
    Fact(SIZE, Of.FAMILY, Kind.COUNT, {"zh": "共同生活的人数", "en": "people in the family"}, {}, low=1, high=60),
    Fact(INCOME, Of.FAMILY, Kind.MONEY, {"zh": "家庭年收入", "en": "family income in a year"}, {}),
)
HOUSEHOLD_INCOME: Final = "income_year"
INCOME_OF_OTHERS: Final = "income_of_others"  # of those at the dwelling who are not of the family
BORN: Final = "born"


class Vocabulary:
    """All facts by id, with the slot that each takes in a vector."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.facts = {fact.id: fact for fact in (*facts, *_FAMILY)}
        self.person = [fact for fact in self.facts.values() if fact.of is Of.PERSON]
        self.household = [fact for fact in self.facts.values() if fact.of is not Of.PERSON]
        self.slot = {fact.id: place for place, fact in enumerate(self.person)}
        self.slot |= {fact.id: place for place, fact in enumerate(self.household)}

    @cached_property
    def size_slot(self) -> int:
        """Where the family's size stands."""
        return self.slot[SIZE]

    @cached_property
    def income_slot(self) -> int:
        """Where the family's income stands."""
        return self.slot[INCOME]


@dataclass(frozen=True, slots=True)
class Known:
    """An observation: a value, the day it was seen, and where from."""

    value: Value
    on: date
    source: str = ""


Facts = Mapping[str, Known]


@dataclass(frozen=True, slots=True)
class Person:
    """A member with what is known of them. `key` is the caller's; `name` is for explanations."""

    key: object
    name: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Household:
    """People at one dwelling with what is known of them together."""

    key: object
    facts: Facts
    members: tuple[Person, ...]


class Vector:
    """A household as the evaluator wants it: a list of values for it and one for each member; None is unknown.

    `stale` names what was known once and is too old to count: (member or None, fact id) -> the observation.
    """

    __slots__ = ("household", "members", "stale")

    def __init__(
        self,
        household: list[Value],
        members: list[list[Value]],
        stale: dict[tuple[int | None, str], Known] | None = None,
    ) -> None:
        self.household = household
        self.members = members
        self.stale = stale or {}


def vector(vocabulary: Vocabulary, household: Household, day: date) -> Vector:
    """What counts on a day: observations near enough to it. Unknown fact ids raise KeyError."""
    stale: dict[tuple[int | None, str], Known] = {}
    own = _values(vocabulary, vocabulary.household, household.facts, day, None, stale)
    members = [
        _values(vocabulary, vocabulary.person, person.facts, day, place, stale)
        for place, person in enumerate(household.members)
    ]
    return Vector(own, members, stale)


def _values(
    vocabulary: Vocabulary,
    facts: list[Fact],
    known: Facts,
    day: date,
    member: int | None,
    stale: dict[tuple[int | None, str], Known],
) -> list[Value]:
    values: list[Value] = [None] * len(facts)
    for name, seen in known.items():
        place = vocabulary.slot[name]
        fresh = facts[place].fresh_days
        if fresh is not None and abs(seen.on - day) > timedelta(days=fresh):
            stale[member, name] = seen
            continue
        values[place] = seen.value
    return values


def day_number(day: date) -> int:
    """A day as yyyymmdd: differences of such numbers give full years by whole division.

    >>> (day_number(date(2026, 2, 28)) - day_number(date(2008, 2, 29))) // 10000
    17
    """
    return day.year * 10000 + day.month * 100 + day.day
