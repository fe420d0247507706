"""What can be done to many cases at once, and how long it can be taken back."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

MOST = 500  # cases in one batch: one transaction, and what a person can answer for
UNDO_WITHIN = timedelta(hours=1)


class Verb(StrEnum):
    """Each is a step that one case can take too, by the same rules."""

    TAKE_OVER = "take_over"
    UP = "up"  # to the rung above, or to a department
    DOWN = "down"
    HELP = "help"
    MARK = "mark"
    CLOSE = "close"


def may_undo(*, at: datetime, undone: bool, now: datetime) -> bool:
    """Whether a batch can still be taken back.

    >>> may_undo(at=datetime(2026, 11, 2, 9), undone=False, now=datetime(2026, 11, 2, 9, 59))
    True
    """
    return not undone and now - at < UNDO_WITHIN
