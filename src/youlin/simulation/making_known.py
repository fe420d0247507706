"""Being known: cards handed out in most neighbourhoods, a few groups, stations with a roster, what hangs on notice."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from random import Random

from youlin.domains.access.actor import SYSTEM
from youlin.domains.access.rules import Role
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.chiefs import queries as posts
from youlin.domains.messaging import actions as messaging
from youlin.domains.territory import queries as territory
from youlin.domains.territory.rules import Level
from youlin.foundation import clock
from youlin.simulation.world import Neighbourhood, World

TOLD = 0.7  # of the neighbourhoods
WITH_A_GROUP = 0.25
MORNING, NOON = time(9), time(11, 30)


def make_known(world: World, home: Neighbourhood) -> None:
    """On the last morning; dice of its own, so that no other story changes."""
    rng = Random(f"known/{world.first_day}/{len(world.neighbourhoods)}")
    now = clock.at(world.last_day, 10)
    for place in world.neighbourhoods:
        actor = world.answering(place.post)
        seated = place.post in actor.posts()
        if seated and place.key != home.key and rng.random() < TOLD:
            chiefs.hand_out(
                actor=actor,
                neighbourhood=place.key,
                kind="card",
                households=None,
                batch=world.identity(),
                happened_at=now,
                now=now,
            )
        if seated and (place.key == home.key or rng.random() < WITH_A_GROUP):
            chat = chiefs.NewChat(
                place.key,
                f"{place.name[-6:]}邻里一家亲",
                world.first_day - timedelta(days=rng.randrange(900)),
                rng.randint(4, 13),
            )
            chiefs.open_chat(actor=actor, chat=chat, client_id=world.identity(), now=now)
    for community in territory.of_level(Level.COMMUNITY):
        _station_and_board(community, now)


def _station_and_board(community: territory.Place, now: datetime) -> None:
    """Each area chief has mornings at the station; the chiefs and an announcement are on notice."""
    areas = posts.register(SYSTEM, posts.Wanted(place=community.pk, role=Role.AREA_CHIEF), day=clock.day_of(now))
    for number, area in enumerate(areas):
        days = tuple(sorted({1 + number % 5, 1 + (number + 2) % 5}))
        shift = chiefs.NewShift(community.pk, area.pk, days, MORNING, NOON)
        chiefs.add_shifts(actor=SYSTEM, shift=shift, now=now)
    messaging.put_up(
        actor=SYSTEM,
        kind="chiefs",
        territory=community.pk,
        about=None,
        title=f"{community.name}三长公示",
        lines=posts.public_lines(SYSTEM, community, day=clock.day_of(now)),
        days=366,
        now=now,
    )
    messaging.put_up(
        actor=SYSTEM,
        kind="general",
        territory=community.pk,
        about=None,
        title="冬季用火用电提醒",
        text="天冷了，出门关好炉火和电热毯。独居老人家里的电线，邻长上门时会一起看一看。",
        lines=[],
        days=15,
        now=now,
    )
