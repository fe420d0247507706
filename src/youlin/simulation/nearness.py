"""What chiefs can help with and people need, and a matching that waits for the community to look at it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from random import Random
from typing import Protocol
from uuid import UUID

from youlin.domains.access.actor import SYSTEM
from youlin.domains.care.actions import matching
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.chiefs.rules import Skill
from youlin.domains.territory import queries as territory
from youlin.domains.territory.rules import SEGMENT
from youlin.simulation.world import Dweller, Neighbourhood, World

TELL = 0.45  # of the chiefs have said what they can help with
NEED = 0.06  # of those in care need something of whoever comes


class Cared(Protocol):
    """Somebody in care."""

    person: Dweller
    place: Neighbourhood


def say_what_helps(world: World, wards: Sequence[Cared], now: datetime) -> None:
    """Some chiefs say what they can do, some people need it. Own dice: the street's others fall as they did before."""
    dice, skills = Random(f"nearness/{len(wards)}"), [skill.value for skill in Skill]
    told: set[UUID] = set()
    for place in world.neighbourhoods:
        user = world.duty.get(place.post)
        if user is None or user in told or dice.random() >= TELL:
            continue
        told.add(user)
        offer = chiefs.NewOffer(dice.choice((3, 4, 5, 6, 8)), tuple(dice.sample(skills, dice.randint(0, 3))))
        chiefs.say_offer(actor=SYSTEM, user=user, offer=offer, now=now)
    for ward in wards:
        if dice.random() < NEED:
            needs = matching.NewNeeds(
                must=tuple(dice.sample(skills, dice.choice((0, 0, 1)))), good=tuple(dice.sample(skills, 1))
            )
            matching.say_needs(actor=SYSTEM, resident=ward.person.key, needs=needs, now=now)


def propose(world: World, home: Neighbourhood, now: datetime) -> None:
    """The community asks who is near and able, and has not decided yet."""
    community = territory.within(home.path[: -3 * SEGMENT]).order_by("path")[0]
    clerk = world.answering(world.posts[community.path])
    run = matching.begin_run(actor=clerk, place=community.pk, client_id=world.identity(), now=now)
    matching.work_run(actor=clerk, run=run.pk, beat=lambda: now)
