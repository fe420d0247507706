"""Pure rules of posts and terms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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


# What kind of term a post takes: a chief's (True), a desk's (False).
KINDS_OF = {True: frozenset({"sitting", "acting"}), False: frozenset({"staff"})}


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
    return term.ends_on is not None and term.ends_on > five_years_after(term.starts_on)


def five_years_after(start: date) -> date:
    """The first day after a whole term that began on a day; who began on 29 February is done on 1 March.

    >>> five_years_after(date(2026, 1, 1))
    datetime.date(2031, 1, 1)
    """
    if (start.month, start.day) == (2, 29):
        return date(start.year + MAXIMUM_TERM_YEARS, 3, 1)
    return start.replace(year=start.year + MAXIMUM_TERM_YEARS)


def runs_out_on(term: Term) -> date:
    """The first day after a term: as agreed, and without an agreed end after the law's five years."""
    return term.ends_on or five_years_after(term.starts_on)


class Because(StrEnum):
    """Why a household has no chief on a day."""

    NO_NEIGHBOURHOOD = "no_neighbourhood"
    NEVER_APPOINTED = "never_appointed"
    NOT_YET = "not_yet"
    TERM_ENDED = "term_ended"
    ACTING_ENDED = "acting_ended"
    AWAY = "away"  # whoever holds the post is away, and nobody covers


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, and the day it is about: when the last term ended, or the next one begins."""

    because: Because
    day: date | None = None


def why_empty(terms: Iterable[tuple[Term, str]], day: date, back_on: date | None = None) -> Reason:
    """Why nobody answers on a day, from every (term, kind) a post ever had; the latest end counts.

    `back_on`: whoever holds the post is away without cover until this day.
    """
    if back_on is not None:
        return Reason(Because.AWAY, back_on)
    known = [(term, kind) for term, kind in terms if term.starts_on != term.ends_on]
    ended = [(term.ends_on, kind) for term, kind in known if term.ends_on is not None and term.ends_on <= day]
    if ended:
        last, kind = max(ended)
        return Reason(Because.ACTING_ENDED if kind == "acting" else Because.TERM_ENDED, last)
    coming = [term.starts_on for term, _kind in known if term.starts_on > day]
    return Reason(Because.NOT_YET, min(coming)) if coming else Reason(Because.NEVER_APPOINTED)
