"""The clock's own work: terms that nobody kept rise, and the thirty days for the court are not forgotten."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from youlin.domains.access.actor import SYSTEM
from youlin.domains.cases.events import ConfirmationNeared, TermsRisen
from youlin.domains.cases.models import Dispute, DisputeTerm
from youlin.domains.cases.rules.disputes import REMINDED, RISES, Stage, reminder, risen
from youlin.foundation import audit, clock, outbox
from youlin.foundation.db import set_rows


def remind(*, now: datetime) -> int:
    """Raise terms that were due, and remind of the court's thirty days; how many. Idempotent, however late it runs."""
    with transaction.atomic():
        return _terms(now) + _confirmations(now)


def _terms(now: datetime) -> int:
    today = clock.day_of(now)
    rows = list(
        DisputeTerm.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            state=DisputeTerm.States.OPEN, due_on__lt=today, risen__lt=len(RISES), dispute__stage=Stage.PERFORMING
        )
    )
    moved = []
    for term in rows:
        height = risen(term.due_on, today)
        if height > term.risen:
            term.risen = height
            moved.append(term)
    set_rows(moved, ["risen"])
    if moved:
        deeds = [
            audit.Deed("dispute.risen", "dispute", term.dispute_id, term.subdistrict_id, {"term": term.number})
            for term in moved
        ]
        audit.record(deeds, actor=SYSTEM, now=now)
        outbox.announce([TermsRisen(terms=tuple(term.pk for term in moved))], now=now)
    return len(moved)


def _confirmations(now: datetime) -> int:
    today = clock.day_of(now)
    rows = list(
        Dispute.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            confirm_until__gte=today, ruling="", reminded__lt=len(REMINDED),
            stage__in=[Stage.PERFORMING, Stage.SETTLED],
        )
    )  # fmt: skip
    moved = []
    for row in rows:
        count = reminder(row.confirm_until, today) if row.confirm_until else 0
        if count > row.reminded:
            row.reminded = count
            moved.append(row)
    set_rows(moved, ["reminded"])
    if moved:
        outbox.announce([ConfirmationNeared(disputes=tuple(row.pk for row in moved))], now=now)
    return len(moved)
