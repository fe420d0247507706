"""What benefits announces. A lead announces nothing: it waits on the page of whoever visits."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from youlin.foundation.outbox import Event, event


@event
@dataclass(frozen=True, kw_only=True)
class ReviewsOpened(Event):
    """Reviews were opened: somebody must look again."""

    reviews: tuple[UUID, ...]


@event
@dataclass(frozen=True, kw_only=True)
class EmergencyReported(Event):
    """Somebody is in an emergency: help comes first, its papers after."""

    application: UUID
