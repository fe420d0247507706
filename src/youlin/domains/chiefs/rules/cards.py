"""When a card is good: it follows from the appointment and from nothing else."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from youlin.domains.chiefs.rules.terms import MAXIMUM_TERM_YEARS

FIRST_SERIAL = 1
LAST_SERIAL = 999


class Standing(StrEnum):
    """What the public page says of a card."""

    VALID = "valid"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    REVOKED = "revoked"


def last_day(starts_on: date, ends_on: date | None) -> date:
    """The last day a card can be good: the last day in office, at most the law's five years.

    >>> last_day(date(2026, 1, 1), None).isoformat(), last_day(date(2026, 1, 1), date(2027, 1, 1)).isoformat()
    ('2030-12-31', '2026-12-31')
    """
    leap = (starts_on.month, starts_on.day) == (2, 29)
    year = starts_on.year + MAXIMUM_TERM_YEARS
    limit = date(year, 3, 1) if leap else starts_on.replace(year=year)
    return (min(ends_on, limit) if ends_on else limit) - timedelta(days=1)


def standing(
    *, starts_on: date, ends_on: date | None, ended_early: bool, serial: int, current: int, day: date
) -> Standing:
    """What a card with `serial` is worth on a day, when the card of that appointment now has the serial `current`.

    A card that was replaced is revoked for ever; a term that was ended takes its card with it on that day.
    """
    if serial != current:
        return Standing.REVOKED
    if ends_on is not None and ends_on <= day:
        return Standing.REVOKED if ended_early else Standing.EXPIRED
    if day < starts_on:
        return Standing.NOT_YET
    return Standing.VALID if day <= last_day(starts_on, ends_on) else Standing.EXPIRED
