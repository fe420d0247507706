"""The calendar of a round: defaults, what cannot be, and what a running round may still change."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

NOTICE_DAYS = 15  # 居委会组织法 (in force 2026-01-01): at least fifteen days of notice


@dataclass(frozen=True, slots=True)
class Calendar:
    """A round's days, in their order; each `…_until` is the last day on which it is still open."""

    nominate_until: date
    review_until: date
    notice_from: date
    notice_until: date
    vote_from: date
    vote_until: date
    recognise_by: date
    confirm_by: date
    starts_on: date
    ends_on: date  # the first day out of office

    @property
    def notice_days(self) -> int:
        """How many days the list hangs, the first and the last included."""
        return (self.notice_until - self.notice_from).days + 1


ORDER = tuple(field.name for field in fields(Calendar))


def proposed(today: date, *, years: int, notice_days: int = NOTICE_DAYS) -> Calendar:
    """A sensible calendar for a round that begins today: two weeks to nominate, one to review, and so on."""
    nominate = today + timedelta(days=14)
    review = nominate + timedelta(days=7)
    notice_from = review + timedelta(days=1)
    notice_until = notice_from + timedelta(days=notice_days - 1)
    vote_from = notice_until + timedelta(days=1)
    vote_until = vote_from + timedelta(days=6)
    recognise = vote_until + timedelta(days=5)
    confirm = recognise + timedelta(days=5)
    starts = confirm + timedelta(days=1)
    day = 28 if (starts.month, starts.day) == (2, 29) else starts.day
    ends = starts.replace(year=starts.year + years, day=day)
    return Calendar(
        nominate, review, notice_from, notice_until, vote_from, vote_until, recognise, confirm, starts, ends
    )


def wrong(calendar: Calendar) -> str | None:
    """The first day that comes before the one it must follow; None where the order holds.

    The vote begins after the notice ends; everything else may fall on the same day as what it follows.
    """
    strictly = {"notice_from": False, "vote_from": True, "ends_on": True}
    days = [getattr(calendar, name) for name in ORDER]
    for place in range(1, len(ORDER)):
        before, day = days[place - 1], days[place]
        if day < before or (strictly.get(ORDER[place], False) and day == before):
            return ORDER[place]
    return None


def moved(calendar: Calendar, today: date) -> Calendar:
    """The same calendar, begun later: for a post whose nominations are opened anew."""
    shift = max(timedelta(), today + timedelta(days=14) - calendar.nominate_until)
    days = {name: getattr(calendar, name) + shift for name in ORDER}
    days["ends_on"] = calendar.ends_on  # a term doesn't grow because it began late
    return replace(calendar, **days)


# What residents were promised: the end may come later than it was posted, never earlier.
PROMISED = {"nominating": "nominate_until", "notice": "notice_until", "voting": "vote_until"}


def broken_promise(old: Calendar, new: Calendar, stages: frozenset[str]) -> str | None:
    """The day that a change would take from residents, in a round whose posts stand in these stages."""
    for stage, name in PROMISED.items():
        if stage in stages and getattr(new, name) < getattr(old, name):
            return name
    return None
