"""A sweep: 7,000 households through 597 chiefs, begun, marked and watched; and how long such a one takes."""

import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from django.test import Client

from benchmarks import crowd
from tests.factories import cast
from youlin.domains.access.actor import SYSTEM, Actor
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.outreach.actions import campaigns as actions
from youlin.domains.outreach.models import Campaign, CampaignDoor
from youlin.domains.territory.actions import add_territory
from youlin.domains.territory.rules import Level
from youlin.simulation import campaigning

if TYPE_CHECKING:
    from benchmarks.works import Figure

HOUSEHOLDS, CHIEFS, PER_GROUP = 7_000, 597, 9  # the published case: in under four hours
MARKS, AT_ONCE, PAGES = 600, 12, 60


def sweep(street: cast.Street) -> "Iterator[Figure]":
    """Begin it, note single doors and whole staircases, and open the board while 7,000 doors are on it."""
    from benchmarks.works import Figure, quantile, seconds

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
    client.force_login(street.users["街道老彭"], backend="django.contrib.auth.backends.ModelBackend")
    client.get(f"/office/campaigns/{row.pk}/")
    for name, path in (("board", f"/office/campaigns/{row.pk}/"), ("live part", f"/office/campaigns/{row.pk}/live/")):
        times = [seconds(lambda path=path: client.get(path))[0] for _page in range(PAGES)]  # type: ignore[misc]
        yield Figure(f"{name} of a sweep, p95", quantile(times, 0.95), "ms", at_most=300)
    told = campaigning.sweep(households=HOUSEHOLDS, chiefs=CHIEFS, seed=20261122)
    yield Figure("simulated: half of the doors told after", told[len(told) // 2], "min")
    yield Figure("simulated: every door told after", told[-1] / 60, "h", at_most=8)


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
