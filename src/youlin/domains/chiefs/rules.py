"""Pure rules of posts and terms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from youlin.domains.access.rules import Role
from youlin.domains.territory.rules import Level

MAXIMUM_TERM_YEARS = 5  # 居委会组织法 (in force 2026-01-01): a term is five years

ROLE_OF = {
    Level.NEIGHBOURHOOD: Role.NEIGHBOURHOOD_CHIEF,
    Level.GROUP: Role.GROUP_CHIEF,
    Level.AREA: Role.AREA_CHIEF,
    Level.COMMUNITY: Role.COMMUNITY_STAFF,
    Level.SUBDISTRICT: Role.SUBDISTRICT_STAFF,
    Level.COUNTY: Role.COUNTY_STAFF,
}


@dataclass(frozen=True, slots=True)
class Term:
    """A span in office: from `starts_on`, up to but without `ends_on`."""

    starts_on: date
    ends_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the term is in force on a day."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)

    def overlaps(self, other: Term) -> bool:
        """Whether both are in force on some day; an empty term never is."""
        if self.starts_on == self.ends_on or other.starts_on == other.ends_on:
            return False
        return (other.ends_on is None or self.starts_on < other.ends_on) and (
            self.ends_on is None or other.starts_on < self.ends_on
        )


def taken(wanted: Term, others: Iterable[Term]) -> bool:
    """Whether a post is already held on some day of the wanted term."""
    return any(wanted.overlaps(other) for other in others)


def too_long(term: Term) -> bool:
    """Whether a term ends later than the law's five years. An open end counts from its start when it is renewed."""
    if term.ends_on is None:
        return False
    start = term.starts_on
    last = (
        date(start.year + MAXIMUM_TERM_YEARS, 3, 1)
        if (start.month, start.day) == (2, 29)
        else start.replace(year=start.year + MAXIMUM_TERM_YEARS)
    )
    return term.ends_on > last
