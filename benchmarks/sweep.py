"""A sweep: 7,000 households through 597 chiefs, begun, marked and watched; and how long such a one takes."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING
from uuid import uuid4

from django.test import Client

from benchmarks import crowd
from tests.factories import cast
from youlin.domains.access.actor import SYSTEM, Actor
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.outreach.actions import campaigns as actions
from youlin.domains.outreach.actions import sweeps
from youlin.domains.outreach.models import Campaign, CampaignDoor
from youlin.domains.territory.actions import add_territory
from youlin.domains.territory.rules import Level
from youlin.simulation import campaigning

if TYPE_CHECKING:
    from benchmarks.figures import Figure

HOUSEHOLDS, CHIEFS, PER_GROUP = 7_000, 597, 9  # the published case: in under four hours
MARKS, AT_ONCE, PAGES = 300, 12, 30
SEED = 20261122


def sweep(street: cast.Street) -> "Iterator[Figure]":
    """Begin it, note single doors and whole staircases, and open the board while 7,000 doors are on it."""
    from benchmarks.figures import Figure, quantile, seconds

    _neighbourhoods(street)
    new = actions.NewCampaign(
        uuid4(), street.subdistrict.pk, "emergency", "暴雨今晚到", "低洼处的今晚转移。", Rung.NEIGHBOURHOOD,
        date(2026, 11, 2), date(2026, 11, 3), sweep=True,
    )  # fmt: skip
    peng = street.actor("街道老彭")
    took, row = seconds(lambda: actions.begin_campaign(actor=peng, new=new, now=cast.START))
    yield Figure(f"begin a sweep of {row.doors.count():,} doors, letters apart", took, "s", at_most=1)
    yield Figure("marks, one door each", *_single(peng, row))
    yield Figure(f"marks, {AT_ONCE} doors a form", *_many(peng, row))
    client = Client()
    client.force_login(street.users["街道老彭"], backend="youlin.domains.access.sessions.Accounts")
    client.get(f"/office/campaigns/{row.pk}/")
    for name, path in (("board", f"/office/campaigns/{row.pk}/"), ("live part", f"/office/campaigns/{row.pk}/live/")):
        times = [seconds(lambda path=path: client.get(path))[0] for _page in range(PAGES)]  # type: ignore[misc]
        yield Figure(f"{name} of a sweep, p95", quantile(times, 0.95), "ms", at_most=300)
    yield from _pushes(row)
    yield from _simulated()


def _pushes(row: Campaign) -> "Iterator[Figure]":
    """What the clock does each minute of a sweep: the last reminders of all, and a minute in which all were told."""
    from benchmarks.figures import Figure, seconds

    late = cast.START + timedelta(hours=2)
    for name in ("minute of a sweep that reminds everywhere", "minute of a sweep with nothing new"):
        took, _running = seconds(
            lambda: sweeps.push_sweeps(link=lambda _chief: f"/office/campaigns/{row.pk}/", now=late)
        )
        yield Figure(name, took, "s", at_most=3)


def _simulated() -> "Iterator[Figure]":
    """How long such a sweep takes at an assumed pace, and how far that hangs on each thing that was assumed."""
    from benchmarks.figures import Figure

    usual = campaigning.Pace()
    told = campaigning.sweep(households=HOUSEHOLDS, chiefs=CHIEFS, seed=SEED, pace=usual)
    yield Figure("simulated: half of the doors told after", told[len(told) // 2] / 60, "h")
    yield Figure("simulated: 99 of 100 doors told after", _share(told, 0.99), "h", at_most=4)
    yield Figure("simulated: 999 of 1,000 doors told after", _share(told, 0.999), "h")
    yield Figure("simulated: the last door told after", told[-1] / 60, "h")
    yield Figure("simulated: told within 4 hours", 100 * sum(at <= 240 for at in told) / len(told), "%", at_least=99)
    for name, pace in {
        "nobody asks the next above": replace(usual, handed_on=False),
        "30 in 100 doors shut, not 18": replace(usual, nobody_in=0.3),
        "10 minutes a door, not 6": replace(usual, talk=10),
        "90 minutes until the next try, not 45": replace(usual, comes_back=90),
        "20 in 100 chiefs silent for two hours, not 6": replace(usual, late=0.2),
        "the same, and nobody asks the next above": replace(usual, late=0.2, handed_on=False),
    }.items():
        told = campaigning.sweep(households=HOUSEHOLDS, chiefs=CHIEFS, seed=SEED, pace=pace)
        yield Figure(f"99 of 100 if {name}", _share(told, 0.99), "h")


def _share(told: list[float], share: float) -> float:
    """Hours after which so large a share was told."""
    return told[ceil(len(told) * share) - 1] / 60


def _neighbourhoods(street: cast.Street) -> None:
    """So many more neighbourhoods and homes as the published case had."""
    area, group, made = street.area, street.group, []
    for number in range(CHIEFS - 3):
        if number % PER_GROUP == 0:
            group = add_territory(actor=SYSTEM, parent=area, level=Level.GROUP, name=f"组{number}", now=cast.START)
        made.append(
            add_territory(actor=SYSTEM, parent=group, level=Level.NEIGHBOURHOOD, name=f"邻{number}", now=cast.START)
        )
    chiefs.open_posts(actor=SYSTEM, territories=[place.pk for place in made], now=cast.START)

    def settle(home: object, number: int) -> None:
        home.number, home.neighbourhood_id = f"B{number:06}", made[number % len(made)].pk  # type: ignore[attr-defined]

    crowd.write(crowd.copies(street.wang_home, HOUSEHOLDS - 3, settle))


def _single(actor: Actor, row: Campaign) -> tuple[float, str, None, float]:
    keys = list(CampaignDoor.objects.filter(campaign=row).values_list("pk", flat=True)[:MARKS])
    began = time.perf_counter()
    for number, key in enumerate(keys):
        mark = actions.NewMark(uuid4(), key, "told", cast.START)
        actions.mark_doors(actor=actor, marks=[mark], now=cast.START + timedelta(seconds=number))
    return MARKS / (time.perf_counter() - began), "/s", None, 30


def _many(actor: Actor, row: Campaign) -> tuple[float, str, None, float]:
    keys = list(CampaignDoor.objects.filter(campaign=row, state="waiting").values_list("pk", flat=True)[: MARKS * 4])
    began = time.perf_counter()
    for place in range(0, len(keys), AT_ONCE):
        marks = [actions.NewMark(uuid4(), key, "told", cast.START) for key in keys[place : place + AT_ONCE]]
        actions.mark_doors(actor=actor, marks=marks, now=cast.START)
    return len(keys) / (time.perf_counter() - began), "/s", None, 200
