"""What may be told outside of small numbers: a count so small that one could guess who it is, is not told."""

from __future__ import annotations

from collections.abc import Sequence

LEAST = 5  # from here on a number is told; 0 says nothing of anybody and is told too


def published(values: Sequence[int], *, total_told: bool = True, least: int = LEAST) -> list[int | None]:
    """The parts of a total as they may be told; None where it is held back.

    Where the total gives a small part away, because it stands alone or because those held back are small together, the
    next smallest is held back with it. Where the total itself is not told, adding up what is told must not give it.

    >>> published([2, 40, 7, 0])
    [None, 40, None, 0]
    >>> published([40, 7, 0], total_told=False)
    [40, None, 0]
    """
    shown: list[int | None] = [None if 0 < value < least else value for value in values]
    others = sorted((place for place, value in enumerate(shown) if value), key=lambda place: values[place])
    hidden = [values[place] for place, value in enumerate(shown) if value is None]

    def gives_away() -> bool:
        return bool(hidden) and (len(hidden) == 1 or sum(hidden) < least) if total_told else not hidden

    for place in others:
        if not gives_away():
            break
        shown[place] = None
        hidden.append(values[place])
    return shown


def split(values: Sequence[int], *, total_told: bool = True, least: int = LEAST) -> tuple[list[int | None], int | None]:
    """The parts and their total as they may be told. `total_told`: whether what stands above lets the total be told."""
    total = sum(values)
    told = total_told and not 0 < total < least
    return published(values, total_told=told, least=least), total if told else None
