"""Which known household each household of a roster is, and what is different about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from youlin.domains.residents.intake.known import Known, KnownHome, KnownPerson
from youlin.domains.residents.intake.places import Placed, Places
from youlin.domains.residents.roster.grouping import RosterHousehold
from youlin.domains.residents.roster.place import Place
from youlin.domains.residents.roster.rows import RosterRow
from youlin.foundation.crypto import blind_index
from youlin.foundation.db import new_id
from youlin.foundation.values import BadValueError, IdNumber

NUMBER_LENGTH = 40


@dataclass(slots=True)
class Arriving:
    """A household of the roster on its way in."""

    roster: RosterHousehold
    placed: Placed
    key: UUID
    number: str
    known: KnownHome | None
    indexes: list[str]  # of its members' identity numbers, in their order
    people: list[KnownPerson | None] = field(default_factory=list)


def id_index(row: RosterRow) -> str:
    """The blind index under which a row's identity number is, or will be, found."""
    return blind_index(row.id_number.value, field="id_number") if row.id_number is not None else ""


class HomeMatcher:
    """Finds for each household of a roster the one that is known, and a number for those that have none."""

    def __init__(self, known: Known, places: Places, placed: Mapping[Place, Placed]) -> None:
        self.known = known
        self.places = places
        self.placed = placed
        self.claimed: set[UUID] = set()
        self.taken = set(known.by_number)
        self.serials: Counter[tuple[UUID, str]] = Counter()

    def match(self, households: Sequence[RosterHousehold]) -> list[Arriving]:
        """All households that have members. Those with a number come first: a number is the surest sign."""
        arriving = {
            household.key: self._prepare(household)
            for household in sorted(households, key=lambda home: not home.number)
            if household.members
        }
        return [arriving[household.key] for household in households if household.key in arriving]

    def _prepare(self, household: RosterHousehold) -> Arriving:
        placed = self.placed[household.place]
        indexes = [id_index(member) for member in household.members]
        known = (
            self._by_number(household, placed, indexes)
            if household.number
            else self._by_people(household, placed, indexes)
        )
        if known is not None:
            self.claimed.add(known.key)
            return Arriving(household, placed, known.key, known.number, known, indexes)
        number = self._free_number(household, placed)
        self.taken.add((placed.community.pk, number))
        return Arriving(household, placed, new_id(), number, None, indexes)

    def _by_number(self, household: RosterHousehold, placed: Placed, indexes: list[str]) -> KnownHome | None:
        """By number in its community.

        Where each group, or each neighbourhood, counts from 1, the same number elsewhere is another household, unless
        somebody in it is the same.
        """
        for number in self._spellings(household, placed):
            found = self.known.by_number.get((placed.community.pk, number))
            if found is None or found.key in self.claimed:
                continue
            here = found.neighbourhood == placed.neighbourhood.pk
            undivided = not placed.told and self.places.lies_in(found.neighbourhood, placed.within)
            if here or undivided or self._shares_a_person(found, household, indexes):
                return found
        return None

    def _spellings(self, household: RosterHousehold, placed: Placed) -> list[str]:
        """How its number may be stored: as written, or with the group (and the neighbourhood) that tells it apart."""
        place = household.place
        names = [place.group or place.area, (place.group or place.area) + placed.neighbourhood.name]
        return [household.number[:NUMBER_LENGTH], *(_joined(name, household.number) for name in names)]

    def _shares_a_person(self, home: KnownHome, household: RosterHousehold, indexes: list[str]) -> bool:
        return any(
            person.household == home.key
            for member, index in zip(household.members, indexes, strict=True)
            for person in self._candidates(member, index)
        )

    def _candidates(self, member: RosterRow, index: str) -> list[KnownPerson]:
        if index and index in self.known.by_id:
            return [self.known.by_id[index]]
        if member.birth_date is None:
            return []
        return self.known.by_name.get((member.name, member.birth_date), [])

    def _by_people(self, household: RosterHousehold, placed: Placed, indexes: list[str]) -> KnownHome | None:
        """By somebody named as living in it, else where most of its people live now; the head's word breaks a tie."""
        anchor = self._anchor(household)
        if anchor is not None:
            return anchor
        votes: Counter[UUID] = Counter()
        for member, index in zip(household.members, indexes, strict=True):
            for person in self._candidates(member, index):
                home = self.known.homes[person.household]
                if home.key not in self.claimed and (index or home.community == placed.community.pk):
                    votes[home.key] += 3 if member.is_head else 2
        return self.known.homes[votes.most_common(1)[0][0]] if votes else None

    def _anchor(self, household: RosterHousehold) -> KnownHome | None:
        if not household.anchor:
            return None
        try:
            number = IdNumber.parse(household.anchor).value
        except BadValueError:
            return None
        person = self.known.by_id.get(blind_index(number, field="id_number"))
        return self.known.homes[person.household] if person else None

    def _free_number(self, household: RosterHousehold, placed: Placed) -> str:
        community = placed.community.pk
        if household.number:
            for number in self._spellings(household, placed):
                if (community, number) not in self.taken:
                    return number
        stem = household.place.group or household.place.area or placed.community.name
        while True:
            self.serials[community, stem] += 1
            number = _joined(stem, f"{self.serials[community, stem]:03}")
            if (community, number) not in self.taken:
                return number


def _joined(stem: str, number: str) -> str:
    """The number keeps its end, the stem what room is left."""
    return f"{stem[: max(0, NUMBER_LENGTH - 1 - len(number))]}-{number}"[-NUMBER_LENGTH:]
