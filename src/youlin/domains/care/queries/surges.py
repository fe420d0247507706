"""Who a surge concerns, who has been heard of today, and who not yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can, Role
from youlin.domains.access.scope import scope
from youlin.domains.care.models import CarePlan, Contact, Pace, Surge
from youlin.domains.care.queries.supervision import chiefs_of
from youlin.domains.care.rules import REACHED
from youlin.domains.chiefs import queries as chiefs
from youlin.domains.residents.models import Circumstance
from youlin.domains.territory.models import Territory
from youlin.foundation import clock
from youlin.foundation.db import under
from youlin.foundation.refusal import NotThere


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody whom a surge concerns; `heard` is the contact of that day that reached them, if one did."""

    plan: CarePlan
    neighbourhood: Territory
    heard: Contact | None
    chiefs: tuple[chiefs.Holder, ...] = ()


@dataclass(frozen=True, slots=True)
class Board:
    """A surge on one day: who is still unheard, who was heard, and how many of each in each place."""

    surge: Surge
    day: date
    unheard: list[Called]
    heard: list[Called]
    outside: int  # people in such a circumstance who live there and are not in care


def members_wanted(surge: Surge) -> QuerySet[CarePlan]:
    """Open plans that a surge concerns and that have not joined it."""
    rows = CarePlan.objects.filter(under("neighbourhood__path", surge.territory.path), ends_on__isnull=True)
    if surge.circumstances:
        known = Circumstance.objects.filter(
            resident=OuterRef("resident"), kind__in=surge.circumstances, until__isnull=True
        )
        rows = rows.filter(Q(circumstance__in=surge.circumstances) | Exists(known))
    return rows.exclude(Exists(Pace.objects.filter(plan=OuterRef("pk"), surge=surge)))


def surges(actor: Actor) -> QuerySet[Surge]:
    """Surges called for places in sight of the desk, the latest first."""
    return Surge.objects.visible_to(actor).select_related("territory").order_by("-called_at")


def surge(actor: Actor, key: UUID) -> Surge:
    """One surge that concerns people in sight: called for a place of the actor's, or one above it. Raises NotThere."""
    found = Surge.objects.select_related("territory").filter(pk=key).first()
    mine = actor.everywhere or (
        found is not None
        and any(
            path.startswith(found.territory.path) or found.territory.path.startswith(path)
            for path in actor.paths(Can.SEE_CARE)
        )
    )
    if found is None or not mine:
        raise NotThere("surge_unknown", _("没有这次应急问候。"))
    return found


def running(actor: Actor, *, day: date) -> list[Surge]:
    """Surges that run on a day and concern somebody in sight, the latest first. One query."""
    mine = Pace.objects.visible_to(actor).filter(surge=OuterRef("pk"), plan__ends_on__isnull=True)
    rows = Surge.objects.filter(Exists(mine), first__lte=day, last__gte=day, ended_at__isnull=True)
    return list(rows.select_related("territory").order_by("-called_at"))


def board(actor: Actor, key: UUID, *, now: datetime) -> Board:
    """Who of a surge is still unheard on this day (the last one, once it is over), by place. Five queries.

    Raises NotThere.
    """
    found = surge(actor, key)
    day = last_day(found, clock.day_of(now))
    rows = _concerned(actor, day).filter(surge=found)
    rows = rows.select_related("plan__resident__household", "plan__neighbourhood")
    people = [row.plan for row in rows.order_by("plan__neighbourhood__path", "plan__resident__name")]
    heard = _heard(people, day)
    held = chiefs_of({plan.neighbourhood_id for plan in people}, now)
    called = [
        Called(plan, plan.neighbourhood, heard.get(plan.resident_id), held.get(plan.neighbourhood_id, ()))
        for plan in people
    ]
    return Board(
        found,
        day,
        [one for one in called if one.heard is None],
        [one for one in called if one.heard is not None],
        _outside(actor, found),
    )


@dataclass(frozen=True, slots=True)
class Tally:
    """A surge of today in two numbers."""

    surge: Surge
    unheard: int
    total: int


def tallies(actor: Actor, *, day: date, own: bool = False) -> list[Tally]:
    """Each surge that runs on a day, with how many of its people in sight are still unheard. Two queries.

    `own` leaves out people for whom the actor is not the 邻长.
    """
    found = running(actor, day=day)
    if not found:
        return []
    heard = Exists(_reached(day).filter(resident=OuterRef("plan__resident")))
    rows = _concerned(actor, day, own=own).filter(surge__in=found).annotate(heard=heard).order_by()
    counted = rows.values("surge").annotate(total=Count("pk"), unheard=Count("pk", filter=Q(heard=False)))
    known = {row["surge"]: (row["unheard"], row["total"]) for row in counted}
    return [Tally(one, *known.get(one.pk, (0, 0))) for one in found]


def _concerned(actor: Actor, day: date, *, own: bool = False) -> QuerySet[Pace]:
    """Who in sight is asked for on a day: in care, and not resting."""
    rows = Pace.objects.visible_to(actor).filter(surge__isnull=False, first__lte=day)
    rows = rows.filter(Q(plan__ends_on__isnull=True) | Q(plan__ends_on__gt=day)).exclude(_resting(day))
    if own:
        places = Q(pk__in=())
        for grant in actor.grants:
            if grant.role == Role.NEIGHBOURHOOD_CHIEF:
                places |= under("plan__neighbourhood__path", grant.path)
        rows = rows.filter(places)
    return rows


def last_day(surge: Surge, today: date) -> date:
    """The day that a board tells of: today while it runs, the last day it ran once it is over."""
    ended = clock.day_of(surge.ended_at) if surge.ended_at else surge.last
    return min(today, surge.last, ended)


@dataclass(frozen=True, slots=True)
class Call:
    """What one account is told of a surge: of how many of its people it asks."""

    subdistrict: UUID
    user: UUID
    kind: str
    people: int


def calls(key: UUID, *, now: datetime) -> list[Call]:
    """Whom to tell of a surge: each 邻长 of people whom it concerns. Four queries."""
    found = Surge.objects.get(pk=key)
    places = Counter(found.paces.values_list("plan__neighbourhood", flat=True))
    people: Counter[UUID] = Counter()
    for place, holders in chiefs_of(set(places), now).items():
        for holder in holders:
            people[holder.user] += places[place]
    return [Call(found.subdistrict_id, user, found.kind, count) for user, count in people.items()]


def _heard(people: Iterable[CarePlan], day: date) -> dict[UUID, Contact]:
    rows = _reached(day).filter(resident__in=[plan.resident_id for plan in people])
    return {row.resident_id: row for row in rows.order_by("-happened_at", "-id")}


def _reached(day: date) -> QuerySet[Contact]:
    """Contacts of a day that reached somebody and were not taken back."""
    return Contact.objects.filter(
        happened_at__gte=clock.start_of(day),
        happened_at__lt=clock.end_of(day),
        outcome__in=REACHED,
        taken_back__isnull=True,
    )


def _resting(day: date) -> Q:
    """People whose care rests on a day: in hospital, or with family."""
    rest = Pace.objects.filter(plan=OuterRef("plan"), kind=Pace.Kinds.PAUSE, first__lte=day, last__gte=day)
    return Q(Exists(rest.filter(Q(cut_on__isnull=True) | Q(cut_on__gt=day))))


def _outside(actor: Actor, surge: Surge) -> int:
    rows = Circumstance.objects.filter(
        scope(actor, Can.SEE_CARE, "resident__household__neighbourhood__path"),
        under("resident__household__neighbourhood__path", surge.territory.path),
        ~Exists(CarePlan.objects.filter(resident=OuterRef("resident"), ends_on__isnull=True)),
        until__isnull=True,
        resident__lives_here=True,
        resident__household__residence="permanent",
    )
    if surge.circumstances:
        rows = rows.filter(kind__in=surge.circumstances)
    return rows.values("resident").distinct().count()
