"""Which neighbourhood an address or a point belongs to: never who lives where, nor whether anybody does."""

from __future__ import annotations

import math
from collections.abc import Collection
from uuid import UUID

from django.db.models import Avg, Count, Q

from youlin.domains.residents.models import Household
from youlin.domains.residents.rules import address_key
from youlin.domains.residents.rules.addresses import nearest, number_after, stems
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level, prefixes

GRID = 0.002  # degrees, about 200 m: no finer than a stairwell's own group of houses
FARTHEST_KM = 3.0
HOUSEHOLDS_OF_A_CENTRE = 3  # a centre of fewer would be somebody's door
_KM_OF_A_DEGREE = 111.2


def neighbourhood_at(address: str) -> Territory | None:
    """The neighbourhood of an address with a house number, or of the nearest number that is known in that street.

    A number that nobody lives at gets the answer of its neighbour, so that nobody learns by trying where somebody
    lives. The street's and the community's names may be left out; where two communities fit, the answer is None until
    one is named. Where two neighbourhoods share a number, their group answers.
    """
    key = address_key(address)
    if len(key) < 3:
        return None
    above = [
        (level, pk, address_key(name))
        for level, pk, name in Territory.objects.filter(level__in=(Level.SUBDISTRICT, Level.COMMUNITY)).values_list(
            "level", "pk", "name"
        )
    ]
    names = {name for _level, _pk, name in above}
    short = key
    for name in names:
        short = short[short.index(name) + len(name) :] if name in short else short
    # Two communities may both have a 1号; whoever says which one means that one.
    said = {which: [pk for level, pk, name in above if level == which and name in key] for which, _pk, _name in above}
    homes = Household.objects.all()
    if said.get(Level.SUBDISTRICT):
        homes = homes.filter(subdistrict__in=said[Level.SUBDISTRICT])
    if said.get(Level.COMMUNITY):
        homes = homes.filter(community__in=said[Level.COMMUNITY])
    for stem, number in stems(short):
        spelled = {stem, *(name + stem for name in names)}
        if len(key) > len(short):
            spelled |= {key[: len(key) - len(short)] + stem}
        fitting = Q(pk__in=())
        for one in spelled:
            fitting |= Q(address_key__startswith=one)
        known = [
            (community, found, place)
            for text, community, place in homes.filter(fitting).values_list("address_key", "community", "neighbourhood")
            for found in {number_after(text, one) for one in spelled}
            if found is not None
        ]
        if len({community for community, _found, _place in known}) > 1:
            return None
        places = nearest(((found, place) for _community, found, place in known), number)
        if places:
            return _meeting(places)
    return None


def neighbourhood_near(latitude: float, longitude: float) -> Territory | None:
    """The neighbourhood whose middle is nearest to a point, both rounded to a grid of some 200 m.

    None more than three kilometres away. A middle needs three households, so that it is nobody's door. Two queries.
    """
    if not (math.isfinite(latitude) and math.isfinite(longitude) and abs(latitude) < 85 and abs(longitude) <= 180):
        return None
    here = _coarse(latitude), _coarse(longitude)
    reach = FARTHEST_KM / _KM_OF_A_DEGREE + GRID
    wide = reach / math.cos(math.radians(here[0]))
    rows = (
        Household.objects.filter(
            residence=Household.Residence.PERMANENT,
            latitude__range=(here[0] - reach, here[0] + reach),
            longitude__range=(here[1] - wide, here[1] + wide),
        )
        .order_by()
        .values("neighbourhood")
        .annotate(n=Count("pk"), at=Avg("latitude"), across=Avg("longitude"))
        .filter(n__gte=HOUSEHOLDS_OF_A_CENTRE)
    )
    found = [(_km(here, (_coarse(row["at"]), _coarse(row["across"]))), str(row["neighbourhood"])) for row in rows]
    near = min(found, default=None)
    if near is None or near[0] > FARTHEST_KM:
        return None
    return Territory.objects.filter(pk=near[1]).first()


def _meeting(places: Collection[UUID]) -> Territory | None:
    """The place itself, or the lowest one that all of them lie in; nothing above a group."""
    rows = list(Territory.objects.filter(pk__in=places))
    if len(rows) == 1:
        return rows[0]
    shared = set.intersection(*(set(prefixes(row.path)) for row in rows))
    found = Territory.objects.filter(path=max(shared, key=len)).first() if shared else None
    return found if found is not None and found.level >= Level.GROUP else None


def _coarse(degrees: float) -> float:
    return round(degrees / GRID) * GRID


def _km(one: tuple[float, float], other: tuple[float, float]) -> float:
    across = (other[1] - one[1]) * math.cos(math.radians(one[0]))
    return math.hypot(other[0] - one[0], across) * _KM_OF_A_DEGREE
