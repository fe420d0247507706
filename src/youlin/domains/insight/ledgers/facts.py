"""What is known for each row of a ledger: a few queries for the whole place, then plain look-ups."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from youlin.domains.access.actor import Actor
from youlin.domains.chiefs.queries import names_at
from youlin.domains.insight.rules.ledgers import TRAITS, Column, Fact
from youlin.domains.residents.models import Circumstance, Household, PersonDetail, Resident
from youlin.domains.residents.queries import HEAD
from youlin.domains.residents.rules import age_on
from youlin.domains.residents.rules.details import Detail
from youlin.domains.territory import queries as territory
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level, prefixes
from youlin.foundation.db import under
from youlin.foundation.values import Money

GONE = (Household.Residence.MOVED, Household.Residence.EMPTY)
SEXES = {"1": "男", "2": "女"}


@dataclass(frozen=True, slots=True)
class Known:
    """A row of a ledger: what it is about, whose empty cells can be asked, and the values."""

    key: UUID
    values: Mapping[Fact, object]
    person: Resident | None = None
    place: UUID | None = None
    said: frozenset[str] = frozenset()  # what that person was asked and answered, if only that they do not know


@dataclass(slots=True)
class Around:
    """What lies around the people and homes of a place, read once."""

    day: date
    places: dict[str, Territory] = field(default_factory=dict)  # by path
    chiefs: dict[UUID, str] = field(default_factory=dict)
    heads: dict[UUID, Resident] = field(default_factory=dict)
    members: dict[UUID, int] = field(default_factory=dict)
    circumstances: dict[UUID, list[Circumstance]] = field(default_factory=dict)
    details: dict[UUID, dict[str, str]] = field(default_factory=dict)

    def above(self, path: str) -> list[Territory]:
        """The places on the way down to a path, itself included."""
        return [self.places[prefix] for prefix in prefixes(path) if prefix in self.places]

    def level(self, path: str, level: Level) -> str:
        """The name of the place of a level above a path."""
        return next((one.name for one in self.above(path) if one.level == level), "")

    def full(self, path: str) -> str:
        """The places from the community down."""
        return "".join(one.name for one in self.above(path) if one.level >= Level.COMMUNITY)

    def order(self, path: str) -> list[tuple[int, str]]:
        """Where a path stands in the order of the tree, as people count it: 邻2 before 邻10."""
        return [(one.rank, one.name) for one in self.above(path)]


def people(actor: Actor, place: Territory, columns: Sequence[Column], only: Sequence[str], day: date) -> list[Known]:
    """A row for everybody who lives in a place, by house; seven queries at most."""
    wanted = {column.fact for column in columns}
    rows = _living(actor, place, wanted)
    if only:
        rows = rows.filter(circumstances__kind__in=only, circumstances__until__isnull=True).distinct()
    around = _around(actor, place, wanted, day)
    order = {path: around.order(path) for path in around.places}

    def by_house(one: Resident) -> tuple[list[tuple[int, str]], str, bool, date]:
        home = one.household
        return order[home.neighbourhood.path], home.number, one.relation != HEAD, one.birth_date or date.max

    return [_person(one, wanted, around) for one in sorted(rows, key=by_house)]


def homes(actor: Actor, place: Territory, columns: Sequence[Column], day: date) -> list[Known]:
    """A row for every home that is lived in; its head answers for it."""
    wanted = {column.fact for column in columns}
    rows = Household.objects.visible_to(actor).filter(under("neighbourhood__path", place.path))
    around = _around(actor, place, wanted | {Fact.HEAD}, day)
    rows = rows.exclude(residence__in=GONE).select_related("neighbourhood")
    found = []
    for home in sorted(rows, key=lambda one: (around.order(one.neighbourhood.path), one.number)):
        head = around.heads.get(home.pk)
        values = {fact: _OF_HOME[fact](home, head, around) for fact in wanted & _OF_HOME.keys()}
        said = frozenset(around.details.get(head.pk, ())) if head is not None else frozenset()
        found.append(Known(home.pk, values, head, home.neighbourhood_id, said))
    return found


def places(actor: Actor, place: Territory, columns: Sequence[Column], day: date) -> list[Known]:
    """A row for every open neighbourhood, with how many live there."""
    wanted = {column.fact for column in columns}
    around = _around(actor, place, wanted, day)
    lived = (
        Household.objects.visible_to(actor).filter(under("neighbourhood__path", place.path)).exclude(residence__in=GONE)
    )
    homes_at = dict(lived.order_by().values_list("neighbourhood").annotate(n=Count("pk")))
    here = Resident.objects.filter(household__in=lived, lives_here=True).order_by()
    people_at = dict(here.values_list("household__neighbourhood").annotate(n=Count("pk")))
    return [
        Known(
            one.pk,
            {
                **where(one.path, around),
                Fact.CHIEF: around.chiefs.get(one.pk, ""),
                Fact.HOMES: homes_at.get(one.pk, 0),
                Fact.PEOPLE: people_at.get(one.pk, 0),
            },
            place=one.pk,
        )
        for one in sorted(around.places.values(), key=lambda one: around.order(one.path))
        if one.level == Level.NEIGHBOURHOOD and one.closed_on is None
    ]


def _living(actor: Actor, place: Territory, wanted: set[Fact]) -> QuerySet[Resident]:
    rows = Resident.objects.visible_to(actor).filter(
        under("household__neighbourhood__path", place.path), lives_here=True
    )
    unread = [name for fact, name in ((Fact.ID, "id_number"), (Fact.PHONE, "phone")) if fact not in wanted]
    return rows.exclude(household__residence__in=GONE).select_related("household__neighbourhood").defer(*unread)


def surroundings(place: Territory, day: date) -> Around:
    """The names of the places around one, and of those in it. Two queries."""
    return Around(day, {one.path: one for one in [*territory.lineage(place), *territory.within(place.path)]})


def _around(actor: Actor, place: Territory, wanted: set[Fact], day: date) -> Around:
    around = surroundings(place, day)
    inside = under("household__neighbourhood__path", place.path)
    here = Resident.objects.filter(inside, lives_here=True)
    if Fact.CHIEF in wanted:
        doors = [one.pk for one in around.places.values() if one.level == Level.NEIGHBOURHOOD]
        around.chiefs = names_at(actor, doors, day=day)
    if Fact.HEAD in wanted:
        heads = here.filter(relation=HEAD).select_related("household__neighbourhood")
        around.heads = {one.household_id: one for one in heads}
    if Fact.MEMBERS in wanted:
        around.members = dict(here.order_by().values_list("household").annotate(n=Count("pk")))
    if wanted & {Fact.CIRCUMSTANCES, Fact.DISABILITY, Fact.LEFT_BEHIND}:
        open_ones = Circumstance.objects.visible_to(actor).filter(
            under("resident__household__neighbourhood__path", place.path), until__isnull=True
        )
        for one in open_ones.order_by("since"):
            around.circumstances.setdefault(one.resident_id, []).append(one)
    if any(TRAITS[fact].asked for fact in wanted):
        said = PersonDetail.objects.filter(under("resident__household__neighbourhood__path", place.path))
        for detail in said.order_by("at", "id"):
            around.details.setdefault(detail.resident_id, {})[detail.kind] = detail.value
    return around


def where(path: str, around: Around) -> dict[Fact, object]:
    """The facts of where something lies."""
    return {
        Fact.COMMUNITY: around.level(path, Level.COMMUNITY),
        Fact.AREA: around.level(path, Level.AREA),
        Fact.GROUP: around.level(path, Level.GROUP),
        Fact.NEIGHBOURHOOD: around.level(path, Level.NEIGHBOURHOOD),
        Fact.PLACE: around.full(path),
    }


def _person(one: Resident, wanted: set[Fact], around: Around) -> Known:
    home = one.household
    values = {fact: _OF_PERSON[fact](one, around) for fact in wanted & _OF_PERSON.keys()}
    shared = (wanted & _OF_HOME.keys()) - values.keys()
    values |= {fact: _OF_HOME[fact](home, around.heads.get(home.pk), around) for fact in shared}
    return Known(one.pk, values, one, home.neighbourhood_id, frozenset(around.details.get(one.pk, ())))


def _detail(kind: Detail) -> Callable[[Resident, Around], object]:
    return lambda one, around: around.details.get(one.pk, {}).get(kind.value, "")


def _circumstances(one: Resident, around: Around) -> str:
    return "、".join(str(found.get_kind_display()) for found in around.circumstances.get(one.pk, ()))


def _disability(one: Resident, around: Around) -> str:
    return next((found.detail for found in around.circumstances.get(one.pk, ()) if found.kind == "disabled"), "")


def _left_behind(one: Resident, around: Around) -> str:
    """GB/T 31000: 01 老人, 02 妇女, 03 儿童."""
    kinds = {found.kind for found in around.circumstances.get(one.pk, ())}
    if "left_behind_child" in kinds:
        return "03 儿童"
    return "01 老人" if kinds & {"elder_alone", "empty_nest"} else ""


def _income(home: Household) -> object:
    return None if home.annual_income_fen is None else float(Money(home.annual_income_fen).yuan)


_OF_PERSON: Mapping[Fact, Callable[[Resident, Around], object]] = {
    Fact.NAME: lambda one, around: one.name,
    Fact.SEX: lambda one, around: SEXES.get(one.sex, ""),
    Fact.SEX_CODE: lambda one, around: one.sex,
    Fact.BIRTH: lambda one, around: one.birth_date,
    Fact.AGE: lambda one, around: age_on(one.birth_date, around.day),
    Fact.ID: lambda one, around: one.id_number,
    Fact.PHONE: lambda one, around: one.phone,
    Fact.ETHNIC: lambda one, around: one.ethnic_group,
    Fact.POLITICAL: lambda one, around: one.political_status,
    Fact.HEALTH: lambda one, around: one.health,
    Fact.RELATION: lambda one, around: one.relation,
    Fact.NATIVE_PLACE: _detail(Detail.NATIVE_PLACE),
    Fact.MARRIAGE: _detail(Detail.MARRIAGE),
    Fact.EDUCATION: _detail(Detail.EDUCATION),
    Fact.REGISTERED_HERE: _detail(Detail.REGISTERED_HERE),
    Fact.REGISTERED_AT: _detail(Detail.REGISTERED_AT),
    Fact.WANTS: _detail(Detail.WANTS),
    Fact.HELP: _detail(Detail.HELP),
    Fact.CIRCUMSTANCES: _circumstances,
    Fact.DISABILITY: _disability,
    Fact.LEFT_BEHIND: _left_behind,
}
Of = Callable[[Household, "Resident | None", Around], object]


def _of_head(fact: Fact) -> Of:
    return lambda home, head, around: _OF_PERSON[fact](head, around) if head is not None else ""


def _place(level: Level) -> Of:
    return lambda home, head, around: around.level(home.neighbourhood.path, level)


_OF_HOME: Mapping[Fact, Of] = {
    Fact.HOUSEHOLD: lambda home, head, around: home.number,
    Fact.HEAD: lambda home, head, around: head.name if head is not None else "",
    Fact.ID: _of_head(Fact.ID),
    Fact.PHONE: _of_head(Fact.PHONE),
    Fact.REGISTERED_HERE: _of_head(Fact.REGISTERED_HERE),
    Fact.REGISTERED_AT: _of_head(Fact.REGISTERED_AT),
    Fact.ADDRESS: lambda home, head, around: home.address,
    Fact.RESIDENCE: lambda home, head, around: str(home.get_residence_display()),
    Fact.INCOME: lambda home, head, around: _income(home),
    Fact.MEMBERS: lambda home, head, around: around.members.get(home.pk, 0),
    Fact.COMMUNITY: _place(Level.COMMUNITY),
    Fact.AREA: _place(Level.AREA),
    Fact.GROUP: _place(Level.GROUP),
    Fact.NEIGHBOURHOOD: _place(Level.NEIGHBOURHOOD),
    Fact.PLACE: lambda home, head, around: around.full(home.neighbourhood.path),
    Fact.CHIEF: lambda home, head, around: around.chiefs.get(home.neighbourhood_id, ""),
}
