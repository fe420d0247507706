"""States of a hazard and the steps between them, in one table. `python -m youlin.domains.cases.rules.hazards` draws it.

A hazard stays listed until somebody other than its fixer looked again and found it gone. What is late rises one rung at
a time, each at the very instant a clock ran out, however late anybody looks.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from youlin.domains.cases.rules.ladder import Rung, next_up


class HazardStatus(StrEnum):
    """Where a hazard stands."""

    FOUND = "found"  # nobody was told yet to remove it
    ORDERED = "ordered"  # somebody must, by a day
    FIXED = "fixed"  # they say it is gone; somebody else must look
    REMOVED = "removed"  # somebody else looked, and it is
    DISMISSED = "dismissed"  # it was none, says the office


class HazardStep(StrEnum):
    """What can happen to a hazard; each is one appended event."""

    FIND = "find"
    RAISE = "raise"  # found, and so serious that the rung above has it at once
    ORDER = "order"
    EXTEND = "extend"
    FIX = "fix"
    PASS = "pass"
    FAIL = "fail"
    CLIMB = "climb"  # by itself, because a day was missed
    OVERDUE = "overdue"  # by itself: missed, and there is no rung left to go to
    DISMISS = "dismiss"
    NOTE = "note"  # a word or a photograph; nothing moves


class Severity(StrEnum):
    """How bad it is."""

    GENERAL = "general"
    SERIOUS = "serious"
    AT_ONCE = "at_once"  # danger to life: to be stopped on the spot


LISTED = frozenset({HazardStatus.FOUND, HazardStatus.ORDERED, HazardStatus.FIXED})
_FOUND, _ORDERED, _FIXED = HazardStatus.FOUND, HazardStatus.ORDERED, HazardStatus.FIXED
TRANSITIONS: MappingProxyType[tuple[HazardStatus | None, HazardStep], HazardStatus] = MappingProxyType(
    {
        (None, HazardStep.FIND): _FOUND,
        (None, HazardStep.RAISE): _FOUND,
        (_FOUND, HazardStep.ORDER): _ORDERED,
        (_FOUND, HazardStep.FIX): _FIXED,
        (_FOUND, HazardStep.CLIMB): _FOUND,
        (_FOUND, HazardStep.OVERDUE): _FOUND,
        (_FOUND, HazardStep.DISMISS): HazardStatus.DISMISSED,
        (_ORDERED, HazardStep.ORDER): _ORDERED,
        (_ORDERED, HazardStep.EXTEND): _ORDERED,
        (_ORDERED, HazardStep.FIX): _FIXED,
        (_ORDERED, HazardStep.CLIMB): _ORDERED,
        (_ORDERED, HazardStep.OVERDUE): _ORDERED,
        (_ORDERED, HazardStep.DISMISS): HazardStatus.DISMISSED,
        (_FIXED, HazardStep.PASS): HazardStatus.REMOVED,
        (_FIXED, HazardStep.FAIL): _ORDERED,
        (_FIXED, HazardStep.CLIMB): _FIXED,
        (_FIXED, HazardStep.OVERDUE): _FIXED,
        **{(status, HazardStep.NOTE): status for status in (_FOUND, _ORDERED, _FIXED)},
    }
)
BY_THE_CLOCK = frozenset({HazardStep.CLIMB, HazardStep.OVERDUE})


def may(status: HazardStatus, step: HazardStep) -> bool:
    """Whether a step can follow in a state.

    >>> may(HazardStatus.FIXED, HazardStep.PASS), may(HazardStatus.ORDERED, HazardStep.PASS)
    (True, False)
    """
    return (status, step) in TRANSITIONS


def after(status: HazardStatus | None, step: HazardStep) -> HazardStatus:
    """The state after a step. Raises ValueError where the table has no such line."""
    try:
        return TRANSITIONS[status, step]
    except KeyError:
        raise ValueError(f"no hazard that is {status} can {step}") from None


def first_rung(severity: Severity, rungs: Collection[Rung]) -> Rung:
    """Who watches over a new hazard, of the rungs that exist above its place: the nearest, or above it if serious.

    >>> first_rung(Severity.SERIOUS, [Rung.NEIGHBOURHOOD, Rung.GROUP]).name
    'GROUP'
    """
    there = sorted(rung for rung in rungs if rung <= Rung.SUBDISTRICT)
    if severity is Severity.AT_ONCE:
        return there[-1]
    nearest = there[0]
    return (next_up(nearest, there) or nearest) if severity is Severity.SERIOUS else nearest


@dataclass(frozen=True, slots=True)
class Watch:
    """A hazard as far as its clock is concerned. `rises_at`: when it goes up if nothing happens until then."""

    status: HazardStatus
    rung: Rung
    rises_at: datetime
    above: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class Missed:
    """What one missed day did."""

    step: HazardStep
    at: datetime
    from_rung: Rung
    to_rung: Rung
    rises_at: datetime | None


# The end of the span that a state has from an instant; None where nobody has set one.
Deadline = Callable[[HazardStatus, datetime], datetime | None]


def misses(watch: Watch, *, now: datetime, deadline: Deadline) -> Iterator[Missed]:
    """Every day missed by `now`, in order, one rung each. The same however often and however late it is asked."""
    rung, due = watch.rung, watch.rises_at
    while due <= now:
        target = next_up(rung, watch.above)
        if target is None:
            yield Missed(HazardStep.OVERDUE, due, rung, rung, None)
            return
        fresh = deadline(watch.status, due)
        yield Missed(HazardStep.CLIMB, due, rung, target, fresh)
        if fresh is None:
            return
        rung, due = target, fresh


@dataclass(frozen=True, slots=True)
class Fixer:
    """Who was to remove a hazard, and who says that they did."""

    account: UUID | None = None  # who wrote that it is done
    post: UUID | None = None  # the post that was told to
    name: str = ""  # whoever was told to, as written


def looks_at_own_work(fixer: Fixer, *, account: UUID | None, posts: Collection[UUID], name: str) -> bool:
    """Whether whoever wants to re-inspect is the one who fixed: the same account, post or name.

    >>> looks_at_own_work(Fixer(name="李桂英"), account=None, posts=(), name="李桂英 ")
    True
    """
    if fixer.account is not None and fixer.account == account:
        return True
    if fixer.post is not None and fixer.post in posts:
        return True
    return bool(fixer.name.strip()) and fixer.name.strip() == name.strip()


def drawing() -> str:
    """The table as a Mermaid state diagram, one arrow a line, in the order of the table."""
    arrows = [f"    {status or '[*]'} --> {target}: {step}" for (status, step), target in TRANSITIONS.items()]
    ends = [f"    {status} --> [*]" for status in (HazardStatus.REMOVED, HazardStatus.DISMISSED)]
    return "\n".join(["stateDiagram-v2", *arrows, *ends])


if __name__ == "__main__":
    print(drawing())  # noqa: T201  # this is what it is run for
