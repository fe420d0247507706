"""Households that ask to be checked, with what was noticed of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, Max, Min, OuterRef, Prefetch, QuerySet, Subquery

from youlin.domains.access.actor import Actor
from youlin.domains.residents.models import Household, ResidenceFact, ResidenceSign, Resident
from youlin.domains.territory.models import Territory
from youlin.foundation import clock
from youlin.foundation.db import under

HEAD = "户主"


@dataclass(frozen=True, slots=True)
class Doubt:
    """What the list is narrowed to."""

    place: UUID | None = None
    kind: str = ""


def doubtful(actor: Actor, wanted: Doubt) -> QuerySet[Household]:
    """Households in sight with unsettled signs, each with `open_signs` and `head_name`, the oldest doubt first."""
    signs = ResidenceSign.objects.filter(settled_at__isnull=True).order_by("seen_on", "kind")
    mine = signs.filter(household=OuterRef("pk")).order_by()
    if wanted.kind:
        mine = mine.filter(kind=wanted.kind)
    rows = Household.objects.visible_to(actor).filter(Exists(mine))
    if wanted.place is not None:
        path = Territory.objects.filter(pk=wanted.place).values_list("path", flat=True).first()
        rows = rows.filter(under("neighbourhood__path", path)) if path else rows.none()
    first = mine.values("household").annotate(first=Min("seen_on")).values("first")
    head = Resident.objects.filter(household=OuterRef("pk"), lives_here=True, relation=HEAD).order_by()
    return (
        rows.annotate(doubted_on=Subquery(first), head_name=Subquery(head.values("name")[:1]))
        .select_related("neighbourhood", "community")
        .prefetch_related(Prefetch("signs", signs, "open_signs"))
        .order_by("doubted_on", "neighbourhood__path", "number")
    )


def signs_of(actor: Actor, household: UUID) -> list[ResidenceSign]:
    """Every sign ever noticed of a household in sight, the latest first."""
    return list(ResidenceSign.objects.visible_to(actor).filter(household=household).order_by("-seen_on", "-id"))


def settled_days(households: Iterable[UUID]) -> dict[UUID, date]:
    """On which day doubts about households were last settled, by a reason or by a check. Two queries."""
    keys = list(households)
    signs = ResidenceSign.objects.filter(household__in=keys, settled_at__isnull=False).order_by()
    last = signs.values("household").annotate(at=Max("settled_at")).values_list("household", "at")
    found = {key: clock.day_of(at) for key, at in last}
    facts = ResidenceFact.objects.filter(household__in=keys).exclude(evidence_kind="").order_by()
    for key, day in facts.values("household").annotate(day=Max("found_on")).values_list("household", "day"):
        found[key] = max(day, found.get(key, day))
    return found


def not_back(actor: Actor, *, day: date) -> list[tuple[UUID, date]]:
    """Households that are still away though the day on which they meant to be back has passed, with that day."""
    latest = ResidenceFact.objects.filter(household=OuterRef("pk")).order_by("-found_on", "-id").values("until")[:1]
    rows = (
        Household.objects.visible_to(actor).filter(residence=Household.Residence.AWAY).annotate(back=Subquery(latest))
    )
    return list(rows.filter(back__lt=day).order_by().values_list("pk", "back"))


EVIDENCE = ResidenceFact.Evidence.choices
SIGNS = ResidenceSign.Kinds.choices
