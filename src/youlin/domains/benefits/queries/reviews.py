"""Reviews that are due, and appeals with their clocks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import F, Prefetch, QuerySet
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.benefits.models import Appeal, AppealStep, Review
from youlin.domains.benefits.queries.enrolments import SEALED
from youlin.foundation.refusal import NotThere

__all__ = ["Appeal", "Review", "appeal", "appeals", "late_reviews", "review", "reviews", "reviews_of"]


def reviews(actor: Actor, *, day: date, state: str = "") -> QuerySet[Review]:
    """Reviews in sight, what is due first; `state`: open (also the default), late, done."""
    rows = Review.objects.visible_to(actor).select_related("enrolment__resident", "enrolment__household__neighbourhood")
    rows = rows.defer(*(f"enrolment__{name}" for name in SEALED))
    if state == "done":
        return rows.filter(done_on__isnull=False).order_by("-done_on", "pk")
    rows = rows.filter(done_on__isnull=True)
    return (rows.filter(due_on__lt=day) if state == "late" else rows).order_by("due_on", "pk")


def late_reviews(actor: Actor, day: date) -> int:
    """How many reviews in sight should have been done by now. One query."""
    return reviews(actor, day=day, state="late").count()


def review(actor: Actor, key: UUID) -> Review:
    """One review. Raises NotThere."""
    found = (
        Review.objects.visible_to(actor)
        .select_related("enrolment__resident", "enrolment__household__neighbourhood")
        .filter(pk=key)
        .first()
    )
    if found is None:
        raise NotThere("review_unknown", _("没有这次复核。"))
    return found


def reviews_of(keys: Iterable[UUID]) -> list[Review]:
    """Reviews by their keys, for reactions: with the place that must do them."""
    rows = Review.objects.filter(pk__in=list(keys), done_on__isnull=True)
    return list(rows.select_related("enrolment__household__community"))


def appeals(actor: Actor, *, stage: str = "") -> QuerySet[Appeal]:
    """Appeals in sight, what is due first."""
    rows = Appeal.objects.visible_to(actor).select_related("resident", "household__neighbourhood").defer(*SEALED)
    if stage:
        rows = rows.filter(stage=stage)
    return rows.order_by(F("due_on").asc(nulls_last=True), "-opened_at", "pk")


def appeal(actor: Actor, key: UUID) -> Appeal:
    """One appeal with its steps. Raises NotThere."""
    found = (
        appeals(actor)
        .select_related("application", "enrolment", "subdistrict")
        .prefetch_related(Prefetch("steps", AppealStep.objects.order_by("recorded_at", "id")))
        .filter(pk=key)
        .first()
    )
    if found is None:
        raise NotThere("appeal_unknown", _("没有这条申诉。"))
    return found
