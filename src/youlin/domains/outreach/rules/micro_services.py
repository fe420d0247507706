"""Pure rules of micro-services."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

TEXT_LIMIT = 200  # one line
CLOCK_SKEW = timedelta(minutes=10)  # a phone's clock may run ahead by this much


class Problem(StrEnum):
    """Why a micro-service cannot be logged as it was told."""

    TEXT_MISSING = "text_missing"
    TEXT_LONG = "text_long"
    IN_FUTURE = "in_future"


def one_line(text: str) -> str:
    """What was typed, on one line.

    >>> one_line("  帮王奶奶   换灯泡 ")
    '帮王奶奶 换灯泡'
    """
    return " ".join(text.split())


def problem_with(*, text: str, happened_at: datetime, now: datetime) -> Problem | None:
    """What is wrong with one line, or None."""
    if not text:
        return Problem.TEXT_MISSING
    if len(text) > TEXT_LIMIT:
        return Problem.TEXT_LONG
    if happened_at > now + CLOCK_SKEW:
        return Problem.IN_FUTURE
    return None
