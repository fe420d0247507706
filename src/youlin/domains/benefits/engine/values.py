"""Three verdicts, and whole numbers that are known exactly, within bounds, or not at all.

Kleene's logic on small integers: *and* is the minimum, *or* the maximum, *not* a reflection. Whatever is unknown could
still be anything in its bounds, so a verdict of yes or no holds for each of them.
"""

from __future__ import annotations

from typing import Final, Literal

Verdict = Literal[0, 1, 2]
NO: Final = 0
UNKNOWN: Final = 1
YES: Final = 2
WORDS: Final = ("no", "unknown", "yes")

# Beyond any amount of fen; big enough that a product of two amounts stays below it.
INF: Final = 10**40

Number = int | tuple[int, int]  # exact, or between two bounds, both included
Value = int | tuple[int, int] | str | None  # of a fact; True and False are kept as 1 and 0, unknown as None


def bounds(number: Number) -> tuple[int, int]:
    """Lowest and highest.

    >>> bounds(7), bounds((2, 9))
    ((7, 7), (2, 9))
    """
    return number if isinstance(number, tuple) else (number, number)


def spread(low: int, high: int) -> Number:
    """An interval, or the number itself where both bounds meet."""
    return low if low == high else (low, high)


def add(a: Number, b: Number) -> Number:
    """The sum.

    >>> add((1, 2), 10)
    (11, 12)
    """
    if isinstance(a, int) and isinstance(b, int):
        return a + b
    (low, high), (more, most) = bounds(a), bounds(b)
    return spread(low + more, high + most)


def subtract(a: Number, b: Number) -> Number:
    """The difference."""
    if isinstance(a, int) and isinstance(b, int):
        return a - b
    low, high = a if isinstance(a, tuple) else (a, a)
    less, least = b if isinstance(b, tuple) else (b, b)
    return spread(low - least, high - less)


def multiply(a: Number, b: Number) -> Number:
    """The product: the least and the greatest of what the bounds can give."""
    if isinstance(a, int) and isinstance(b, int):
        return a * b
    low, high = a if isinstance(a, tuple) else (a, a)
    less, most = b if isinstance(b, tuple) else (b, b)
    if low >= 0 and less >= 0:  # as amounts nearly always are
        return spread(low * less, high * most)
    corners = (low * less, low * most, high * less, high * most)
    return spread(min(corners), max(corners))


def hull(a: Number, b: Number) -> Number:
    """Whatever lies in either."""
    (low, high), (less, most) = bounds(a), bounds(b)
    return spread(min(low, less), max(high, most))


def less(a: Number, b: Number) -> Verdict:
    """Whether `a` is below `b`.

    >>> less(3, 4), less((1, 9), 5), less(9, (1, 5))
    (2, 1, 0)
    """
    low, high = a if isinstance(a, tuple) else (a, a)
    other_low, other_high = b if isinstance(b, tuple) else (b, b)
    if high < other_low:
        return YES
    return NO if low >= other_high else UNKNOWN


def at_most(a: Number, b: Number) -> Verdict:
    """Whether `a` is not above `b`.

    >>> at_most(4, 4), at_most((1, 9), 5), at_most(9, (1, 5))
    (2, 1, 0)
    """
    low, high = a if isinstance(a, tuple) else (a, a)
    other_low, other_high = b if isinstance(b, tuple) else (b, b)
    if high <= other_low:
        return YES
    return NO if low > other_high else UNKNOWN


def equal(a: Number, b: Number) -> Verdict:
    """Whether both are the same."""
    (low, high), (other_low, other_high) = bounds(a), bounds(b)
    if high < other_low or other_high < low:
        return NO
    return YES if low == high == other_low == other_high else UNKNOWN
