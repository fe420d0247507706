"""What chiefs announces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from youlin.foundation.outbox import Event, event


@event
@dataclass(frozen=True, kw_only=True)
class Appointed(Event):
    """Somebody holds a post from a day on."""

    appointment: UUID
    post: UUID
    starts_on: date


@event
@dataclass(frozen=True, kw_only=True)
class TermEnded(Event):
    """Somebody is out of office from a day on."""

    appointment: UUID
    post: UUID
    ends_on: date
