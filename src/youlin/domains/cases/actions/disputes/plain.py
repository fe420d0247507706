"""What is handed to the actions, as it was typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class NewParty:
    """Somebody who belongs to a dispute. `resident` or `household` where the roster knows them."""

    side: str
    kind: str
    name: str
    phone: str = ""
    note: str = ""
    resident: UUID | None = None
    household: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewSession:
    """One time the parties sat down together; `present` are keys of parties."""

    held_at: datetime
    place: str
    present: Sequence[UUID]
    minutes: str
    others: str = ""


@dataclass(frozen=True, slots=True)
class NewTerm:
    """One thing that a party is to do by a day."""

    party: UUID
    text: str
    due_on: date


@dataclass(frozen=True, slots=True)
class NewAgreement:
    """What the parties agreed."""

    form: str
    facts: str
    made_on: date
    terms: Sequence[NewTerm]
