"""Households with what is known of them: the roster, the authority's register, what was learnt at the door."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from uuid import UUID

from django.db.models import QuerySet

from youlin.domains.access.actor import Actor
from youlin.domains.benefits.engine.values import Value
from youlin.domains.benefits.engine.vocabulary import Household as Facts
from youlin.domains.benefits.engine.vocabulary import Known
from youlin.domains.benefits.models import Enrolment, Observation
from youlin.domains.benefits.queries.enrolments import receiving, settled_lists
from youlin.domains.benefits.rules.roster import RosterHousehold, RosterPerson, household_facts
from youlin.domains.residents.models import Circumstance, Household, Resident
from youlin.foundation.clock import day_of
from youlin.foundation.db import under

CHUNK = 500
REGISTER = "待遇登记"
# A register of the authority names everybody who receives; who is not in it, does not.
_REGISTERED = {
    "dibao": ("household", "enrolled_dibao"),
    "edge": ("household", "enrolled_edge"),
    "tekun": ("person", "enrolled_tekun"),
}


@dataclass(frozen=True, slots=True)
class Home:
    """A household by its keys, and as facts."""

    household: Household
    people: tuple[Resident, ...]
    facts: Facts
    enrolled: frozenset[tuple[str, UUID]]  # programme and person


def homes(
    actor: Actor, *, path: str | None = None, number: str | None = None, day: date | None = None
) -> Iterator[Home]:
    """Households in sight with their facts, in chunks of constant queries; of a subtree or a number, if given.

    With a day also those receive whose exit grace ends after it.
    """
    rows: QuerySet[Household] = Household.objects.visible_to(actor).select_related("neighbourhood", "community")
    if path is not None:
        rows = rows.filter(under("neighbourhood__path", path))
    if number is not None:
        rows = rows.filter(number=number)
    stream = (
        rows.exclude(residence=Household.Residence.MOVED)
        .order_by("neighbourhood__path", "number", "pk")
        .iterator(CHUNK)
    )
    while chunk := list(islice(stream, CHUNK)):
        yield from homes_at(chunk, day)


def homes_at(households: list[Household], day: date | None = None) -> list[Home]:
    """Those households with their facts, in five queries. The caller has been allowed to see them."""
    keys = [row.pk for row in households]
    people: defaultdict[UUID, list[Resident]] = defaultdict(list)
    for person in _people(keys):
        people[person.household_id].append(person)
    told = _told(keys)
    enrolled = _enrolled(households, people, told, day)
    marks = _circumstances(keys)
    found = []
    for row in households:
        members = tuple(people[row.pk])
        roster = RosterHousehold(
            row.pk,
            row.residence,
            row.annual_income_fen,
            row.community.name,
            day_of(row.changed_at),
            tuple(_person(person, marks[person.pk]) for person in members),
        )
        found.append(Home(row, members, household_facts(roster, told), frozenset(enrolled[row.pk])))
    return found


def _people(keys: list[UUID]) -> QuerySet[Resident]:
    """Who has not left; numbers stay sealed, nobody needs them here."""
    rows = Resident.objects.filter(household__in=keys, left_on__isnull=True)
    return rows.defer("id_number", "phone").order_by("created_at", "pk")


def _person(row: Resident, marks: list[Circumstance]) -> RosterPerson:
    return RosterPerson(
        key=row.pk,
        name=row.name,
        born=row.birth_date,
        sex=row.sex,
        relation=row.relation,
        health=row.health,
        lives_here=row.lives_here,
        seen_on=day_of(row.changed_at),
        circumstances=tuple((mark.kind, mark.detail, mark.since) for mark in marks),
    )


def _circumstances(keys: list[UUID]) -> defaultdict[UUID, list[Circumstance]]:
    found: defaultdict[UUID, list[Circumstance]] = defaultdict(list)
    for row in Circumstance.objects.filter(resident__household__in=keys, until__isnull=True).order_by("since"):
        found[row.resident_id].append(row)
    return found


def _told(keys: list[UUID]) -> dict[object, dict[str, Known]]:
    """What was learnt, by person or household; the latest of a fact wins, and a late "nobody knew" wipes nothing."""
    found: dict[object, dict[str, Known]] = {}
    rows = Observation.objects.filter(household__in=keys, value__isnull=False).order_by(
        "observed_on", "recorded_at", "id"
    )
    for row in rows:
        found.setdefault(row.resident_id or row.household_id, {})[row.fact] = Known(
            _value(row.value), row.observed_on, row.source
        )
    return found


def _value(stored: object) -> Value:
    """A JSON value back: two numbers are bounds."""
    if isinstance(stored, list):
        return int(stored[0]), int(stored[1])
    return stored if isinstance(stored, str) else int(str(stored))


def _enrolled(
    households: list[Household],
    people: dict[UUID, list[Resident]],
    told: dict[object, dict[str, Known]],
    day: date | None,
) -> defaultdict[UUID, set[tuple[str, UUID]]]:
    """Who receives what; and, where a whole list was settled, that the others do not."""
    found: defaultdict[UUID, set[tuple[str, UUID]]] = defaultdict(set)
    keys = {row.pk for row in households}
    for row in Enrolment.objects.filter(receiving(day), household__in=keys):
        found[row.household_id].add((row.programme, row.resident_id))
    latest = settled_lists({row.subdistrict_id for row in households}, _REGISTERED)
    for home in households:
        for programme, (of, fact) in _REGISTERED.items():
            seen = latest.get((home.subdistrict_id, programme))
            if seen is None:
                continue
            holders = {person for name, person in found[home.pk] if name == programme}
            if of == "household":
                told.setdefault(home.pk, {}).setdefault(fact, Known(int(bool(holders)), seen, REGISTER))
            for person in people[home.pk] if of == "person" else ():
                told.setdefault(person.pk, {}).setdefault(fact, Known(int(person.pk in holders), seen, REGISTER))
    return found
