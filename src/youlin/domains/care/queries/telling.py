"""Whom an alarm is for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from youlin.domains.access.rules import Role
from youlin.domains.care.models import Alarm, Obligation
from youlin.domains.care.rules import Kind
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


def settled_by(*, contacts: Iterable[UUID] = (), plans: Iterable[UUID] = ()) -> list[UUID]:
    """Alarms that were right, and are over: somebody went, if late, or the plan has ended or rests. One query."""
    closed = (Obligation.States.ENDED, Obligation.States.PAUSED)
    over = Q(obligation__contact__in=list(contacts)) | Q(obligation__plan__in=list(plans), obligation__state__in=closed)
    return list(Alarm.objects.filter(over, withdrawn_at__isnull=True).values_list("pk", flat=True))


def letters(alarms: Iterable[UUID], *, now: datetime) -> list[Letter]:
    """Who is to be told of alarms that still stand, by today's holders of the posts. Four queries.

    Who misses a visit misses a greeting too: of the two, only the visit is told.
    """
    rows = list(
        Alarm.objects.filter(
            pk__among=list(alarms), withdrawn_at__isnull=True, obligation__state=Obligation.States.OPEN
        ).values_list(
            "pk",
            "level",
            "raised_at",
            "subdistrict_id",
            "neighbourhood__path",
            "obligation__kind",
            "obligation__plan",
            "obligation__plan__resident",
            "obligation__plan__resident__name",
        )
    )
    above = rungs({row[4] for row in rows}, now)
    missed = _missed_visits({row[6] for row in rows if row[5] == Kind.GREETING})
    found = []
    for alarm, level, raised_at, subdistrict, path, kind, plan, resident, name in rows:
        since = missed.get((plan, level)) if kind == Kind.GREETING else None
        # By the instants at which both became true: told late, after a kill, the same letters go out.
        if since is not None and since <= raised_at:
            continue
        role, holders = next((rung for rung in above[path][level - 1 :] if rung[1]), (Role.SUBDISTRICT_STAFF, []))
        found += [Letter(subdistrict, one.user, role, alarm, level, resident, name, kind) for one in holders]
    return found


def _missed_visits(plans: Iterable[UUID]) -> dict[tuple[UUID, int], datetime]:
    """When the silence about an open visit of a plan reached each level. One query, or none.

    Of its own: as a condition on the alarms, PostgreSQL read every alarm of the level for each of them.
    """
    wanted = list(plans)
    if not wanted:
        return {}
    visits = Alarm.objects.filter(
        obligation__plan__pk__among=wanted,
        obligation__kind=Kind.VISIT,
        obligation__state=Obligation.States.OPEN,
        withdrawn_at__isnull=True,
    )
    return {(plan, level): at for plan, level, at in visits.values_list("obligation__plan", "level", "raised_at")}


def rungs(places: set[str], now: datetime) -> dict[str, list[tuple[Role, list[chiefs.Holder]]]]:
    """Who sits on each rung above each place today, the lowest first. Two queries."""
    above = {path for place in places for path in prefixes(place)}
    posts = {
        (post.territory.path, Role(post.role)): post.pk
        for post in Post.objects.filter(territory__path__in=above, role__in=LADDER).select_related("territory")
    }
    held = chiefs.holders(posts.values(), day=clock.day_of(now))
    found: dict[str, list[tuple[Role, list[chiefs.Holder]]]] = {}
    for place in places:
        seats = {role: posts[path, role] for path in prefixes(place) for role in LADDER if (path, role) in posts}
        found[place] = [(role, held.get(seats[role], []) if role in seats else []) for role in LADDER]
    return found
