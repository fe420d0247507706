"""Changes by hand, before a proposal is taken: whoever knows the place knows better than any figure."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.chiefs.models.drawing import Drawing, DrawnHome, DrawnPart
from youlin.domains.chiefs.queries.drawing import drawing as fetch
from youlin.domains.chiefs.queries.drawing import to_draw
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import name_key
from youlin.foundation import audit
from youlin.foundation.refusal import Invalid, NotThere, Refusal


def move(*, actor: Actor, drawing: UUID, households: list[UUID], to: int, now: datetime) -> int:
    """Put households of a proposal into another of its neighbourhoods; returns how many went.

    Sizes outside the bounds are allowed by hand, and shown. Raises NotThere, Invalid, Refusal `drawing_over`,
    `last_of_part`.
    """
    with transaction.atomic():
        row = locked(actor, drawing)
        target = row.parts.select_related("group").filter(number=to).first()
        if target is None:
            raise NotThere("part_unknown", _("这次划分里没有这个邻。"))
        homes = DrawnHome.objects.filter(drawing=row, household__in=households).select_related("part")
        moving = [home for home in homes if home.part_id != target.pk]
        if any(home.part.group_id != target.group_id for home in moving):
            raise Invalid(
                "other_group", _("只能在同一个组里挪，%(name)s是另一个组的。") % {"name": target.name}, field="to"
            )
        left = {home.part_id: home.part for home in moving}
        DrawnHome.objects.filter(pk__in=[home.pk for home in moving]).update(part=target)
        for part in left.values():
            if not part.homes.filter(counted=True).exists():
                raise Refusal(
                    "last_of_part", _("%(name)s会一户都不剩。请改划分的大小，或者留一户。") % {"name": part.name}
                )
        _measure(actor, [*left.values(), target])
        deeds = [
            audit.Deed(
                "drawing.move", "household", home.household_id, row.place_id, {"part": [home.part.name, target.name]}
            )
            for home in moving
        ]
        audit.record(deeds, actor=actor, now=now)
    return len(moving)


def rename(*, actor: Actor, drawing: UUID, number: int, name: str, now: datetime) -> DrawnPart:
    """Call a neighbourhood of a proposal something else. Raises NotThere, Invalid, Refusal `drawing_over`."""
    wanted = name_key(name)
    if not wanted:
        raise Invalid("territory_name_missing", _("请写上辖区的名称。"), field="name")
    with transaction.atomic():
        row = locked(actor, drawing)
        part = row.parts.filter(number=number).first()
        if part is None:
            raise NotThere("part_unknown", _("这次划分里没有这个邻。"))
        there = Territory.objects.filter(parent=part.group_id, name=wanted)
        if part.neighbourhood is not None:
            there = there.exclude(pk=part.neighbourhood)
        taken = Invalid("territory_name_taken", _("这里已经有“%(name)s”了。") % {"name": wanted}, field="name")
        if there.exists():
            raise taken
        before, part.name = part.name, wanted[:60]
        try:
            with transaction.atomic():
                part.save(update_fields=["name"])
        except IntegrityError as error:
            raise taken from error
        deed = audit.Deed("drawing.rename", "drawing", row.pk, row.place_id, {"name": [before, part.name]})
        audit.record([deed], actor=actor, now=now)
    return part


def locked(actor: Actor, key: UUID) -> Drawing:
    """A proposal that may still be changed, locked. Raises NotThere, Refusal `drawing_over`."""
    fetch(actor, key)
    row = Drawing.objects.select_for_update(of=("self",)).select_related("place").get(pk=key)
    if row.stage != Drawing.Stages.PROPOSED:
        raise Refusal("drawing_over", _("这次划分已经定下来了，不能再改。要改，请重新划一次。"))
    return row


def _measure(actor: Actor, parts: list[DrawnPart]) -> None:
    """Sizes and walks anew, for the parts that changed."""
    from youlin.domains.chiefs.rules.drawing.ground import survey
    from youlin.domains.chiefs.rules.drawing.regions import Region, in_order
    from youlin.domains.chiefs.rules.drawing.solve import part_of

    everybody, _households = to_draw(actor, parts[0].drawing.place)
    for part in parts:
        keys = set(part.homes.filter(counted=True).values_list("household", flat=True))
        homes = in_order(home for home in everybody if home.key in keys)
        ground = survey(Region(str(part.group_id), tuple((home,) for home in homes)))
        measured = part_of(ground, tuple(range(len(homes))), str(part.group_id))
        part.size, part.walk, part.widest = measured.size, measured.walk, measured.widest
        part.centre_id = UUID(str(measured.centre))
    DrawnPart.objects.bulk_update(parts, ["size", "walk", "widest", "centre"], batch_size=500)
