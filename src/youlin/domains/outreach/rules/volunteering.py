"""Pure rules of volunteering: what an activity must say, who may still sign up, how hours count."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

ISSUE_WITHIN = 10  # working days from asking to the certificate: what the office promises
MOST_PLACES = 500
LONGEST = timedelta(hours=24)  # one activity; what takes days is an activity a day
CHECK_WITHIN = timedelta(days=30)  # after its end the organiser says who came


class Problem(StrEnum):
    """Why an activity cannot be called, or a sign-up not taken."""

    TITLE_MISSING = "title_missing"
    PLACE_MISSING = "place_missing"
    BACKWARDS = "backwards"
    LONG = "long"
    PAST = "past"
    PLACES = "places"
    CALLED_OFF = "called_off"
    BEGUN = "begun"
    FULL = "full"
    NOT_YET = "not_yet"
    TOO_LATE = "too_late"
    MINUTES = "minutes"


def problem_with(
    *, title: str, place: str, starts_at: datetime, ends_at: datetime, places: int, now: datetime
) -> Problem | None:
    """What is wrong with an activity that is to be called, or None."""
    if not title:
        return Problem.TITLE_MISSING
    if not place:
        return Problem.PLACE_MISSING
    if ends_at <= starts_at:
        return Problem.BACKWARDS
    if ends_at - starts_at > LONGEST:
        return Problem.LONG
    if starts_at <= now:
        return Problem.PAST
    if not 1 <= places <= MOST_PLACES:
        return Problem.PLACES
    return None


def may_sign_up(*, called_off: bool, starts_at: datetime, places: int, taken: int, now: datetime) -> Problem | None:
    """Why nobody can sign up any more, or None."""
    if called_off:
        return Problem.CALLED_OFF
    if starts_at <= now:
        return Problem.BEGUN
    return Problem.FULL if taken >= places else None


def may_check(*, called_off: bool, starts_at: datetime, ends_at: datetime, now: datetime) -> Problem | None:
    """Why the organiser cannot say who came, or None: from its beginning until thirty days after its end."""
    if called_off:
        return Problem.CALLED_OFF
    if now < starts_at:
        return Problem.NOT_YET
    return Problem.TOO_LATE if now > ends_at + CHECK_WITHIN else None


def minutes_of(starts_at: datetime, ends_at: datetime) -> int:
    """How long an activity is, in whole minutes: what counts for who came, if the organiser says nothing else.

    >>> from datetime import UTC
    >>> minutes_of(datetime(2026, 11, 2, 9, tzinfo=UTC), datetime(2026, 11, 2, 11, 30, tzinfo=UTC))
    150
    """
    return int((ends_at - starts_at).total_seconds() // 60)


def minutes_problem(minutes: int, *, starts_at: datetime, ends_at: datetime) -> Problem | None:
    """Why somebody cannot have been there for so long, or None."""
    return None if 1 <= minutes <= minutes_of(starts_at, ends_at) else Problem.MINUTES


def hours(minutes: int) -> str:
    """Hours as a certificate says them, half an hour as .5; what is less than a tenth is not counted.

    >>> [hours(minutes) for minutes in (0, 60, 150, 125)]
    ['0', '1', '2.5', '2']
    """
    tenths = minutes * 10 // 60
    return str(tenths // 10) if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"
