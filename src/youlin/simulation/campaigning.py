"""Campaigns from door to door: one is over, one still has doors to go to; and a sweep through a whole street."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.outreach.actions import campaigns
from youlin.domains.outreach.queries import campaigns as queries
from youlin.domains.outreach.rules.campaigns import HAND_ON_AFTER
from youlin.domains.territory.rules import SEGMENT
from youlin.foundation import clock
from youlin.simulation.inspecting import place_above
from youlin.simulation.world import Neighbourhood, World

FRAUD = "接到说您中奖、退税、孩子出事要转钱的电话，先挂掉，打 96110 问一问。验证码谁要都不给。"
ELECTRICITY = "人走断电。电热毯不折着用，取暖器离被褥一米以上。电线破皮的，打电话给邻长。"
OVER = 9  # days before the end: the first one was begun


def winter_campaigns(world: World, home: Neighbourhood) -> None:
    """The community of the chief on show tells its homes of fraud, then of electricity in winter."""
    desk = world.desk_above(home, Can.RUN_CAMPAIGNS)[0]
    first = clock.at(world.last_day - timedelta(days=OVER), 9)
    over = _begin(world, desk, home, "fraud", "防电信诈骗，家家说到", FRAUD, first)
    _tell(world, desk, home, over, first + timedelta(days=1, hours=9), share=1.0)
    campaigns.close_campaign(actor=desk, campaign=over.pk, now=first + timedelta(days=3))
    begun = clock.at(world.last_day - timedelta(days=1), 10)
    running = _begin(world, desk, home, "electricity", "冬季用电安全", ELECTRICITY, begun)
    _tell(world, desk, home, running, begun + timedelta(hours=8), share=0.6)


def _begin(
    world: World, desk: Actor, home: Neighbourhood, topic: str, title: str, message: str, now: datetime
) -> queries.Campaign:
    today = clock.day_of(now)
    new = campaigns.NewCampaign(
        client_id=world.identity(),
        territory=place_above(world, home),
        topic=topic,
        title=title,
        message=message,
        carried_by=Rung.NEIGHBOURHOOD,
        starts_on=today,
        ends_on=today + timedelta(days=OVER),
    )
    return campaigns.begin_campaign(actor=desk, new=new, now=now)


def _tell(
    world: World, desk: Actor, home: Neighbourhood, row: queries.Campaign, now: datetime, *, share: float
) -> None:
    """Chiefs of the group note what came of their doors, each all at once; one asks something."""
    doors = list(queries.doors(desk, row.pk))
    group = [place for place in world.neighbourhoods if place.path.startswith(home.path[:-SEGMENT])]
    for place in group:
        own = [door for door in doors if door.territory_id == place.key]
        going = own[: round(len(own) * share)]
        marks = [
            campaigns.NewMark(
                client_id=world.identity(),
                door=door.pk,
                outcome=world.rng.choices(("told", "absent", "again", "refused"), (84, 10, 4, 2))[0],
                happened_at=now - timedelta(minutes=3 * number),
                question="旧电线能不能帮着换" if place is home and number == 1 and share < 1 else "",
            )
            for number, door in enumerate(going)
        ]
        if marks:
            campaigns.mark_doors(actor=world.answering(place.post), marks=marks, now=now)


# ------------------------------------------------------------------------------------------------------- a sweep
@dataclass(frozen=True, slots=True)
class Pace:
    """How a chief goes from door to door, in minutes. Assumed, not measured: the published case names only its end."""

    hears_within: float = 25  # until a chief has read the letter and left home
    walk: float = 2.5
    talk: float = 6
    nobody_in: float = 0.18  # of the doors, at each try
    comes_back: float = 45  # until the next try
    late: float = 0.06  # of the chiefs give no sign for two hours
    sign_after: float = 120
    handed_on: bool = True  # whether the next above is asked to go where nothing was heard, as the product does


PER_GROUP = 9  # neighbourhoods of a 组长: 65 groups for 597 in the published case


def sweep(*, households: int, chiefs: int, seed: int, pace: Pace | None = None) -> list[float]:
    """Minutes after which each household was told, in order, by chiefs who share them evenly."""
    dice, going = Random(seed), pace or Pace()
    shares = [households // chiefs + (number < households % chiefs) for number in range(chiefs)]
    found: list[float] = []
    for first in range(0, chiefs, PER_GROUP):
        found += _group(shares[first : first + PER_GROUP], dice, going)
    return sorted(found)


def _group(shares: list[int], dice: Random, pace: Pace) -> list[float]:
    """A group: each chief goes alone; the 组长 goes to the doors of whoever gave no sign, one place after the other."""
    found: list[float] = []
    free = HAND_ON_AFTER.total_seconds() / 60
    for doors in shares:
        starts = dice.uniform(1, pace.hears_within)
        silent = dice.random() < pace.late
        walkers = [starts + (pace.sign_after if silent else 0)]
        if silent and pace.handed_on:
            walkers.append(free + dice.uniform(1, pace.hears_within))
        told = _told(doors, walkers, dice, pace)
        found += told
        if silent and pace.handed_on and told:
            free = max(free, told[-1])
    return found


def _told(doors: int, walkers: list[float], dice: Random, pace: Pace) -> list[float]:
    """When each door of a place is told by so many who go, from the minutes at which they begin."""
    ready, found = [0.0] * doors, []
    while ready:
        who = min(range(len(walkers)), key=lambda one: walkers[one])
        ready.sort()
        at = max(walkers[who], ready.pop(0)) + dice.uniform(0.4, 1.6) * pace.walk
        if dice.random() < pace.nobody_in:
            ready.append(at + dice.uniform(0.5, 1.5) * pace.comes_back)
        else:
            at += dice.uniform(0.4, 1.6) * pace.talk
            found.append(at)
        walkers[who] = at
    return sorted(found)
