"""Which known person each row of a roster is, and what is different about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from youlin.domains.residents import rules
from youlin.domains.residents.intake.homes import Arriving
from youlin.domains.residents.intake.known import Known, KnownPerson
from youlin.domains.residents.models import Resident
from youlin.domains.residents.roster.rows import RosterRow, RowProblem
from youlin.foundation.crypto import blind_index
from youlin.foundation.db import new_id

PLAIN = ("sex", "birth_date", "ethnic_group", "relation", "political_status", "health", "note")


@dataclass(slots=True)
class ArrivingPerson:
    """A row on its way in: who it is, and which fields of the person it changes."""

    row: RosterRow
    home: Arriving
    key: UUID
    known: KnownPerson | None
    index: str
    phone_index: str
    lives_here: bool | None
    changed: dict[str, tuple[object, object]] = field(default_factory=dict)


class PersonMatcher:
    """Goes through the households in their order; who was met once is not met again."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.met: set[UUID] = set()
        self.problems: list[RowProblem] = []

    def match(self, homes: Iterable[Arriving], *, id_label: dict[str, str]) -> list[ArrivingPerson]:
        """Everybody who goes in. `id_label` is what each sheet calls its identity number, for naming a conflict."""
        arriving: list[ArrivingPerson] = []
        for home in homes:
            for row, index in zip(home.roster.members, home.indexes, strict=True):
                known = self._find(row, index, home)
                if known is not None and known.name != row.name:
                    label = id_label.get(row.sheet, "")
                    self.problems.append(RowProblem(row.sheet, row.row, label, "id_conflict", False, "known"))
                    continue
                if known is not None:
                    self.met.add(known.key)
                arriving.append(self._arrive(row, index, home, known))
        return arriving

    def _find(self, row: RosterRow, index: str, home: Arriving) -> KnownPerson | None:
        if index and index in self.known.by_id:
            return self.known.by_id[index]
        if row.birth_date is None:
            return None
        for person in self.known.by_name.get((row.name, row.birth_date), ()):
            # A number that is known, and another one, are two people of one name and one birthday.
            same = person.household == home.key and not (index and person.id_index) and person.key not in self.met
            if same:
                return person
        return None

    def _arrive(self, row: RosterRow, index: str, home: Arriving, known: KnownPerson | None) -> ArrivingPerson:
        # In a household that is only on paper nobody lives here; the household says so, and its people stay in it.
        permanent = home.roster.residence == "permanent"
        lives_here = row.lives_here if permanent else None if home.roster.residence == "" else True
        person = ArrivingPerson(
            row,
            home,
            known.key if known else new_id(),
            known,
            index,
            blind_index(row.phone, field="phone"),
            lives_here,
        )
        if known is not None and known.left_on is None:  # a roster brings nobody back who moved away or died
            person.changed = _differences(person, known)
        return person


def _differences(person: ArrivingPerson, known: KnownPerson) -> dict[str, tuple[object, object]]:
    """What the roster tells otherwise. What it leaves empty stays as it is."""
    told: dict[str, object] = {name: getattr(person.row, name) for name in PLAIN}
    told["sex"] = "" if told["sex"] == "0" else told["sex"]
    told |= {"id_index": person.index, "phone_index": person.phone_index}
    changed = {
        name: (getattr(known, name), value)
        for name, value in told.items()
        if value not in ("", None) and value != getattr(known, name)
    }
    if person.lives_here is not None and person.lives_here != known.lives_here:
        changed["lives_here"] = (known.lives_here, person.lives_here)
    if person.home.key != known.household:
        changed["household"] = (known.household, person.home.key)
    return changed


def new_resident(person: ArrivingPerson, *, subdistrict: UUID, now: datetime) -> Resident:
    """The row for somebody who was not known."""
    row = person.row
    return Resident(
        id=person.key,
        subdistrict_id=subdistrict,
        household_id=person.home.key,
        name=row.name,
        name_pinyin=rules.pinyin_initials(row.name),
        sex=row.sex,
        birth_date=row.birth_date,
        ethnic_group=row.ethnic_group,
        relation=row.relation,
        id_number=row.id_number.value if row.id_number else "",
        id_index=person.index,
        phone=row.phone,
        phone_index=person.phone_index,
        political_status=row.political_status,
        health=row.health,
        lives_here=person.lives_here is not False,
        note=row.note,
        created_at=now,
        changed_at=now,
    )


def changed_resident(person: ArrivingPerson, known: KnownPerson, *, now: datetime) -> Resident:
    """The row of somebody known, with what the roster tells otherwise; hidden fields only where they change."""
    row = Resident(id=known.key, household_id=known.household, changed_at=now)
    for name in (*PLAIN, "id_index", "phone_index", "lives_here"):
        setattr(row, name, getattr(known, name))
    for name, (_before, after) in person.changed.items():
        setattr(row, "household_id" if name == "household" else name, after)
    row.id_number = person.row.id_number.value if person.row.id_number else ""
    row.phone = person.row.phone
    return row
