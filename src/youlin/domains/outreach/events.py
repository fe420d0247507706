"""What outreach announces. A micro-service is a fact that figures read; nothing follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from youlin.foundation.outbox import Event, event


@event
@dataclass(frozen=True, kw_only=True)
class MeetingMade(Event):
    """People are called to a meeting."""

    meeting: UUID


@event
@dataclass(frozen=True, kw_only=True)
class MeetingCancelled(Event):
    """A meeting does not take place."""

    meeting: UUID


@event
@dataclass(frozen=True, kw_only=True)
class MeetingHeld(Event):
    """A meeting is over and its record stands."""

    meeting: UUID


@event
@dataclass(frozen=True, kw_only=True)
class TaskSet(Event):
    """Somebody is to do something by a day."""

    task: UUID


@event
@dataclass(frozen=True, kw_only=True)
class TaskFinished(Event):
    """What a meeting had asked for is done."""

    task: UUID


@event
@dataclass(frozen=True, kw_only=True)
class CertificatesDelayed(Event):
    """Certificates of service are not issued, and their last working day is over."""

    certificates: tuple[UUID, ...]


@event
@dataclass(frozen=True, kw_only=True)
class CertificateIssued(Event):
    """A certificate that somebody waited for is issued."""

    certificate: UUID


@event
@dataclass(frozen=True, kw_only=True)
class CampaignBegun(Event):
    """A campaign waits to be carried to its doors."""

    campaign: UUID
