"""What one leaves for the next: a fact about a home or a person; and going through the list, line by line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import CHIEF_ROLES
from youlin.domains.chiefs.models import Appointment, HandoverNote, HandoverTick, Post
from youlin.domains.chiefs.models.handover import NOTE_LENGTH
from youlin.domains.residents import queries as residents
from youlin.foundation import audit
from youlin.foundation.refusal import Invalid, NotThere, Refusal


def leave_note(
    *, actor: Actor, post: UUID, text: str, now: datetime, household: UUID | None = None, resident: UUID | None = None
) -> HandoverNote | None:
    """Write one text about a household or a person for whoever comes after; an empty one takes it away.

    Only who holds the post writes there. Raises NotThere for a post that is not the actor's, or a home outside of it.
    """
    with transaction.atomic():
        seat = _own_post(actor, post)
        person = residents.resident(actor, resident) if resident else None
        home = person.household if person else residents.home(actor, household).household if household else None
        if home is None or not home.neighbourhood.path.startswith(seat.territory.path):
            raise NotThere("household_unknown", _("没有这一户。"))
        said = text.strip()
        if len(said) > NOTE_LENGTH:
            raise Invalid("note_too_long", _("留言最多 300 个字，请写短一些。"), field="text")
        known = HandoverNote.objects.filter(post=seat, household=home, resident=person, replaced_at__isnull=True)
        before = known.select_for_update().first()
        if before is not None and before.text == said:
            return before
        known.update(replaced_at=now)
        row = _write(actor, seat, home, person, said, now) if said else None
        subject = person.pk if person else home.pk
        # What was written stays out of the audit: it may touch on health.
        audit.record(
            [audit.Deed("handover.note", "post", seat.pk, seat.territory_id, {"about": str(subject)})],
            actor=actor,
            now=now,
        )
    return row


def _write(
    actor: Actor, seat: Post, home: residents.Household, person: residents.Resident | None, said: str, now: datetime
) -> HandoverNote:
    try:
        with transaction.atomic():
            return HandoverNote.objects.create(
                subdistrict_id=seat.subdistrict_id,
                post=seat,
                household=home,
                resident=person,
                text=said,
                by=actor.user_id,
                by_name=actor.name,
                at=now,
            )
    except IntegrityError as error:
        raise Refusal("changed_meanwhile", _("刚刚有人改过这一条，请看看最新的再写。")) from error


def go_through(*, actor: Actor, appointment: UUID, items: Iterable[UUID], now: datetime) -> int:
    """Tick lines of one's own hand-over list; twice is once. Returns how many were new. Raises NotThere."""
    term = own_term(actor=actor, appointment=appointment)
    wanted = set(items)
    with transaction.atomic():
        known = set(HandoverTick.objects.filter(appointment=term, item__in=wanted).values_list("item", flat=True))
        rows = [
            HandoverTick(subdistrict_id=term.subdistrict_id, appointment=term, item=item, at=now)
            for item in sorted(wanted - known)
        ]
        HandoverTick.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
        if rows:
            deed = audit.Deed("handover.tick", "post", term.post_id, term.post.territory_id, {"lines": len(rows)})
            audit.record([deed], actor=actor, now=now)
    return len(rows)


def untick(*, actor: Actor, appointment: UUID, item: UUID, now: datetime) -> None:
    """Take a tick off again. Raises NotThere."""
    term = own_term(actor=actor, appointment=appointment)
    with transaction.atomic():
        gone, _kinds = HandoverTick.objects.filter(appointment=term, item=item).delete()
        if gone:
            deed = audit.Deed("handover.untick", "post", term.post_id, term.post.territory_id, {"line": str(item)})
            audit.record([deed], actor=actor, now=now)


def own_term(*, actor: Actor, appointment: UUID) -> Appointment:
    """A chief's term that the actor holds now. Raises NotThere."""
    rows = Appointment.objects.filter(
        pk=appointment, user=actor.user_id, post__in=actor.posts(), post__role__in=CHIEF_ROLES
    )
    found = rows.select_related("post__territory").first()
    if found is None:
        raise NotThere("appointment_unknown", _("没有这段任期。"))
    return found


def _own_post(actor: Actor, post: UUID) -> Post:
    found = Post.objects.filter(pk=post, role__in=CHIEF_ROLES).select_related("territory").first()
    if found is None or found.pk not in actor.posts():
        raise NotThere("post_unknown", _("没有这个岗位。"))
    return found
