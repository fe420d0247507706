"""What care announces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from youlin.foundation.outbox import Event, event


@event
@dataclass(frozen=True, kw_only=True)
class PlansOpened(Event):
    """People are in care from now on."""

    plans: tuple[UUID, ...]


@event
@dataclass(frozen=True, kw_only=True)
class PlanEnded(Event):
    """Somebody is no longer in care."""

    plan: UUID


@event
@dataclass(frozen=True, kw_only=True)
class AnsweringChanged(Event):
    """People in care have another chief: plan by plan, the neighbourhood that answered and the one that does now."""

    plans: tuple[UUID, ...]
    left: tuple[UUID, ...]
    entered: tuple[UUID, ...]


@event
@dataclass(frozen=True, kw_only=True)
class ContactsRecorded(Event):
    """Greetings and visits came in; one event a batch."""

    contacts: tuple[UUID, ...]


@event
@dataclass(frozen=True, kw_only=True)
class UrgentReported(Event):
    """Somebody was found in urgent need at a greeting or a visit."""

    contact: UUID
    subdistrict: UUID
    neighbourhood: UUID
    household: UUID
    resident: UUID
    resident_name: str
    address: str
    note: str
    by: UUID | None
    by_name: str
    happened_at: datetime


@event
@dataclass(frozen=True, kw_only=True)
class SilenceRaised(Event):
    """Silences reached a rung; the alarms know which and since when."""

    alarms: tuple[UUID, ...]


@event
@dataclass(frozen=True, kw_only=True)
class SilenceWithdrawn(Event):
    """Alarms proved wrong: the contact had happened in time, and came in late."""

    alarms: tuple[UUID, ...]


@event
@dataclass(frozen=True, kw_only=True)
class PlanPaused(Event):
    """Somebody's care rests for a while."""

    plan: UUID


@event
@dataclass(frozen=True, kw_only=True)
class QuestionsAsked(Event):
    """Nobody opened three times, or somebody did not want to be seen: their chiefs are asked what they know."""

    questions: tuple[UUID, ...]


@event
@dataclass(frozen=True, kw_only=True)
class QuestionsSettled(Event):
    """Questions were answered, or proved groundless."""

    questions: tuple[UUID, ...]


@event
@dataclass(frozen=True, kw_only=True)
class SurgeCalled(Event):
    """Everybody of some circumstances in a place is to be greeted today."""

    surge: UUID


@event
@dataclass(frozen=True, kw_only=True)
class SurgeEnded(Event):
    """A surge was called off."""

    surge: UUID


@event
@dataclass(frozen=True, kw_only=True)
class SupplyListMade(Event):
    """Doors were promised something, and chiefs have it to bring."""

    supply_list: UUID
