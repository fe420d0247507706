"""Who receives what in the street: last month's list settled, this month's with a few differences, a review due."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from youlin.domains.access.actor import SYSTEM, Actor
from youlin.domains.access.rules import Can
from youlin.domains.benefits import actions, queries
from youlin.domains.benefits.engine.rulebook import Span
from youlin.domains.benefits.rules.own import Line, Written
from youlin.foundation import clock
from youlin.simulation.world import Neighbourhood, World

PROGRAMME = "dibao"
RECEIVE = 8
MONTHLY_FEN = 32_000


def receive(world: World, home: Neighbourhood) -> None:
    """Lists of two months, the later one with somebody new, somebody gone and another amount; a stop and an appeal."""
    desk, street = world.desk_above(home, Can.CONFIGURE)
    _own_programme(world, desk, street)
    _figure(world, desk, street)
    heads = {one.household: one for one in home.people if one.age >= 18 and one.id_number}
    people = list(heads.values())[: RECEIVE + 1]
    now = clock.at(world.last_day, 16)
    rows = [
        actions.Receipt(
            one.name,
            one.id_number,
            world.last_day - timedelta(days=348 + 9 * number),
            MONTHLY_FEN + 1_500 * number,
            "武民救2025年11号",
            number + 3,
        )
        for number, one in enumerate(people)
    ]
    if len(rows) < 4:
        return
    earlier = _listed(world, desk, street, rows[:-1], 31, now)
    keys = tuple(queries.differences(earlier).values_list("pk", flat=True))
    settled = actions.Settlement(earlier.pk, keys, follow=True, reason="和区民政局逐户核对过")
    actions.settle(actor=desk, said=settled, now=now)
    changed = actions.Receipt(rows[1].name, rows[1].id_number, rows[1].since, MONTHLY_FEN + 6_000, "", 4)
    spoilt = actions.Receipt("覃大山", rows[0].id_number[:-2], world.last_day, MONTHLY_FEN, "", 30)
    _listed(world, desk, street, [changed, *rows[2:], spoilt], 0, now + timedelta(minutes=20))
    actions.open_reviews(actor=SYSTEM, subdistrict=street, now=now)
    held = queries.enrolments(desk, day=world.last_day, programme=PROGRAMME).filter(resident=people[2].key).get()
    stop = actions.Stop(world.last_day, "武民函2026年9号", "家庭人均收入高于标准", world.last_day + timedelta(days=90))
    actions.record_stop(actor=desk, enrolment=held.pk, stop=stop, now=now + timedelta(minutes=30))
    said = actions.NewAppeal(
        world.identity(), "review", world.last_day, "孙子寄回的钱只有一次，不该算成每月收入。", enrolment=held.pk
    )
    actions.open_appeal(actor=desk, new=said, now=now + timedelta(minutes=40))


def _figure(world: World, desk: Actor, street: UUID) -> None:
    """A sum that one colleague has filled in; it counts once another has confirmed it."""
    new = actions.NewFigure(
        world.identity(), street, "aged.monthly.from80", "100元", world.last_day, "锣溪街道2026年5号通知"
    )
    actions.propose_figure(actor=desk, figure=new, now=clock.at(world.last_day, 14))


def _own_programme(world: World, desk: Actor, street: UUID) -> None:
    """A grant of the street's own, written at its desk; it waits for a second pair of eyes."""
    written = Written(
        "高龄独居老人取暖补助",
        "person",
        "together",
        (Line("age >=", "80"), Line("income_a_head <", "12000")),
        "锣溪街道2026年3号通知",
        Span(world.last_day),
        "每人两百斤炭，入冬前送到门口",
        ("身份证",),
    )
    new = actions.NewProgramme(world.identity(), street, written)
    actions.propose_programme(actor=desk, new=new, now=clock.at(world.last_day, 15))


def _listed(
    world: World, desk: Actor, street: UUID, rows: list[actions.Receipt], back: int, now: datetime
) -> queries.RegisterList:
    as_of = world.last_day - timedelta(days=back)
    new = actions.NewList(world.identity(), street, PROGRAMME, as_of, f"区民政局{as_of.year}年{as_of.month}月发放表")
    return actions.take_list(actor=desk, new=new, rows=rows, now=now)
