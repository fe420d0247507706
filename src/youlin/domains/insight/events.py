"""What insight announces."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from youlin.foundation.outbox import Event, event


@event
@dataclass(frozen=True, kw_only=True)
class LedgerFilled(Event):
    """A ledger was filled, and so many questions came of it."""

    fill: UUID
    asked: int
