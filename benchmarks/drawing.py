"""Drawing neighbourhoods: how long, how near to the best, how large. Hamlets of 50 to 150 households in clumps."""

import random
import time
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from youlin.domains.chiefs.rules.drawing.plan import Home, Sizes
from youlin.domains.chiefs.rules.drawing.solve import draw

if TYPE_CHECKING:
    from benchmarks.figures import Figure


def drawing(_street: object) -> "Iterator[Figure]":
    """3,000 and 10,000 households; what is drawn is the same each time, so only the seconds vary."""
    from benchmarks.figures import Figure

    for many, at_most in ((3_000, None), (10_000, 60.0)):
        homes = community(many)
        wall, busy = time.perf_counter(), time.process_time()
        drawn = draw(homes, Sizes())
        wall, busy = time.perf_counter() - wall, time.process_time() - busy
        counted = Counter(key for part in drawn.parts for key in part.homes)
        twice_or_missing = sum(counted[home.key] != 1 for home in homes)
        sizes = sorted(part.size for part in drawn.parts)
        yield Figure(f"drawing: {many} households", wall, "s", at_most=at_most)
        yield Figure(f"drawing: {many} households, processor", busy, "s")
        yield Figure(
            f"drawing: {many}, above the bound", (drawn.cost - drawn.bound) / drawn.cost * 100, "%", at_most=0.5
        )
        yield Figure(f"drawing: {many}, above it, of walks and unevenness alone", drawn.gap * 100, "%", at_most=1.0)
        yield Figure(f"drawing: {many}, twice or missing", twice_or_missing, "", at_most=0)
        yield Figure(f"drawing: {many}, neighbourhoods", len(sizes), "")
        yield Figure(f"drawing: {many}, smallest", sizes[0], "")
        yield Figure(f"drawing: {many}, middle one", sizes[len(sizes) // 2], "")
        yield Figure(f"drawing: {many}, largest", sizes[-1], "", at_most=15)


def community(many: int) -> list[Home]:
    """Groups along a grid of valleys, each of a few clumps of houses; every door is a building of its own."""
    dice, homes = random.Random(1), list[Home]()
    edges = [0]
    while edges[-1] < many:
        left = many - edges[-1]
        edges.append(edges[-1] + (left if left < 110 else dice.randint(50, min(150, left - 50))))
    for group, (first, after) in enumerate(pairwise(edges)):
        east, north = group % 10 * 1500 + dice.uniform(-300, 300), group // 10 * 1500 + dice.uniform(-300, 300)
        clumps = [(dice.gauss(0, 180), dice.gauss(0, 180)) for _clump in range(max(1, (after - first) // 15))]
        for key in range(first, after):
            x, y = dice.choice(clumps)
            spot = (east + x + dice.gauss(0, 45), north + y + dice.gauss(0, 45))
            homes.append(Home(key, f"{group:03}", "", f"{key}", ((0, key, ""),), spot))
    return homes
