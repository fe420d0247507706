"""Photographs of a hazard, before and after. Never required."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases import pictures
from youlin.domains.cases.actions.hazards import watch
from youlin.domains.cases.models import HazardPhoto
from youlin.foundation import audit
from youlin.foundation.refusal import Refusal

MOST = 8


def add_hazard_photo(*, actor: Actor, hazard: UUID, data: bytes, moment: str, now: datetime) -> HazardPhoto:
    """Add a photograph, shrunk and without its place; the same one twice is one.

    Raises NotThere, NotAllowed, Invalid, Refusal `photos_enough`.
    """
    actor.require(Can.WORK_CASES)
    picture = pictures.shrink(data)
    with transaction.atomic():
        one, _repeated = watch.fetch(actor, hazard, client_id=None)
        row = one.hazard
        known = list(HazardPhoto.objects.filter(hazard=row))
        for photo in known:
            if photo.digest == picture.digest:
                return photo
        if len(known) >= MOST:
            raise Refusal("photos_enough", _("一处隐患最多放 %(n)d 张照片。") % {"n": MOST}, field="photo")
        pictures.keep(row.pk, picture, folder="hazards")
        photo = HazardPhoto.objects.create(
            subdistrict_id=row.subdistrict_id,
            hazard=row,
            moment=moment if moment in HazardPhoto.Moments.values else HazardPhoto.Moments.BEFORE,
            digest=picture.digest,
            width=picture.width,
            height=picture.height,
            size=len(picture.data),
            by=actor.user_id,
            added_at=now,
        )
        deed = audit.Deed("hazard.photo", "hazard", row.pk, row.territory_id, {"digest": [None, picture.digest[:12]]})
        audit.record([deed], actor=actor, now=now)
    return photo
