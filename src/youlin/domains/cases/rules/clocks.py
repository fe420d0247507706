"""How long a rung has. No national rule sets these hours, so they are configuration; here are the defaults.

The nearest territory's own rule wins over its parents', and those over the defaults.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.cases.rules.states import Status


class Urgency(StrEnum):
    """How pressing a case is; danger to life is the most."""

    NORMAL = "normal"
    URGENT = "urgent"
    DANGER = "danger"


class Purpose(StrEnum):
    """What a clock measures: finding an answer, or handing one on (and telling the resident)."""

    ANSWER = "answer"
    HAND_ON = "hand_on"


@dataclass(frozen=True, slots=True)
class Clock:
    """A span in hours. A working clock stands still on days off."""

    hours: int
    working: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A territory's own clock; `path` is the territory's."""

    path: str
    purpose: Purpose
    rung: Rung
    urgency: Urgency
    clock: Clock
    kind: str = ""  # of case; "" for any


_NORMAL = {
    Rung.NEIGHBOURHOOD: Clock(24),
    Rung.GROUP: Clock(24),
    Rung.AREA: Clock(24),
    Rung.COMMUNITY: Clock(48, working=True),
    Rung.SUBDISTRICT: Clock(72, working=True),
    Rung.DEPARTMENT: Clock(120, working=True),
}
_URGENT = {
    Rung.NEIGHBOURHOOD: Clock(3),
    Rung.GROUP: Clock(3),
    Rung.AREA: Clock(3),
    Rung.COMMUNITY: Clock(6),
    Rung.SUBDISTRICT: Clock(12),
    Rung.DEPARTMENT: Clock(24),
}
_HAND_ON = {Urgency.NORMAL: Clock(12), Urgency.URGENT: Clock(2), Urgency.DANGER: Clock(1)}
_DANGER = {rung: Clock(2 if rung is Rung.DEPARTMENT else 1) for rung in Rung}
_ANSWER = {Urgency.NORMAL: _NORMAL, Urgency.URGENT: _URGENT, Urgency.DANGER: _DANGER}


def default(purpose: Purpose, rung: Rung, urgency: Urgency) -> Clock:
    """The clock where nobody configured one."""
    return _ANSWER[urgency][rung] if purpose is Purpose.ANSWER else _HAND_ON[urgency]


def purpose_of(status: Status) -> Purpose:
    """What the clock of a case in a state measures."""
    return Purpose.ANSWER if status is Status.OPEN else Purpose.HAND_ON


def clock_for(
    rules: Iterable[Rule], *, path: str, purpose: Purpose, rung: Rung, urgency: Urgency, kind: str = ""
) -> tuple[Clock, str]:
    """The clock for a place, and the path of the territory that set it ("" where it is the default).

    The nearest territory wins; of two rules of one territory the one for this kind of case.
    """
    fitting = [
        rule
        for rule in rules
        if path.startswith(rule.path)
        and (rule.purpose, rule.rung, rule.urgency) == (purpose, rung, urgency)
        and rule.kind in ("", kind)
    ]
    nearest = max(fitting, key=lambda rule: (len(rule.path), rule.kind), default=None)
    return (nearest.clock, nearest.path) if nearest else (default(purpose, rung, urgency), "")
