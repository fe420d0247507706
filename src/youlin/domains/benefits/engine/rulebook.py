"""A rulebook: programmes with conditions, parameters with their history, compositions of a family."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from youlin.domains.benefits.engine.vocabulary import Fact, Text, Vocabulary

CONFIRMED: Final = "confirmed"
UNCHECKED: Final = "未核条款"  # in the rulebook's own language, as its titles are


@dataclass(frozen=True, slots=True)
class Source:
    """Where something is written. `standing`: how far that has been checked.

    What names no article of a source that nobody has confirmed says so: 未核条款.
    """

    title: str
    article: str = ""
    standing: str = "to_confirm"  # or CONFIRMED

    def __str__(self) -> str:
        return f"{self.title} {self.article or (UNCHECKED if self.standing != CONFIRMED else '')}".strip()


@dataclass(frozen=True, slots=True)
class Span:
    """From a day to a day, both included; without an end it still holds."""

    start: date
    end: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    def overlaps(self, other: Span) -> bool:
        """Whether they share a day."""
        return (other.end is None or self.start <= other.end) and (self.end is None or other.start <= self.end)


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file, for whoever has to mend it."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that a programme asks for. `gate`: settles most cases at once, so it is looked at first and alone."""

    id: str
    label: Text
    when: str
    source: Source
    valid: Span
    at: Place
    question: Text = field(default_factory=dict)
    documents: tuple[Text, ...] = ()
    gate: bool = False


@dataclass(frozen=True, slots=True)
class Programme:
    """A benefit: for each person, or for the family as a whole. `age_on`: which day ages are counted at."""

    id: str
    name: Text
    unit: str  # person or family
    family: str
    source: Source
    valid: Span
    conditions: tuple[Condition, ...]
    at: Place
    age_on: str = "day"  # day, month_start, month_end, year_end
    apply_at: Text = field(default_factory=dict)
    gives: Text = field(default_factory=dict)
    documents: tuple[Text, ...] = ()
    note: Text = field(default_factory=dict)
    record_only: bool = False  # a file that the street keeps, not money
    review: str = ""  # the parameter that says how many months may pass between two reviews
    grace: str = ""  # the parameter that says how many months an exit may be softened
    monthly: str = ""  # the parameter that says what is paid a month, where it is one figure for everybody
    once: bool = False  # paid once, and not month by month


@dataclass(frozen=True, slots=True)
class Family:
    """Who counts together: a condition on one person, such as 共同生活家庭成员."""

    id: str
    label: Text
    member: str
    source: Source
    valid: Span
    at: Place


class Unit(StrEnum):
    """What a parameter counts."""

    FEN_MONTH = "fen/month"
    FEN_YEAR = "fen/year"
    FEN = "fen"
    MULTIPLE = "multiple"
    SHARE = "share"
    YEARS = "years"
    GRADE = "grade"
    DAYS = "days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of a parameter for a region and a time. None: it is known that nobody has filled it in."""

    region: str
    valid: Span
    value: Fraction | None
    source: Source
    at: Place
    confirmed_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What counts while nobody has said a figure, and what to say of it where another figure could matter."""

    counts: Fraction
    text: Text


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure that law or a place sets. `filled_by`: who must say it where it is missing.

    Without a figure its rules say *unknown*; with a `meanwhile` they go by that, and the answer says so.
    """

    id: str
    label: Text
    unit: Unit
    filled_by: Text
    at: Place
    figures: tuple[Figure, ...] = ()
    clock: bool = False  # a clock of the office looks at it, and no condition
    meanwhile: Meanwhile | None = None

    def on(self, day: date, region: str) -> Figure | None:
        """The figure that holds in a region on a day: the nearest region, then the latest start, then the last said."""
        found = [one for one in self.figures if day in one.valid and covers(one.region, region)]
        return max(reversed(found), key=lambda one: (len(_bare(one.region)), one.valid.start), default=None)


_LEVELS: Final = (2, 4, 6, 9, 12)  # province, city, county, street, community


def _bare(code: str) -> str:
    """An area code without the zeros of the levels below: 430000 is 43, 430800 is 4308; 000000 is everywhere."""
    return next((code[:length] for length in (0, *_LEVELS) if not code[length:].strip("0")), code)


def covers(region: str, place: str) -> bool:
    """Whether a region holds a place.

    >>> covers("430000", "430811002"), covers("430811", "430811002"), covers("430800", "430811"), covers("430811", "43")
    (True, True, True, False)
    """
    return place.startswith(_bare(region))


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with the rules, and where."""

    code: str
    message: str
    at: Place
    grave: bool = True  # a grave one stops the rulebook; the others are for whoever keeps it

    def __str__(self) -> str:
        return f"{self.at}: {self.message}"


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Everything that was read."""

    facts: tuple[Fact, ...] = ()
    families: tuple[Family, ...] = ()
    programmes: tuple[Programme, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    problems: tuple[Problem, ...] = ()

    def vocabulary(self) -> Vocabulary:
        """The facts with their slots."""
        return Vocabulary(self.facts)

    def parameter_ids(self) -> frozenset[str]:
        """Every parameter's name."""
        return frozenset(parameter.id for parameter in self.parameters)

    def with_programmes(self, programmes: Iterable[Programme]) -> Rulebook:
        """The same rules with more programmes, as a street writes them at its desk."""
        return replace(self, programmes=(*self.programmes, *programmes))

    def with_figures(self, figures: Iterable[tuple[str, Figure]]) -> Rulebook:
        """The same rules with more figures, as those of the desk; of two from one day the one said last holds."""
        more: dict[str, list[Figure]] = {}
        for name, figure in figures:
            more.setdefault(name, []).append(figure)
        return replace(
            self,
            parameters=tuple(
                replace(one, figures=(*one.figures, *more[one.id])) if one.id in more else one
                for one in self.parameters
            ),
        )
