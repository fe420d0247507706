"""Where households live, as far as anybody wrote it down."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from youlin.domains.access.actor import Actor
from youlin.domains.residents.models import Household
from youlin.domains.residents.rules.positions import Point, Position, Spot, positions
from youlin.domains.territory.queries import get
from youlin.foundation.db import under

__all__ = ["Point", "Position", "position_of", "positions_at", "positions_of"]


def positions_of(actor: Actor, households: Collection[UUID]) -> dict[UUID, Position]:
    """Where these households live; who is out of sight or unknown is left out. Two queries.

    A household without a point of its own stands in the middle of the known ones of its building, in its community.
    """
    asked = Household.objects.visible_to(actor).filter(pk__in=households)
    spots = _spots(actor, community__in=asked.values("community"))
    wanted = set(households)
    return {key: found for key, found in spots.items() if key in wanted}


def positions_at(actor: Actor, place: UUID) -> dict[UUID, Position]:
    """Where the households of a place live, its neighbourhoods included. Two queries. Raises NotThere."""
    territory = get(place)
    inside = Household.objects.visible_to(actor).filter(under("neighbourhood__path", territory.path))
    wanted = set(inside.values_list("pk", flat=True))
    spots = _spots(actor, community__in=inside.values("community"))
    return {key: found for key, found in spots.items() if key in wanted}


def position_of(actor: Actor, household: UUID) -> Position | None:
    """Where one household lives; None where nobody wrote it down."""
    return positions_of(actor, [household]).get(household)


def _spots(actor: Actor, **where: object) -> dict[UUID, Position]:
    """Positions by household. Buildings of two communities may have one name, so each community is asked by itself.

    A building's point is no secret of who lives in it, so it is taken from all of the building, in sight or not.
    """
    rows = Household.objects.filter(**where).values_list(
        "pk", "community", "address_key", "latitude", "longitude", "point_source"
    )
    communities: dict[UUID, dict[UUID, Spot]] = {}
    for key, community, address, latitude, longitude, source in rows:
        point = Point(latitude, longitude) if latitude is not None and longitude is not None else None
        communities.setdefault(community, {})[key] = Spot(address, point, source)
    return {key: found for spots in communities.values() for key, found in positions(spots).items()}
