"""Whom an alarm is for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

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
    """Who is to be told of alarms that still stand, by today's holders of the posts. Three queries.

    Who misses a visit misses a greeting too: of the two, only the visit is told.
    """
    # By the instants at which both became true: told late, after a kill, the same letters go out.
    visit = Alarm.objects.filter(
        obligation__plan=OuterRef("obligation__plan"),
        obligation__kind=Kind.VISIT,
        obligation__state=Obligation.States.OPEN,
        level=OuterRef("level"),
        raised_at__lte=OuterRef("raised_at"),
        withdrawn_at__isnull=True,
    )
    rows = list(
        Alarm.objects.filter(
            ~(Q(obligation__kind=Kind.GREETING) & Exists(visit)),
            pk__in=list(alarms),
            withdrawn_at__isnull=True,
            obligation__state=Obligation.States.OPEN,
        ).values_list(
            "pk",
            "level",
            "subdistrict_id",
            "neighbourhood__path",
            "obligation__kind",
            "obligation__plan__resident",
            "obligation__plan__resident__name",
        )
    )
    above = rungs({row[3] for row in rows}, now)
    found = []
    for alarm, level, subdistrict, path, kind, resident, name in rows:
        role, holders = next((rung for rung in above[path][level - 1 :] if rung[1]), (Role.SUBDISTRICT_STAFF, []))
        found += [Letter(subdistrict, one.user, role, alarm, level, resident, name, kind) for one in holders]
    return found


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
