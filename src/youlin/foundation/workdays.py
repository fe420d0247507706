"""The table of days that differ from their weekday: filled from the library, corrected at the desk."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.foundation import audit, calendar
from youlin.foundation.audit import Doer
from youlin.foundation.calendar import Year
from youlin.foundation.db import add_rows
from youlin.foundation.models import CalendarDay
from youlin.foundation.refusal import Invalid

FRESH = 60.0  # seconds for which a process believes what it read: a correction reaches every process within a minute
FROM_LIBRARY = "holidays"
FROM_DESK = "desk"

_read: dict[int, Year] = {}
_read_at = float("-inf")


def year(number: int) -> Year:
    """A year by the table; by the library where the table has nothing of it."""
    global _read, _read_at  # one memory a process, so that a sweep of thousands asks once
    if time.monotonic() - _read_at > FRESH:
        _read, _read_at = _load(), time.monotonic()
    return _read.get(number) or calendar.library(number)


def forget() -> None:
    """Read the table again at the next question."""
    global _read_at  # noqa: PLW0603
    _read_at = float("-inf")


def _load() -> dict[int, Year]:
    found: dict[int, Year] = {}
    for row in CalendarDay.objects.order_by("day"):
        known = found.setdefault(row.day.year, Year({}, {}))
        (known.made_up if row.working else known.off)[row.day] = row.name
    return found


def days(number: int) -> list[CalendarDay]:
    """The days of a year that the table names, in order."""
    return list(CalendarDay.objects.filter(day__year=number).order_by("day"))


@transaction.atomic
def seed(years: Iterable[int], *, now: datetime) -> int:
    """Fill in published years of which the table has nothing, from the library. Returns how many days."""
    there = {day.year for day in CalendarDay.objects.values_list("day", flat=True)}
    rows = [
        CalendarDay(day=day, working=working, name=name[:60], source=FROM_LIBRARY, set_at=now)
        for number in years
        if number not in there and calendar.library(number).published
        for working, named in ((False, calendar.library(number).off), (True, calendar.library(number).made_up))
        for day, name in named.items()
    ]
    add_rows(rows, skip_known=True)
    forget()
    return len(rows)


@transaction.atomic
def set_day(*, actor: Doer, day: date, working: bool, name: str, now: datetime) -> CalendarDay:
    """Say of a day whether offices are open, against its weekday or the notice. Clocks already running keep their ends.

    Raises Invalid.
    """
    if abs(day.year - now.year) > 2:
        raise Invalid("day_far", _("只能改今年前后两年的日子。"), field="day")
    seed([day.year], now=now)  # else one corrected day would stand for the whole year
    before = CalendarDay.objects.filter(day=day).values_list("working", flat=True).first()
    row, _made = CalendarDay.objects.update_or_create(
        day=day,
        defaults={"working": working, "name": name.strip()[:60], "source": FROM_DESK, "set_at": now},
    )
    audit.record(
        [audit.Deed("calendar.set", "calendar_day", row.pk, None, {"day": str(day), "working": [before, working]})],
        actor=actor,
        now=now,
    )
    forget()
    return row
