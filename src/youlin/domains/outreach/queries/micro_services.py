"""Reading micro-services, and the notes of contacts that tell of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db.models import QuerySet

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.access.scope import scope
from youlin.domains.care import queries as care
from youlin.domains.outreach.models import MicroService, NoService
from youlin.domains.outreach.rules.micro_services import PROPOSED_FOR, service_in
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation.db import under


def services(actor: Actor) -> QuerySet[MicroService]:
    """What the actor may see, newest first."""
    return MicroService.objects.visible_to(actor).select_related("neighbourhood").order_by("-happened_at", "-id")


def mine(actor: Actor, *, limit: int = 20) -> list[MicroService]:
    """The actor's own latest lines."""
    return list(services(actor).filter(by=actor.user_id)[:limit]) if actor.user_id else []


def done_between(*, path: str, start: datetime, end: datetime) -> QuerySet[MicroService]:
    """Micro-services done in a subtree, from `start` up to but without `end`.

    Not scoped: for insight, which asks for the right to figures itself.
    """
    return MicroService.objects.filter(under("neighbourhood__path", path), happened_at__gte=start, happened_at__lt=end)


def places(actor: Actor) -> QuerySet[Territory]:
    """The neighbourhoods where the actor may log a line, by name."""
    rows = Territory.objects.filter(scope(actor, Can.LOG_SERVICE, "path"), level=Level.NEIGHBOURHOOD)
    return rows.order_by("parent__path", "rank")


LOOKED_AT = 60  # of one's own latest contacts


@dataclass(frozen=True, slots=True)
class Proposed:
    """An act of help that a note of one's own tells of and that is not logged yet."""

    contact: UUID
    client_id: UUID  # of the line that it would become
    neighbourhood: UUID
    resident: UUID
    name: str
    text: str
    happened_at: datetime


def identity_of(contact: UUID) -> UUID:
    """The identity of the line that a contact's note becomes: however often it is taken, it is one."""
    return uuid5(contact, "micro-service")


def proposed(actor: Actor, *, now: datetime) -> list[Proposed]:
    """What the actor's own notes of the last two weeks tell of, the newest first. Three queries."""
    found = [
        Proposed(
            row.pk, identity_of(row.pk), row.neighbourhood_id, row.resident_id, row.resident.name, said, row.happened_at
        )
        for row in care.own_notes(actor, since=now - PROPOSED_FOR, limit=LOOKED_AT)
        if (said := service_in(row.note))
    ]
    if not found:
        return []
    known = set(
        MicroService.objects.filter(client_id__in=[one.client_id for one in found]).values_list("client_id", flat=True)
    )
    declined = set(
        NoService.objects.filter(contact__in=[one.contact for one in found]).values_list("contact", flat=True)
    )
    return [one for one in found if one.client_id not in known and one.contact not in declined]
