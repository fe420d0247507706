"""What of policy waits for a desk today: steps of applications, letters not handed over, reviews that are late."""

from __future__ import annotations

from datetime import datetime

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.benefits import queries
from youlin.domains.benefits.wording import programme_name
from youlin.foundation import clock

SHOWN = 8


def policies(actor: Actor, now: datetime) -> dict[str, object]:
    """Applications whose next step is due by today, and how many reviews nobody has made in time."""
    if not actor.can(Can.MANAGE_CARE):
        return {"policies": [], "policy_count": 0, "reviews_late": 0}
    today = clock.day_of(now)
    rows = queries.due_applications(actor, today)
    return {
        "policies": [(row, programme_name(row.programme)) for row in rows[:SHOWN]],
        "policy_count": rows.count(),
        "reviews_late": queries.late_reviews(actor, today),
    }
