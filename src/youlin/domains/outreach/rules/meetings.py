"""Meetings by their rules: states in one table, what a count of hands may say. Pure.

`python -m youlin.domains.outreach.rules.meetings` draws the table.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType

AGENDA_AT_MOST = 40
TEXT_LIMIT = 2000


class State(StrEnum):
    """Where a meeting stands."""

    CALLED = "called"
    HELD = "held"
    CANCELLED = "cancelled"


class Deed(StrEnum):
    """What can be done with a meeting."""

    CALL = "call"
    ITEM = "item"  # one more thing on the agenda
    PRESENT = "present"  # who came, or did not after all; guests by number
    SAY = "say"  # what was said to an item, decided, how many hands
    RAISE = "raise"  # somebody raised what needs an answer: a case
    TASK = "task"  # somebody is to do something by a day
    CLOSE = "close"
    CANCEL = "cancel"


TRANSITIONS: MappingProxyType[tuple[State | None, Deed], State] = MappingProxyType(
    {
        (None, Deed.CALL): State.CALLED,
        **{(State.CALLED, deed): State.CALLED for deed in (Deed.ITEM, Deed.PRESENT, Deed.SAY, Deed.RAISE, Deed.TASK)},
        (State.CALLED, Deed.CLOSE): State.HELD,
        (State.CALLED, Deed.CANCEL): State.CANCELLED,
        (State.HELD, Deed.RAISE): State.HELD,  # what somebody remembers on the way home
        (State.HELD, Deed.TASK): State.HELD,
    }
)


def may(state: State, deed: Deed) -> bool:
    """Whether something can be done in a state.

    >>> may(State.CALLED, Deed.CLOSE), may(State.HELD, Deed.SAY)
    (True, False)
    """
    return (state, deed) in TRANSITIONS


def drawing() -> str:
    """The table as a Mermaid state diagram, one arrow a line, in the order of the table."""
    arrows = [f"    {state or '[*]'} --> {target}: {deed}" for (state, deed), target in TRANSITIONS.items()]
    return "\n".join(["stateDiagram-v2", *arrows, f"    {State.HELD} --> [*]", f"    {State.CANCELLED} --> [*]"])


class BadCount(StrEnum):
    """Why a count of hands cannot be."""

    MORE_THAN_PRESENT = "votes_more_than_present"
    HALF = "votes_half"


def bad_count(hands: tuple[int | None, int | None, int | None], present: int) -> BadCount | None:
    """Why a count of hands for, against, abstaining cannot be; None where it can, or where nobody voted.

    One hand for each household (or post) that is present; guests raise none.

    >>> bad_count((5, 2, 1), 8) is None, bad_count((5, 2, 2), 8), bad_count((5, None, None), 8)
    (True, <BadCount.MORE_THAN_PRESENT: 'votes_more_than_present'>, <BadCount.HALF: 'votes_half'>)
    """
    given = [count for count in hands if count is not None]
    if not given:
        return None
    if len(given) < len(hands):
        return BadCount.HALF
    return BadCount.MORE_THAN_PRESENT if sum(given) > present else None


if __name__ == "__main__":
    print(drawing())  # noqa: T201  # this is what it is run for
