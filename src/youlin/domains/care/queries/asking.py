"""What people were asked: consent, and what is known where nobody opens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import BooleanField, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Role
from youlin.domains.care.models import CareQuestion, Consent
from youlin.domains.care.queries.supervision import chiefs_of
from youlin.domains.care.queries.telling import rungs
from youlin.foundation.refusal import NotThere


def consents(residents: Iterable[UUID]) -> dict[UUID, Consent]:
    """The latest word of each of these people. Not scoped: for who has found them already. One query."""
    rows = Consent.objects.filter(resident__in=list(residents)).order_by("said_on", "noted_at", "id")
    return {row.resident_id: row for row in rows}


def latest_word(resident: str) -> Subquery:
    """Whether the latest word of the person named by a field was yes; null: nobody has asked."""
    rows = Consent.objects.filter(resident=OuterRef(resident)).order_by("-said_on", "-noted_at", "-id")
    return Subquery(rows.values("given")[:1], output_field=BooleanField(null=True))


def consents_of(actor: Actor, resident: UUID) -> list[Consent]:
    """All that somebody in sight said, the latest first."""
    return list(Consent.objects.visible_to(actor).filter(resident=resident).order_by("-said_on", "-noted_at", "-id"))


def open_questions(actor: Actor) -> QuerySet[CareQuestion]:
    """Questions in sight that nobody has answered, the oldest first."""
    rows = CareQuestion.objects.visible_to(actor).filter(
        answered_at__isnull=True, withdrawn_at__isnull=True, plan__ends_on__isnull=True
    )
    return rows.select_related("plan__resident__household", "plan__neighbourhood", "contact").order_by("asked_at", "id")


def answered_questions(actor: Actor) -> QuerySet[CareQuestion]:
    """Questions in sight with what was known, the latest answer first, of those who are still in care."""
    rows = CareQuestion.objects.visible_to(actor).filter(answered_at__isnull=False, plan__ends_on__isnull=True)
    return rows.select_related("plan__resident__household", "plan__neighbourhood").order_by("-answered_at", "id")


def question(actor: Actor, key: UUID) -> CareQuestion:
    """One question in sight, open or not. Raises NotThere."""
    rows = CareQuestion.objects.visible_to(actor).filter(pk=key)
    found = rows.select_related("plan__resident__household", "plan__neighbourhood", "contact").first()
    if found is None:
        raise NotThere("question_unknown", _("没有这个问题。"))
    return found


@dataclass(frozen=True, slots=True)
class Asking:
    """One question for one account."""

    subdistrict: UUID
    user: UUID
    role: Role
    question: UUID
    kind: str
    name: str


def askings(questions: Iterable[UUID], *, now: datetime) -> list[Asking]:
    """Whom to ask: the 邻长 of the person and the 组长. Five queries."""
    rows = CareQuestion.objects.filter(
        pk__in=list(questions), answered_at__isnull=True, withdrawn_at__isnull=True
    ).select_related("plan__resident", "plan__neighbourhood")
    listed = list(rows)
    above = rungs({row.plan.neighbourhood.path for row in listed}, now)
    near = chiefs_of({row.plan.neighbourhood_id for row in listed}, now)
    found: dict[tuple[UUID, UUID], Asking] = {}
    for row in listed:
        own = (Role.NEIGHBOURHOOD_CHIEF, near.get(row.plan.neighbourhood_id, ()))
        for role, holders in (own, above[row.plan.neighbourhood.path][0]):
            for one in holders:
                asking = Asking(row.subdistrict_id, one.user, role, row.pk, row.kind, row.plan.resident.name)
                found.setdefault((row.pk, one.user), asking)
    return list(found.values())


def question_keys(questions: Iterable[UUID]) -> list[str]:
    """The occasion of each question."""
    return [f"care.question:{key}" for key in questions]
