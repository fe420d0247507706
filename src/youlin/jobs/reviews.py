"""Who must look again hears of it: one notice for each desk, however many reviews there are."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from uuid import UUID

from youlin.domains.access import queries as access
from youlin.domains.access.rules import Role
from youlin.domains.benefits import queries
from youlin.domains.benefits.events import ReviewsOpened
from youlin.domains.chiefs import queries as chiefs
from youlin.domains.messaging import actions as messaging
from youlin.domains.territory import queries as territory
from youlin.foundation import clock


def tell(event: ReviewsOpened, now: datetime) -> None:
    """The community's desk, or the street's where that seat is empty, hears how many fall due and the first day."""
    by_community = defaultdict(list)
    for row in queries.reviews_of(event.reviews):
        by_community[row.enrolment.household.community_id].append(row)
    today = clock.day_of(now)
    occasion = min(event.reviews, default=None)
    notices: list[messaging.NewNotice] = []
    for community, rows in by_community.items():
        notices += [
            messaging.NewNotice(
                subdistrict=rows[0].subdistrict_id,
                user=user,
                template="review.due",
                dedupe=f"review:{community}:{occasion}",
                params={"n": len(rows), "day": min(row.due_on for row in rows).isoformat()},
                url="/office/benefits/reviews/",
            )
            for user in _desk(community, today)
        ]
    messaging.tell(notices=notices, now=now)


def _desk(community: UUID, today: date) -> list[UUID]:
    desks = chiefs.posts_above(territory.get(community))
    for role in (Role.COMMUNITY_STAFF, Role.SUBDISTRICT_STAFF):
        desk = desks.get(role)
        held = access.users_holding([desk.pk], today=today) if desk else []
        if held:
            return [grant.user_id for grant in held]
    return []
