"""An emergency reached the office: whoever can help first hears of it at once."""

from __future__ import annotations

from datetime import datetime

from youlin.domains.access import queries as access
from youlin.domains.access.rules import Role
from youlin.domains.benefits import queries
from youlin.domains.benefits.events import EmergencyReported
from youlin.domains.chiefs import queries as chiefs
from youlin.domains.messaging import actions as messaging
from youlin.domains.messaging.rules.letters import Pace
from youlin.domains.territory import queries as territory
from youlin.foundation import clock


def tell(event: EmergencyReported, now: datetime) -> None:
    """The desks of the community and of the street: one notice each, with no name in it."""
    row = queries.reported(event.application)
    if row is None:
        return
    desks = chiefs.posts_above(territory.get(row.household.neighbourhood_id))
    posts = [desks[role].pk for role in (Role.COMMUNITY_STAFF, Role.SUBDISTRICT_STAFF) if role in desks]
    users = {grant.user_id for grant in access.users_holding(posts, today=clock.day_of(now))}
    messaging.tell(
        notices=[
            messaging.NewNotice(
                subdistrict=row.subdistrict_id,
                user=user,
                template="emergency.reported",
                dedupe=f"emergency:{row.pk}",
                params={"place": row.household.neighbourhood.full_name},
                url=f"/office/benefits/applications/{row.pk}/",
                pace=Pace.NOW,
            )
            for user in sorted(users)
        ],
        now=now,
    )
