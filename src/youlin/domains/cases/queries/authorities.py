"""Whom a street tells of danger, and who of them still has to be told of a case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from youlin.domains.access.actor import Actor
from youlin.domains.cases.models import Authority, AuthorityDuty, Case
from youlin.domains.cases.rules import danger as rules
from youlin.domains.cases.rules.ladder import Danger
from youlin.foundation.prepared import Prepared


def told_of(subdistrict: UUID, danger: Danger) -> list[rules.Authority]:
    """Whom a street tells of this danger: its own list, else the defaults. One query."""
    return all_told_of(subdistrict)[danger]


def all_told_of(subdistrict: UUID) -> dict[Danger, list[rules.Authority]]:
    """The same for every kind of danger. One query."""
    found: dict[Danger, list[rules.Authority]] = {}
    for row in Authority.objects.filter(subdistrict=subdistrict).order_by("danger", "rank"):
        found.setdefault(Danger(row.danger), []).append(rules.Authority(row.name, row.phone, row.minutes))
    return {danger: found.get(danger, list(rules.DEFAULTS[danger])) for danger in Danger}


def duties_of(case: Case) -> list[AuthorityDuty]:
    """The authorities that must be, or were, told of a case; none where it is not dangerous. One query."""
    return list(AuthorityDuty.objects.filter(case=case).order_by("rank", "name")) if case.danger else []


def untold() -> Q:
    """Cases of which some authority still has to be told."""
    # From the duties, which are few while they wait: not a look at each case for whether it has one.
    return ~Q(danger="") & Q(pk__in=AuthorityDuty.objects.filter(told_at__isnull=True).values("case"))


def waiting(actor: Actor) -> QuerySet[Case]:
    """Cases in sight of which some authority still has to be told."""
    return Case.objects.visible_to(actor).filter(untold())


@lru_cache(maxsize=512)
def prepared_waiting(actor: Actor) -> Prepared[Any]:
    """The same, to be counted with other questions."""
    return Prepared(waiting(actor).order_by().values_list("pk"))


def late(duties: Iterable[UUID], now: datetime) -> list[AuthorityDuty]:
    """Of these, what is late and still to be done, with its case. One query."""
    rows = AuthorityDuty.objects.filter(pk__in=list(duties), told_at__isnull=True, due_at__lte=now)
    return list(rows.select_related("case").order_by("due_at"))
