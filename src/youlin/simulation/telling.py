"""The last month as a bulletin: two stories told, published for everybody; and a notice on the board."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from youlin.domains.access.actor import SYSTEM
from youlin.domains.insight import actions as insight
from youlin.domains.insight import queries
from youlin.domains.messaging import actions as messaging
from youlin.foundation import clock
from youlin.simulation.world import World

STORIES = 2
LOOKED_AT = 20
DAYS = 30


def tell(world: World) -> None:
    """Make it of the last thirty days, with what residents liked best."""
    now = clock.at(world.last_day, 20, 50)
    first = max(world.first_day, world.last_day - timedelta(days=DAYS - 1))
    issue = insight.make_issue(actor=SYSTEM, territory_key=world.subdistrict, first=first, last=world.last_day, now=now)
    told: dict[str, UUID] = {}  # one story of a kind
    for case in queries.candidates(SYSTEM, issue)[:LOOKED_AT]:
        told.setdefault(case.text, case.pk)
    for key in list(told.values())[:STORIES]:
        draft = queries.draft(SYSTEM, issue, key)
        insight.pick_story(actor=SYSTEM, issue=issue.pk, case=key, title=draft.title, text=draft.text, now=now)
    insight.publish(actor=SYSTEM, issue=issue.pk, title=issue.title, now=now)
    messaging.put_up(
        actor=SYSTEM,
        kind="general",
        territory=world.subdistrict,
        about=None,
        title="入冬用电用火提醒",
        text="取暖器离被褥一米远，炭火放在通风处，出门前关电闸。有不放心的，找您的邻长看一看。",
        lines=[],
        days=15,
        now=now,
    )
