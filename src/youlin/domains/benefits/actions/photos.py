"""Photographs of papers: never compulsory, sealed at rest, gone when their time is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from youlin.domains.access.actor import SYSTEM, Actor
from youlin.domains.benefits import sealed
from youlin.domains.benefits.actions import fetch
from youlin.domains.benefits.models import Application, ApplicationPhoto, ApplicationStep
from youlin.domains.benefits.queries.door import application_photo
from youlin.domains.benefits.queries.figures import counts
from youlin.domains.benefits.rules.door import Paper
from youlin.domains.territory.models import Territory
from youlin.foundation import audit, clock
from youlin.foundation.pictures import shrink
from youlin.foundation.refusal import Invalid, NotThere, Refusal

MOST = 20
KEPT_FOR = "application.photos.days"  # a local figure: nobody here knows a legal period


def add_photo(*, actor: Actor, application: UUID, paper: str, data: bytes, now: datetime) -> ApplicationPhoto:
    """Add a photograph of a paper, without the place it was taken at; the same one twice is one.

    Raises NotThere, Refusal `closed` `photos_enough`, Invalid `paper_unknown` and for what is no picture.
    """
    if actor.user_id is None:
        raise ValueError("a photograph is added by somebody")
    picture = shrink(data)
    with transaction.atomic():
        row = fetch.take_open(actor, application)
        if paper not in {*(str(one["text"]) for one in row.checklist), *Paper}:
            raise Invalid("paper_unknown", _("清单上没有这一项，请刷新页面再试。"), field="paper")
        kept = list(ApplicationPhoto.objects.filter(application=row, removed_at__isnull=True))
        same = next((one for one in kept if (one.paper, one.digest) == (paper, picture.digest)), None)
        if same is not None:
            return same
        if len(kept) >= MOST:
            raise Refusal("photos_enough", _("一份申请最多放 %(n)d 张照片。") % {"n": MOST}, field="photo")
        sealed.keep(row.pk, picture)
        made = ApplicationPhoto.objects.create(
            subdistrict_id=row.subdistrict_id,
            application=row,
            paper=paper,
            digest=picture.digest,
            width=picture.width,
            height=picture.height,
            size=len(picture.data),
            by=actor.user_id,
            by_name=actor.name,
            added_at=now,
        )
        deed = audit.Deed("application.photo", "application", row.pk, row.subdistrict_id)
        audit.record([deed], actor=actor, now=now)
    return made


def look_at_photo(*, actor: Actor, application: UUID, photo: UUID, now: datetime) -> bytes:
    """The picture of a paper; the look is on record. Raises NotThere."""
    found = application_photo(actor, application, photo)
    data = sealed.fetch(application, found.digest)
    if data is None:
        raise NotThere("photo_unknown", _("没有这张照片。"))
    audit.record_look(
        actor=actor,
        target_kind="application",
        target=application,
        scope=found.subdistrict_id,
        field="photo",
        now=now,
    )
    return data


def remove_photo(*, actor: Actor, application: UUID, photo: UUID, now: datetime) -> None:
    """Take a photograph back: the picture is gone for good, the row says by whom. Twice is once. Raises NotThere."""
    with transaction.atomic():
        row = fetch.take(actor, application)
        found = ApplicationPhoto.objects.filter(pk=photo, application=row).first()
        if found is None:
            raise NotThere("photo_unknown", _("没有这张照片。"))
        if found.removed_at is None:
            _remove([found], actor, now)


def forget_photos(*, now: datetime) -> int:
    """Remove the photographs whose time is over; how many.

    Of what was withdrawn at once; of what was decided after the days that the place has set, and never where it has
    set none: no legal period is known here.
    """
    closed = (Application.Stages.GRANTED, Application.Stages.REFUSED)
    kept = ApplicationPhoto.objects.filter(removed_at__isnull=True)
    last = ApplicationStep.objects.filter(application=OuterRef("application"), stage__in=closed).order_by(
        "-recorded_at"
    )
    over = Q(application__stage=Application.Stages.WITHDRAWN)
    for street, days in _periods(now).items():
        until = clock.day_of(now) - timedelta(days=days)
        over |= Q(subdistrict=street, application__stage__in=closed, decided_on__lt=until)
    with transaction.atomic():
        rows = kept.annotate(decided_on=Subquery(last.values("happened_on")[:1])).filter(over)
        found = list(rows.select_for_update(of=("self",)))
        _remove(found, SYSTEM, now)
    return len(found)


def _periods(now: datetime) -> dict[UUID, int]:
    """Days for each street that has set them."""
    streets = Territory.objects.filter(
        pk__in=ApplicationPhoto.objects.filter(removed_at__isnull=True).values("subdistrict")
    )
    figures = {street.pk: counts(street, clock.day_of(now), [KEPT_FOR])[KEPT_FOR] for street in streets}
    return {street: days for street, days in figures.items() if days is not None}


def _remove(photos: Sequence[ApplicationPhoto], actor: Actor, now: datetime) -> None:
    ApplicationPhoto.objects.filter(pk__in=[one.pk for one in photos]).update(
        removed_at=now, removed_by_name=actor.name
    )
    audit.record(
        [
            audit.Deed("application.photo.remove", "application", one.application_id, one.subdistrict_id)
            for one in photos
        ],
        actor=actor,
        now=now,
    )
    transaction.on_commit(lambda: _drop(photos))


def _drop(photos: Sequence[ApplicationPhoto]) -> None:
    """Take the pictures off the disk, unless another line of the same application still shows the same one."""
    rows = ApplicationPhoto.objects.filter(
        application__in={one.application_id for one in photos}, removed_at__isnull=True
    )
    needed = set(rows.values_list("application_id", "digest"))
    for one in photos:
        if (one.application_id, one.digest) not in needed:
            sealed.drop(one.application_id, one.digest)
