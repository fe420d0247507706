"""阵地: where residents find the chiefs of a place, its hours, and which post is there when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.chiefs.models import Post, Station, StationShift
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import prefixes
from youlin.foundation import audit
from youlin.foundation.db import under
from youlin.foundation.refusal import Invalid, NotThere
from youlin.foundation.values import BadValueError, Phone


@dataclass(frozen=True, slots=True)
class NewStation:
    """The chiefs' place of a territory. An empty address takes it away."""

    territory: UUID
    name: str
    address: str
    hours: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class NewShift:
    """A post at a station on days of the week (1 is Monday), from an hour to an hour."""

    territory: UUID
    post: UUID
    weekdays: tuple[int, ...]
    starts: time
    ends: time


def set_station(*, actor: Actor, station: NewStation, now: datetime) -> Station | None:
    """Say where residents find the chiefs of a place, and when. Raises NotThere, Invalid for a bad telephone."""
    with transaction.atomic():
        place = _place(actor, station.territory)
        before = Station.objects.filter(territory=place).first()
        row = None
        if station.address.strip():
            values = {
                "name": station.name.strip() or place.name,
                "address": station.address.strip(),
                "hours": station.hours.strip(),
                "phone": _landline(station.phone),
            }
            row, _made = Station.objects.update_or_create(
                subdistrict_id=place.subdistrict_id, territory=place, defaults=values
            )
        else:
            StationShift.objects.filter(territory=place).delete()
            Station.objects.filter(territory=place).delete()
        changes = {"address": [before and before.address, row and row.address]}
        audit.record([audit.Deed("station.set", "territory", place.pk, place.pk, changes)], actor=actor, now=now)
    return row


def add_shifts(*, actor: Actor, shift: NewShift, now: datetime) -> int:
    """Put a post on a station's weekly roster; what stood there already stays. Returns how many days were new.

    Raises NotThere for a place without a station or a post that has nothing to do with it, Invalid for odd hours.
    """
    with transaction.atomic():
        place = _place(actor, shift.territory)
        if not Station.objects.filter(territory=place).exists():
            raise NotThere("station_unknown", _("这里还没有阵地。请先写上地址。"))
        if not shift.weekdays or not set(shift.weekdays) <= set(range(1, 8)):
            raise Invalid("weekday_missing", _("请选星期几。"), field="weekdays")
        if shift.ends <= shift.starts:
            raise Invalid("hours_backwards", _("结束的时间要晚于开始的时间。"), field="ends")
        post = _post_of(place, shift.post)
        known = set(
            StationShift.objects.filter(territory=place, post=post, starts=shift.starts).values_list(
                "weekday", flat=True
            )
        )
        rows = [
            StationShift(
                subdistrict_id=post.subdistrict_id,
                territory=place,
                weekday=day,
                starts=shift.starts,
                ends=shift.ends,
                post=post,
            )
            for day in sorted(set(shift.weekdays) - known)
        ]
        StationShift.objects.bulk_create(rows)
        changes = {"post": str(post.pk), "weekdays": [row.weekday for row in rows]}
        audit.record([audit.Deed("station.shift", "territory", place.pk, place.pk, changes)], actor=actor, now=now)
    return len(rows)


def remove_shift(*, actor: Actor, shift: UUID, now: datetime) -> NewShift:
    """Take one line off a roster; what comes back puts it on again. Raises NotThere."""
    with transaction.atomic():
        row = StationShift.objects.select_related("territory").filter(pk=shift).first()
        if row is None or not actor.can_at(Can.APPOINT, row.territory.path):
            raise NotThere("shift_unknown", _("值班表上没有这一行。"))
        gone = NewShift(row.territory_id, row.post_id, (row.weekday,), row.starts, row.ends)
        row.delete()
        changes = {"post": str(gone.post), "weekdays": [[*gone.weekdays], None]}
        deed = audit.Deed("station.shift", "territory", gone.territory, gone.territory, changes)
        audit.record([deed], actor=actor, now=now)
    return gone


def _place(actor: Actor, key: UUID) -> Territory:
    place = Territory.objects.select_for_update().filter(pk=key).first()
    if place is None or place.subdistrict_id is None or not actor.can_at(Can.APPOINT, place.path):
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    return place


def _post_of(place: Territory, key: UUID) -> Post:
    """A post at, below or above the place of a station: nobody else sits there."""
    near = Post.objects.filter(under("territory__path", place.path)) | Post.objects.filter(
        territory__path__in=prefixes(place.path)
    )
    found = near.filter(pk=key, subdistrict=place.subdistrict_id).first()
    if found is None:
        raise NotThere("post_unknown", _("没有这个岗位。"))
    return found


def _landline(text: str) -> str:
    try:
        return Phone.parse(text).value if text.strip() else ""
    except BadValueError as error:
        raise Invalid("phone_bad", _("电话号码好像不对，请核对。"), field="phone") from error
