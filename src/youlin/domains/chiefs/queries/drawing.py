"""Reads of drawings, and of the households that one is made from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.chiefs.models.drawing import Drawing, DrawnHome, DrawnPart
from youlin.domains.chiefs.rules.drawing.naming import hamlet_of
from youlin.domains.chiefs.rules.drawing.plan import CHIEF, MISSING, Home, Sizes
from youlin.domains.residents.models import Household
from youlin.domains.residents.queries.positions import positions_at
from youlin.domains.residents.rules import address_key
from youlin.domains.residents.rules.positions import building_of, door_order, plane
from youlin.domains.territory.models import Territory
from youlin.domains.territory.queries import within
from youlin.domains.territory.rules import Level, prefixes
from youlin.foundation.db import under
from youlin.foundation.refusal import NotThere

LIVING = (Household.Residence.PERMANENT, Household.Residence.AWAY)
Stages = Drawing.Stages

__all__ = ["Drawing", "DrawnHome", "DrawnPart", "Judged", "Stages", "drawing", "drawings", "homes_in", "judged"]


@dataclass(frozen=True, slots=True)
class Judged:
    """How good a proposal is as it stands now, moved by hand or not."""

    parts: int
    homes: int  # that count
    smallest: int
    largest: int
    widest: float
    cost: float
    gap: float  # the share by which it may at most be above the best possible one; 0 to 1
    by_doors: int


def drawings(actor: Actor) -> QuerySet[Drawing]:
    """Drawings in sight, the newest first."""
    return Drawing.objects.visible_to(actor).select_related("place").order_by("-started_at")


def drawing(actor: Actor, key: UUID) -> Drawing:
    """One drawing. Raises NotThere."""
    found = drawings(actor).filter(pk=key).first()
    if found is None:
        raise NotThere("drawing_unknown", _("没有这次划分。"))
    return found


def places(actor: Actor) -> list[Territory]:
    """Communities, areas and groups that the actor may draw, as the tree has them."""
    rows = Territory.objects.filter(level__in=(Level.COMMUNITY, Level.AREA, Level.GROUP)).order_by("path")
    return [place for place in rows if actor.can_at(Can.APPOINT, place.path)]


def parts(drawing: Drawing) -> QuerySet[DrawnPart]:
    """The neighbourhoods of a drawing, with `along`: households that go with them without living there."""
    return drawing.parts.select_related("group", "centre").annotate(homes_in_all=Count("homes")).order_by("number")


def part(drawing: Drawing, number: int) -> DrawnPart:
    """One of them. Raises NotThere."""
    found = parts(drawing).filter(number=number).first()
    if found is None:
        raise NotThere("part_unknown", _("这次划分里没有这个邻。"))
    return found


def homes_in(part: DrawnPart) -> QuerySet[DrawnHome]:
    """The households of a part, as one walks."""
    return part.homes.select_related("household", "left").order_by("rank")


def spots(drawing: Drawing) -> list[tuple[int, float, float]]:
    """Number of the part, latitude and longitude of every household that has a point of its own. One query."""
    rows = DrawnHome.objects.filter(drawing=drawing).order_by("part__number", "rank")
    told = rows.values_list("part__number", "household__latitude", "household__longitude")
    return [(number, north, east) for number, north, east in told if north is not None and east is not None]


def judged(drawing: Drawing) -> Judged | None:
    """A proposal in figures; None where it has no neighbourhoods. One query."""
    rows = list(drawing.parts.values_list("size", "walk", "widest"))
    if not rows:
        return None
    sizes = Sizes(drawing.smallest, drawing.largest)
    cost = sum(walk + sizes.cost(size) for size, walk, _widest in rows)
    owed = sum(CHIEF + MISSING * max(0, sizes.smallest - size) for size, _walk, _widest in rows)
    free = cost - owed
    return Judged(
        parts=len(rows),
        homes=sum(size for size, _walk, _widest in rows),
        smallest=min(size for size, _walk, _widest in rows),
        largest=max(size for size, _walk, _widest in rows),
        widest=max(widest for _size, _walk, widest in rows),
        cost=cost,
        gap=max(0.0, cost - drawing.bound) / free if free > 0 else 0.0,
        by_doors=drawing.by_doors,
    )


def to_draw(actor: Actor, place: Territory) -> tuple[list[Home], dict[UUID, Household]]:
    """The households of a place as the drawing needs them, and the rows themselves. Five queries at most.

    Those who live here count; who is only registered here goes along with its neighbours and is not among the homes.
    """
    rows = list(
        Household.objects.visible_to(actor)
        .filter(under("neighbourhood__path", place.path))
        .select_related("neighbourhood")
        .order_by("pk")
    )
    names = {one.path: address_key(one.name) for one in _above_and_within(place)}
    known = positions_at(actor, place.pk)
    keys = [row.pk for row in rows if row.pk in known]
    flat = dict(zip(keys, plane(known[key].point for key in keys), strict=True))
    homes = []
    for row in rows:
        above = [names[path] for path in prefixes(row.neighbourhood.path)[:-1] if path in names]
        key = _without(row.address_key, above)
        homes.append(
            Home(
                key=row.pk,
                group=str(row.neighbourhood.parent_id),
                hamlet=hamlet_of(key, ()),
                building=building_of(key),
                order=door_order(key),
                spot=flat.get(row.pk),
            )
        )
    return homes, {row.pk: row for row in rows}


def _above_and_within(place: Territory) -> Iterable[Territory]:
    above = Territory.objects.filter(path__in=prefixes(place.path))
    return [*above, *within(place.path).exclude(level=Level.NEIGHBOURHOOD)]


def _without(address: str, names: Iterable[str]) -> str:
    for name in names:
        address = address.replace(name, "", 1)
    return address


def standing(group_keys: Iterable[UUID]) -> QuerySet[Territory]:
    """The neighbourhoods of some groups as they are."""
    return Territory.objects.filter(parent__in=list(group_keys), level=Level.NEIGHBOURHOOD).order_by("rank", "name")
