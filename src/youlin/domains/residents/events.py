"""What residents announces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from youlin.foundation.outbox import Event, event


@event
@dataclass(frozen=True, kw_only=True)
class HouseholdMoved(Event):
    """A household lives in another neighbourhood from a day on; another chief answers for it."""

    household: UUID
    left: UUID
    entered: UUID
    moved_on: date


@event
@dataclass(frozen=True, kw_only=True)
class ResidenceChanged(Event):
    """A household was found to live otherwise than was known: at home, away, or only on paper."""

    household: UUID
    before: str
    after: str
    found_on: date


@event
@dataclass(frozen=True, kw_only=True)
class CircumstancesEnded(Event):
    """What called for care is over for these people."""

    residents: tuple[UUID, ...]


@event
@dataclass(frozen=True, kw_only=True)
class PeopleMoved(Event):
    """People were found to live in another household, or no longer here; `households` are those they now belong to."""

    households: tuple[UUID, ...]


@event
@dataclass(frozen=True, kw_only=True)
class HouseholdsMoved(Event):
    """Households belong to other neighbourhoods of their community from now on; other chiefs answer for them."""

    households: tuple[UUID, ...]
    places: tuple[UUID, ...]  # all that were left or entered
    moved_on: date
