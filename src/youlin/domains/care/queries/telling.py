"""Whom an alarm is for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from youlin.domains.access.rules import Role
from youlin.domains.care.models import Alarm, Obligation
from youlin.domains.chiefs import queries as chiefs
from youlin.domains.chiefs.models import Post
from youlin.domains.territory.rules import prefixes
from youlin.foundation import clock

# From the rung that a level belongs to, up: an empty post hands on to the next.
LADDER = (Role.GROUP_CHIEF, Role.AREA_CHIEF, Role.COMMUNITY_STAFF, Role.SUBDISTRICT_STAFF)


@dataclass(frozen=True, slots=True)
class Letter:
    """One alarm for one account."""

    subdistrict: UUID
    user: UUID
    role: Role
    alarm: UUID
    level: int
    resident: UUID
    name: str
    kind: str


def notice_keys(alarms: Iterable[UUID]) -> list[str]:
    """The occasion of each alarm: what was told under it can be taken back under it."""
    return [f"care.silence:{alarm}" for alarm in alarms]


def letters(alarms: Iterable[UUID], *, now: datetime) -> list[Letter]:
    """Who is to be told of alarms that still stand, by today's holders of the posts. Three queries."""
    rows = list(
        Alarm.objects.filter(
            pk__in=list(alarms), withdrawn_at__isnull=True, obligation__state=Obligation.States.OPEN
        ).select_related("neighbourhood", "obligation__plan__resident")
    )
    paths = {path for row in rows for path in prefixes(row.neighbourhood.path)}
    posts = {
        (post.territory.path, Role(post.role)): post.pk
        for post in Post.objects.filter(territory__path__in=paths, role__in=LADDER).select_related("territory")
    }
    held = chiefs.holders(posts.values(), day=clock.day_of(now))
    found = []
    for row in rows:
        rungs = [
            (role, held.get(posts[path, role], []))
            for role in LADDER[row.level - 1 :]
            for path in prefixes(row.neighbourhood.path)
            if (path, role) in posts
        ]
        role, holders = next(((role, people) for role, people in rungs if people), (Role.SUBDISTRICT_STAFF, []))
        plan = row.obligation.plan
        found += [
            Letter(
                row.subdistrict_id,
                holder.user,
                role,
                row.pk,
                row.level,
                plan.resident_id,
                plan.resident.name,
                row.obligation.kind,
            )
            for holder in holders
        ]
    return found
