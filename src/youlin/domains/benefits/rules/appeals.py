"""The way of an appeal: what follows what, and by when. The days are figures of the rulebook; without one, no date."""

from __future__ import annotations

from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

WITHDRAWN: Final = "withdrawn"
FOLLOWS: Final = MappingProxyType({"told": ("sent", WITHDRAWN), "sent": ("answered", WITHDRAWN)})
# Per way: the figure for how long one may ask, and for how long an answer may take (calendar days).
ASK_DAYS: Final = MappingProxyType({"recheck": "appeal.recheck.ask_days", "review": "appeal.review.ask_days"})
ANSWER_DAYS: Final = MappingProxyType({"recheck": "appeal.recheck.answer_days", "review": "appeal.review.answer_days"})


def following(stage: str) -> tuple[str, ...]:
    """The stages that may come next.

    >>> following("told"), following("answered")
    (('sent', 'withdrawn'), ())
    """
    return FOLLOWS.get(stage, ())


def last_day(start: date, days: int | None) -> date | None:
    """The last day of so many from the day after the start; None where nobody has said how many.

    >>> last_day(date(2026, 11, 1), 60).isoformat(), last_day(date(2026, 11, 1), None)
    ('2026-12-31', None)
    """
    return None if days is None else start + timedelta(days=days)


def missing_for(stage: str, *, outcome: str, document: str, answer: str) -> str | None:
    """What a step still lacks, as a code: an answer is the authority's, in writing and with reasons."""
    if stage != "answered":
        return None
    if not outcome:
        return "outcome_missing"
    if not document.strip():
        return "document_missing"
    return "answer_missing" if not answer.strip() else None
