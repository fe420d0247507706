"""Who is away, who covers, and who could."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import CHIEF_ROLES, Role
from youlin.domains.chiefs.models import Absence, Appointment, Post
from youlin.domains.chiefs.queries.holding import RUNG_ROLES, holders, posts_above
from youlin.domains.chiefs.rules import Term
from youlin.domains.chiefs.wording import post_name
from youlin.domains.territory.rules import Level, prefixes
from youlin.foundation.db import under

MANY = 12  # names on a phone's page


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could stand in: a neighbour's chief or the one above, by how near they are."""

    user: UUID
    name: str
    role: str
    place_name: str


def absences(actor: Actor, *, day: date) -> QuerySet[Absence]:
    """Absences in sight that are not over on a day, the nearest first."""
    rows = Absence.objects.visible_to(actor).filter(ends_on__gt=day).exclude(ends_on=F("starts_on"))
    return rows.select_related("post__territory", "user", "cover__user").order_by("starts_on", "post__territory__path")


def uncovered_absences(actor: Actor, *, day: date) -> QuerySet[Absence]:
    """Absences under way or to come without anybody who covers."""
    return absences(actor, day=day).filter(Q(cover__isnull=True) | Q(cover__ends_on__lte=day))


def my_absences(actor: Actor, *, day: date) -> list[Absence]:
    """The actor's own absences under way or to come."""
    return list(absences(actor, day=day).filter(user=actor.user_id))


def absence_by_key(actor: Actor, key: UUID) -> Absence | None:
    """One absence in sight."""
    rows = Absence.objects.visible_to(actor).select_related("post__territory", "user", "cover__user")
    return rows.filter(pk=key).first()


def my_covers(actor: Actor, *, day: date) -> list[Absence]:
    """Whose absences the actor covers, now or soon. The cover may have begun only later, so the own rows are asked."""
    rows = Absence.objects.filter(cover__user=actor.user_id, cover__ends_on__gt=day, ends_on__gt=day)
    return list(rows.select_related("post__territory", "user", "cover").order_by("starts_on"))


def candidates(posts: Iterable[Post], *, away: UUID | None, days: Term) -> list[Candidate]:
    """Who could stand in for posts in some days: the chiefs beside, then those above; nobody who is away or leaves.

    Proposed by nearness, not ranked by anything else. Two queries.
    """
    wanted = list(posts)
    if not wanted:
        return []
    lowest = max(wanted, key=lambda post: post.territory.level)
    found: dict[UUID, Candidate] = {}
    for row in sorted(_sitting(wanted, days), key=lambda row: _nearness(lowest, row)):
        if row.user_id != away:
            place = row.post.territory.full_name
            found.setdefault(row.user_id, Candidate(row.user_id, row.user.display_name, row.post.role, place))
    return list(found.values())[:MANY]


def may_cover(posts: Iterable[Post], *, away: UUID | None, days: Term, chosen: UUID) -> set[UUID]:
    """Of one chosen account: itself where it may stand in for every post, else nothing. As `candidates`, unabridged."""
    rows = _sitting(list(posts), days)
    return {row.user_id for row in rows if row.user_id == chosen and row.user_id != away}


def _sitting(posts: list[Post], days: Term) -> list[Appointment]:
    """Chiefs who sit in the same community through all of the days, and are not away themselves."""
    community = _community(posts[0])
    absent = Absence.objects.filter(starts_on__lt=days.ends_on, ends_on__gt=days.starts_on).exclude(
        ends_on=F("starts_on")
    )
    rows = Appointment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=days.ends_on),
        under("post__territory__path", community),
        post__role__in=CHIEF_ROLES,
        kind=Appointment.Kinds.SITTING,
        starts_on__lte=days.starts_on,
    ).exclude(user__in=absent.values("user"))
    return list(rows.select_related("user", "post__territory"))


def _community(post: Post) -> str:
    return prefixes(post.territory.path)[list(Level).index(Level.COMMUNITY)]


def _nearness(post: Post, row: Appointment) -> tuple[int, int, str]:
    """How many steps lie between two places: the same group first, a chief of the same kind before one above."""
    mine, other = prefixes(post.territory.path), prefixes(row.post.territory.path)
    shared = sum(one == two for one, two in zip(mine, other, strict=False))
    same_kind = row.post.role == post.role
    above = row.post.role in (Role.GROUP_CHIEF, Role.AREA_CHIEF) and mine[: len(other)] == other
    return (len(mine) - shared, 0 if same_kind else 1 if above else 2, row.user.display_name)


@dataclass(frozen=True, slots=True)
class AbsenceToTell:
    """What a notice needs of an absence: who covers by which term, or who is next above and must find somebody."""

    absence: UUID
    subdistrict: UUID
    post_name: str
    starts_on: date
    ends_on: date
    away: UUID
    cover: UUID | None
    term: UUID | None
    above: tuple[UUID, ...]
    above_role: str


def absence_to_tell(key: UUID, *, day: date) -> AbsenceToTell | None:
    """Whom an absence concerns, for the reactions. Above is the nearest post that somebody answers for that day."""
    row = Absence.objects.filter(pk=key).select_related("post__territory", "cover").first()
    if row is None:
        return None
    when = max(day, row.starts_on)
    above = posts_above(row.post.territory)
    held = holders([post.pk for post in above.values()], day=when)
    rung = next(
        (role for role in RUNG_ROLES if role in above and above[role].pk != row.post_id and held.get(above[role].pk)),
        None,
    )
    covered = row.cover is not None and row.cover.ends_on is not None and row.cover.ends_on > day
    return AbsenceToTell(
        row.pk,
        row.subdistrict_id,
        post_name(row.post),
        row.starts_on,
        row.ends_on,
        row.user_id,
        row.cover.user_id if covered and row.cover else None,
        row.cover_id,
        tuple(one.user for one in held[above[rung].pk]) if rung else (),
        rung or "",
    )
