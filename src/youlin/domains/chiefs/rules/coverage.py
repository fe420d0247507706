"""When an alarm began and ended: instants, though the check may come later."""

from __future__ import annotations

from datetime import datetime

MOST_LETTERS = 5  # a desk reads so many neighbourhoods one by one; more come in one letter for the community


def began(cause: datetime | None, last_closed: datetime | None, noticed: datetime) -> datetime:
    """When a neighbourhood lost its cover: at its cause, unless it was covered again since then or is only told of now.

    `cause` is the first instant without a chief, where the reason names a day; `last_closed` the end of the alarm
    before.
    """
    if cause is None or cause > noticed or (last_closed is not None and last_closed > cause):
        return noticed
    return cause


def ended(cause: datetime | None, opened: datetime, noticed: datetime) -> datetime:
    """When it was covered again: at the first instant of the term that covers it, never before the alarm began."""
    if cause is None or cause > noticed or cause < opened:
        return max(noticed, opened)
    return cause
