"""Rounds of visits: in which order to walk, and on which day to go. Suggestions, worked out anew each time.

What is due is said by the cadence alone. Nothing here is kept, and no visit is put after the day it is due.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, TypeAlias, TypeVar

EXACT: Final = 12  # stops whose best order is found by looking at all of them
AHEAD: Final = 14  # days that a plan looks ahead
EVERY_DAY: Final = frozenset(range(1, 8))  # ISO: Monday is 1
Metres: TypeAlias = Sequence[Sequence[float]]
Key = TypeVar("Key")


# ------------------------------------------------------------------------------------------------------ the order
def walk(metres: Metres, start: Sequence[float] | None = None) -> list[int]:
    """The order in which to visit all stops once, with the least walking, ending at the last.

    `start` says how far each stop is from where one sets out; without it one may begin anywhere. Up to EXACT stops the
    order is the best there is, above it one that no turning of a stretch and no moving of up to three stops shortens.
    """
    many = len(metres)
    if many <= 1:
        return list(range(many))
    first = list(start) if start is not None else [0.0] * many
    return _best(metres, first) if many <= EXACT else _good(metres, first)


def length(order: Sequence[int], metres: Metres, start: Sequence[float] | None = None) -> float:
    """How far it is to walk an order."""
    if not order:
        return 0.0
    return (start[order[0]] if start is not None else 0.0) + sum(metres[here][there] for here, there in pairwise(order))


def _best(metres: Metres, first: list[float]) -> list[int]:
    """Held and Karp: the least way to have seen a set of stops and to stand at one of them, for all sets."""
    many = len(metres)
    full = (1 << many) - 1
    least: list[list[float]] = [[math.inf] * many for _set in range(full + 1)]
    came: list[list[int]] = [[-1] * many for _set in range(full + 1)]
    for stop in range(many):
        least[1 << stop][stop] = first[stop]
    for seen in range(1, full):
        row = least[seen]
        left = [stop for stop in range(many) if not seen >> stop & 1]
        for here in range(many):
            so_far = row[here]
            if so_far == math.inf:
                continue
            away = metres[here]
            for there in left:
                longer = so_far + away[there]
                after = seen | 1 << there
                if longer < least[after][there]:
                    least[after][there] = longer
                    came[after][there] = here
    here = min(range(many), key=lambda stop: (least[full][stop], stop))
    order, seen = [], full
    while here >= 0:
        order.append(here)
        before = came[seen][here]
        seen &= ~(1 << here)
        here = before
    return order[::-1]


def _good(metres: Metres, first: list[float]) -> list[int]:
    """The best of a few greedy orders, each bettered by turning stretches and moving stops."""
    many = len(metres)
    begins = sorted(range(many), key=lambda stop: (first[stop], stop))[: 4 if any(first) else many]
    orders = [_better(_nearest(metres, begin), metres, first) for begin in begins]
    return min(orders, key=lambda order: (length(order, metres, first), order))


def _nearest(metres: Metres, begin: int) -> list[int]:
    order, left = [begin], set(range(len(metres))) - {begin}
    while left:
        here = order[-1]
        order.append(min(left, key=lambda stop: (metres[here][stop], stop)))
        left.remove(order[-1])
    return order


def _better(order: list[int], metres: Metres, first: list[float]) -> list[int]:
    best = length(order, metres, first)
    found = True
    while found:
        found = False
        for tried in _neighbours(order):
            far = length(tried, metres, first)
            if far < best - 1e-9:
                order, best, found = tried, far, True
                break
    return order


def _neighbours(order: list[int]) -> list[list[int]]:
    """Orders one change away: a stretch turned round, or up to three stops moved elsewhere, either way round."""
    many = len(order)
    found = [
        order[:here] + order[here:there][::-1] + order[there:]
        for here in range(many)
        for there in range(here + 2, many + 1)
    ]
    for size in (1, 2, 3):
        for here in range(many - size + 1):
            moved, rest = order[here : here + size], order[:here] + order[here + size :]
            for there in range(len(rest) + 1):
                if there != here:
                    found.append(rest[:there] + moved + rest[there:])
                    found.append(rest[:there] + moved[::-1] + rest[there:])
    return found


# -------------------------------------------------------------------------------------------------------- the days
@dataclass(frozen=True, slots=True)
class Due:
    """One visit that is owed: since a day, by a day, every so many days."""

    opens_on: date
    due_on: date
    days: int

    def may_be_on(self, today: date, weekdays: Collection[int]) -> list[date]:
        """Days on which it is asked for: never after it is due, on the chief's days where there is one.

        Not in the first half of the wait either, as far as that can be: who was seen yesterday is not seen today.
        Overdue it is for today.
        """
        if self.due_on <= today:
            return [today]
        last = min(self.due_on, today + timedelta(AHEAD - 1))
        every = [today + timedelta(ahead) for ahead in range((last - today).days + 1)]
        own = [day for day in every if day.isoweekday() in weekdays]
        late_enough = [day for day in own if (day - self.opens_on).days * 2 >= self.days]
        # None of the chief's days lies before it is due: the last day that is in time, and the page says so.
        return late_enough or own or [last]


def spread(
    visits: Mapping[Key, Due], today: date, weekdays: Collection[int], away: Callable[[Key, Key], float] | None = None
) -> dict[Key, date]:
    """A day for each visit, as even as can be over the chief's days, and near ones together as far as `away` tells.

    The fullest day is as empty as dues allow: found by trying, the soonest due first. Then two visits change days, or
    one moves, where that shortens the walks and makes no day fuller than that.
    """
    weekdays = weekdays or EVERY_DAY
    open_to = {key: due.may_be_on(today, weekdays) for key, due in visits.items()}
    order = sorted(visits, key=lambda key: (open_to[key][-1], open_to[key][0], str(key)))
    most = 1
    found: dict[Key, date] | None = None
    while found is None:
        found = _filled(order, open_to, most)
        most += 1
    if away is not None:
        _draw_together(found, open_to, most - 1, away)
    return found


def _filled(order: Sequence[Key], open_to: Mapping[Key, Sequence[date]], most: int) -> dict[Key, date] | None:
    """Everybody a day, no day with more than `most`; each on the emptiest of the days left. None where it fails."""
    load: Counter[date] = Counter()
    found: dict[Key, date] = {}
    for key in order:
        room = [day for day in open_to[key] if load[day] < most]
        if not room:
            if not _make_room(key, open_to, most, load, found, set()):
                return None
            continue
        day = min(room, key=lambda one: (load[one], one))
        found[key] = day
        load[day] += 1
    return found


def _make_room(
    key: Key,
    open_to: Mapping[Key, Sequence[date]],
    most: int,
    load: Counter[date],
    found: dict[Key, date],
    asked: set[date],
) -> bool:
    """Put somebody on a full day by moving another off it, and so on: an augmenting path."""
    for day in open_to[key]:
        if day in asked:
            continue
        asked.add(day)
        if load[day] < most:
            found[key] = day
            load[day] += 1
            return True
        for other in sorted((one for one, on in found.items() if on == day), key=str):
            load[day] -= 1
            before = found.pop(other)
            if _make_room(other, open_to, most, load, found, asked):
                found[key] = day
                load[day] += 1
                return True
            found[other] = before
            load[day] += 1
    return False


def _draw_together(
    found: dict[Key, date],
    open_to: Mapping[Key, Sequence[date]],
    most: int,
    away: Callable[[Key, Key], float],
) -> None:
    """Exchange days while that brings those of one day nearer together; loads stay as even as they are."""
    keys = sorted(found, key=str)
    for _turn in range(8):
        changed = False
        for here, one in enumerate(keys):
            for other in keys[here + 1 :]:
                first, second = found[one], found[other]
                if first == second or second not in open_to[one] or first not in open_to[other]:
                    continue
                before = tree(found, first, away) + tree(found, second, away)
                found[one], found[other] = second, first
                if tree(found, first, away) + tree(found, second, away) < before - 1e-6:
                    changed = True
                else:
                    found[one], found[other] = first, second
        if not changed:
            return


def tree(found: Mapping[Key, date], day: date, away: Callable[[Key, Key], float]) -> float:
    """How far those of one day lie apart: the shortest net of ways that joins them (Prim)."""
    left = sorted((key for key, on in found.items() if on == day), key=str)
    if not left:
        return 0.0
    total, first = 0.0, left.pop()
    nearest = {key: away(first, key) for key in left}
    while nearest:
        key = min(nearest, key=lambda one: nearest[one])
        total += nearest.pop(key)
        nearest = {other: min(far, away(key, other)) for other, far in nearest.items()}
    return total
