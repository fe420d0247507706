"""A street lives: founded on its first morning, then day by day until the last evening."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.db import transaction

from youlin.domains.access.actor import SYSTEM
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.chiefs import queries as posts
from youlin.domains.insight import actions as insight
from youlin.domains.territory import queries as territory
from youlin.domains.territory.rules import SEGMENT
from youlin.foundation import clock, outbox
from youlin.jobs import letters
from youlin.jobs.tick import tick
from youlin.simulation import (
    accounts,
    agreeing,
    applying,
    bookkeeping,
    campaigning,
    caring,
    effort,
    inspecting,
    keeping,
    making_known,
    nearness,
    receiving,
    supplying,
    telling,
    words,
)
from youlin.simulation.accounts import Shown
from youlin.simulation.alarming import Alarming
from youlin.simulation.casework import Casework
from youlin.simulation.checking import Checking
from youlin.simulation.founding import found
from youlin.simulation.helping import Helping
from youlin.simulation.mediating import Mediating
from youlin.simulation.meeting import Gathering
from youlin.simulation.plan import Size
from youlin.simulation.selecting import select
from youlin.simulation.volunteering import Volunteering
from youlin.simulation.world import Neighbourhood, World

ACTING_DAYS = 180

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Lived:
    """What became of a street."""

    size: Size
    people: int
    contacts: int
    shown: list[Shown]


def live(*, households: int, days: int, seed: int, last_day: date, progress: Progress | None = None) -> Lived:
    """Let a street of so many households live through so many days, the last of them `last_day`.

    The same seed and last day live the same life; keys apart, which the application makes anew.
    """
    size, first_day = Size.of(households), last_day - timedelta(days=days - 1)
    rng = Random(f"{seed}/{households}/{days}/{last_day}")
    told = progress or (lambda done, total: None)
    told(0, days + 1)
    # One transaction: a life that is broken off leaves nothing behind, and the disk is asked once.
    with transaction.atomic():
        founded = found(size, rng, first_day=first_day, last_day=last_day)
        world = founded.world
        care = caring.take_into_care(world)
        home = caring.busiest(care.wards)
        shown = accounts.appoint_all(founded, home.path)
        agreeing.some_agree(world, home)
        caring.leave_some_for_today(care, home)
        cases, helping = Casework(world), Helping(world)
        cases.plan(households, days)
        cases.leave_open()
        helping.plan(households, days)
        checking = Checking(world)
        checking.plan(households, days, in_care={ward.person.key for ward in care.wards} | founded.chosen)
        mediating = Mediating(world, home)
        mediating.plan(chiefs=founded.chosen)
        gathering, alarming, volunteering = Gathering(world, home), Alarming(world, home), Volunteering(world, home)
        leaving = _leavings(world, home, days)
        told(1, days + 1)
        for number in range(days):
            day = first_day + timedelta(days=number)
            if day == last_day:
                keeping.keep(care, home)
            tick(now=clock.at(day, 7, 50))
            letters.sweep(now=clock.at(day, 7, 55))
            for place in leaving.get(day, []):
                _leave(world, place, day)
            for first_hour, last_hour in ((8, 12), (12, 19)):
                cases.until(clock.at(day, last_hour))
                care.half_day(day, first_hour=first_hour, last_hour=last_hour)
                # Whoever was found in need has a case by now: somebody takes it up.
                outbox.dispatch_waiting(now=clock.at(day, last_hour))
                cases.take_up_urgent(clock.at(day, last_hour))
            checking.evening(day)
            helping.evening(day)
            mediating.evening(day)
            gathering.evening(day)
            alarming.evening(day)
            volunteering.evening(day)
            if day == last_day:
                supplying.winter(world, home)
                inspecting.winter_rounds(world, home)
                campaigning.winter_campaigns(world, home)
                making_known.make_known(world, home)
                applying.apply(world, home)
                receiving.receive(world, home)
                keeping.answer(care)
                caring.paper_first(care, home)
            cases.until(clock.at(day, 20, 30))
            tick(now=clock.at(day, 20, 30))
            letters.sweep(now=clock.at(day, 20, 31))
            told(number + 2, days + 1)
        select(world, [place for _day, left in sorted(leaving.items()) for place in left])
        evening = clock.at(last_day, 20, 40)
        for its_street in territory.subdistricts():  # as the job of the night before would have
            insight.roll_up(subdistrict=its_street.pk, now=evening)
        nearness.say_what_helps(world, care.wards, clock.at(last_day, 20))
        nearness.propose(world, home, evening)
        telling.tell(world, home)
        effort.measured(world)
        bookkeeping.keep_ledgers(world, home, evening)
        bookkeeping.keep_views(world, home, evening)
        outbox.dispatch_waiting(now=clock.at(last_day, 21))  # what was done after the last sweep is told too
    return Lived(size, founded.people, care.recorded, shown)


def _leavings(world: World, home: Neighbourhood, days: int) -> dict[date, list[Neighbourhood]]:
    """Who gives up the post, and when: two in a hundred within ninety days, one at least, never the one on show."""
    others = [place for place in world.neighbourhoods if place is not home]
    found: dict[date, list[Neighbourhood]] = {}
    for place in world.rng.sample(others, max(1, round(len(others) * 0.02 * days / 90))):
        day = world.first_day + timedelta(days=world.rng.randrange(1, max(2, days - 1)))
        found.setdefault(day, []).append(place)
    return found


def _leave(world: World, place: Neighbourhood, day: date) -> None:
    """A chief goes; somebody near acts in the empty post from the same day."""
    now = clock.at(day, 8)
    [holder, *_rest] = posts.holders([place.post], day=day)[place.post]
    reason = world.rng.choice(words.LEAVING)
    chiefs.end_term(actor=SYSTEM, appointment=holder.appointment, ends_on=day, reason=reason, now=now)
    group = place.path[:-SEGMENT]
    near = [one for one in world.neighbourhoods if one is not place and one.path.startswith(group)]
    post = near[0].post if near else world.posts[group]
    acting = chiefs.NewTerm(place.post, world.duty[post], "acting", day, day + timedelta(days=ACTING_DAYS))
    chiefs.appoint(actor=SYSTEM, term=acting, now=now)
    world.settle_duty(day)
