"""A surge in words and numbers, for the desk and the phone alike."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from youlin.domains.care import queries
from youlin.domains.residents.queries import Circumstance


@dataclass(slots=True)
class PlaceCount:
    """How many of a place were heard of, and how many were not."""

    name: str
    unheard: int = 0
    heard: int = 0


def by_place(board: queries.Board) -> list[PlaceCount]:
    """The numbers of each neighbourhood, the most unheard first."""
    found: dict[str, PlaceCount] = {}
    for one in (*board.unheard, *board.heard):
        place = found.setdefault(one.neighbourhood.path, PlaceCount(one.neighbourhood.full_name))
        place.heard += one.heard is not None
        place.unheard += one.heard is None
    return sorted(found.values(), key=lambda place: (-place.unheard, place.name))


def circumstances(surge: queries.Surge) -> str:
    """Whom it concerns, in words."""
    if not surge.circumstances:
        return _("所有在关照里的人")
    labels = dict(Circumstance.Kinds.choices)
    return _("、").join(str(labels.get(kind, kind)) for kind in surge.circumstances)
