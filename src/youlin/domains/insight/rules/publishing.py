"""What may be told outside of small numbers: a count so small that one could guess who it is, is not told."""

from __future__ import annotations

from collections.abc import Sequence

LEAST = 5  # from here on a number is told; 0 says nothing of anybody and is told too


def published(values: Sequence[int], *, total_known: bool = True, least: int = LEAST) -> list[int | None]:
    """The parts of a total as they may be told; None where it is held back.

    Where only one is held back the total gives it away, so the next smallest is held back with it.

    >>> published([2, 40, 7, 0])
    [None, 40, None, 0]
    """
    shown: list[int | None] = [None if 0 < value < least else value for value in values]
    hidden = [place for place, value in enumerate(shown) if value is None]
    if total_known and len(hidden) == 1:
        others = [place for place, value in enumerate(shown) if value]
        if others:
            shown[min(others, key=lambda place: values[place])] = None
    return shown


def published_total(values: Sequence[int], *, least: int = LEAST) -> int | None:
    """The total as it may be told: held back where it is small, or where it would give away its only part."""
    total = sum(values)
    alone = sum(1 for value in values if value) == 1 and 0 < total < least
    return None if alone or 0 < total < least else total
