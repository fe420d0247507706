"""What follows from disputes: letters to who mediates and to the desks above, and none for what is settled."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from youlin.domains.cases.actions import disputes
from youlin.domains.cases.events import (
    ConfirmationNeared,
    ConfirmationSettled,
    DisputeWarned,
    MediatorProposed,
    TermSettled,
    TermsRisen,
)
from youlin.domains.messaging import actions as messaging


def dispute_page(chief: bool, dispute: UUID) -> str:
    """Where an account reads of a dispute: a chief on the phone, staff at the desk."""
    return f"{'/me' if chief else '/office'}/disputes/{dispute}/"


def tell_of_mediator(event: MediatorProposed, now: datetime) -> None:
    """Whoever is to mediate hears of it."""
    disputes.tell_of_mediator(mediator=event.mediator, link=dispute_page, now=now)


def tell_of_warning(event: DisputeWarned, now: datetime) -> None:
    """Community and subdistrict hear at once that a dispute may turn violent."""
    disputes.tell_of_warning(dispute=event.dispute, by=event.by, link=dispute_page, now=now)


def tell_of_late_terms(event: TermsRisen, now: datetime) -> None:
    """Who mediates, and the desks above as it rises, hear of a promise that was not kept."""
    disputes.tell_risen(terms=event.terms, confirmations=(), link=dispute_page, now=now)


def tell_of_confirmation(event: ConfirmationNeared, now: datetime) -> None:
    """Who mediates hears that the thirty days for the court run out."""
    disputes.tell_risen(terms=(), confirmations=event.disputes, link=dispute_page, now=now)


def settle_terms(event: TermSettled, now: datetime) -> None:
    """A promise that was settled need not be read of as late."""
    messaging.settle(dedupes=disputes.term_keys(event.terms), now=now)


def settle_confirmation(event: ConfirmationSettled, now: datetime) -> None:
    """Nor that the court is to be asked, once it was."""
    messaging.settle(dedupes=disputes.confirm_keys(event.dispute), now=now)
