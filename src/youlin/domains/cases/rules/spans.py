"""Stopping a clock and lengthening it: what a pause may cost, what it gives back, how much longer a rung may have.

No national rule sets these bounds for a street's own cases: they are a territory's configuration, with these defaults.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Why(StrEnum):
    """Reasons that lie outside the holder's hands; anything else is no pause but work."""

    RESIDENT_AWAY = "resident_away"
    WAITS_FOR_PAPERS = "waits_for_papers"
    WEATHER = "weather"
    OTHER_OFFICE = "other_office"
    SEASON = "season"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a territory allows. Days are Asia/Shanghai days."""

    pause_days: int = 15  # in all, over the life of a case
    pauses: int = 2
    extension_percent: int = 100  # of the rung's own clock
    silence_days: int = 15  # a resident who was told and says nothing for so long has said nothing
    path: str = ""  # of the territory that set them; "" for these defaults


def nearest(known: list[Bounds], path: str) -> Bounds:
    """The bounds that hold at a place: the nearest territory's own, else the defaults.

    >>> nearest([Bounds(pause_days=3, path="0a"), Bounds(pause_days=9, path="0a01")], "0a0105").pause_days
    9
    """
    return max((one for one in known if path.startswith(one.path)), key=lambda one: len(one.path), default=Bounds())


def pause_problem(*, now: datetime, until: datetime, used: timedelta, pauses: int, bounds: Bounds) -> str:
    """Why a clock can't stand still until an instant: a code, or "" where it can.

    `used`: how long it stood still so far; `pauses`: how often.
    """
    if until <= now:
        return "pause_backwards"
    if pauses >= bounds.pauses:
        return "paused_enough"
    return "pause_too_long" if used + (until - now) > timedelta(days=bounds.pause_days) else ""


def longest_extension(hours: int, bounds: Bounds) -> int:
    """Hours by which a rung's clock of `hours` may be lengthened, once.

    >>> longest_extension(24, Bounds(extension_percent=50))
    12
    """
    return hours * bounds.extension_percent // 100


def returned_due(*, kept: datetime, fresh: datetime) -> datetime:
    """When a case that was sent back is due: a return wins nobody time, so the clock that ran goes on running.

    `kept`: the deadline at the rung that sent it back; `fresh`: what the rung below would have from now.
    """
    return min(kept, fresh)


def marked_due(*, kept: datetime | None, fresh: datetime) -> datetime | None:
    """The deadline of a case whose urgency was changed: nearer, or None where it stays as it is.

    Nobody wins time by calling a case less pressing: only a reasoned extension does that.

    >>> marked_due(kept=datetime(2026, 11, 3), fresh=datetime(2026, 11, 2, 12))
    datetime.datetime(2026, 11, 2, 12, 0)
    """
    return fresh if kept is None or fresh < kept else None
