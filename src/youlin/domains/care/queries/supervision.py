"""Whose silence rose to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Q

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Role
from youlin.domains.care.models import Obligation
from youlin.domains.care.queries.today import Owing, gather
from youlin.domains.chiefs import queries as chiefs
from youlin.domains.chiefs.models import Post
from youlin.domains.territory.models import Territory
from youlin.foundation import clock
from youlin.foundation.db import under

RUNG = {Role.GROUP_CHIEF: 1, Role.AREA_CHIEF: 2, Role.COMMUNITY_STAFF: 3, Role.SUBDISTRICT_STAFF: 3}


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Somebody whose silence rose, with the place that answers for them and who should have broken it.

    No chiefs: the post there is empty.
    """

    owing: Owing
    level: int
    neighbourhood: Territory
    chiefs: tuple[chiefs.Holder, ...]


def risen_levels(actor: Actor) -> dict[str, int]:
    """Where the actor supervises, and from which level on: a path and its rung, the nearest role counting."""
    found: dict[str, int] = {}
    for grant in actor.grants:
        if grant.role in RUNG:
            found[grant.path] = min(RUNG[grant.role], found.get(grant.path, 3))
    return found


def overdue_for_supervisor(actor: Actor, *, now: datetime, level: int = 0, limit: int = 200) -> list[Forgotten]:
    """People whose standing alarm reached the actor, longest first: 组长 from 1, 片长 from 2, community from 3.

    `level` asks for no less than that. A fixed number of queries.
    """
    reach = Q(pk__in=())
    for path, rung in risen_levels(actor).items():
        reach |= under("neighbourhood__path", path) & Q(raised__gte=max(rung, level))
    risen = Obligation.objects.visible_to(actor).filter(reach, state=Obligation.States.OPEN)
    people = dict(
        risen.order_by()
        .values("plan")
        .annotate(level=Max("raised"))
        .order_by("-level", "plan")
        .values_list("plan", "level")[:limit]
    )
    rows = Obligation.objects.filter(plan__in=people, state=Obligation.States.OPEN)
    found = gather(rows, clock.day_of(now))
    responsible = chiefs_of({item.plan.neighbourhood_id for item in found}, now)
    return sorted(
        (
            Forgotten(
                item,
                people[item.plan.pk],
                item.plan.neighbourhood,
                responsible.get(item.plan.neighbourhood_id, ()),
            )
            for item in found
        ),
        key=lambda item: (item.owing.due_on, item.owing.resident.name),
    )


def chiefs_of(places: set[UUID], now: datetime) -> dict[UUID, tuple[chiefs.Holder, ...]]:
    """Who answers for each place today. Two queries."""
    posts = dict(Post.objects.filter(territory__in=places, department="").values_list("pk", "territory_id"))
    held = chiefs.holders(posts, day=clock.day_of(now))
    return {posts[post]: tuple(people) for post, people in held.items()}
