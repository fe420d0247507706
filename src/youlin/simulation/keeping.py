"""What holds for a while and what was asked: consents, two who rest, one whom nobody finds at home, a cold wave.

Own dice: the street's others fall as they did before.
"""

from __future__ import annotations

from datetime import timedelta
from random import Random
from uuid import UUID

from youlin.domains.access.actor import SYSTEM, Actor
from youlin.domains.care import actions as care
from youlin.domains.care import queries
from youlin.domains.care.actions import NewConsent, NewContact, NewSurge
from youlin.domains.care.rules import GUARDIAN_UNDER, Kind, Outcome, Wellbeing
from youlin.domains.territory import queries as territory
from youlin.domains.territory.rules import SEGMENT
from youlin.foundation import clock
from youlin.simulation.caring import Caring, Ward
from youlin.simulation.world import Neighbourhood, World

MOST_CONSENTS = 24  # one by one, as they are said; the rest of the street shows as not asked yet
RESTS = (("hospital", "县人民医院，女儿陪着", 9), ("family", "去儿子家住几天", 5))
NOTE = "被子够不够厚，屋里暖不暖；别关着门烧炭。"


def keep(caring: Caring, home: Neighbourhood) -> None:
    """On the morning of the last day, before anybody goes out."""
    world = caring.world
    dice = Random(f"keeping/{len(caring.wards)}")
    group = home.path[:-SEGMENT]
    near = [ward for ward in caring.wards if ward.place.path.startswith(group)]
    for ward in near[:MOST_CONSENTS]:
        _asked(world, ward, dice)
    _rest(world, [ward for ward in near if ward.place is not home or ward.forgotten_from is None])
    _nobody_home(caring, dice, [ward for ward in near if ward.place is home and ward.forgotten_from is not None])
    _cold(world, home, dice)


def _asked(world: World, ward: Ward, dice: Random) -> None:
    """Each chief asked face to face in the first days, most of the own people."""
    if dice.random() < 0.2:
        return
    day = world.first_day + timedelta(days=dice.randrange(3))
    child = ward.person.age <= GUARDIAN_UNDER  # counted by the year, so perhaps still 13
    word = NewConsent(
        client_id=_identity(dice),
        resident=ward.person.key,
        given=True,
        way="in_person",
        whose="guardian" if child else "self",
        guardian="奶奶" if child else "",
        said_on=min(day, world.last_day),
    )
    care.note_consent(actor=world.answering(ward.place.post), consent=word, now=clock.at(world.last_day, 7))


def _rest(world: World, wards: list[Ward]) -> None:
    now = clock.at(world.last_day, 7, 10)
    for ward, (reason, note, days) in zip(reversed(wards), RESTS, strict=False):
        actor = world.answering(ward.place.post)
        plan = queries.plan_of(actor, ward.person.key)
        if plan is not None:
            until = world.last_day + timedelta(days=days)
            care.pause_plan(actor=actor, plan=plan.pk, until=until, reason=reason, note=note, now=now)


def _nobody_home(caring: Caring, dice: Random, wards: list[Ward]) -> None:
    """Three evenings in a row nobody opened: the chief is asked what is known."""
    world = caring.world
    for ward in wards[:1]:
        actor = world.answering(ward.place.post)
        tries = [
            NewContact(
                client_id=_identity(dice),
                resident=ward.person.key,
                kind=Kind.VISIT.value,
                outcome=Outcome.NOT_HOME.value,
                happened_at=clock.at(day, 18, 30),
                by=actor,
            )
            for back in (3, 2, 1)
            if (day := world.last_day - timedelta(days=back)) > world.first_day
        ]
        care.record_contacts(actor=SYSTEM, contacts=tries, now=clock.at(world.last_day, 7, 20))
        caring.recorded += len(tries)


def _cold(world: World, home: Neighbourhood, dice: Random) -> None:
    """The community calls a cold wave for everybody in care; by the evening some are still unheard."""
    community = territory.within(home.path[: -3 * SEGMENT]).order_by("path")[0]
    desk: Actor = world.answering(world.posts[community.path])
    wave = NewSurge(
        client_id=_identity(dice),
        place=community.pk,
        kind="cold",
        last=world.last_day + timedelta(days=2),
        note=NOTE,
    )
    care.call_surge(actor=desk, surge=wave, now=clock.at(world.last_day, 7, 30))


def answer(caring: Caring) -> None:
    """By the evening of the last day most of those whom the cold wave concerns were asked."""
    world, day = caring.world, caring.world.last_day
    dice = Random(f"answer/{len(caring.wards)}")
    places = {ward.person.key: ward.place for ward in caring.wards if ward.forgotten_from is None}
    evening = clock.at(day, 19)
    for wave in queries.running(SYSTEM, day=day):
        unheard = [one.plan.resident_id for one in queries.board(SYSTEM, wave.pk, now=evening).unheard]
        told = [
            NewContact(
                client_id=_identity(dice),
                resident=person,
                kind=Kind.GREETING.value,
                outcome=Outcome.SPOKE.value,
                happened_at=evening - timedelta(minutes=dice.randrange(20, 200)),
                wellbeing=Wellbeing.FINE.value,
                by=world.answering(places[person].post),
            )
            for number, person in enumerate(unheard)
            if number % 3 != 1 and person in places
        ]
        care.record_contacts(actor=SYSTEM, contacts=told, now=evening)
        caring.recorded += len(told)


def _identity(dice: Random) -> UUID:
    return UUID(int=dice.getrandbits(128), version=4)
