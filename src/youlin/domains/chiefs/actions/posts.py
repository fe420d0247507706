"""Opening posts, and the places and desks that have them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can, Role
from youlin.domains.chiefs import rules
from youlin.domains.chiefs.models import Post
from youlin.domains.territory import actions as territory
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level, child_level
from youlin.foundation import audit
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere


def open_posts(*, actor: Actor, territories: list[UUID], now: datetime) -> int:
    """Give each place its post; safe to repeat. Returns how many were new."""
    places = Territory.objects.filter(pk__in=territories, level__gte=Level.SUBDISTRICT)
    wanted = {place.pk: place for place in places}
    with transaction.atomic():
        have = set(Post.objects.filter(territory__in=wanted, department="").values_list("territory_id", flat=True))
        rows = [
            Post(
                subdistrict_id=place.subdistrict_id or place.pk,
                territory=place,
                role=rules.ROLE_OF[Level(place.level)],
                created_at=now,
            )
            for key, place in wanted.items()
            if key not in have
        ]
        Post.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
        audit.record([audit.Deed("post.open", "post", row.pk, row.territory_id) for row in rows], actor=actor, now=now)
    return len(rows)


def open_department(*, actor: Actor, subdistrict: Territory, department: str, now: datetime) -> Post:
    """Give a subdistrict a department desk; the same name twice is the same desk. Raises Invalid."""
    name = department.strip()
    if not name:
        raise Invalid("department_missing", _("请写上部门的名称。"), field="department")
    actor.require(Can.APPOINT, subdistrict.path)
    post, created = Post.objects.get_or_create(
        subdistrict=subdistrict,
        territory=subdistrict,
        role=Role.DEPARTMENT_STAFF,
        department=name,
        defaults={"created_at": now},
    )
    if created:
        audit.record([audit.Deed("post.open", "post", post.pk, subdistrict.pk)], actor=actor, now=now)
    return post


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A place to add below another, one level down."""

    parent: UUID
    name: str
    code: str = ""


def open_place(*, actor: Actor, place: NewPlace, now: datetime) -> Territory:
    """Add a place to the tree with its post. A community is the street's to add. Raises NotThere, Invalid."""
    parent = Territory.objects.filter(pk=place.parent).first()
    if parent is None or not actor.can_at(Can.APPOINT, parent.path):
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    level = child_level(Level(parent.level))
    if level is None:
        raise Invalid("territory_too_low", _("“%(place)s”下面不再分了。") % {"place": parent.full_name}, field="parent")
    _refuse_taken_code(place.code)
    with transaction.atomic():
        row = territory.add_territory(
            actor=actor, parent=parent, level=level, name=place.name, code=place.code.strip(), now=now
        )
        open_posts(actor=actor, territories=[row.pk], now=now)
    return row


def rename_place(*, actor: Actor, place: UUID, name: str, now: datetime) -> Territory:
    """Give a place below the street another name. Raises NotThere, Invalid."""
    row = Territory.objects.filter(pk=place, level__gt=Level.SUBDISTRICT).select_related("parent").first()
    if row is None or not actor.can_at(Can.APPOINT, row.path):
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    return territory.rename_place(actor=actor, place=row, name=name, now=now)


@dataclass(frozen=True, slots=True)
class NewCounty:
    """The county that a street belongs to; one of the same name is the same county."""

    name: str
    code: str = ""


def open_subdistrict(*, actor: Actor, county: NewCounty, name: str, code: str, now: datetime) -> Territory:
    """Begin a street: its county if it is new, the street itself, its post. The operator's to do. Raises Invalid."""
    if not actor.everywhere:
        raise NotAllowed("not_yours", _("新开一个街道，请联系系统管理员。"))
    _refuse_taken_code(code)
    with transaction.atomic():
        above = Territory.objects.filter(level=Level.COUNTY, name=county.name.strip()).first()
        if above is None:
            _refuse_taken_code(county.code)
            above = territory.add_territory(
                actor=actor, parent=None, level=Level.COUNTY, name=county.name, code=county.code.strip(), now=now
            )
        row = territory.add_territory(
            actor=actor, parent=above, level=Level.SUBDISTRICT, name=name, code=code.strip(), now=now
        )
        open_posts(actor=actor, territories=[row.pk], now=now)
    return row


def _refuse_taken_code(code: str) -> None:
    wanted = code.strip()
    if wanted and Territory.objects.filter(code=wanted).exists():
        raise Invalid("code_taken", _("编码 %(code)s 已经有辖区用了。") % {"code": wanted}, field="code")
