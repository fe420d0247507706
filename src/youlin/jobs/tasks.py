"""What the worker calls: thin, so that the same work runs from the command line."""

from __future__ import annotations

from youlin.domains.access.actor import SYSTEM
from youlin.domains.benefits import actions as benefits
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.territory import queries as territory
from youlin.foundation import clock
from youlin.jobs import adjusting, checking, letters
from youlin.jobs.tick import tick as run_tick


def tick() -> dict[str, object]:
    """One sweep, now."""
    return run_tick(now=clock.now())


def send_letters() -> dict[str, int]:
    """Write and send the letters that are due."""
    return letters.sweep(now=clock.now())


def ask_about_patterns() -> int:
    """Ask supervisors about records that make one wonder, and forget what is 90 days old; how many are new."""
    from youlin.domains.care.actions import patterns

    return patterns.ask(now=clock.now())


def find_leads() -> int:
    """Look in every street for whom a programme may fit; how many leads are new."""
    now = clock.now()
    return sum(
        benefits.find_leads(actor=SYSTEM, subdistrict=place.pk, now=now).found for place in territory.subdistricts()
    )


def open_reviews() -> int:
    """Open in every street the reviews of who receives that fall due within a month; how many are new."""
    now = clock.now()
    return sum(benefits.open_reviews(actor=SYSTEM, subdistrict=place.pk, now=now) for place in territory.subdistricts())


def forget_photographs() -> int:
    """Delete the photographs of papers whose time is over; how many."""
    return benefits.forget_photos(now=clock.now())


def add_up() -> int:
    """Add every street's figures up, through yesterday; how many earlier days read otherwise now."""
    from youlin.domains.insight import actions as insight

    now = clock.now()
    return sum(insight.roll_up(subdistrict=place.pk, now=now).corrected for place in territory.subdistricts())


def propose_checks() -> int:
    """Put households before people that nobody answers at; how many signs are new."""
    return checking.propose_checks(now=clock.now())


def propose_adjustments() -> int:
    """Find neighbourhoods that no longer fit how people live; how many proposals are new."""
    return adjusting.propose_adjustments(now=clock.now())


def apply_adjustments() -> int:
    """Apply what the office agreed to for today; how many were applied."""
    return chiefs.apply_due(actor=SYSTEM, now=clock.now())
