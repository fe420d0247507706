"""The last whole month as a bulletin: two stories told, published for everybody; and a notice on the board."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from youlin.domains.access.rules import Can
from youlin.domains.insight import actions as insight
from youlin.domains.insight import queries
from youlin.domains.messaging import actions as messaging
from youlin.foundation import clock
from youlin.simulation.world import Neighbourhood, World

STORIES = 2
LOOKED_AT = 20
DAYS = 30


def tell(world: World, home: Neighbourhood) -> None:
    """The street's desk makes it, with what residents liked best."""
    now = clock.at(world.last_day, 20, 50)
    desk = world.desk_above(home, Can.CONFIGURE)[0]
    first, last = _span(world)
    issue = insight.make_issue(actor=desk, territory_key=world.subdistrict, first=first, last=last, now=now)
    told: dict[str, UUID] = {}  # one story of a kind
    for case in queries.candidates(desk, issue)[:LOOKED_AT]:
        told.setdefault(case.text, case.pk)
    for key in list(told.values())[:STORIES]:
        draft = queries.draft(desk, issue, key)
        insight.pick_story(actor=desk, issue=issue.pk, case=key, title=draft.title, text=draft.text, now=now)
    insight.publish(actor=desk, issue=issue.pk, title=issue.title, now=now)
    messaging.put_up(
        actor=desk,
        kind="general",
        territory=world.subdistrict,
        about=None,
        title="入冬用电用火提醒",
        text="取暖器离被褥一米远，炭火放在通风处，出门前关电闸。有不放心的，找您的邻长看一看。",
        lines=[],
        days=15,
        now=now,
    )


def _span(world: World) -> tuple[date, date]:
    """The last month that was lived from its first day to its last; in a short life, its last thirty days."""
    last = world.last_day.replace(day=1) - timedelta(days=1)
    first = last.replace(day=1)
    if first >= world.first_day:
        return first, last
    return max(world.first_day, world.last_day - timedelta(days=DAYS - 1)), world.last_day
