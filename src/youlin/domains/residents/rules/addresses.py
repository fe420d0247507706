"""Where an address lies when nobody may learn which addresses are lived at: beside the nearest number that is known."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from typing import TypeVar

Place = TypeVar("Place", bound=Hashable)

_NUMBER = re.compile(r"[0-9]{1,6}")
_UNIT_OF_A_HOUSE = re.compile(r"号|栋|幢|单元|楼|层|座|室|户|弄|之|附|$")
_HAN_IN_A_STEM = 2


def stems(key: str) -> list[tuple[str, int]]:
    """Ways to cut a folded address before one of its numbers, the innermost first: what stands before, and the number.

    Only before numbers of houses: a cut before 第1片 would mean a whole community.

    >>> stems("溪布社区第1片老屋场组12号")
    [('溪布社区第1片老屋场组', 12)]
    >>> stems("梧桐小区3栋2单元101室")
    [('梧桐小区3栋2单元', 101), ('梧桐小区3栋', 2), ('梧桐小区', 3)]
    """
    found = []
    for match in reversed(list(_NUMBER.finditer(key))):
        stem = key[: match.start()]
        han = sum("\u4e00" <= sign <= "\u9fff" for sign in stem)
        if han >= _HAN_IN_A_STEM and _UNIT_OF_A_HOUSE.match(key, match.end()):
            found.append((stem, int(match[0])))
    return found


def number_after(key: str, stem: str) -> int | None:
    """The number with which a folded address goes on after a stem; None where it does not.

    >>> number_after("老屋场组12号", "老屋场组"), number_after("老屋场组口", "老屋场组")
    (12, None)
    """
    if not key.startswith(stem):
        return None
    match = _NUMBER.match(key, len(stem))
    return int(match[0]) if match else None


def nearest(known: Iterable[tuple[int, Place]], number: int) -> set[Place]:
    """The places of the known number that is nearest, the lower one of two as near.

    The answer for a number that nobody lives at is that of its neighbour, so it never tells whether somebody does.

    >>> nearest([(10, "a"), (14, "b")], 12), nearest([(10, "a"), (14, "b")], 99), nearest([], 1)
    ({'a'}, {'b'}, set())
    """
    numbers: dict[int, set[Place]] = {}
    for one, place in known:
        numbers.setdefault(one, set()).add(place)
    if not numbers:
        return set()
    return numbers[min(numbers, key=lambda one: (abs(one - number), one))]
