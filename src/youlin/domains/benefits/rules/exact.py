"""Figures as people write them, exact."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction

from youlin.foundation.values import half_width


def figure(text: str) -> Fraction | None:
    """A figure in its parameter's unit; yuan become fen. None for what is no figure, or is below zero.

    >>> figure("65000"), figure("650元") == figure("65000"), figure("1.5"), figure("60%"), figure("3/2"), figure("abc")
    (Fraction(65000, 1), True, Fraction(3, 2), Fraction(3, 5), Fraction(3, 2), None)
    """
    bare = half_width(text).replace(",", "").strip()
    scale = Fraction(1)
    if bare.endswith("元"):
        bare, scale = bare.removesuffix("元"), Fraction(100)
    elif bare.endswith("%"):
        bare, scale = bare.removesuffix("%"), Fraction(1, 100)
    try:
        over, slash, under = bare.strip().partition("/")
        found = Fraction(Decimal(over)) / (Fraction(Decimal(under)) if slash else 1) * scale
    except (InvalidOperation, ValueError, OverflowError, ZeroDivisionError):
        return None
    return found if found >= 0 else None
