"""Inspections before winter: two rounds, and hazards in every state, the last of them late."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases.actions import hazards, inspections
from youlin.domains.cases.queries import hazards as known
from youlin.domains.cases.queries import inspections as queries
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.territory.rules import SEGMENT, prefixes
from youlin.foundation import clock
from youlin.simulation.world import Neighbourhood, World

# What this invented street has set: days to order, to fix, to look again.
TERMS = {"general": (2, 7, 3), "serious": (1, 3, 2), "at_once": (0, 1, 1)}
SITES = (
    ("water", "老屋场水塘", "村口樟树下", "", "水深三米，救生圈在东头"),
    ("water", "下河湾", "石拱桥下游", "", "涨水时不要靠近"),
    ("slope", "后山坡", "12 号屋后", "", "雨后先看坡顶的裂缝"),
    ("food", "桥头面馆", "桥头", "向老板", ""),
    ("building", "老粮站楼", "粮站巷", "社区", ""),
)
FIRST = 12  # days before the end: the round through the homes is opened
FIRST_DOORS, LAST_DOORS = 18, 8
SURE = 6  # so many of the first find something, and half as many of the last
FAILS = 0.22
FIXED = ("换了新线，包好了", "堆的东西都搬走了", "买了新的软管换上", "炉子挪到空地上了")


def winter_rounds(world: World, home: Neighbourhood) -> None:
    """The community of the chief on show looks at homes and at sites before winter."""
    street, desk = world.desk_above(home, Can.CONFIGURE), world.desk_above(home, Can.RUN_INSPECTIONS)
    first = clock.at(world.last_day - timedelta(days=FIRST), 9)
    for severity, (order, fix, recheck) in TERMS.items():
        hazards.set_terms(
            actor=street[0],
            territory=street[1],
            severity=severity,
            order_days=order,
            fix_days=fix,
            recheck_days=recheck,
            now=first,
        )
    for kind, name, where, keeper, note in SITES:
        new = inspections.NewSite(home.key, kind, name, where, keeper, note)
        inspections.add_site(actor=desk[0], new=new, now=first)
    group = place_above(world, home)
    fire = _open(world, desk[0], group, "fire", "冬季家庭消防检查", Rung.NEIGHBOURHOOD, first)
    _open(world, desk[0], group, "water", "年前水边再看一遍", Rung.GROUP, clock.at(world.last_day, 9))
    _look(world, home, fire, first)
    _carry_on(world, home, first)


def _open(
    world: World, desk: Actor, place: UUID, code: str, name: str, carried_by: Rung, now: datetime
) -> queries.InspectionRound:
    today = clock.day_of(now)
    new = inspections.NewRound(
        world.identity(), place, code, name, carried_by, today, today + timedelta(days=FIRST + 6)
    )
    return inspections.open_round(actor=desk, new=new, now=now)


def _look(world: World, home: Neighbourhood, row: queries.InspectionRound, first: datetime) -> None:
    """Doors of the group are looked at; the chief on show has some left."""
    desk = world.desk_above(home, Can.RUN_INSPECTIONS)[0]
    places = {place.key: place for place in world.neighbourhoods}
    doors = list(queries.doors(desk, row.pk))
    left = {door.pk for door in doors if door.territory_id == home.key}
    left = set(sorted(left)[: max(1, len(left) // 3)])
    questions = queries.questions(doors[0]) if doors else []
    # The chief on show comes last: what was found there is still to be seen to when the demo ends.
    going = sorted((one for one in doors if one.pk not in left), key=lambda one: one.territory_id == home.key)
    going = going[:FIRST_DOORS] + going[FIRST_DOORS:][-LAST_DOORS:]
    for number, door in enumerate(going):
        now = first + timedelta(hours=2 + number * 3)
        chief = world.answering(places[door.territory_id].post)
        sure = number < SURE or number >= len(going) - SURE // 2
        failed = world.rng.choice(questions) if sure or world.rng.random() < FAILS else None
        answers = {one.pk: "failed" if one is failed else "fine" for one in questions}
        new = inspections.NewInspection(world.identity(), door.pk, answers, now)
        inspections.inspect(actor=chief, inspection=new, now=now)


def _carry_on(world: World, home: Neighbourhood, first: datetime) -> None:
    """Some are gone, one came back from its second look, one waits for it, and some are late."""
    desk = world.desk_above(home, Can.RUN_INSPECTIONS)[0]
    found = list(known.hazards(desk, known.Wanted(), now=first).order_by("number"))
    for number, hazard in enumerate(found[: max(1, len(found) - 3)]):
        now = hazard.received_at + timedelta(days=1)
        chief = world.answering(_post(world, hazard.territory.path))
        supervisor = world.answering(_post(world, hazard.territory.path[:-SEGMENT]))
        if supervisor.user_id == chief.user_id:
            continue  # nobody looks at the own work
        text = world.rng.choice(FIXED)
        hazards.fix(actor=chief, hazard=hazard.pk, text=text, now=now)
        if number % 4 == 3:
            continue  # waits for somebody else's look
        passed = number % 4 != 2
        said = "看过了，改好了" if passed else "线换了，接头还露着"
        hazards.recheck(actor=supervisor, hazard=hazard.pk, passed=passed, text=said, now=now + timedelta(hours=20))


def _post(world: World, path: str) -> UUID:
    return next(world.posts[prefix] for prefix in reversed(prefixes(path)) if prefix in world.posts)


def place_above(world: World, home: Neighbourhood) -> UUID:
    """The group that a neighbourhood lies in."""
    chief = world.answering(world.posts[home.path[:-SEGMENT]])
    group = next((grant.territory for grant in chief.grants if grant.path == home.path[:-SEGMENT]), None)
    return group or home.key
