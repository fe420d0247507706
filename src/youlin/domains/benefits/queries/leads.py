"""Leads, applications and the answers that nobody knew, for the pages."""

from __future__ import annotations

from collections import Counter
from datetime import date
from uuid import UUID

from django.db.models import Count, F, QuerySet
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.access.scope import scope
from youlin.domains.benefits.engine.tracing import Key
from youlin.domains.benefits.models import Application, Lead, Observation
from youlin.domains.benefits.queries.enrolments import SEALED
from youlin.domains.benefits.queries.homes import Home, homes_at
from youlin.domains.benefits.rules.clock import CLOSED
from youlin.domains.residents.models import Household
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation.refusal import NotThere


def leads(actor: Actor, *, programme: str = "", kind: str = "", state: str = "open") -> QuerySet[Lead]:
    """Leads in sight, the latest first; open ones unless another state is asked for."""
    rows = Lead.objects.visible_to(actor).filter(state=state)
    if programme:
        rows = rows.filter(programme=programme)
    if kind:
        rows = rows.filter(kind=kind)
    return (
        rows.select_related("household__neighbourhood", "resident")
        .defer(*SEALED)
        .order_by("-found_at", "programme", "pk")
    )


def lead_counts(actor: Actor) -> Counter[str]:
    """Open leads in sight by programme. Two queries.

    Who sees whole streets is counted by the street that stands on each lead, without walking to its household.
    """
    within = Territory.objects.filter(path__in=actor.paths(Can.SEE_CARE), level__gt=Level.SUBDISTRICT)
    if within.exists():
        rows = Lead.objects.visible_to(actor)
    else:
        streets = Territory.objects.filter(scope(actor, Can.SEE_CARE, "path"), level=Level.SUBDISTRICT)
        rows = Lead.objects.filter(subdistrict__in=streets.values("pk"))
    found = rows.filter(state=Lead.States.OPEN).order_by().values_list("programme")
    return Counter(dict(found.annotate(number=Count("pk"))))


def home(actor: Actor, household: UUID, day: date | None = None) -> Home:
    """One household with its facts; with a day, who receives on it. Raises NotThere out of sight."""
    rows = Household.objects.visible_to(actor).select_related("neighbourhood", "community", "subdistrict")
    found = list(rows.filter(pk=household))
    if not found:
        raise NotThere("household_unknown", _("没有这一户。"))
    return homes_at(found, day)[0]


def unanswered(home: Home) -> frozenset[Key]:
    """What was asked in this household and nobody knew, as the engine names facts."""
    places: dict[UUID | None, int | None] = {person.pk: place for place, person in enumerate(home.people)}
    rows = Observation.objects.filter(household=home.household, value__isnull=True)
    return frozenset((places.get(row.resident_id), row.fact) for row in rows)


def applications(actor: Actor, *, stage: str = "", open_only: bool = False) -> QuerySet[Application]:
    """Applications in sight, what is due first; `open_only`: those that nobody has decided yet."""
    rows = Application.objects.visible_to(actor).select_related("applicant", "household__neighbourhood")
    rows = rows.defer("applicant__id_number", "applicant__phone")
    if stage:
        rows = rows.filter(stage=stage)
    if open_only:
        rows = rows.exclude(stage__in=CLOSED)
    return rows.order_by(F("due_on").asc(nulls_last=True), "-opened_at", "pk")


def due_applications(actor: Actor, day: date) -> QuerySet[Application]:
    """Those in sight whose next step is due by a day, a refusal's letter among them; the most late first."""
    return applications(actor).filter(due_on__lte=day)


def reported(key: UUID) -> Application | None:
    """An application by its key, for reactions: where it is. None where it is open no more."""
    rows = Application.objects.select_related("household__neighbourhood").exclude(stage__in=CLOSED)
    return rows.filter(pk=key).first()


def application(actor: Actor, key: UUID) -> Application:
    """One application with its steps. Raises NotThere."""
    found = applications(actor).prefetch_related("steps").filter(pk=key).first()
    if found is None:
        raise NotThere("application_unknown", _("没有这份申请。"))
    return found
