"""How many days a hazard may take. No national rule sets them, so nothing holds until an office says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from youlin.domains.cases.rules.hazards import HazardStatus, Severity

MOST_DAYS = 365


@dataclass(frozen=True, slots=True)
class Terms:
    """Days that a place allows for hazards of one severity; None where nobody has said. 0 is the same day."""

    severity: Severity
    order_days: int | None = None  # until somebody is told to remove it
    fix_days: int | None = None  # until it is removed
    recheck_days: int | None = None  # until somebody else looks again
    path: str = ""  # of the territory that set them

    def days(self, status: HazardStatus) -> int | None:
        """What a hazard in a state has."""
        return {
            HazardStatus.FOUND: self.order_days,
            HazardStatus.ORDERED: self.fix_days,
            HazardStatus.FIXED: self.recheck_days,
        }.get(status)

    def last_day(self, status: HazardStatus, start: date) -> date | None:
        """The last day of the span that begins on a day.

        >>> Terms(Severity.SERIOUS, fix_days=3).last_day(HazardStatus.ORDERED, date(2026, 11, 2)).isoformat()
        '2026-11-05'
        """
        days = self.days(status)
        return None if days is None else start + timedelta(days=days)


def nearest(known: Iterable[Terms], *, path: str, severity: Severity) -> Terms:
    """What holds at a place: the nearest territory's own terms; nothing set where there are none."""
    fitting = [one for one in known if one.severity is severity and path.startswith(one.path)]
    return max(fitting, key=lambda one: len(one.path), default=Terms(severity))


def extension_problem(*, until: date, due: date | None, today: date, extended: bool) -> str:
    """Why a deadline can't be moved to a day: a code, or "" where it can. Once for each order."""
    if extended:
        return "extended_already"
    if until <= (due or today) or until < today:
        return "extension_backwards"
    return "extension_too_long" if until > today + timedelta(days=MOST_DAYS) else ""
