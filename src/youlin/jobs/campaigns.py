"""What follows from campaigns: whoever carries one hears of it, a sweep at once."""

from __future__ import annotations

from datetime import datetime

from youlin.domains.outreach.actions import campaigns, sweeps
from youlin.domains.outreach.events import CampaignBegun
from youlin.domains.residents.events import HouseholdMoved, HouseholdsMoved


def _page(chief: bool) -> str:
    return "/me/campaigns/" if chief else "/office/campaigns/"


def tell(event: CampaignBegun, now: datetime) -> None:
    """How many doors are theirs."""
    sweeps.tell_carriers(campaign=event.campaign, link=_page, now=now)


def push(now: datetime) -> int:
    """Every minute while a sweep runs: remind, and ask the next above."""
    return sweeps.push_sweeps(link=_page, now=now)


def with_household(event: HouseholdMoved, now: datetime) -> None:
    """Whoever answers for a home now is who tells it."""
    campaigns.move_doors(households=[event.household])


def with_households(event: HouseholdsMoved, now: datetime) -> None:
    """The same for many homes at once."""
    campaigns.move_doors(households=event.households)
