"""Pure rules of being away: who answers for a post on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from youlin.domains.chiefs.rules.terms import Term

LONGEST_ABSENCE_DAYS = 92  # who is away longer is better replaced by an acting chief, on the office's word
LATEST_START_DAYS = 183  # how far ahead an absence or a resignation can be told

Trouble = Literal["in_past", "backwards", "too_long", "too_far"]


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody's term in a post: `acting` or `sitting`."""

    user: UUID
    term: Term
    acting: bool = False


def answerer(seats: Iterable[Seat], away: Iterable[tuple[UUID, Term]], day: date) -> UUID | None:
    """Who answers for a post on a day: whoever acts, else whoever sits and is not away, else nobody."""
    gone = {user for user, days in away if days.holds_on(day)}
    here = [seat for seat in seats if seat.term.holds_on(day) and (seat.acting or seat.user not in gone)]
    return min(here, key=lambda seat: not seat.acting).user if here else None


def trouble_with(days: Term, today: date) -> Trouble | None:
    """What is wrong with the days of an absence; None when they can be. The end is the first day back."""
    if days.ends_on is None or days.ends_on <= days.starts_on:
        return "backwards"
    if days.starts_on < today:
        return "in_past"
    if (days.starts_on - today).days > LATEST_START_DAYS:
        return "too_far"
    return "too_long" if (days.ends_on - days.starts_on).days > LONGEST_ABSENCE_DAYS else None
