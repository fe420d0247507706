"""Asking for a drawing, and letting one be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.chiefs.models.drawing import Drawing
from youlin.domains.chiefs.queries.drawing import drawing as fetch
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation import audit
from youlin.foundation.refusal import Invalid, NotThere, Refusal

MOST = 60  # households: more is no neighbourhood any more
Stages = Drawing.Stages


@dataclass(frozen=True, slots=True)
class Wish:
    """Which place, and how large a neighbourhood may be. The client's identity makes a double press one drawing."""

    client_id: UUID
    place: UUID
    smallest: int
    largest: int


def begin(*, actor: Actor, wish: Wish, now: datetime) -> Drawing:
    """Ask for a drawing of a community, an area or a group; another one waiting for the same place is let be.

    Raises NotThere, Invalid.
    """
    place = Territory.objects.filter(pk=wish.place, level__range=(Level.COMMUNITY, Level.GROUP)).first()
    if place is None or place.subdistrict_id is None or not actor.can_at(Can.APPOINT, place.path):
        raise NotThere("territory_unknown", _("没有这个辖区。"), field="place")
    if actor.user_id is None:
        raise NotThere("drawing_unknown", _("没有这次划分。"))
    if not 1 <= wish.smallest <= wish.largest:
        raise Invalid("sizes_crossed", _("最少的户数要比最多的小。"), field="smallest")
    if wish.largest > MOST:
        raise Invalid(
            "size_too_large", _("一个邻最多 %(most)s 户，再大就不是一个邻了。") % {"most": MOST}, field="largest"
        )
    with transaction.atomic():
        earlier = Drawing.objects.filter(place=place, stage__in=(Stages.WAITING, Stages.PROPOSED))
        earlier.exclude(pk=wish.client_id).update(stage=Stages.CANCELLED, settled_at=now)
        row, created = Drawing.objects.get_or_create(
            pk=wish.client_id,
            defaults={
                "subdistrict_id": place.subdistrict_id,
                "place": place,
                "smallest": wish.smallest,
                "largest": wish.largest,
                "by": actor.user_id,
                "by_name": actor.name,
                "started_at": now,
            },
        )
        if created:
            sizes = {"sizes": [wish.smallest, wish.largest]}
            audit.record([audit.Deed("drawing.ask", "drawing", row.pk, place.pk, sizes)], actor=actor, now=now)
    return fetch(actor, row.pk)


def cancel(*, actor: Actor, drawing: UUID, now: datetime) -> Drawing:
    """Let a proposal be; nothing was changed by it. Raises NotThere, Refusal `drawing_over`."""
    row = fetch(actor, drawing)
    open_ones = Drawing.objects.filter(pk=row.pk, stage__in=(Stages.WAITING, Stages.PROPOSED))
    if open_ones.update(stage=Stages.CANCELLED, settled_at=now):
        audit.record([audit.Deed("drawing.cancel", "drawing", row.pk, row.place_id)], actor=actor, now=now)
    elif row.stage != Stages.CANCELLED:
        raise Refusal("drawing_over", _("这次划分已经采用了。要改回去，请按“撤回”。"))
    row.refresh_from_db()
    return row
