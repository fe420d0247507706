"""Reads of the tree. Place names are public; who lives there is not here."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation.db import under
from youlin.foundation.prepared import Prepared
from youlin.foundation.refusal import NotThere

Place: TypeAlias = Territory  # what the reads give back, for who writes its type


def get(key: UUID) -> Territory:
    """A node by key. Raises NotThere."""
    found = Territory.objects.filter(pk=key).first()
    if found is None:
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    return found


def by_code(code: str) -> Territory:
    """A node by official or door code, any case, spaces forgiven. Raises NotThere."""
    wanted = "".join(code.split()).upper()
    found = (
        Territory.objects.filter(code=wanted).first() or Territory.objects.filter(door_code=wanted).first()
        if wanted
        else None
    )
    if found is None:
        raise NotThere(
            "territory_unknown", _("没有编码是“%(code)s”的辖区，请核对后再试。") % {"code": code.strip()}, field="code"
        )
    return found


def within(path: str, level: Level | None = None) -> QuerySet[Territory]:
    """The subtree at a path, itself included; of one level if given."""
    rows = Territory.objects.filter(under("path", path))
    return rows.filter(level=level) if level is not None else rows


def doorsteps(path: str) -> list[Territory]:
    """The neighbourhoods of the subtree at a path, closed ones too. One query."""
    return _doorsteps(path).all()


@lru_cache(maxsize=512)
def _doorsteps(path: str) -> Prepared[Territory]:
    return Prepared(within(path, Level.NEIGHBOURHOOD))


def subdistricts() -> QuerySet[Territory]:
    """Every subdistrict."""
    return Territory.objects.filter(level=Level.SUBDISTRICT)


def of_level(level: Level) -> QuerySet[Territory]:
    """Every place of one level, in the order of the tree. Place names are public."""
    return Territory.objects.filter(level=level).order_by("path")


def lineage(territory: Territory) -> list[Territory]:
    """The ancestors of a node and itself, from the root down, in one query."""
    from youlin.domains.territory.rules import prefixes

    return list(Territory.objects.filter(path__in=prefixes(territory.path)).order_by("level"))


def by_keys(keys: Iterable[UUID]) -> dict[UUID, Territory]:
    """Nodes by their keys, those that there are. One query, none for no keys."""
    return Territory.objects.in_bulk(list(keys))


def trail(key: UUID) -> list[Territory]:
    """The lineage of a node by key; empty where there is none."""
    found = Territory.objects.filter(pk=key).first()
    return lineage(found) if found else []


def the_subdistrict() -> Territory | None:
    """The only subdistrict, where there is exactly one."""
    rows = list(subdistricts()[:2])
    return rows[0] if len(rows) == 1 else None


def children(parents: Iterable[Territory]) -> list[Territory]:
    """The places one level below, in their order. One query."""
    return _children(tuple(place.pk for place in parents)).all()


@lru_cache(maxsize=512)
def _below(paths: tuple[str, ...]) -> Prepared[Territory]:
    return Prepared(Territory.objects.filter(parent__path__in=paths, closed_on__isnull=True).order_by("rank", "name"))


def below(paths: Iterable[str]) -> list[Territory]:
    """The places one level below those at some paths, in their order. One query."""
    return _below(tuple(paths)).all()


@lru_cache(maxsize=512)
def _children(parents: tuple[UUID, ...]) -> Prepared[Territory]:
    rows = Territory.objects.filter(parent__in=parents, closed_on__isnull=True)
    return Prepared(rows.order_by("rank", "name"))


def neighbourhoods(subdistrict: UUID | None) -> QuerySet[Territory]:
    """Every neighbourhood of a street that is open, in the order of the tree."""
    rows = Territory.objects.filter(subdistrict=subdistrict, level=Level.NEIGHBOURHOOD, closed_on__isnull=True)
    return rows.order_by("path")


def several(keys: Iterable[UUID]) -> QuerySet[Territory]:
    """Places by their keys, closed ones too."""
    return Territory.objects.filter(pk__in=list(keys))
