"""The review of a candidate: hard conditions with three answers, four criteria with a note each, and standing.

Nothing here adds up to a score. A condition is yes, no or unknown; a criterion is words; standing decides the order
of the list where the round says so, and nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

MINIMUM_AGE = 18  # of age: 民法典 art. 17; a round may ask for more, never for less


class Condition(StrEnum):
    """What must be so."""

    AGE = "age"
    LIVES_HERE = "lives_here"
    CONSENT = "consent"
    NO_RELATIVE = "no_relative"  # 居委会组织法: near relatives keep out of each other's way
    NO_RECORD = "no_record"


class Answer(StrEnum):
    """Whether it is."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Criterion(StrEnum):
    """What a reviewer says a word about."""

    CHARACTER = "character"
    TIME = "time"
    ABILITY = "ability"
    WILL = "will"


class Standing(StrEnum):
    """A stated priority. Whoever has one or five of these is listed before who has none, in the same group."""

    PARTY_MEMBER = "party_member"
    ACTIVIST = "activist"
    WARM_HEARTED = "warm_hearted"
    VETERAN = "veteran"
    RETIRED_CADRE = "retired_cadre"


class Verdict(StrEnum):
    """What follows from a review."""

    PASS = "pass"
    FAIL = "fail"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Said:
    """An answer, with a word on where it comes from."""

    answer: Answer
    note: str = ""


def verdict(conditions: Mapping[Condition, Said], criteria: Mapping[Criterion, str]) -> Verdict:
    """One `no` fails; passing needs every condition `yes` and a word on each criterion; else the review stays open."""
    answers = [conditions[one].answer if one in conditions else Answer.UNKNOWN for one in Condition]
    if Answer.NO in answers:
        return Verdict.FAIL
    if Answer.UNKNOWN in answers or any(not criteria.get(one, "").strip() for one in Criterion):
        return Verdict.OPEN
    return Verdict.PASS


def missing(conditions: Mapping[Condition, Said], criteria: Mapping[Criterion, str]) -> list[Condition | Criterion]:
    """What keeps a review open."""
    unknown = [one for one in Condition if one not in conditions or conditions[one].answer is Answer.UNKNOWN]
    return [*unknown, *(one for one in Criterion if not criteria.get(one, "").strip())]


@dataclass(frozen=True, slots=True)
class Known:
    """What the roster knows of a person; None where it doesn't."""

    born: date | None = None
    lives_here: bool | None = None  # in a permanent household
    consented: bool = False
    relatives: tuple[str, ...] = ()  # people of the same household who hold a post or stand in this round


def age_on(born: date, day: date) -> int:
    """Full years on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def filled_in(known: Known, *, minimum_age: int, day: date) -> dict[Condition, Answer]:
    """The answers that follow from the roster and from the consent on record; the rest is for a person to find out.

    `day`: the first day of the term, on which the age counts. People of one household in office are told to the
    reviewer, who answers: living together doesn't say how one is related.
    """
    age = Answer.UNKNOWN
    if known.born is not None:
        age = Answer.YES if age_on(known.born, day) >= minimum_age else Answer.NO
    lives = {True: Answer.YES, False: Answer.NO, None: Answer.UNKNOWN}[known.lives_here]
    return {
        Condition.AGE: age,
        Condition.LIVES_HERE: lives,
        Condition.CONSENT: Answer.YES if known.consented else Answer.UNKNOWN,
        Condition.NO_RELATIVE: Answer.UNKNOWN,
        Condition.NO_RECORD: Answer.UNKNOWN,
    }


class Conflict(StrEnum):
    """Why somebody may not review a candidate."""

    NOMINATOR = "nominator"
    ONESELF = "oneself"


def conflict(reviewer: UUID | None, nominators: Collection[UUID], oneself: Collection[UUID]) -> Conflict | None:
    """A reviewer reviews neither an own nomination nor the own person. `oneself`: the candidate's accounts."""
    if reviewer is None:
        return None
    if reviewer in oneself:
        return Conflict.ONESELF
    return Conflict.NOMINATOR if reviewer in nominators else None


@dataclass(frozen=True, slots=True)
class Listed:
    """A candidate as the list sees one. `place`: the order of nomination."""

    key: UUID
    place: int
    standing: frozenset[Standing] = frozenset()


def in_order(candidates: Iterable[Listed], *, standing_first: bool) -> list[UUID]:
    """The order of the list: with standing first where the round says so, else and within that as nominated.

    Two kinds of standing weigh no more than one, and the order decides no vote.
    """
    return [one.key for one in sorted(candidates, key=lambda one: (standing_first and not one.standing, one.place))]
