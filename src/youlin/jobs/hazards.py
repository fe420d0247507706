"""What follows from hazards and inspections: whoever must act next hears of it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from youlin.domains.access.actor import SYSTEM
from youlin.domains.cases.actions import hazards, inspections
from youlin.domains.cases.events import HazardsFound, HazardsMoved, InspectionOpened
from youlin.domains.residents.events import HouseholdMoved, HouseholdsMoved


def tell(event: HazardsFound | HazardsMoved, now: datetime) -> None:
    """Who watches over a hazard, must remove it, or should look again."""
    hazards.tell_watchers(steps=event.steps, link=hazard_page, now=now)


def hazard_page(chief: bool, hazard: UUID | None) -> str:
    """Where an account reads of a hazard, or of all that are listed: a chief on the phone, staff at the desk."""
    room = "/me/hazards/" if chief else "/office/hazards/"
    return room if hazard is None else f"{room}{hazard}/"


def tell_of_round(event: InspectionOpened, now: datetime) -> None:
    """Whoever carries a round hears how many doors are theirs."""
    inspections.tell_carriers(
        round_key=event.round, link=lambda chief: "/me/inspections/" if chief else "/office/inspections/", now=now
    )


def with_household(event: HouseholdMoved, now: datetime) -> None:
    """What is wrong in a home goes with it to its new chief."""
    hazards.move_hazards(actor=SYSTEM, households=[event.household], now=now)


def with_households(event: HouseholdsMoved, now: datetime) -> None:
    """The same for many homes at once."""
    hazards.move_hazards(actor=SYSTEM, households=event.households, now=now)
