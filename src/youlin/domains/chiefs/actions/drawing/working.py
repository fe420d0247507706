"""The work itself, in the background or in the request where nobody works in the background.

Whoever begins claims the drawing by compare-and-set and gives signs of life; one without any for STALE may be claimed
again. What a killed worker left is nothing: the proposal is written whole, with the stage, in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.chiefs.models.drawing import Drawing, DrawnHome, DrawnPart
from youlin.domains.chiefs.queries.drawing import LIVING, standing, to_draw
from youlin.domains.chiefs.rules.drawing.naming import carried_on, free_names
from youlin.domains.chiefs.rules.drawing.plan import Drawing as Drawn
from youlin.domains.chiefs.rules.drawing.plan import Home, Sizes
from youlin.domains.chiefs.rules.drawing.regions import in_order
from youlin.domains.residents.intake.places import UNDIVIDED
from youlin.domains.residents.models import Household
from youlin.foundation.db import add_rows, new_id
from youlin.foundation.refusal import Refusal

STALE: Final = timedelta(minutes=5)
Stages = Drawing.Stages
Beat = Callable[[], datetime]


def work(*, actor: Actor, drawing: UUID, beat: Beat) -> bool:
    """Draw what was asked for. False where there is nothing to do, or somebody is at it."""
    now = beat()
    waiting = Q(beat_at__isnull=True) | Q(beat_at__lt=now - STALE)
    if not Drawing.objects.filter(waiting, pk=drawing, stage=Stages.WAITING).update(beat_at=now):
        return False
    row = Drawing.objects.select_related("place").get(pk=drawing)
    try:
        _draw(actor, row, beat)
    except Refusal as refusal:
        _fail(row, refusal.message)
    except Exception:
        _fail(row, _("划分时出了意外，什么都没有改。请再试一次；还是不行，请联系系统管理员。"))
        raise
    return True


def _fail(row: Drawing, problem: str) -> None:
    Drawing.objects.filter(pk=row.pk, stage=Stages.WAITING).update(
        stage=Stages.FAILED, problem=problem[:300], beat_at=None
    )


def _draw(actor: Actor, row: Drawing, beat: Beat) -> None:
    # Here and not above: numpy and scipy are slow to load, and only who draws needs them.
    from youlin.domains.chiefs.rules.drawing.solve import draw

    everybody, households = to_draw(actor, row.place)
    homes = [home for home in everybody if _household(households, home).residence in LIVING]
    if not homes:
        raise Refusal("nobody_to_draw", _("这里还没有常住户，没有可以划的。请先导入花名册。"))
    Drawing.objects.filter(pk=row.pk).update(total=len(homes), done=0)

    def so_far(done: int, total: int) -> None:
        Drawing.objects.filter(pk=row.pk).update(done=done, total=total, beat_at=beat())

    drawn = draw(homes, Sizes(row.smallest, row.largest), so_far)
    with transaction.atomic():
        proposed = Drawing.objects.filter(pk=row.pk, stage=Stages.WAITING).update(
            stage=Stages.PROPOSED, beat_at=None, bound=drawn.bound, by_doors=drawn.by_doors, done=len(homes)
        )
        if proposed:  # let be while it was drawn, it stays let be
            _write(row, drawn, everybody, households)


def _household(households: dict[UUID, Household], home: Home) -> Household:
    return households[UUID(str(home.key))]


def _write(row: Drawing, drawn: Drawn, everybody: list[Home], households: dict[UUID, Household]) -> None:
    """The proposal as rows: two statements, whatever its size."""
    parts = _named(row, drawn, households)
    part_of = {key: part for part, one in zip(parts, drawn.parts, strict=True) for key in one.homes}
    ordered = in_order(everybody)
    rows = []
    for rank, (home, part) in enumerate(zip(ordered, _with_the_others(ordered, part_of), strict=True)):
        if part is not None:
            household = _household(households, home)
            rows.append(
                DrawnHome(
                    id=new_id(),
                    subdistrict_id=row.subdistrict_id,
                    drawing=row,
                    part=part,
                    household=household,
                    left_id=household.neighbourhood_id,
                    rank=rank,
                    counted=home.key in part_of,
                )
            )
    add_rows(parts)
    add_rows(rows)


def _with_the_others(ordered: list[Home], part_of: dict[object, DrawnPart]) -> list[DrawnPart | None]:
    """The part of every household; who only is registered here goes with the door before, or the first of the group."""
    found: list[DrawnPart | None] = [part_of.get(home.key) for home in ordered]
    for turn in (range(len(ordered)), range(len(ordered) - 1, -1, -1)):
        last, group = None, ""
        for place in turn:
            if ordered[place].group != group:
                last, group = None, ordered[place].group
            last = found[place] = found[place] or last
    return found


def _named(row: Drawing, drawn: Drawn, households: dict[UUID, Household]) -> list[DrawnPart]:
    """Parts with names: a neighbourhood that is carried on keeps its own, the others take the next free ones."""
    groups = list(dict.fromkeys(part.group for part in drawn.parts))
    there = [place for place in standing(UUID(group) for group in groups) if place.name != UNDIVIDED]
    members: dict[UUID, list[object]] = {place.pk: [] for place in there}
    for household in households.values():
        if household.neighbourhood_id in members:
            members[household.neighbourhood_id].append(household.pk)
    carried = carried_on([part.homes for part in drawn.parts], members)
    names = {place.pk: place.name for place in there}
    fresh = {
        group: iter(
            free_names(
                {place.name for place in there if str(place.parent_id) == group},
                sum(part.group == group for part in drawn.parts),
            )
        )
        for group in groups
    }
    return [
        DrawnPart(
            id=new_id(),
            subdistrict_id=row.subdistrict_id,
            drawing=row,
            group_id=UUID(part.group),
            number=number,
            name=next(fresh[part.group]) if place is None else names[place],
            size=part.size,
            walk=part.walk,
            widest=part.widest,
            centre_id=UUID(str(part.centre)),
            neighbourhood=place,
            made=place is None,
        )
        for number, (part, place) in enumerate(zip(drawn.parts, carried, strict=True), 1)
    ]
