"""What follows for coverage: each change is checked where it happened, and the desks hear of what was found."""

from __future__ import annotations

from datetime import datetime

from youlin.domains.chiefs import actions, queries
from youlin.domains.chiefs.events import (
    AbsenceEnded,
    AbsenceSet,
    Appointed,
    CoverageLost,
    CoverageRestored,
    CoverGivenBack,
    EndTakenBack,
    TermEnded,
)
from youlin.domains.messaging import actions as messaging
from youlin.domains.messaging.rules.letters import Pace
from youlin.domains.residents import queries as residents
from youlin.domains.residents.events import HouseholdMoved, HouseholdsMoved, ResidenceChanged
from youlin.domains.territory.events import TerritoriesAdded
from youlin.foundation import clock


def after_a_term(event: Appointed | TermEnded | EndTakenBack, now: datetime) -> None:
    """Somebody came or went: look at that post's place."""
    actions.check_coverage(now=now, places=queries.places_of([event.post]))


def after_an_absence(event: AbsenceSet | AbsenceEnded | CoverGivenBack, now: datetime) -> None:
    """Somebody is away or back, or the cover changed: look at that post's place."""
    actions.check_coverage(now=now, places=queries.places_away_from([event.absence]))


def after_a_move(event: HouseholdMoved, now: datetime) -> None:
    """A household went from one neighbourhood to another: look at both."""
    actions.check_coverage(now=now, places=[event.left, event.entered])


def after_moves(event: HouseholdsMoved, now: datetime) -> None:
    """Neighbourhoods were drawn, split or merged: look at all that were left or entered."""
    actions.check_coverage(now=now, places=event.places)


def after_a_finding(event: ResidenceChanged, now: datetime) -> None:
    """A household was found to live there, or not any more."""
    actions.check_coverage(now=now, places=residents.places_of([event.household]))


def after_new_places(event: TerritoriesAdded, now: datetime) -> None:
    """A new neighbourhood has nobody yet; whether somebody lives there is seen here."""
    actions.check_coverage(now=now, places=event.territories)


def tell(event: CoverageLost, now: datetime) -> None:
    """The desks of the community and of the subdistrict hear of it, once a neighbourhood."""
    messaging.tell(
        notices=[
            messaging.NewNotice(
                subdistrict=letter.subdistrict,
                user=letter.user,
                template="chiefs.coverage.many" if letter.neighbourhoods > 1 else "chiefs.coverage.one",
                dedupe=letter.occasion,
                params={
                    "place": letter.place_name,
                    "places": letter.neighbourhoods,
                    "homes": letter.households,
                },
                url=f"/office/chiefs/coverage/?place={letter.place}",
                pace=Pace.SOON,
            )
            for letter in queries.letters(event.gaps, day=clock.day_of(now))
        ],
        now=now,
    )


def take_back(event: CoverageRestored, now: datetime) -> None:
    """What was told is taken back, for everybody to see, once nothing of it is so any more."""
    messaging.withdraw(dedupes=queries.settled(event.gaps), now=now)
