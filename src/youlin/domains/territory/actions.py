"""Growing the tree."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from youlin.domains.territory.events import TerritoriesAdded
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import DOOR_ALPHABET, DOOR_LENGTH, Level, name_key, path_of, rank_of
from youlin.foundation import audit, clock, outbox
from youlin.foundation.audit import Doer
from youlin.foundation.db import new_id, set_rows, under
from youlin.foundation.refusal import Invalid

NAME_LENGTH = 60
CLOSED = "（已并）"  # behind the name of a neighbourhood that was merged away, so that its name is free


@dataclass(frozen=True, slots=True)
class NewTerritory:
    """A place to add under a parent."""

    parent: Territory | None
    level: Level
    name: str
    code: str = ""


def add_territories(*, actor: Doer, places: Sequence[NewTerritory], now: datetime) -> list[Territory]:
    """Add places in one statement; parents come before children, in an earlier call or not at all.

    Raises Invalid where a name is missing or taken under its parent.
    """
    _refuse_bad_names(places)
    parents = {place.parent.pk for place in places if place.parent}
    below = Territory.objects.filter(parent__in=parents).order_by().values_list("parent")
    turns: dict[object, int] = dict(below.annotate(number=Count("pk")))
    turns.setdefault(None, Territory.objects.filter(parent=None).count())
    doors = _door_codes(sum(place.level is Level.NEIGHBOURHOOD for place in places))
    rows = []
    for place in places:
        parent_key = place.parent.pk if place.parent else None
        turns[parent_key] = turns.get(parent_key, 0) + 1
        row = imagine(place, turn=turns[parent_key])
        row.door_code = doors.pop() if place.level is Level.NEIGHBOURHOOD else ""
        rows.append(row)
    with transaction.atomic():
        Territory.objects.bulk_create(rows, batch_size=500)
        audit.record(
            [
                audit.Deed("territory.add", "territory", row.pk, row.subdistrict_id, {"name": [None, row.full_name]})
                for row in rows
            ],
            actor=actor,
            now=now,
        )
        if rows:
            outbox.announce(
                [TerritoriesAdded(territories=tuple(row.pk for row in rows), subdistrict=rows[0].subdistrict_id)],
                now=now,
            )
    return rows


def rename(*, actor: Doer, place: Territory, name: str, now: datetime) -> Territory:
    """Call a neighbourhood something else. Raises Invalid where the name is missing or taken under its parent."""
    wanted = name_key(name)
    if wanted == place.name:
        return place
    _refuse_bad_names([NewTerritory(place.parent, Level(place.level), wanted)])
    before = place.full_name
    place.name, place.full_name = wanted, _full_name(place.parent, wanted)
    place.save(update_fields=["name", "full_name"])
    deed = audit.Deed("territory.rename", "territory", place.pk, place.pk, {"name": [before, place.full_name]})
    audit.record([deed], actor=actor, now=now)
    return place


def remove_territory(*, actor: Doer, place: Territory, now: datetime) -> None:
    """Take away a place that was added by mistake, in which nothing ever happened.

    Raises django's ProtectedError where anything refers to it: what happened somewhere keeps its place.
    """
    key = place.pk
    place.delete()
    deed = audit.Deed("territory.remove", "territory", key, place.parent_id, {"name": [place.full_name, None]})
    audit.record([deed], actor=actor, now=now)


def imagine(place: NewTerritory, *, turn: int = 0) -> Territory:
    """A place as it would stand in the tree, not written: for showing what an import would add."""
    key, parent, name = new_id(), place.parent, name_key(place.name)
    rank = rank_of(name, turn)
    row = Territory(
        id=key,
        level=place.level,
        parent=parent,
        path=path_of(parent.path if parent else "", rank, key),
        rank=rank,
        name=name,
        full_name=_full_name(parent, name),
        code=place.code,
    )
    row.subdistrict_id = key if place.level is Level.SUBDISTRICT else (parent.subdistrict_id if parent else None)
    return row


def add_territory(
    *, actor: Doer, parent: Territory | None, level: Level, name: str, code: str = "", now: datetime
) -> Territory:
    """Add one place. Raises Invalid."""
    return add_territories(actor=actor, places=[NewTerritory(parent, level, name, code)], now=now)[0]


def _refuse_bad_names(places: Iterable[NewTerritory]) -> None:
    wanted: set[tuple[object, str]] = set()
    for place in places:
        name = name_key(place.name)
        if not name:
            raise Invalid("territory_name_missing", _("请写上辖区的名称。"), field="name")
        mark = (place.parent.pk if place.parent else None, name)
        if mark in wanted:
            raise Invalid("territory_name_taken", _("“%(name)s”写了两次。") % {"name": name}, field="name")
        wanted.add(mark)
    parents = {place.parent.pk for place in places if place.parent}
    taken = {(row.parent_id, row.name) for row in Territory.objects.filter(parent__in=parents)}
    for _parent, name in sorted(((str(key), name) for key, name in wanted & taken)):
        raise Invalid("territory_name_taken", _("这里已经有“%(name)s”了。") % {"name": name}, field="name")


def _full_name(parent: Territory | None, name: str) -> str:
    # People say 溪布社区老屋场组邻1; the county and the street go without saying.
    return parent.full_name + name if parent and parent.level > Level.SUBDISTRICT else name


def _door_codes(count: int) -> list[str]:
    """So many codes that no door has. Among a county's doors two draws are likely to meet, so each is looked up."""
    found: set[str] = set()
    while len(found) < count:
        drawn = {_door_code() for _place in range(count - len(found))} - found
        found |= drawn - set(Territory.objects.filter(door_code__in=drawn).values_list("door_code", flat=True))
    return list(found)


def _door_code() -> str:
    return "".join(secrets.choice(DOOR_ALPHABET) for _place in range(DOOR_LENGTH))


def rename_place(*, actor: Doer, place: Territory, name: str, now: datetime) -> Territory:
    """Give a place another name; whatever lies below is called anew with it. The caller has asked whether one may.

    Raises Invalid for a name that is missing or taken.
    """
    said = name_key(name)
    if not said:
        raise Invalid("territory_name_missing", _("请写上辖区的名称。"), field="name")
    if len(said) > NAME_LENGTH:
        raise Invalid("territory_name_long", _("名称最多 60 个字。"), field="name")
    if place.name == said:
        return place
    with transaction.atomic():
        taken = Territory.objects.filter(parent=place.parent_id, name=said).exclude(pk=place.pk)
        if taken.exists():
            raise Invalid("territory_name_taken", _("这里已经有“%(name)s”了。") % {"name": said}, field="name")
        before = place.full_name
        _call(place, said)
        deed = audit.Deed(
            "territory.rename", "territory", place.pk, place.subdistrict_id, {"name": [before, place.full_name]}
        )
        audit.record([deed], actor=actor, now=now)
    return place


def _call(place: Territory, name: str) -> None:
    """Set a name, and the full names of everything below. Two statements."""
    place.name = name
    rows = list(Territory.objects.filter(under("path", place.path)).exclude(pk=place.pk).order_by("level"))
    place.full_name = _full_name(place.parent, name)
    known = {place.pk: place}
    for row in rows:
        row.full_name = _full_name(known[row.parent_id] if row.parent_id else None, row.name)
        known[row.pk] = row
    set_rows([place, *rows], ["name", "full_name"])


def close_places(*, actor: Doer, places: Iterable[UUID], now: datetime) -> int:
    """Close neighbourhoods that were merged away; their names are free again. The caller emptied them."""
    rows = list(Territory.objects.select_for_update().filter(pk__in=list(places), closed_on__isnull=True))
    today = clock.day_of(now)
    siblings: dict[UUID | None, set[str]] = {}
    for parent, name in Territory.objects.filter(parent__in={row.parent_id for row in rows}).values_list(
        "parent", "name"
    ):
        siblings.setdefault(parent, set()).add(name)
    parents = {row.pk: row for row in Territory.objects.filter(pk__in={row.parent_id for row in rows})}
    for row in rows:
        taken = siblings[row.parent_id]
        number, kept = 1, f"{row.name}{CLOSED}"
        while kept in taken:
            number += 1
            kept = f"{row.name}{CLOSED[:-1]}{number}{CLOSED[-1]}"
        taken.add(kept)
        row.name, row.closed_on = kept, today
        row.full_name = _full_name(parents[row.parent_id] if row.parent_id else None, kept)
    set_rows(rows, ["name", "full_name", "closed_on"])
    audit.record(
        [
            audit.Deed("territory.close", "territory", row.pk, row.subdistrict_id, {"name": row.full_name})
            for row in rows
        ],
        actor=actor,
        now=now,
    )
    return len(rows)


def reopen_places(*, actor: Doer, places: Iterable[UUID], now: datetime) -> int:
    """Open closed neighbourhoods again, by their old names where nobody took these."""
    rows = list(
        Territory.objects.select_for_update(of=("self",))
        .filter(pk__in=list(places), closed_on__isnull=False)
        .select_related("parent")
    )
    names = set(Territory.objects.filter(parent__in={row.parent_id for row in rows}).values_list("parent", "name"))
    for row in rows:
        old = row.name.partition(CLOSED[0] + CLOSED[1:3])[0]
        if (row.parent_id, old) not in names:
            row.name = old
        row.closed_on, row.full_name = None, _full_name(row.parent, row.name)
    set_rows(rows, ["name", "full_name", "closed_on"])
    audit.record(
        [
            audit.Deed("territory.reopen", "territory", row.pk, row.subdistrict_id, {"name": row.full_name})
            for row in rows
        ],
        actor=actor,
        now=now,
    )
    return len(rows)
