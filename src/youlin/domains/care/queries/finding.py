"""Who the roster suggests for care, and what was said to it before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.access.scope import scope
from youlin.domains.care.models import Declined, FindingRule
from youlin.domains.care.rules import Ages, Found, Member, suggest
from youlin.domains.residents.models import Circumstance, Household, Resident
from youlin.domains.residents.rules import age_on
from youlin.foundation.db import under

ALIKE = frozenset({"elder_alone", "empty_nest"})  # who is known as one is not suggested as the other


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody whom the roster suggests, with the home."""

    resident: Resident
    found: Found


def ages_of(subdistrict: UUID | None) -> Ages:
    """The ages that hold in a street; the defaults where it said nothing."""
    row = FindingRule.objects.filter(subdistrict=subdistrict).first() if subdistrict else None
    return Ages(row.elder_from, row.child_under) if row else Ages()


def suggestions(actor: Actor, *, day: date, path: str = "") -> list[Suggestion]:
    """Whom the permanent households of a place suggest, by place; without what is known or declined. Five queries."""
    homes: dict[UUID, list[Member]] = {}
    streets: dict[UUID, UUID | None] = {}
    rows = Resident.objects.filter(
        scope(actor, Can.MANAGE_CARE, "household__neighbourhood__path"),
        under("household__neighbourhood__path", path) if path else Q(),
        household__residence=Household.Residence.PERMANENT,
    ).values_list("pk", "household", "birth_date", "relation", "lives_here", "subdistrict")
    for key, home, born, relation, here, subdistrict in rows:
        homes.setdefault(home, []).append(Member(key, age_on(born, day), relation, here))
        streets[home] = subdistrict
    ages = {street: ages_of(street) for street in set(streets.values())}
    found = [one for home, members in homes.items() for one in suggest(members, ages[streets[home]])]
    keys = {one.key for one in found}
    known: dict[UUID, set[str]] = {}
    for key, kind in _few(Circumstance.objects.filter(until__isnull=True), actor).values_list("resident", "kind"):
        known.setdefault(key, set()).add(kind)
    declined = set(Declined.objects.visible_to(actor).values_list("resident", "kind", "ground"))
    left = [
        one
        for one in found
        if one.kind not in known.get(one.key, set())
        and not (one.kind in ALIKE and known.get(one.key, set()) & ALIKE)
        and (one.key, one.kind, one.ground) not in declined
    ]
    people = {
        row.pk: row
        for row in Resident.objects.filter(pk__in=keys & {one.key for one in left}).select_related(
            "household__neighbourhood"
        )
    }
    listed = [Suggestion(people[one.key], one) for one in left]
    return sorted(listed, key=_place)


def _place(one: Suggestion) -> tuple[str, str, str]:
    home = one.resident.household
    return home.neighbourhood.path, home.number, one.found.kind


def declined(actor: Actor) -> QuerySet[Declined]:
    """What was declined, the latest first."""
    return Declined.objects.visible_to(actor).select_related("resident__household__neighbourhood").order_by("-at", "id")


def _few(rows: QuerySet[Circumstance], actor: Actor) -> QuerySet[Circumstance]:
    return rows.filter(scope(actor, Can.MANAGE_CARE, "resident__household__neighbourhood__path"))
