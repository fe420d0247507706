"""The ladder: its rungs, the way up, the way down, and what every missed clock does by itself.

邻 → 组 → 片 → community → subdistrict → department, and back the same way. A missed clock climbs one rung and starts
that rung's own clock at the very instant the old one ran out, however late anybody looks. An answer that nobody hands
on drops one rung the same way; from the last rung the system itself tells a resident who can read it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from youlin.domains.access.rules import LEVEL_OF, Role
from youlin.domains.cases.rules.states import Status, Step
from youlin.domains.territory.rules import ORDER, SEGMENT

MAXIMUM_RETURNS = 2  # "not mine" travels down twice at most; then whoever has it answers it


class Rung(IntEnum):
    """A step of the ladder, the nearest to the door first."""

    NEIGHBOURHOOD = 1
    GROUP = 2
    AREA = 3
    COMMUNITY = 4
    SUBDISTRICT = 5
    DEPARTMENT = 6


ROLE_OF = {
    Rung.NEIGHBOURHOOD: Role.NEIGHBOURHOOD_CHIEF,
    Rung.GROUP: Role.GROUP_CHIEF,
    Rung.AREA: Role.AREA_CHIEF,
    Rung.COMMUNITY: Role.COMMUNITY_STAFF,
    Rung.SUBDISTRICT: Role.SUBDISTRICT_STAFF,
    Rung.DEPARTMENT: Role.DEPARTMENT_STAFF,
}
RUNG_OF = {role: rung for rung, role in ROLE_OF.items()}


def path_length(rung: Rung) -> int:
    """How long the path of a place is at which posts of a rung stand.

    >>> path_length(Rung.SUBDISTRICT)
    24
    """
    return (ORDER.index(LEVEL_OF[ROLE_OF[rung]]) + 1) * SEGMENT


def posts_above(paths: Iterable[str], rung: Rung) -> int:
    """How many posts of a rung below the subdistrict the doors at these paths fall to.

    >>> posts_above(["a" * 60 + "b" * 12, "a" * 60 + "c" * 12], Rung.GROUP)
    1
    """
    length = path_length(rung)
    return len({path[:length] for path in paths})


class Danger(StrEnum):
    """What skips the ladder (直报)."""

    MINOR = "minor"  # 未成年人保护法 11
    VIOLENCE = "violence"  # 反家庭暴力法 14
    CRIME = "crime"  # 人民调解法 25
    LIFE = "life"


def starting_rung(rungs: Iterable[Rung], *, danger: bool, complained_of: Rung | None = None) -> Rung:
    """Where a case begins, given the rungs that exist above its place.

    Danger goes straight to the subdistrict; a complaint about a chief begins one rung above that chief.
    """
    there = sorted(rung for rung in rungs if rung <= Rung.SUBDISTRICT)
    if danger:
        return there[-1]
    if complained_of is not None:
        return next((rung for rung in there if rung > complained_of), there[-1])
    return there[0]


def next_up(rung: Rung, rungs: Iterable[Rung]) -> Rung | None:
    """The rung above, of those that exist; a department is never reached by itself: somebody must choose which."""
    return min((other for other in rungs if rung < other <= Rung.SUBDISTRICT), default=None)


def next_down(rung: Rung, trail: Iterable[Rung]) -> Rung | None:
    """The rung below, of those that the case came by."""
    return max((other for other in trail if other < rung), default=None)


@dataclass(frozen=True, slots=True)
class Standing:
    """A case as far as its clock is concerned. `above`: rungs that exist; `trail`: rungs it came by.

    `readable`: the resident can read the answer without anybody's help, so that nobody's silence keeps it from them.
    """

    status: Status
    rung: Rung
    due_at: datetime
    above: tuple[Rung, ...]
    trail: tuple[Rung, ...]
    readable: bool = False


@dataclass(frozen=True, slots=True)
class Miss:
    """What one missed clock did. `at`: when it ran out; `due_at`: when the next one does, None where none runs."""

    step: Step
    at: datetime
    from_rung: Rung
    to_rung: Rung
    due_at: datetime | None


# The end of a clock that a rung starts at an instant, in a state.
Deadline = Callable[[Status, Rung, datetime], datetime]


def misses(standing: Standing, *, now: datetime, deadline: Deadline) -> Iterator[Miss]:
    """Every clock missed by `now`, in order, one rung each. The same however often and however late it is asked."""
    rung, due = standing.rung, standing.due_at
    while due <= now:
        if standing.status is Status.OPEN:
            step, target = Step.CLIMB, next_up(rung, standing.above)
        else:
            step, target = Step.DROP_DOWN, next_down(rung, standing.trail)
        if target is None:
            alone = standing.status is Status.ANSWERED and standing.readable
            yield Miss(Step.SYSTEM_TELL if alone else Step.OVERDUE, due, rung, rung, None)
            return
        fresh = deadline(standing.status, target, due)
        yield Miss(step, due, rung, target, fresh)
        rung, due = target, fresh
