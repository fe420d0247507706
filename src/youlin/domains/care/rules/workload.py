"""How much a week asks of a chief, and when somebody might lend a hand. For help, never for a ranking.

The minutes are estimates for planning, not a measure of anybody: what a greeting or a visit mostly takes with the way
there. They are compared with what the chief said, and with nothing that another chief does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

GREETING_MINUTES = 5
VISIT_MINUTES = 30
CASE_MINUTES = 30  # an open case, a week
DELIVERY_MINUTES = 10
WEEK = 7
# What one gives beside a life and a trade where nothing else was said: an hour on four evenings.
MANAGEABLE_MINUTES = 240
LATE_PEOPLE = 3


class Sign(StrEnum):
    """Why a place may need a hand."""

    NOBODY = "nobody"  # the post is empty
    STANDS_IN = "stands_in"  # whoever acts here has a place of their own
    MORE_PEOPLE = "more_people"  # than the chief said there is time for
    MORE_MINUTES = "more_minutes"  # than a week of a volunteer has
    FALLING_BEHIND = "falling_behind"  # several people late at once


class Proposal(StrEnum):
    """What might help."""

    COVER = "cover"  # somebody to stand in
    MATCH = "match"  # some of the people to a neighbour's chief
    HAND = "hand"  # somebody to go along for a while


@dataclass(frozen=True, slots=True)
class Week:
    """What waits at one place: people in care by pace, open cases, things to bring, and how many people are late."""

    paces: tuple[tuple[int, int, int], ...] = ()  # greeting days, visit days, people
    cases: int = 0
    deliveries: int = 0
    late: int = 0
    people_said: int | None = None  # for how many the chief has time; None: not said
    vacant: bool = False
    stands_in: bool = False

    @property
    def people(self) -> int:
        """How many are in care here."""
        return sum(number for _greeting, _visit, number in self.paces)

    @property
    def minutes(self) -> int:
        """Minutes a week, rounded."""
        return minutes_a_week(self.paces, cases=self.cases, deliveries=self.deliveries)


def minutes_a_week(paces: Iterable[tuple[int, int, int]], *, cases: int = 0, deliveries: int = 0) -> int:
    """What the paces ask in a week, and what else waits. A visit is a greeting too, so it is counted once.

    >>> minutes_a_week([(3, 7, 1)])
    37
    """
    total = float(cases * CASE_MINUTES + deliveries * DELIVERY_MINUTES)
    for greeting, visit, number in paces:
        visits = WEEK / visit
        greetings = max(0.0, WEEK / greeting - visits)
        total += number * (visits * VISIT_MINUTES + greetings * GREETING_MINUTES)
    return round(total)


def signs(week: Week) -> tuple[Sign, ...]:
    """Why a place may need a hand, the plainest reason first; empty where all is well."""
    if week.vacant:
        return (Sign.NOBODY,) if week.people or week.cases else ()
    more_people = week.people_said is not None and week.people > week.people_said
    found = {
        Sign.STANDS_IN: week.stands_in and week.late > 0,
        Sign.MORE_PEOPLE: more_people,
        Sign.MORE_MINUTES: week.people_said is None and week.minutes > MANAGEABLE_MINUTES,
        Sign.FALLING_BEHIND: week.late >= LATE_PEOPLE,
    }
    return tuple(sign for sign, true in found.items() if true)


def proposal(found: tuple[Sign, ...]) -> Proposal | None:
    """What might help; nothing where nothing is needed.

    >>> proposal((Sign.MORE_MINUTES,)).value
    'match'
    """
    if not found:
        return None
    if found[0] in (Sign.NOBODY, Sign.STANDS_IN):
        return Proposal.COVER
    return Proposal.MATCH if {Sign.MORE_PEOPLE, Sign.MORE_MINUTES} & set(found) else Proposal.HAND
