"""Lists of cases: what the actor may see, what the actor must act on, narrowed and searched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from youlin.domains.access.actor import Actor
from youlin.domains.cases.models import Case, Holding
from youlin.domains.cases.queries import duty
from youlin.domains.cases.rules.states import RUNNING, Status
from youlin.domains.residents.models import Resident
from youlin.domains.territory.models import Territory
from youlin.foundation import clock, crypto
from youlin.foundation.db import under
from youlin.foundation.values import BadValueError, Phone


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to narrow a list to; empty means everything in sight."""

    text: str = ""
    status: str = ""
    kind: str = ""
    rung: int | None = None
    urgency: str = ""
    place: UUID | None = None
    overdue: bool = False
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers for badges."""

    mine: int
    mine_overdue: int
    open: int
    overdue: int


def cases(actor: Actor, wanted: Wanted, *, now: datetime) -> QuerySet[Case]:
    """Cases in sight; running ones first, the nearest deadline first, then the newest. One query and its page."""
    rows = Case.objects.visible_to(actor)
    if wanted.mine:
        rows = rows.filter(_mine(actor, now))
    if wanted.status:
        rows = rows.filter(status=wanted.status)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.rung is not None:
        rows = rows.filter(rung=wanted.rung)
    if wanted.urgency:
        rows = rows.filter(urgency=wanted.urgency)
    if wanted.place is not None:
        path = Territory.objects.filter(pk=wanted.place).values_list("path", flat=True).first()
        rows = rows.filter(under("territory__path", path)) if path else rows.none()
    if wanted.overdue:
        rows = rows.filter(_late(now))
    words = wanted.text.replace("\0", "").strip()
    if words:
        rows = rows.filter(_matches(words))
    return (
        rows.select_related("territory", "holder__territory", "resident")
        .defer("reporter_phone")
        .order_by(F("due_at").asc(nulls_last=True), "-reported_at", "-pk")
    )


def counts(actor: Actor, *, now: datetime) -> Counts:
    """How many wait for the actor, and how many run in sight."""
    mine = Case.objects.filter(_mine(actor, now)).aggregate(all=Count("pk"), late=Count("pk", filter=_late(now)))
    seen = (
        Case.objects.visible_to(actor)
        .filter(status__in=list(RUNNING))
        .aggregate(all=Count("pk"), late=Count("pk", filter=_late(now)))
    )
    return Counts(mine["all"], mine["late"], seen["all"], seen["late"])


def mine(actor: Actor, *, now: datetime) -> QuerySet[Case]:
    """What the actor must act on, the nearest deadline first."""
    return cases(actor, Wanted(mine=True), now=now)


def to_confirm(actor: Actor, *, now: datetime) -> QuerySet[Case]:
    """Cases whose resident was told by a post of the actor and has not answered yet."""
    came_by = Holding.objects.filter(case=OuterRef("pk"), post__in=_posts(actor, now))
    return cases(actor, Wanted(status=Status.TOLD.value), now=now).filter(Exists(came_by))


def _posts(actor: Actor, now: datetime) -> Iterable[UUID]:
    return duty.posts_of(actor, today=clock.day_of(now))


def _mine(actor: Actor, now: datetime) -> Q:
    """Where an active holding is the actor's. Looked up by key: few cases wait for one person."""
    return Q(
        pk__in=Holding.objects.filter(active=True, post__in=_posts(actor, now)).values("case"),
        status__in=[status.value for status in RUNNING],
    )


def _late(now: datetime) -> Q:
    return Q(due_at__lt=now, status__in=[status.value for status in RUNNING]) | Q(overdue_since__isnull=False)


def _matches(text: str) -> Q:
    """A number, a phone, a name, or words of what was said."""
    try:
        phone = Phone.parse(text).value
    except BadValueError:
        phone = ""
    found = Q(number__endswith=text) if text.replace("-", "").isdigit() else Q()
    if phone:
        found |= Q(phone_index=crypto.blind_index(phone, field="phone"))
    people = Resident.objects.filter(name__startswith=text).values("pk")
    return (
        found
        | Q(text__icontains=text)
        | Q(place__icontains=text)
        | Q(reporter_name__startswith=text)
        | Q(resident__in=people)
    )
