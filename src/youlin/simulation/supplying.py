"""Winter comes: rice, oil and quilts go to those who need them, and some doors still wait when the demo ends."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.care.actions import handing_over
from youlin.domains.care.actions import supplies as store
from youlin.domains.care.queries import supplies as queries
from youlin.domains.territory import queries as territory
from youlin.foundation import clock
from youlin.simulation.world import Neighbourhood, World

GOODS = (
    ("大米", "袋", 90, 240),
    ("食用油", "桶", 60, 20),
    ("棉被", "床", 40, None),
)  # how many, good for how many days
FIRST, LAST = 5, 1  # days before the end: the list is made, the last one notes what was brought
MOST_BROUGHT = 30
RELATIVES = ("大女儿", "儿媳", "孙子", "侄儿")


def winter(world: World, home: Neighbourhood) -> None:
    """One community takes things in and sends them out; the chief on show has some left to bring."""
    desk, community = world.desk_above(home, Can.MANAGE_CARE)
    first = world.last_day - timedelta(days=FIRST)
    lots = [_lot(world, desk, community, *goods) for goods in GOODS]
    group = territory.get(community)
    new = store.NewList(
        client_id=world.identity(),
        territory=group.pk,
        name=f"{first.year} 年冬天送温暖",
        circumstances=("elder_alone", "serious_illness"),
        each={lots[0]: 1, lots[1]: 1},
    )
    number = len(queries.doors(desk, territory=group.pk, circumstances=new.circumstances))
    if not number:
        return  # a street so small that nobody in it is in need
    if number > GOODS[1][2]:
        new = store.NewList(new.client_id, home.key, new.name, new.circumstances, new.each)
    made = store.make_list(actor=desk, new=new, now=clock.at(first, 15))
    evening = clock.at(world.last_day - timedelta(days=LAST), 18)
    places = {place.key: place for place in world.neighbourhoods}
    doors = list(queries.deliveries(desk, list_key=made.pk))
    here = [row for row in doors if row.neighbourhood_id == home.key]
    waiting = {row.pk for row in here[: max(1, len(here) // 2)]}
    for row in doors[:MOST_BROUGHT]:
        if row.pk in waiting:
            continue
        receiver, name = ("self", "") if world.rng.random() < 0.8 else ("relative", world.rng.choice(RELATIVES))
        receipt = handing_over.NewReceipt(world.identity(), row.pk, receiver, evening, name)
        chief = world.answering(places[row.neighbourhood_id].post)
        handing_over.receive(actor=chief, receipt=receipt, now=evening)


def _lot(world: World, desk: Actor, community: UUID, goods: str, unit: str, quantity: int, days: int | None) -> UUID:
    day = world.last_day - timedelta(days=FIRST + 1)
    lot = store.NewLot(
        client_id=world.identity(),
        territory=community,
        goods=goods,
        unit=unit,
        quantity=quantity,
        received_on=day,
        came_from="街道民政办",
        expires_on=day + timedelta(days=days) if days else None,
    )
    return store.stock_in(actor=desk, lot=lot, now=clock.at(day, 10)).pk
