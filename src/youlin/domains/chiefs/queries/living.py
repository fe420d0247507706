"""How many permanent households each neighbourhood had on a day: counted by the database, today and in the past.

Today is read from the households themselves. A past day is today's count, put right for the few households that have
lived otherwise since: of their residence facts, which are only ever appended, the last one not after the day speaks,
else the first one. A household of which one thing only was ever found lived then as it does now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from youlin.domains.residents.models import Household, ResidenceFact
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation.db import PATH_END

PERMANENT = Household.Residence.PERMANENT.value

_HERE = "SELECT place.id FROM {place} place WHERE place.level = %s AND ({reach})"

# Counted by neighbourhood first and named afterwards: the index alone answers, and eight thousand keys stay text.
_NOW = """
SELECT place.path, lived.homes FROM (
    SELECT home.neighbourhood_id AS place_id, COUNT(*) AS homes FROM {home} home
    WHERE home.residence = %s AND home.neighbourhood_id IN ({here}) GROUP BY home.neighbourhood_id
) lived JOIN {place} place ON place.id = lived.place_id
"""

_CHANGES = """
WITH moved AS (
    SELECT household_id FROM {fact} WHERE household_id IN (
        SELECT household_id FROM {fact} WHERE found_on > %s AND subdistrict_id IN ({streets})
    ) GROUP BY household_id HAVING COUNT(*) > 1
), change AS (
    SELECT COALESCE(stood.neighbourhood_id, home.neighbourhood_id) AS place_id, 1 AS step
    FROM moved JOIN {home} home ON home.id = moved.household_id JOIN {fact} stood ON stood.id = COALESCE(
        (SELECT id FROM {fact} older WHERE older.household_id = moved.household_id AND older.found_on <= %s
         ORDER BY older.found_on DESC, older.id DESC LIMIT 1),
        (SELECT id FROM {fact} oldest WHERE oldest.household_id = moved.household_id
         ORDER BY oldest.found_on, oldest.id LIMIT 1)
    )
    WHERE stood.residence = %s
    UNION ALL
    SELECT home.neighbourhood_id, -1 FROM moved JOIN {home} home ON home.id = moved.household_id
    WHERE home.residence = %s
)
SELECT place.path, total.steps FROM (
    SELECT place_id, SUM(step) AS steps FROM change GROUP BY place_id HAVING SUM(step) <> 0
) total JOIN {place} place ON place.id = total.place_id
"""


def permanent_now(paths: Sequence[str]) -> dict[str, int]:
    """Permanent households by the path of their neighbourhood, as they live now, below some places. One query."""
    below, values = here(paths)
    return _counted(_NOW.replace("{here}", below), [PERMANENT, *values])


def changes_since(streets: Sequence[UUID], day: date) -> dict[str, int]:
    """What to add to today's counts to have those of a past day. One query, two for a past day."""
    if not ResidenceFact.objects.filter(subdistrict__in=streets, found_on__gt=day).exists():
        return {}
    keys = [Territory._meta.pk.get_db_prep_value(street, connection) for street in streets]
    then = connection.ops.adapt_datefield_value(day) or day
    statement = _CHANGES.replace("{streets}", ", ".join(["%s"] * len(keys)))
    return _counted(statement, [then, *keys, then, PERMANENT, PERMANENT])


def here(paths: Sequence[str]) -> tuple[str, list[str | int]]:
    """The neighbourhoods at and below some places, as SQL with its values."""
    reach = " OR ".join(["place.path >= %s AND place.path < %s"] * len(paths)) or "1 = 0"
    values: list[str | int] = [Level.NEIGHBOURHOOD.value]
    for path in paths:
        values += [path, path + PATH_END]
    return _HERE.replace("{reach}", reach), values


def quoted(statement: str) -> str:
    """The statement with the names of its tables."""
    tables = {"home": Household, "fact": ResidenceFact, "place": Territory}
    for name, model in tables.items():
        statement = statement.replace(f"{{{name}}}", connection.ops.quote_name(model._meta.db_table))
    return statement


def _counted(statement: str, values: Sequence[str | int | date | UUID]) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(quoted(statement), values)
        return {path: int(number) for path, number in cursor.fetchall()}


@dataclass(frozen=True, slots=True)
class Home:
    """A permanent household as it stood on a day."""

    key: UUID
    number: str
    address: str
    place: UUID


def homes_on(places: Sequence[UUID], day: date) -> list[Home]:
    """The permanent households of some neighbourhoods on a day, in the order of these, then by number. Four queries."""
    rank = {place: number for number, place in enumerate(places)}
    here = Household.objects.filter(neighbourhood__in=rank)
    then = _then(here, list(rank), day)
    columns = ("pk", "number", "address", "neighbourhood", "residence")
    rows = list(here.values_list(*columns))
    inside = {row[0] for row in rows}
    rows += Household.objects.filter(pk__in=[key for key in then if key not in inside]).values_list(*columns)
    homes = []
    for key, number, address, place, residence in rows:
        stood, where = then.get(key, (residence, place))
        if stood == PERMANENT and (where or place) in rank:
            homes.append(Home(key, number, address, where or place))
    return sorted(homes, key=lambda home: (rank[home.place], home.number))


def _then(here: QuerySet[Household], places: list[UUID], day: date) -> dict[UUID, tuple[str, UUID | None]]:
    """How and where households lived that live or lived in these places and of which something was found later."""
    later = ResidenceFact.objects.filter(found_on__gt=day).values("household")
    came = ResidenceFact.objects.filter(neighbourhood__in=places).values("household")
    facts = ResidenceFact.objects.filter(household__in=later).order_by("household", "found_on", "id")
    found: dict[UUID, tuple[str, UUID | None]] = {}
    for about in (Q(household__in=here.values("pk")), Q(household__in=came)):
        again: dict[UUID, tuple[str, UUID | None]] = {}
        for key, residence, place, found_on in facts.filter(about).values_list(
            "household", "residence", "neighbourhood", "found_on"
        ):
            known = again.get(key)
            if known is None or found_on <= day:  # the last one not after the day, else the very first
                again[key] = (residence, place)
        found |= again
    return found
