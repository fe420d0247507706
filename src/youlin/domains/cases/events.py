"""What cases announces. `steps` are keys of the appended events; a sweep announces many at once."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from youlin.foundation.outbox import Event, event


@dataclass(frozen=True, kw_only=True)
class _Stepped(Event):
    """Cases took steps."""

    steps: tuple[UUID, ...]


@event
@dataclass(frozen=True, kw_only=True)
class CaseReported(_Stepped):
    """A case exists, with a holder and a deadline."""


@event
@dataclass(frozen=True, kw_only=True)
class CaseEscalated(_Stepped):
    """A holder sent a case one rung up."""


@event
@dataclass(frozen=True, kw_only=True)
class CaseClimbed(_Stepped):
    """Cases went up a rung, or their answers down one, by themselves, because clocks were missed."""


@event
@dataclass(frozen=True, kw_only=True)
class CaseHandedOn(Event):
    """One department handed cases to another."""

    steps: tuple[UUID, ...]


@event
@dataclass(frozen=True, kw_only=True)
class CaseReturned(_Stepped):
    """A holder sent a case one rung back."""


@event
@dataclass(frozen=True, kw_only=True)
class CaseAnswered(_Stepped):
    """A case has an answer, which goes down the ladder."""


@event
@dataclass(frozen=True, kw_only=True)
class CasePassedDown(_Stepped):
    """A rung handed the answer to the one below."""


@event
@dataclass(frozen=True, kw_only=True)
class ResidentTold(_Stepped):
    """The resident heard the answer."""


@event
@dataclass(frozen=True, kw_only=True)
class CaseClosed(_Stepped):
    """The resident agreed and rated."""


@event
@dataclass(frozen=True, kw_only=True)
class CaseReopened(_Stepped):
    """The resident wants it looked at again, one rung above the answer."""


@event
@dataclass(frozen=True, kw_only=True)
class CaseClaimed(_Stepped):
    """A rung above took a case."""


@event
@dataclass(frozen=True, kw_only=True)
class CaseMerged(_Stepped):
    """A case is the same as another, which is answered for both."""


@event
@dataclass(frozen=True, kw_only=True)
class HelpAsked(_Stepped):
    """Another post is to help with a case."""


@event
@dataclass(frozen=True, kw_only=True)
class ClosingAsked(_Stepped):
    """A rung wants a case closed without an answer; the rung above decides."""


@event
@dataclass(frozen=True, kw_only=True)
class CaseBypassed(_Stepped):
    """A case turned out to be dangerous and went straight to the subdistrict."""


@event
@dataclass(frozen=True, kw_only=True)
class AuthorityTold(_Stepped):
    """An authority was told of danger."""


@event
@dataclass(frozen=True, kw_only=True)
class AuthorityMissed(Event):
    """Authorities were not told in time. `duties`: keys of what is still to be done."""

    duties: tuple[UUID, ...]


@event
@dataclass(frozen=True, kw_only=True)
class ClockChanged(_Stepped):
    """A clock was stopped, let go on, or lengthened."""


@event
@dataclass(frozen=True, kw_only=True)
class CaseWithdrawn(_Stepped):
    """Nobody needs an answer any more."""


@event
@dataclass(frozen=True, kw_only=True)
class CaseMarked(_Stepped):
    """A case was found more pressing, or less."""


@event
@dataclass(frozen=True, kw_only=True)
class HazardsFound(_Stepped):
    """Hazards are listed, each with somebody who watches over it."""


@event
@dataclass(frozen=True, kw_only=True)
class HazardsMoved(_Stepped):
    """Hazards took steps: ordered, fixed, looked at again, or late by themselves."""


@event
@dataclass(frozen=True, kw_only=True)
class InspectionOpened(Event):
    """A round of inspections waits to be carried to its doors."""

    round: UUID


@event
@dataclass(frozen=True, kw_only=True)
class DisputeOpened(Event):
    """Somebody began to bring parties together."""

    dispute: UUID


@event
@dataclass(frozen=True, kw_only=True)
class MediatorProposed(Event):
    """Somebody is to mediate."""

    mediator: UUID


@event
@dataclass(frozen=True, kw_only=True)
class DisputeWarned(Event):
    """A dispute may turn violent."""

    dispute: UUID
    by: UUID | None


@event
@dataclass(frozen=True, kw_only=True)
class DisputeAgreed(Event):
    """The parties agreed on what each is to do."""

    dispute: UUID


@event
@dataclass(frozen=True, kw_only=True)
class DisputeEnded(Event):
    """A mediation is over, one way or another."""

    dispute: UUID


@event
@dataclass(frozen=True, kw_only=True)
class TermsRisen(Event):
    """What parties had promised was not done by its day, and rises by itself."""

    terms: tuple[UUID, ...]


@event
@dataclass(frozen=True, kw_only=True)
class TermSettled(Event):
    """Whether a promise was kept is known: nobody need read any more that it is late."""

    terms: tuple[UUID, ...]


@event
@dataclass(frozen=True, kw_only=True)
class ConfirmationNeared(Event):
    """The last day for asking the court to confirm agreements is near."""

    disputes: tuple[UUID, ...]


@event
@dataclass(frozen=True, kw_only=True)
class ConfirmationSettled(Event):
    """The parties asked the court: nobody need be reminded."""

    dispute: UUID


@event
@dataclass(frozen=True, kw_only=True)
class CasesReverted(_Stepped):
    """What was done to many cases at once was taken back."""
