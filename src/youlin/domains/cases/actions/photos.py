"""Adding a photograph of a place or a paper. Never required."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.cases import pictures
from youlin.domains.cases.actions import take
from youlin.domains.cases.actions.report import RESIDENT
from youlin.domains.cases.models import Case, CasePhoto
from youlin.foundation import audit
from youlin.foundation.db import new_id
from youlin.foundation.refusal import Refusal

MOST = 6


def add_photo(*, actor: Actor, case: UUID, data: bytes, now: datetime) -> CasePhoto:
    """Add a photograph, shrunk and without its place; the same one twice is one.

    Raises NotThere, Invalid, Refusal `photos_enough`.
    """
    return _add(take.by_key(actor, case), actor, pictures.shrink(data), now)


def add_photo_public(*, number: str, code: str, data: bytes, now: datetime) -> CasePhoto:
    """Add a photograph by number and code. Raises NotThere, Invalid, Refusal."""
    return _add(take.by_code(number, code), RESIDENT, pictures.shrink(data), now)


def _add(rows: QuerySet[Case], actor: Actor, picture: pictures.Picture, now: datetime) -> CasePhoto:
    with transaction.atomic():
        case = rows.select_for_update(of=("self",)).first()
        if case is None:
            raise take.unknown()
        known = list(CasePhoto.objects.filter(case=case))
        for photo in known:
            if photo.digest == picture.digest:
                return photo
        if len(known) >= MOST:
            raise Refusal("photos_enough", _("一件事最多放 %(n)d 张照片。") % {"n": MOST}, field="photo")
        pictures.keep(case.pk, picture)
        photo = CasePhoto.objects.create(
            id=new_id(),
            subdistrict_id=case.subdistrict_id,
            case=case,
            digest=picture.digest,
            width=picture.width,
            height=picture.height,
            size=len(picture.data),
            by=actor.user_id,
            added_at=now,
        )
        audit.record([audit.Deed("case.photo", "case", case.pk, case.subdistrict_id)], actor=actor, now=now)
    return photo
