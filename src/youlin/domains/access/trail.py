"""Reading what was done and who looked, each within the own tree: a deed is seen where it happened, and above."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import prefixes
from youlin.foundation import clock
from youlin.foundation.db import under
from youlin.foundation.models import AuditEntry, Look

M = TypeVar("M", AuditEntry, Look)

# Who manages people may see how they were treated; a chief's own look is on record, but is not the chief's to browse.
READERS = Can.EDIT_HOUSEHOLDS


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to narrow a trail to; empty means everything in sight."""

    who: str = ""
    verb: str = ""
    target: UUID | None = None
    first: date | None = None
    last: date | None = None


def deeds(actor: Actor, wanted: Wanted | None = None) -> QuerySet[AuditEntry]:
    """Audited changes in the actor's tree, newest first."""
    return _narrow(AuditEntry.objects.filter(_in_tree(actor)), wanted or Wanted(), "verb")


def looks(actor: Actor, wanted: Wanted | None = None) -> QuerySet[Look]:
    """Looks at hidden fields in the actor's tree, newest first. `verb` narrows to one field."""
    return _narrow(Look.objects.filter(_in_tree(actor)), wanted or Wanted(), "field")


# What is written down above a place, and changes nothing that a chief below it carries along.
ELSEWHERE = (
    "case.",
    "batch.",
    "view.",
    "service.",
    "fact.",
    "application.",
    "lead.",
    "account.",
    "export",
    "figure.",
    "register.",
)


def deeds_in_line(actor: Actor, *, since: datetime) -> int:
    """How many deeds since an instant may have changed what a chief carries along. One indexed query.

    At the own places, at those above them (a cadence, a roster), and the own ones. Appended, so the number tells news.
    """
    mine, above = Q(pk__in=()), set()
    for path in actor.paths(Can.USE_PHONE):
        mine |= under("path", path)
        above.update(prefixes(path)[:-1])
    noise = Q(pk__in=())
    for verb in ELSEWHERE:
        noise |= Q(verb__startswith=verb)
    here = Q(scope__in=Territory.objects.filter(mine).values("pk"))
    over = Q(scope__in=Territory.objects.filter(path__in=above).values("pk"))
    return AuditEntry.objects.filter(here | over & (~noise | Q(actor=actor.user_id)), at__gte=since).count()


def names(places: Iterable[UUID | None]) -> dict[UUID, str]:
    """How the places of a trail are called."""
    keys = {key for key in places if key is not None}
    return dict(Territory.objects.filter(pk__in=keys).values_list("pk", "full_name"))


def _in_tree(actor: Actor) -> Q:
    if actor.everywhere:
        return Q()
    mine = Q(pk__in=())
    for path in actor.paths(READERS):
        mine |= under("path", path)
    return Q(scope__in=Territory.objects.filter(mine).values("pk"))


def _narrow(rows: QuerySet[M], wanted: Wanted, verb: str) -> QuerySet[M]:
    if wanted.who:
        rows = rows.filter(actor_name__contains=wanted.who)
    if wanted.verb:
        rows = rows.filter(**{verb: wanted.verb})
    if wanted.target is not None:
        rows = rows.filter(target=wanted.target)
    if wanted.first is not None:
        rows = rows.filter(at__gte=clock.start_of(wanted.first))
    if wanted.last is not None:
        rows = rows.filter(at__lt=clock.end_of(wanted.last))
    return rows.order_by("-at", "-id")
