"""`import_roster`: all of a roster or nothing of it, and the second time nothing at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.residents import rules
from youlin.domains.residents.events import HouseholdMoved, PeopleMoved, ResidenceChanged
from youlin.domains.residents.intake import people as persons
from youlin.domains.residents.intake.homes import Arriving, HomeMatcher
from youlin.domains.residents.intake.known import Known, KnownCircumstance, KnownHome
from youlin.domains.residents.intake.outcome import Change, ImportOutcome
from youlin.domains.residents.intake.people import ArrivingPerson, PersonMatcher
from youlin.domains.residents.intake.places import Places, count_places, new_places
from youlin.domains.residents.intake.street import NewStreet, locked_street, street_as_it_is
from youlin.domains.residents.intake.writing import insert_all
from youlin.domains.residents.models import Circumstance, Household, ResidenceFact, Resident
from youlin.domains.residents.roster.book import RosterBook
from youlin.domains.residents.roster.columns import Field
from youlin.domains.residents.roster.place import Place
from youlin.domains.residents.rules.disabilities import disability_in
from youlin.domains.residents.rules.positions import PIN, ROSTER, Point
from youlin.domains.territory.models import Territory
from youlin.foundation import audit, clock, outbox
from youlin.foundation.db import new_id
from youlin.foundation.memory import uncollected
from youlin.foundation.refusal import NotAllowed

SOURCE: Final = "花名册"
BATCH: Final = 1000
HOME_FIELDS: Final = (
    "neighbourhood",
    "community",
    "address",
    "address_key",
    "residence",
    "annual_income_fen",
    "latitude",
    "longitude",
    "point_source",
    "changed_at",
)

Progress = Callable[[str, int, int], None]


def import_roster(
    *,
    actor: Actor,
    book: RosterBook,
    subdistrict: UUID | NewStreet,
    now: datetime,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportOutcome:
    """Take a roster into a subdistrict, set by set, in one transaction.

    What the roster leaves empty is never erased, nobody is removed, and a roster that says what is known already
    changes nothing. A dry run decides the same and writes nothing; it holds no lock, so that the street works on.
    `progress` is called with a stage (`places`, `households`, `people`, `done`), how much is done, and of how much.

    Raises NotThere for an unknown subdistrict, NotAllowed where the roster reaches beyond the actor's places.
    """
    watched = progress or _silent
    if dry_run:
        return _Intake(actor, book, street_as_it_is(actor, subdistrict), now, dry_run=True, progress=watched).run()
    with uncollected(), transaction.atomic():
        street = locked_street(actor, subdistrict, now)
        return _Intake(actor, book, street, now, dry_run=False, progress=watched).run()


def _silent(stage: str, done: int, total: int) -> None:
    """Nobody watches."""


class _Intake:
    """One roster on its way in. Each step reads what the one before it left here."""

    def __init__(
        self, actor: Actor, book: RosterBook, street: Territory, now: datetime, *, dry_run: bool, progress: Progress
    ) -> None:
        self.actor = actor
        self.book = book
        self.street = street
        self.now = now
        self.today = clock.day_of(now)
        self.progress = progress
        self.dry_run = dry_run
        self.outcome = ImportOutcome(book, dry_run)
        self.deeds: list[audit.Deed] = []
        self.events: list[outbox.Event] = []
        self.places = Places(street, rehearsing=dry_run)
        self.known = Known(street.pk)

    def run(self) -> ImportOutcome:
        homes = self._arrange()
        matcher = PersonMatcher(self.known)
        labels = {sheet.name: sheet.header.label(Field.ID) for sheet in self.book.sheets}
        everybody = matcher.match(homes, id_label=labels)
        self.book.add_problems(matcher.problems)
        self._write_homes(homes, Counter(person.home.key for person in everybody))
        self._write_people(everybody)
        self._write_circumstances(everybody)
        self._record()
        self.progress("done", 1, 1)
        return self.outcome

    # ------------------------------------------------------------------------------------------------- places
    def _arrange(self) -> list[Arriving]:
        self.progress("places", 0, 1)
        inhabited = [household for household in self.book.households if household.members]
        self._refuse_beyond_reach(household.place for household in inhabited)
        placed = self.places.place_all((household.place for household in inhabited), actor=self.actor, now=self.now)
        self.outcome.territories = count_places(placed.values(), self.places)
        self.outcome.new_territories = [place.full_name for place in self.places.added]
        self.outcome.new_places = new_places(self.places)
        return HomeMatcher(self.known, self.places, placed).match(inhabited)

    def _refuse_beyond_reach(self, places: Iterable[Place]) -> None:
        """A community brings in its own roster; only the street may add a community."""
        if self.actor.can_at(Can.IMPORT_ROSTER, self.street.path):
            return
        for name in dict.fromkeys(place.community for place in places):
            community = self.places.community(name)
            if community is None or not self.actor.can_at(Can.IMPORT_ROSTER, community.path):
                raise NotAllowed(
                    "not_your_community",
                    _("这份花名册里有“%(name)s”的人，不在您负责的社区。请只导入本社区的，或请街道来导入。")
                    % {"name": name},
                )

    # --------------------------------------------------------------------------------------------- households
    def _write_homes(self, homes: Sequence[Arriving], members: Counter[UUID]) -> None:
        """`members` counts who goes in: a household whose every row turned out to be in conflict is not made."""
        self.progress("households", 0, len(homes))
        new = [home for home in homes if home.known is None and members[home.key]]
        changed: list[Household] = []
        facts = [self._fact(home.key, self._residence(home), home.placed.neighbourhood.pk) for home in new]
        for home in homes:
            if home.roster.residence == Household.Residence.REGISTERED_ONLY:
                self.outcome.registered_only += 1
            if home.known is not None:
                row = self._changed_home(home, home.known, facts)
                if row is not None:
                    changed.append(row)
        if not self.dry_run:
            insert_all([self._new_home(home) for home in new])
            Household.objects.bulk_update(changed, HOME_FIELDS, batch_size=BATCH)
            insert_all(facts)
        self.deeds += [
            audit.Deed(
                "household.add",
                "household",
                home.key,
                home.placed.neighbourhood.pk,
                {"members": [0, members[home.key]]},
            )
            for home in new
        ]
        tally = self.outcome.households
        tally.created, tally.updated = len(new), len({row.pk for row in changed})
        tally.unchanged = len({home.key for home in homes if home.known is not None}) - tally.updated

    def _residence(self, home: Arriving) -> str:
        return home.roster.residence or Household.Residence.PERMANENT

    def _new_home(self, home: Arriving) -> Household:
        return Household(
            id=home.key,
            subdistrict_id=self.street.pk,
            community=home.placed.community,
            neighbourhood=home.placed.neighbourhood,
            number=home.number,
            address=home.roster.address,
            address_key=rules.address_key(home.roster.address)[:200],
            residence=self._residence(home),
            annual_income_fen=home.roster.income_fen,
            **_point(home.roster.point, ROSTER if home.roster.point else ""),
            created_at=self.now,
            changed_at=self.now,
        )

    def _changed_home(self, home: Arriving, known: KnownHome, facts: list[ResidenceFact]) -> Household | None:
        told: dict[str, tuple[object, object]] = {}
        for name, value in (
            ("address", home.roster.address),
            ("residence", home.roster.residence),
            ("annual_income_fen", home.roster.income_fen),
            ("neighbourhood", self._neighbourhood(home, known)),
            # Whoever stood at the door knows better than a column.
            ("point", None if known.point_source == PIN else home.roster.point),
        ):
            before = getattr(known, name)
            if value not in ("", None) and value != before:
                told[name] = (before, value)
                setattr(known, name, value)
        if not told:
            return None
        self._tell_home(home, known, told)
        if "neighbourhood" in told or "residence" in told:
            facts.append(self._fact(known.key, known.residence, known.neighbourhood))
        return Household(
            id=known.key,
            neighbourhood_id=known.neighbourhood,
            community_id=home.placed.community.pk if "neighbourhood" in told else known.community,
            address=known.address,
            address_key=rules.address_key(known.address)[:200],
            residence=known.residence,
            annual_income_fen=known.annual_income_fen,
            **_point(known.point, ROSTER if "point" in told else known.point_source),
            changed_at=self.now,
        )

    def _neighbourhood(self, home: Arriving, known: KnownHome) -> UUID:
        """Where a known household is now: a roster that names no 邻 does not move it out of its own."""
        if not home.placed.told and self.places.lies_in(known.neighbourhood, home.placed.within):
            return known.neighbourhood
        return home.placed.neighbourhood.pk

    def _tell_home(self, home: Arriving, known: KnownHome, told: dict[str, tuple[object, object]]) -> None:
        for name, (before, after) in told.items():
            words = (str(before or ""), str(after))
            if name == "neighbourhood" and isinstance(before, UUID) and isinstance(after, UUID):
                words = (self.places.by_key[before].full_name, self.places.by_key[after].full_name)
                self.events.append(HouseholdMoved(household=known.key, left=before, entered=after, moved_on=self.today))
            if name == "residence":
                self.events.append(
                    ResidenceChanged(household=known.key, before=words[0], after=words[1], found_on=self.today)
                )
            where = home.placed.community.name
            self.outcome.changes.append(Change("household", where, known.number, name, *words))
        changes = {name: [str(before), str(after)] for name, (before, after) in told.items()}
        self.deeds.append(audit.Deed("household.update", "household", known.key, known.neighbourhood, changes))

    def _fact(self, household: UUID, residence: str, neighbourhood: UUID) -> ResidenceFact:
        return ResidenceFact(
            subdistrict_id=self.street.pk,
            household_id=household,
            residence=residence,
            neighbourhood_id=neighbourhood,
            found_on=self.today,
            evidence=SOURCE,
            by=self.actor.user_id,
        )

    # ------------------------------------------------------------------------------------------------- people
    def _write_people(self, everybody: Sequence[ArrivingPerson]) -> None:
        self.progress("people", 0, len(everybody))
        new = [person for person in everybody if person.known is None]
        changed = [person for person in everybody if person.changed]
        if not self.dry_run:
            self._insert_people(new, len(everybody))
            self._update_people(changed)
        for person in changed:
            self._tell_person(person)
        moved = {person.home.key for person in changed if {"household", "lives_here"} & person.changed.keys()}
        if moved:
            self.events.append(PeopleMoved(households=tuple(sorted(moved))))
        tally = self.outcome.people
        tally.created, tally.updated = len(new), len(changed)
        tally.unchanged = len(everybody) - len(new) - len(changed)

    def _insert_people(self, new: Sequence[ArrivingPerson], total: int) -> None:
        for start in range(0, len(new), BATCH):
            part = new[start : start + BATCH]
            insert_all([persons.new_resident(person, subdistrict=self.street.pk, now=self.now) for person in part])
            self.progress("people", start + len(part), total)

    def _update_people(self, changed: Sequence[ArrivingPerson]) -> None:
        rows = {
            person.key: persons.changed_resident(person, person.known, now=self.now)
            for person in changed
            if person.known is not None
        }
        Resident.objects.bulk_update(
            list(rows.values()), [*persons.PLAIN, "household", "lives_here", "changed_at"], batch_size=BATCH
        )
        for hidden, index in (("id_number", "id_index"), ("phone", "phone_index")):
            touched = [rows[person.key] for person in changed if index in person.changed]
            Resident.objects.bulk_update(touched, [hidden, index], batch_size=BATCH)

    def _tell_person(self, person: ArrivingPerson) -> None:
        place = person.home.placed.neighbourhood
        hidden = {"id_index": "id_number", "phone_index": "phone"}
        changes: dict[str, object] = {}
        for name, (before, after) in person.changed.items():
            # That a hidden field changed is on record; what it was and is stays hidden.
            words = ("", "") if name in hidden else (str(before or ""), str(after))
            if name == "household" and isinstance(before, UUID):
                words = (self.known.homes[before].number, person.home.number)
            label = hidden.get(name, name)
            changes[label] = list(words)
            self.outcome.changes.append(Change("person", place.full_name, person.row.name, label, *words))
        self.deeds.append(audit.Deed("resident.update", "resident", person.key, place.pk, changes))

    # ------------------------------------------------------------------------------------------ circumstances
    def _write_circumstances(self, everybody: Sequence[ArrivingPerson]) -> None:
        """What the roster calls for care. What it no longer says is not ended by silence: a person decides that."""
        new: list[Circumstance] = []
        outdated: list[KnownCircumstance] = []
        for person in everybody:
            if person.known is not None and person.known.left_on is not None:
                continue
            for kind, detail in person.row.circumstances:
                self.outcome.circumstances[kind] += 1
                known = self.known.circumstances.get((person.key, kind))
                if known is not None and (not detail or known.detail == detail):
                    continue
                if known is not None:
                    outdated.append(known)
                new.append(self._circumstance(person.key, kind, detail))
                if person.known is not None and not person.changed:
                    self.outcome.people.updated += 1
                    self.outcome.people.unchanged -= 1
                    person.changed = {"circumstance": ("", kind)}
        if outdated and not self.dry_run:
            keys = [known.key for known in outdated]
            Circumstance.objects.filter(pk__in=keys).update(until=self.today, end_because=Circumstance.Endings.CHANGED)
        if not self.dry_run:
            insert_all(new)
        self.deeds += [
            audit.Deed("circumstance.note", "resident", row.resident_id, self.street.pk, {"kind": [None, row.kind]})
            for row in new
        ]

    def _circumstance(self, resident: UUID, kind: str, detail: str) -> Circumstance:
        disability, grade = disability_in(detail) if kind == Circumstance.Kinds.DISABLED else ("", None)
        return Circumstance(
            id=new_id(),
            subdistrict_id=self.street.pk,
            resident_id=resident,
            kind=kind,
            detail=detail,
            disability=disability,
            grade=grade,
            since=self.today,
            source=SOURCE,
        )

    # ------------------------------------------------------------------------------------------------- record
    def _record(self) -> None:
        outcome = self.outcome
        if self.dry_run or (outcome.nothing_new and not self.deeds):
            return
        counts = {
            "file": self.book.filename[:100],
            "households": [outcome.households.created, outcome.households.updated],
            "people": [outcome.people.created, outcome.people.updated],
            "kept_out": outcome.kept_out,
        }
        self.deeds.append(audit.Deed("roster.import", "territory", self.street.pk, self.street.pk, counts))
        audit.record(self.deeds, actor=self.actor, now=self.now)
        outbox.announce(self.events, now=self.now)


def _point(point: Point | None, source: str) -> dict[str, Any]:
    """A point as the table keeps it."""
    return {
        "latitude": point.latitude if point else None,
        "longitude": point.longitude if point else None,
        "point_source": source,
    }
