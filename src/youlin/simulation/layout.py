"""Where the homes of the street stand: hamlets along a valley, doors along their lanes. Nothing real is drawn."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import groupby
from random import Random
from typing import Protocol

from youlin.simulation.plan import Place

MOUTH = (29.4012, 110.5236)  # where the valley opens; no village of this name stands there
METRE_NORTH = 1 / 111_195  # degrees
METRE_EAST = METRE_NORTH / math.cos(math.radians(MOUTH[0]))
BETWEEN_HAMLETS = 640  # metres
A_LANE = 9  # doors along one side lane
UNKNOWN = 0.04  # homes of which nobody wrote down where they stand


class Standing(Protocol):
    """A home that stands somewhere."""

    place: Place
    point: tuple[float, float] | None


def put_on_the_map(homes: Iterable[Standing]) -> None:
    """Give each home its point. Own dice, seeded by the hamlet: the street's other dice fall as they did before."""
    for number, (spot, hamlet) in enumerate(
        groupby(homes, key=lambda home: (home.place.community, home.place.area, home.place.group))
    ):
        dice = Random("".join(spot))
        # Up the valley, from one bank to the other; the further up, the wider apart.
        east = BETWEEN_HAMLETS * number + dice.uniform(-120, 120)
        north = 420 * math.sin(number * 1.3) + dice.uniform(-160, 160)
        slope = dice.uniform(-0.6, 0.6)
        for door, home in enumerate(hamlet):
            along, lane = door // A_LANE, door % A_LANE
            side = 1 if along % 2 else -1
            x = east + along * 24 * math.cos(slope) - side * (14 + lane * 17) * math.sin(slope) + dice.gauss(0, 4)
            y = north + along * 24 * math.sin(slope) + side * (14 + lane * 17) * math.cos(slope) + dice.gauss(0, 4)
            known = dice.random() >= UNKNOWN
            home.point = (round(MOUTH[0] + y * METRE_NORTH, 6), round(MOUTH[1] + x * METRE_EAST, 6)) if known else None
