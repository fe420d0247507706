"""What messaging announces: what became public, and what residents said of it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from youlin.foundation.outbox import Event, event


@event
@dataclass(frozen=True, kw_only=True)
class PostingPutUp(Event):
    """Something is on public notice."""

    posting: UUID
    kind_of_posting: str
    about: UUID | None


@event
@dataclass(frozen=True, kw_only=True)
class PostingTakenDown(Event):
    """A public notice was taken down by hand."""

    posting: UUID
    kind_of_posting: str
    about: UUID | None


@event
@dataclass(frozen=True, kw_only=True)
class ObjectionMade(Event):
    """Somebody objects to what is on public notice."""

    objection: UUID
    posting: UUID
    about: UUID | None


@event
@dataclass(frozen=True, kw_only=True)
class ObjectionAnswered(Event):
    """An objection has its answer."""

    objection: UUID
    posting: UUID
    about: UUID | None
    upheld: bool
