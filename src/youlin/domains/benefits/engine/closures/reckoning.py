"""Sums, and one amount or another by a verdict."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, Final

from youlin.domains.benefits.engine import values
from youlin.domains.benefits.engine.closures.shapes import Count, Row, Truth
from youlin.domains.benefits.engine.values import NO, YES, Number

_SUMS: Final = {"+": values.add, "-": values.subtract, "*": values.multiply}
_EXACT_SUMS: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}


def arithmetic(sign: str, left: Count, right: Count) -> Count:
    """A sum, a difference or a product."""
    exact, loose = _EXACT_SUMS[sign], _SUMS[sign]

    def run(person: Row, family: Row) -> Number:
        a, b = left(person, family), right(person, family)
        if a.__class__ is int and b.__class__ is int:
            found: int = exact(a, b)
            return found
        return loose(a, b)

    return run


def either_amount(when: Truth, amount: int, other: int) -> Count:
    """One of two amounts by a verdict; both bounds where it is unknown."""
    said: tuple[Number, ...] = (other, values.hull(other, amount), amount)
    return lambda person, family: said[when(person, family)]


def choose(when: Truth, then: Count, other: Count) -> Count:
    """One of two numbers by a verdict; the hull of both where it is unknown."""

    def run(person: Row, family: Row) -> Number:
        verdict = when(person, family)
        if verdict == YES:
            return then(person, family)
        if verdict == NO:
            return other(person, family)
        return values.hull(then(person, family), other(person, family))

    return run
