"""The hand-over list, as far as chiefs knows it: the post, its homes, the notes left, the lines gone through.

Who is in care and which cases are open stands higher; the page puts it beside.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import CHIEF_ROLES
from youlin.domains.chiefs.models import Appointment, HandoverNote, HandoverTick, Post
from youlin.domains.chiefs.queries.holding import in_office
from youlin.domains.residents.models import Household
from youlin.foundation.db import under
from youlin.foundation.refusal import NotThere

NEW_DAYS = 30  # so long a term is new enough that its list is offered by itself


@dataclass(frozen=True, slots=True)
class Handover:
    """A term with what came with its post. `came_from`: who held it before, where anybody did."""

    term: Appointment
    came_from: Appointment | None
    homes: list[Household]
    notes: dict[UUID, HandoverNote]  # by resident, else by household
    ticked: frozenset[UUID]


def handover_list(actor: Actor, appointment: UUID) -> Handover:
    """The list of a term, for its holder, and for the office that prints it. Raises NotThere."""
    rows = Appointment.objects.filter(
        pk=appointment, post__in=Post.objects.visible_to(actor), post__role__in=CHIEF_ROLES
    ).select_related("post__territory", "user")
    term = rows.first()
    if term is None:
        raise NotThere("appointment_unknown", _("没有这段任期。"))
    before = (
        Appointment.objects.filter(post=term.post, starts_on__lte=term.starts_on)
        .exclude(pk=term.pk)
        .exclude(user=term.user_id)
        .select_related("user")
        .order_by("-starts_on")
        .first()
    )
    homes = Household.objects.visible_to(actor).filter(under("neighbourhood__path", term.post.territory.path))
    ticks = HandoverTick.objects.filter(appointment=term).values_list("item", flat=True)
    return Handover(
        term,
        before,
        list(homes.select_related("neighbourhood").order_by("neighbourhood__path", "number")),
        notes_at(actor, term.post_id),
        frozenset(ticks),
    )


def notes_at(actor: Actor, post: UUID) -> dict[UUID, HandoverNote]:
    """The notes that stand at a post, for who holds it and for the office above. One query."""
    rows = HandoverNote.objects.visible_to(actor).filter(post=post, replaced_at__isnull=True)
    return {row.resident_id or row.household_id: row for row in rows}


def new_terms(actor: Actor, *, day: date) -> list[Appointment]:
    """The actor's chief's terms that began within thirty days: whose lists may not be gone through yet."""
    rows = Appointment.objects.filter(
        in_office(day), user=actor.user_id, post__role__in=CHIEF_ROLES, starts_on__gt=day - timedelta(days=NEW_DAYS)
    )
    return list(rows.select_related("post__territory").order_by("starts_on"))


def ticked(term: UUID) -> int:
    """How many lines of a list were gone through."""
    return HandoverTick.objects.filter(appointment=term).count()
