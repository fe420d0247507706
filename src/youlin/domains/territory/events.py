"""What the tree announces."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from youlin.foundation.outbox import Event, event


@event
@dataclass(frozen=True, kw_only=True)
class TerritoriesAdded(Event):
    """New places exist; each needs a post."""

    territories: tuple[UUID, ...]
    subdistrict: UUID | None
