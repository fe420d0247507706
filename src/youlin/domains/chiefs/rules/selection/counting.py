"""Counting: two people who must agree, a quorum, a majority, a tie. Whole numbers only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Majority(StrEnum):
    """What a candidate needs."""

    MOST = "most"  # more votes than any other
    HALF = "half"  # more than half of the votes cast


# No source in the law for chiefs: what a community decides for itself, stated on the round and in its record.
QUORUM_PERCENT = 50
MAJORITY = Majority.MOST


@dataclass(frozen=True, slots=True)
class Count:
    """What one person counted: votes for each candidate, and papers that name nobody or cannot be read."""

    by: UUID
    votes: Mapping[UUID, int]
    spoiled: int = 0

    @property
    def papers(self) -> int:
        """All papers in the box."""
        return sum(self.votes.values()) + self.spoiled

    def same(self, other: Count) -> bool:
        """Whether two counts say the same; a candidate not named has none."""
        names = set(self.votes) | set(other.votes)
        return self.spoiled == other.spoiled and all(self.votes.get(one, 0) == other.votes.get(one, 0) for one in names)


class Agreement(StrEnum):
    """How far the count has come."""

    NOBODY = "nobody"
    ONE = "one"  # waits for the second person
    AGREED = "agreed"
    DIFFERENT = "different"  # both are shown, and a recount waits


def agreement(counts: Sequence[Count]) -> Agreement:
    """What the counts of one attempt come to. The same person twice is one person."""
    people = {count.by: count for count in counts}
    if len(people) < 2:
        return Agreement.ONE if people else Agreement.NOBODY
    first, second, *_rest = people.values()
    return Agreement.AGREED if first.same(second) else Agreement.DIFFERENT


class Result(StrEnum):
    """What a vote came to."""

    ELECTED = "elected"
    TIED = "tied"
    TOO_FEW = "too_few"  # too few took part
    NO_MAJORITY = "no_majority"
    NO_CANDIDATE = "no_candidate"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result and how it came about. `ahead`: whoever has the most votes, several in a tie."""

    result: Result
    votes: Mapping[UUID, int]
    taken_part: int
    entitled: int
    needed: int  # how many must take part
    blank: int = 0
    ahead: tuple[UUID, ...] = ()


def needed(entitled: int, quorum_percent: int) -> int:
    """How many must take part: more than the share where it is half, at least the share elsewhere, one at least.

    >>> needed(10, 50), needed(11, 50), needed(10, 60), needed(0, 50)
    (6, 6, 6, 1)
    """
    if quorum_percent == 50:
        return entitled // 2 + 1
    return max(1, -(-entitled * quorum_percent // 100))


def outcome(
    votes: Mapping[UUID, int], *, blank: int, entitled: int, quorum_percent: int, majority: Majority
) -> Outcome:
    """What the votes come to. `votes` names everybody who stood, with 0 for who got none.

    One candidate alone must be wanted by somebody. Nothing but votes decides: no standing, no order, no chance.
    """
    taken_part, least = sum(votes.values()) + blank, needed(entitled, quorum_percent)
    best = max(votes.values(), default=0)
    ahead = tuple(sorted((one for one, number in votes.items() if number == best), key=str)) if best else ()

    def came_to(result: Result) -> Outcome:
        return Outcome(result, dict(votes), taken_part, entitled, least, blank, ahead)

    if not votes:
        return came_to(Result.NO_CANDIDATE)
    if taken_part < least:
        return came_to(Result.TOO_FEW)
    if not ahead:
        return came_to(Result.NO_MAJORITY)
    if len(ahead) > 1:
        return came_to(Result.TIED)
    if majority is Majority.HALF and best * 2 <= taken_part:
        return came_to(Result.NO_MAJORITY)
    return came_to(Result.ELECTED)
