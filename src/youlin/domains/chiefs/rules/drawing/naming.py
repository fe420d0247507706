"""What a drawing calls things: the hamlet of an address, and which neighbourhood a part carries on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, TypeVar

Place = TypeVar("Place")
_BEFORE_NUMBERS: Final = re.compile(r"^[^0-9]*")


def hamlet_of(address_key: str, above: Iterable[str]) -> str:
    """What an address calls the place inside its group; empty where that is the group itself.

    >>> (
    ...     hamlet_of("溪布社区第1片老屋场组上寨3号", ("溪布社区", "第1片", "老屋场组")),
    ...     hamlet_of("老屋场组12号", ("老屋场组",)),
    ... )
    ('上寨', '')
    """
    for name in above:
        address_key = address_key.replace(name, "", 1)
    found = _BEFORE_NUMBERS.match(address_key)
    return found[0] if found else ""


def carried_on(parts: Sequence[Collection[object]], standing: Mapping[Place, Collection[object]]) -> list[Place | None]:
    """For each part the neighbourhood whose households make up most of it: its chief stays known to them.

    Each neighbourhood is carried on once, by the part that shares most with it; a part that none is left for is new.
    """
    home = {key: place for place, keys in standing.items() for key in keys}
    shared = [
        (-many, number, place)
        for number, part in enumerate(parts)
        for place, many in Counter(home[key] for key in part if key in home).items()
    ]
    found: list[Place | None] = [None] * len(parts)
    taken: set[Place] = set()
    for _many, number, place in sorted(shared, key=lambda one: one[:2]):
        if found[number] is None and place not in taken:
            found[number] = place
            taken.add(place)
    return found


def free_names(taken: Collection[str], many: int) -> list[str]:
    """Names that no neighbourhood of a group has yet: 邻1, 邻2 …

    >>> free_names({"邻1", "邻3"}, 3)
    ['邻2', '邻4', '邻5']
    """
    found: list[str] = []
    number = 0
    while len(found) < many:
        number += 1
        if f"邻{number}" not in taken:
            found.append(f"邻{number}")
    return found
