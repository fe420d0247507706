"""A card made anew because the old one is lost, and the photograph on it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import CHIEF_ROLES, Can
from youlin.domains.chiefs import portraits
from youlin.domains.chiefs.models import Appointment, CardReissue, Portrait
from youlin.domains.chiefs.rules.cards import FIRST_SERIAL, LAST_SERIAL
from youlin.foundation import audit, clock
from youlin.foundation.refusal import Invalid, NotThere, Refusal


def reissue_card(
    *, actor: Actor, appointment: UUID, serial: int, reason: str, now: datetime, client_id: UUID | None = None
) -> CardReissue:
    """Replace the card with `serial`, which is revoked from this instant: by its holder or by the desk.

    The same letter twice makes one new card.

    Raises NotThere, Invalid without a reason, Refusal `card_replaced` where another was quicker, `term_over`.
    """
    with transaction.atomic():
        row = _chair(actor, appointment)
        made = row.reissues.filter(client_id=client_id).first() if client_id else None
        if made is not None:
            return made
        if not reason.strip():
            raise Invalid("reason_missing", _("请写一句为什么换证，例如：丢了。"), field="reason")
        if row.ends_on is not None and row.ends_on <= clock.day_of(now):
            raise Refusal("term_over", _("这段任期已经结束，证已经作废，不用再换。"))
        current = max((one.serial for one in row.reissues.all()), default=FIRST_SERIAL)
        replaced = Refusal("card_replaced", _("这张证已经换过了。请看现在的这一张。"))
        if serial != current or current >= LAST_SERIAL:
            raise replaced
        try:
            with transaction.atomic():
                made = CardReissue.objects.create(
                    subdistrict_id=row.subdistrict_id,
                    appointment=row,
                    serial=current + 1,
                    reason=reason.strip()[:200],
                    at=now,
                    by=actor.user_id,
                    by_name=actor.name,
                    client_id=client_id,
                )
        except IntegrityError as error:  # two at once
            raise replaced from error
        changes = {"serial": [current, made.serial], "reason": made.reason}
        deed = audit.Deed("card.reissue", "post", row.post_id, row.post.territory_id, changes)
        audit.record([deed], actor=actor, now=now)
    return made


def set_portrait(*, actor: Actor, appointment: UUID, data: bytes, now: datetime) -> Portrait:
    """Put a photograph on a card, or take it away with empty `data`: by its holder or by the desk, never asked for.

    Shrunk, turned upright, without place or time in it. Raises NotThere, Invalid for what is no picture.
    """
    picture = portraits.prepared(data) if data else None
    with transaction.atomic():
        row = _chair(actor, appointment)
        digest = picture.digest if picture else ""
        latest = row.portraits.order_by("-at", "-id").first()
        if latest is not None and latest.digest == digest:  # the same letter twice
            return latest
        old = {one.digest for one in row.portraits.all()} - {digest}
        made = Portrait.objects.create(
            subdistrict_id=row.subdistrict_id,
            appointment=row,
            digest=digest,
            at=now,
            by=actor.user_id,
        )
        deed = audit.Deed("card.portrait", "post", row.post_id, row.post.territory_id, {"given": bool(picture)})
        audit.record([deed], actor=actor, now=now)
    if picture:
        portraits.keep(row.pk, picture)
    for digest in old - {""}:
        portraits.forget(row.pk, digest)  # what its holder took away lies nowhere any more
    return made


def _chair(actor: Actor, appointment: UUID) -> Appointment:
    """A chief's term: the actor's own, or one that the actor may appoint to. Raises NotThere."""
    row = (
        Appointment.objects.filter(pk=appointment, post__role__in=CHIEF_ROLES)
        .select_for_update(of=("self",))
        .select_related("post__territory")
        .first()
    )
    mine = row is not None and actor.user_id is not None and row.user_id == actor.user_id
    if row is None or not (mine or actor.can_at(Can.APPOINT, row.post.territory.path)):
        raise NotThere("appointment_unknown", _("没有这段任期。"))
    return row
