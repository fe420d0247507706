"""Pure rules of covenants."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

TEXT_LIMIT = 10_000


class Problem(StrEnum):
    """Why a wording or a review cannot be kept."""

    TEXT_MISSING = "text_missing"
    TEXT_LONG = "text_long"
    IN_FUTURE = "in_future"
    SAME = "same"
    NEXT_PAST = "next_past"


def version_problem(*, text: str, agreed_on: date, before: str, today: date) -> Problem | None:
    """What is wrong with a new wording, or None."""
    if not text:
        return Problem.TEXT_MISSING
    if len(text) > TEXT_LIMIT:
        return Problem.TEXT_LONG
    if agreed_on > today:
        return Problem.IN_FUTURE
    return Problem.SAME if text == before else None


def review_problem(*, on: date, next_on: date | None, today: date) -> Problem | None:
    """What is wrong with a review, or None."""
    if on > today:
        return Problem.IN_FUTURE
    return Problem.NEXT_PAST if next_on is not None and next_on <= on else None
