"""Terms that run out, one's own terms, and the appraisals of a term."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import CHIEF_ROLES, Can
from youlin.domains.access.scope import scope
from youlin.domains.chiefs import rules
from youlin.domains.chiefs.models import Appointment, Appraisal
from youlin.domains.chiefs.queries.holding import in_office

NOTICE_DAYS = 90  # so far ahead the office hears of a term that runs out: a selection takes its weeks


@dataclass(frozen=True, slots=True)
class RunningOut:
    """A chief's term with its last day in sight and nobody to follow."""

    term: Appointment
    runs_out_on: date
    agreed: bool  # False: no end was agreed, the law's five years are over


def running_out(actor: Actor, *, day: date, within: int = NOTICE_DAYS) -> list[RunningOut]:
    """Terms of chiefs that run out within some days without a successor, the nearest first. One query.

    An acting term counts like a sitting one: when it is over, nobody answers. Where the holder of the seat is only
    away, the end of the cover is no end.
    """
    last = day + timedelta(days=within)
    follows = Appointment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=OuterRef("ends_on")),
        post=OuterRef("post"),
        starts_on__lte=OuterRef("ends_on"),
    ).exclude(pk=OuterRef("pk"))
    old = date(day.year - rules.MAXIMUM_TERM_YEARS, day.month, 1) + timedelta(days=within + 31)
    rows = Appointment.objects.filter(
        scope(actor, Can.APPOINT, "post__territory__path"),
        in_office(day),
        Q(ends_on__lte=last) & ~Exists(follows) | Q(ends_on__isnull=True, starts_on__lte=old),
        post__role__in=CHIEF_ROLES,
    ).select_related("post__territory", "user")
    found = [
        RunningOut(row, rules.runs_out_on(rules.Term(row.starts_on, row.ends_on)), row.ends_on is not None)
        for row in rows
    ]
    return sorted(
        (one for one in found if one.runs_out_on <= last),
        key=lambda one: (one.runs_out_on, one.term.post.territory.path),
    )


def my_terms(actor: Actor, *, day: date) -> list[Appointment]:
    """The chief's posts that the actor holds or is to hold."""
    rows = Appointment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=day), user=actor.user_id, post__role__in=CHIEF_ROLES
    )
    return list(rows.select_related("post__territory").order_by("kind", "starts_on"))


def my_appraisals(actor: Actor) -> list[Appraisal]:
    """What was said of the actor, the newest year first; a corrected word is not kept before anybody's eyes."""
    if actor.user_id is None:
        return []
    rows = Appraisal.objects.filter(appointment__user=actor.user_id, replaced_at__isnull=True)
    return list(rows.select_related("appointment__post__territory").order_by("-year", "-at"))


def appraisals_of(actor: Actor, terms: Iterable[UUID]) -> list[Appraisal]:
    """The appraisals of some terms, for the office, the newest first."""
    rows = Appraisal.objects.visible_to(actor).filter(appointment__in=list(terms), replaced_at__isnull=True)
    return list(rows.select_related("appointment__user").order_by("-year", "-at"))
