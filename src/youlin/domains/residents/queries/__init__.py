"""Reads of households and people: each within the own tree, and one address to one neighbourhood for everybody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Role
from youlin.domains.residents.models import Circumstance, Household, ResidenceFact, Resident
from youlin.domains.residents.queries.nearby import neighbourhood_at, neighbourhood_near
from youlin.domains.residents.rules import address_key
from youlin.domains.territory.models import Territory
from youlin.foundation import crypto
from youlin.foundation.db import under
from youlin.foundation.prepared import Prepared
from youlin.foundation.refusal import NotThere
from youlin.foundation.values import BadValueError, IdNumber, Phone

HEAD = "户主"

__all__ = [
    "Circumstance",
    "Home",
    "HomeName",
    "Household",
    "Resident",
    "Wanted",
    "circumstance",
    "entrusted",
    "first_homes",
    "home",
    "homes_by_key",
    "household_counts",
    "households",
    "names_of",
    "neighbourhood_at",
    "neighbourhood_near",
    "places_of",
    "resident",
    "residents",
    "states_on",
]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to narrow a list to; empty means everything in sight."""

    text: str = ""
    place: UUID | None = None  # a community, an area, a group or a neighbourhood
    residence: str = ""
    circumstance: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """A household with everybody in it and what is known of how they live."""

    household: Household
    members: list[Resident]
    gone: list[Resident]
    facts: list[ResidenceFact]


def households(actor: Actor, wanted: Wanted) -> QuerySet[Household]:
    """Households in sight, with `head_name` and `member_count`, by place and number. Two queries with their page."""
    rows = Household.objects.visible_to(actor).select_related("neighbourhood", "community")
    if wanted.residence:
        rows = rows.filter(residence=wanted.residence)
    if wanted.place is not None:
        rows = rows.filter(_in_place("neighbourhood__path", wanted.place))
    if wanted.circumstance:
        rows = rows.filter(pk__in=_with_circumstance(wanted.circumstance).values("household"))
    if wanted.text.strip():
        rows = rows.filter(_household_matches(wanted.text.strip()))
    # Counted for the rows of a page only: a join would group the whole street first.
    here = Resident.objects.filter(household=OuterRef("pk"), lives_here=True).order_by()
    number = here.values("household").annotate(number=Count("pk")).values("number")
    return rows.annotate(
        head_name=Subquery(here.filter(relation=HEAD).values("name")[:1]),
        member_count=Coalesce(Subquery(number), 0),
    ).order_by("community__rank", "neighbourhood__path", "number")


@dataclass(frozen=True, slots=True)
class HomeName:
    """A household as somebody chooses it from a list."""

    pk: UUID
    address: str
    number: str
    head: str


def first_homes(actor: Actor, most: int) -> list[HomeName]:
    """The first households in sight, in the order of `households`. One query."""
    return [HomeName(key, address, number, head or "") for key, address, number, head in _homes(actor, most).all()]


@lru_cache(maxsize=512)
def _homes(actor: Actor, most: int) -> Prepared[tuple[Any, ...]]:
    rows = households(actor, Wanted()).select_related(None)
    names: Any = ("pk", "address", "number", "head_name")  # the last is what `households` puts beside each
    return Prepared(rows.values_list(*names)[:most])


def residents(actor: Actor, wanted: Wanted) -> QuerySet[Resident]:
    """Residents in sight with their open circumstances, by name."""
    rows = Resident.objects.visible_to(actor).filter(lives_here=True).select_related("household__neighbourhood")
    if wanted.place is not None:
        rows = rows.filter(_in_place("household__neighbourhood__path", wanted.place))
    if wanted.residence:
        rows = rows.filter(household__residence=wanted.residence)
    if wanted.circumstance:
        rows = rows.filter(pk__in=_with_circumstance(wanted.circumstance).values("pk"))
    if wanted.text.strip():
        rows = rows.filter(_person_matches(wanted.text.strip()))
    return rows.prefetch_related(_open_circumstances()).order_by("name", "pk")


def homes_by_key(actor: Actor, keys: Iterable[UUID]) -> list[Household]:
    """Households in sight by their keys, with their neighbourhood, in the order of the tree. One query."""
    rows = Household.objects.visible_to(actor).filter(pk__in=list(keys)).select_related("neighbourhood")
    return list(rows.order_by("neighbourhood__path", "number"))


def home(actor: Actor, key: UUID) -> Home:
    """A household with its people and its residence history. Raises NotThere out of sight."""
    found = Household.objects.visible_to(actor).filter(pk=key).select_related("neighbourhood", "community").first()
    if found is None:
        raise NotThere("household_unknown", _("没有这一户。"))
    people = list(found.members.prefetch_related(_open_circumstances()).order_by("created_at", "pk"))
    people.sort(key=lambda person: person.relation != HEAD)
    facts = list(found.residence_facts.select_related("neighbourhood").order_by("-found_on", "-id"))
    return Home(found, [one for one in people if one.lives_here], [one for one in people if not one.lives_here], facts)


def entrusted(actor: Actor) -> list[Resident]:
    """People of other neighbourhoods whom the actor looks after as a chief. One query."""
    mine = Q(pk__in=())
    for grant in actor.grants:
        if grant.role == Role.NEIGHBOURHOOD_CHIEF:
            mine |= under("entrusted_to__path", grant.path)
    rows = Resident.objects.filter(mine, lives_here=True).select_related("household__neighbourhood")
    return list(rows.order_by("name", "pk"))


def resident(actor: Actor, key: UUID) -> Resident:
    """A person in sight, with the household and every circumstance. Raises NotThere."""
    found = (
        Resident.objects.visible_to(actor)
        .filter(pk=key)
        .select_related("household__neighbourhood", "household__community")
        .prefetch_related("circumstances")
        .first()
    )
    if found is None:
        raise NotThere("resident_unknown", _("没有这位居民。"))
    return found


def circumstance(actor: Actor, key: UUID) -> Circumstance:
    """One circumstance in sight, with its person. Raises NotThere."""
    found = Circumstance.objects.visible_to(actor).filter(pk=key).select_related("resident").first()
    if found is None:
        raise NotThere("circumstance_unknown", _("没有这条情形。"))
    return found


def names_of(actor: Actor, keys: list[UUID]) -> dict[UUID, str]:
    """Names of those among these people who are in sight."""
    return dict(Resident.objects.visible_to(actor).filter(pk__in=keys).values_list("pk", "name"))


def places_of(households: Iterable[UUID]) -> list[UUID]:
    """The neighbourhoods of households."""
    return list(Household.objects.filter(pk__in=list(households)).values_list("neighbourhood", flat=True))


def household_counts(actor: Actor) -> dict[UUID, dict[str, int]]:
    """Households in sight by neighbourhood and residence state. One query."""
    found: dict[UUID, dict[str, int]] = {}
    rows = Household.objects.visible_to(actor).order_by().values_list("neighbourhood", "residence")
    for place, residence, number in rows.annotate(number=Count("pk")):
        found.setdefault(place, {})[residence] = number
    return found


def states_on(actor: Actor, day: date) -> dict[UUID, tuple[str, UUID]]:
    """How and where the households lived on a day, for those of which something was found later. Two queries.

    Every other household lived then as it does now.
    """
    rows = list(
        ResidenceFact.objects.filter(
            household__in=ResidenceFact.objects.filter(
                found_on__gt=day, household__in=Household.objects.visible_to(actor).values("pk")
            ).values("household")
        )
        .select_related("household")
        .order_by("household_id", "found_on", "id")
    )
    found: dict[UUID, tuple[str, UUID]] = {}
    for row in rows:  # oldest first: the last one not after the day wins, else the very first
        known = found.get(row.household_id)
        if known is None or row.found_on <= day:
            place = row.neighbourhood_id or (known[1] if known else row.household.neighbourhood_id)
            found[row.household_id] = (row.residence, place)
    return found


def _in_place(path_field: str, place: UUID) -> Q:
    path = Territory.objects.filter(pk=place).values_list("path", flat=True).first()
    return under(path_field, path) if path else Q(pk__in=())


def _with_circumstance(kind: str) -> QuerySet[Resident]:
    return Resident.objects.filter(
        lives_here=True, pk__in=Circumstance.objects.filter(kind=kind, until__isnull=True).values("resident")
    )


def _open_circumstances() -> Prefetch[str, QuerySet[Circumstance], str]:
    return Prefetch(
        "circumstances", Circumstance.objects.filter(until__isnull=True).order_by("since"), "open_circumstances"
    )


def _household_matches(text: str) -> Q:
    people = Q(pk__in=Resident.objects.filter(_person_matches(text), lives_here=True).values("household"))
    if _index_of(text):
        return people
    key = address_key(text)
    return people | Q(number__startswith=text) | (Q(address_key__contains=key) if key else Q())


def _person_matches(text: str) -> Q:
    """A name, its first letters, or a whole identity number or telephone: part of one finds nobody."""
    index = _index_of(text)
    if index:
        return Q(**index)
    if text.isascii() and text.isalpha():
        return Q(name_pinyin__startswith=text.lower())
    return Q(name__contains=text)


def _index_of(text: str) -> dict[str, str]:
    """The blind index to look under, where the text is a whole number of one kind or the other."""
    try:
        return {"id_index": crypto.blind_index(IdNumber.parse(text).value, field="id_number")}
    except BadValueError:
        pass
    try:
        phone = Phone.parse(text)
    except BadValueError:
        return {}
    return {"phone_index": crypto.blind_index(phone.value, field="phone")} if phone.is_mobile else {}
