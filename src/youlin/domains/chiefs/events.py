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


@event
@dataclass(frozen=True, kw_only=True)
class EndTakenBack(Event):
    """Somebody who was to leave a post stays in it after all."""

    appointment: UUID
    post: UUID


@event
@dataclass(frozen=True, kw_only=True)
class AbsenceSet(Event):
    """A chief is away from a day to a day, or somebody else covers from now on."""

    absence: UUID


@event
@dataclass(frozen=True, kw_only=True)
class AbsenceEnded(Event):
    """A chief is back, or does not go after all."""

    absence: UUID


@event
@dataclass(frozen=True, kw_only=True)
class CoverGivenBack(Event):
    """Whoever covered cannot."""

    absence: UUID
    cover: UUID


@event
@dataclass(frozen=True, kw_only=True)
class SelectionMoved(Event):
    """The selection for a post came to another stage."""

    contest: UUID
    stage: str


@event
@dataclass(frozen=True, kw_only=True)
class CoverageLost(Event):
    """In these neighbourhoods permanent households live and nobody answers for them."""

    gaps: tuple[UUID, ...]


@event
@dataclass(frozen=True, kw_only=True)
class CoverageRestored(Event):
    """These alarms are over: somebody answers again, or nobody lives there any more."""

    gaps: tuple[UUID, ...]


@event
@dataclass(frozen=True, kw_only=True)
class NeighbourhoodsClosed(Event):
    """Neighbourhoods were merged away; what belonged to them, and to no household, belongs to `into` now."""

    places: tuple[UUID, ...]
    into: UUID


@event
@dataclass(frozen=True, kw_only=True)
class NeighbourhoodsReopened(Event):
    """A merger was taken back."""

    places: tuple[UUID, ...]
