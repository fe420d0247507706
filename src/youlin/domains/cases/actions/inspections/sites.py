"""Sites: the pond, the slope, the noodle shop that somebody looks at again and again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases.models import InspectionDoor, Site
from youlin.domains.cases.queries.inspections import site as find_site
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation import audit, clock
from youlin.foundation.refusal import Invalid, NotThere, Refusal


@dataclass(frozen=True, slots=True)
class NewSite:
    """A site as the office knows it. A point is never compulsory."""

    territory: UUID
    kind: str
    name: str
    where: str = ""
    keeper: str = ""
    note: str = ""
    latitude: float | None = None
    longitude: float | None = None


def add_site(*, actor: Actor, new: NewSite, now: datetime) -> Site:
    """Note a site. Raises NotThere, NotAllowed, Invalid, Refusal `site_known` where the place has one of that name."""
    with transaction.atomic():
        place = _place(actor, new)
        if Site.objects.filter(territory=place, name=new.name.strip()).exists():
            raise Refusal("site_known", _("这里已经有叫这个名字的地点，请换个叫法。"), field="name")
        row = Site.objects.create(
            subdistrict_id=place.subdistrict_id or place.pk,
            territory=place,
            by_name=actor.name,
            made_at=now,
            **_said(new),
        )
        deed = audit.Deed("site.add", "site", row.pk, place.pk, {"name": [None, row.name]})
        audit.record([deed], actor=actor, now=now)
    return row


def change_site(*, actor: Actor, site: UUID, new: NewSite, now: datetime) -> Site:
    """Correct what is known of a site. Raises NotThere, NotAllowed, Invalid, Refusal `site_known`."""
    with transaction.atomic():
        row = find_site(actor, site)
        place = _place(actor, new)
        actor.require(Can.RUN_INSPECTIONS, row.territory.path)
        if Site.objects.filter(territory=place, name=new.name.strip()).exclude(pk=row.pk).exists():
            raise Refusal("site_known", _("这里已经有叫这个名字的地点，请换个叫法。"), field="name")
        said: dict[str, object] = {**_said(new), "territory": place}
        changes = {
            name: [str(getattr(row, name)), str(value)] for name, value in said.items() if getattr(row, name) != value
        }
        if changes:
            Site.objects.filter(pk=row.pk).update(**said)
            audit.record([audit.Deed("site.change", "site", row.pk, place.pk, changes)], actor=actor, now=now)
    return find_site(actor, site)


def close_site(*, actor: Actor, site: UUID, now: datetime) -> Site:
    """It is filled up or torn down: looked at no more; twice is once. Raises NotThere, NotAllowed."""
    with transaction.atomic():
        row = find_site(actor, site)
        actor.require(Can.RUN_INSPECTIONS, row.territory.path)
        if Site.objects.filter(pk=row.pk, closed_on__isnull=True).update(closed_on=clock.day_of(now)):
            InspectionDoor.objects.filter(site=row, state=InspectionDoor.States.WAITING).delete()
            deed = audit.Deed("site.close", "site", row.pk, row.territory_id)
            audit.record([deed], actor=actor, now=now)
    return row


def _place(actor: Actor, new: NewSite) -> Territory:
    if new.kind not in Site.Kinds.values:
        raise Invalid("kind_unknown", _("请从列出的类别里选一个。"), field="kind")
    if not new.name.strip():
        raise Invalid("name_missing", _("请写上大家怎么叫这个地方。"), field="name")
    place = Territory.objects.filter(pk=new.territory, level__gte=Level.COMMUNITY).first()
    if place is None or not actor.can_at(Can.RUN_INSPECTIONS, place.path):
        raise NotThere("territory_unknown", _("没有这个辖区。"), field="territory")
    return place


def _said(new: NewSite) -> dict[str, object]:
    return {
        "kind": new.kind,
        "name": new.name.strip()[:60],
        "where": new.where.strip()[:200],
        "keeper": new.keeper.strip()[:60],
        "note": new.note.strip()[:200],
        "latitude": new.latitude,
        "longitude": new.longitude,
    }
