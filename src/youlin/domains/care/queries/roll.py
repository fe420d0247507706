"""Everybody in care, as the desk lists them: when the next contact is due, and when the last one was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery

from youlin.domains.access.actor import Actor
from youlin.domains.care.models import CarePlan, Contact, Obligation
from youlin.domains.care.queries.asking import latest_word
from youlin.domains.care.queries.people import plans
from youlin.domains.care.rules import REACHED
from youlin.domains.territory.models import Territory
from youlin.foundation.db import under


@dataclass(frozen=True, slots=True)
class RollWanted:
    """What to narrow the roll to; empty means everybody in sight."""

    text: str = ""
    place: UUID | None = None
    circumstance: str = ""
    late: bool = False
    unasked: bool = False  # nobody has said yes yet


def roll(actor: Actor, wanted: RollWanted, *, day: date) -> QuerySet[CarePlan]:
    """Open plans in sight with `due_on`, `last_at` and `consent`, who is owed longest first. One query and its page."""
    due = Obligation.objects.filter(plan=OuterRef("pk"), state=Obligation.States.OPEN).order_by("due_on")
    last = Contact.objects.filter(resident=OuterRef("resident"), taken_back__isnull=True, outcome__in=REACHED)
    rows = plans(actor).annotate(
        due_on=Subquery(due.values("due_on")[:1]),
        consent=latest_word("resident"),
        last_at=Subquery(last.order_by("-happened_at").values("happened_at")[:1]),
    )
    if wanted.place is not None:
        path = Territory.objects.filter(pk=wanted.place).values_list("path", flat=True).first()
        rows = rows.filter(under("neighbourhood__path", path)) if path else rows.none()
    if wanted.circumstance:
        rows = rows.filter(circumstance=wanted.circumstance)
    if wanted.text.strip():
        rows = rows.filter(resident__name__contains=wanted.text.strip())
    if wanted.unasked:
        rows = rows.filter(consent__isnull=True)
    if wanted.late:
        rows = rows.filter(due_on__lt=day)
    return rows.order_by(F("due_on").asc(nulls_last=True), "neighbourhood__path", "resident__name", "pk")
