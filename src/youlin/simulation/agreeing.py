"""Some people ask the office to tell them: a few chiefs who rarely look at a phone, and those on show."""

from __future__ import annotations

from datetime import timedelta

from youlin.domains.access.actor import SYSTEM
from youlin.domains.messaging import actions as messaging
from youlin.foundation import clock
from youlin.simulation.world import Neighbourhood, World

EVERY = 12  # one chief in so many
SILENCE = "%(name)s的上门走访晚了 %(days)s 天，请问一问邻长，或者自己去看看。"


def some_agree(world: World, home: Neighbourhood) -> None:
    """On the first day: every twelfth chief and the one on show; the street says one sentence in its own words."""
    now = clock.at(world.first_day, 7, 40)
    asked = [home, *world.neighbourhoods[::EVERY]]
    for person in dict.fromkeys(world.duty[place.post] for place in asked):
        messaging.agree(actor=world.acting(person), channel="console", now=now)
    messaging.set_text(
        actor=SYSTEM,
        subdistrict=world.subdistrict,
        template="care.silence.visit",
        default=SILENCE,
        text="{姓名}那里有 {天数} 天没人上门了，请问一问邻长，或者自己去看看。",
        now=now + timedelta(minutes=1),
    )
