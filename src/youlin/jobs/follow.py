"""The reactions themselves: each takes an event and its instant, and calls one action of another domain."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol
from uuid import UUID

from youlin.domains.access.actor import SYSTEM
from youlin.domains.cases import actions as cases
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.territory.events import TerritoriesAdded


def posts_for_new_places(event: TerritoriesAdded, now: datetime) -> None:
    """Every place has a post, also while nobody sits in it."""
    chiefs.open_posts(actor=SYSTEM, territories=list(event.territories), now=now)


class Stepped(Protocol):
    """An announcement of cases: keys of the steps they took."""

    @property
    def steps(self) -> tuple[UUID, ...]:
        """Keys of case events."""


def tell_of_case(event: Stepped, now: datetime) -> None:
    """Whoever must act on a case next hears of it."""
    cases.tell_holders(steps=event.steps, link=case_page, now=now)


def case_page(chief: bool, case: UUID) -> str:
    """Where an account reads of a case: a chief on the phone, staff at the desk."""
    return f"/me/cases/{case}/" if chief else f"/office/cases/{case}/"
