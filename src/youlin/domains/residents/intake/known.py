"""What the database knows of a subdistrict's households and people, in plain rows: no hidden field is opened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from youlin.domains.residents.models import Circumstance, Household, Resident
from youlin.domains.residents.rules.positions import Point


@dataclass(slots=True)
class KnownHome:
    """A household as it is."""

    key: UUID
    community: UUID
    neighbourhood: UUID
    number: str
    address: str
    residence: str
    annual_income_fen: int | None
    point_source: str
    point: Point | None = None


@dataclass(slots=True)
class KnownPerson:
    """A person as known: the identity number and the phone only by their blind indexes."""

    key: UUID
    household: UUID
    name: str
    sex: str
    birth_date: date | None
    ethnic_group: str
    relation: str
    id_index: str
    phone_index: str
    political_status: str
    health: str
    lives_here: bool
    left_on: date | None
    note: str


@dataclass(slots=True)
class KnownCircumstance:
    """An open circumstance."""

    key: UUID
    resident: UUID
    kind: str
    detail: str


class Known:
    """All of it, indexed the ways a roster asks."""

    def __init__(self, subdistrict: UUID) -> None:
        homes = Household.objects.filter(subdistrict=subdistrict).values_list(
            "id", "community", "neighbourhood", "number", "address", "residence", "annual_income_fen",
            "point_source", "latitude", "longitude",
        )  # fmt: skip
        self.homes = {row[0]: KnownHome(*row[:-2], _point(*row[-2:])) for row in homes.iterator(5000)}
        self.by_number = {(home.community, home.number): home for home in self.homes.values()}
        self.people: dict[UUID, KnownPerson] = {}
        self.by_id: dict[str, KnownPerson] = {}
        self.by_name: dict[tuple[str, date | None], list[KnownPerson]] = {}
        people = Resident.objects.filter(subdistrict=subdistrict).values_list(
            "id", "household", "name", "sex", "birth_date", "ethnic_group", "relation", "id_index", "phone_index",
            "political_status", "health", "lives_here", "left_on", "note",
        )  # fmt: skip
        self._learn(KnownPerson(*row) for row in people.iterator(5000))
        open_ones = Circumstance.objects.filter(subdistrict=subdistrict, until__isnull=True).values_list(
            "id", "resident", "kind", "detail"
        )
        self.circumstances = {(row[1], row[2]): KnownCircumstance(*row) for row in open_ones.iterator(5000)}

    def _learn(self, people: Iterable[KnownPerson]) -> None:
        for person in people:
            self.people[person.key] = person
            if person.id_index:
                self.by_id[person.id_index] = person
            self.by_name.setdefault((person.name, person.birth_date), []).append(person)


def _point(latitude: float | None, longitude: float | None) -> Point | None:
    return Point(latitude, longitude) if latitude is not None and longitude is not None else None
