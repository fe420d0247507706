"""Who is acting."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from uuid import UUID

from django.db.models import DateField, Q, QuerySet, UUIDField

from youlin.domains.access.actor import NOBODY, Actor, Grant
from youlin.domains.access.models import RoleGrant, User
from youlin.domains.access.rules import Can, Role
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation import crypto
from youlin.foundation.prepared import Prepared, Slot


def in_force(day: date | Slot) -> Q:
    """Grants in force on a day."""
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gt=day))


def actor_of(user_id: UUID, *, today: date) -> Actor:
    """The actor behind an account, with the roles of today, in two queries. An unknown or closed account is NOBODY."""
    user = User.objects.filter(pk=user_id, is_active=True).only("id", "display_name", "is_active").first()
    if user is None:
        return NOBODY
    return actor_with_roles(user, today=today)


def actor_with_roles(user: User, *, today: date) -> Actor:
    """The actor behind an account that was looked up already, with the roles of today. One query."""
    if not user.is_active:
        return NOBODY
    return Actor(user.pk, user.display_name, tuple(_grant(row) for row in _grants().all(user=user.pk, today=today)))


@cache
def _grants() -> Prepared[RoleGrant]:
    """An account's grants of a day, with their places: what every page begins with."""
    rows = RoleGrant.objects.filter(in_force(Slot("today", DateField())), user=Slot("user", UUIDField()))
    return Prepared(rows.select_related("territory"))


def _grant(row: RoleGrant) -> Grant:
    place = row.territory
    return Grant(
        role=Role(row.role),
        territory=place.pk,
        path=place.path,
        level=Level(place.level),
        subdistrict=place.subdistrict_id,
        post=row.post,
        territory_name=place.full_name,
    )


def users_holding(posts: list[UUID], *, today: date) -> QuerySet[RoleGrant]:
    """Grants in force by which accounts hold the given posts."""
    return RoleGrant.objects.filter(in_force(today), post__in=posts).select_related("user")


def within_reach(actor: Actor, user: UUID, capability: Can, *, today: date) -> UUID | None:
    """A place of the account, if it has roles and all of them lie where the actor has the capability; else None."""
    places = list(RoleGrant.objects.filter(in_force(today), user=user).values_list("territory__path", "territory"))
    if not places or not all(actor.can_at(capability, path) for path, _place in places):
        return None
    return places[0][1]


def users_by_phone(phone: str) -> QuerySet[User]:
    """Accounts with exactly this telephone number, as it is dialled."""
    index = crypto.blind_index(phone, field="phone")
    return User.objects.filter(phone_index=index, is_active=True) if index else User.objects.none()


def anybody() -> bool:
    """Whether a single account exists."""
    return User.objects.exists()


def roots(actor: Actor, capability: Can) -> list[Territory]:
    """The places in which the actor has the capability, the outermost ones only; everywhere is every street."""
    if actor.everywhere:
        return list(Territory.objects.filter(level=Level.SUBDISTRICT))
    return _at(tuple(actor.paths(capability))).all()


@lru_cache(maxsize=512)
def _at(paths: tuple[str, ...]) -> Prepared[Territory]:
    return Prepared(Territory.objects.filter(path__in=paths))
