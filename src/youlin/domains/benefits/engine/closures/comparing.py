"""A fact, an age or a number held against another: what is known of it, and whether it is within a limit."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any, Final

from youlin.domains.benefits.engine import values
from youlin.domains.benefits.engine.closures.shapes import Count, Row, Truth
from youlin.domains.benefits.engine.expression import Age, Look
from youlin.domains.benefits.engine.values import NO, UNKNOWN, YES, Number
from youlin.domains.benefits.engine.vocabulary import Kind, Of

OLDEST: Final = 130
SMALL: Final = 20
_EXACT: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_LOOSE: Final[dict[str, Callable[[Number, Number], int]]] = {
    "<": values.less,
    "<=": values.at_most,
    ">": lambda a, b: values.less(b, a),
    ">=": lambda a, b: values.at_most(b, a),
    "==": values.equal,
    "!=": lambda a, b: YES - values.equal(a, b),
}


def among(look: Look, choices: frozenset[str]) -> Truth:
    """Whether a fact is one of some choices; where nothing is known, yes only if all of them are."""
    table: dict[Any, int] = {choice: YES if choice in choices else NO for choice in look.fact.choices}
    table[None] = YES if choices >= set(look.fact.choices) else UNKNOWN
    return looked_up(look.slot, look.fact.of is Of.PERSON, table, lambda _value: NO)


def between(sign: str, one: Count, two: Count) -> Truth:
    """One number against another."""
    exact, loose = _EXACT[sign], _LOOSE[sign]

    def run(person: Row, family: Row) -> int:
        a, b = one(person, family), two(person, family)
        if a.__class__ is int and b.__class__ is int:
            return YES if exact(a, b) else NO
        return loose(a, b)

    return run


def against(sign: str, left: Look | Age, limit: int, reference: int) -> Truth:
    """A fact or an age against a constant: most conditions are of this shape."""
    exact, loose = _EXACT[sign], _LOOSE[sign]
    slot = left.slot
    if isinstance(left, Age):
        unborn = loose(age_of(None, reference), limit)

        def run_age(person: Row, family: Row) -> int:
            born = person[slot]
            if born.__class__ is int:
                return YES if exact((reference - born) // 10000, limit) else NO
            if born is None:
                return unborn
            return loose(age_of(born, reference), limit)

        return run_age
    unknown = loose((left.fact.low, highest(left)), limit)
    if few(left):
        # Few values: each verdict is looked up.
        said: dict[Any, int] = {
            value: YES if exact(value, limit) else NO for value in range(left.fact.low, highest(left) + 1)
        }
        return looked_up(slot, left.fact.of is Of.PERSON, {**said, None: unknown}, lambda value: loose(value, limit))
    own = left.fact.of is Of.PERSON

    def run(person: Row, family: Row) -> int:
        value = person[slot] if own else family[slot]
        if value is None:
            return unknown
        if value.__class__ is tuple:
            return loose(value, limit)
        return YES if exact(value, limit) else NO

    return run


def looked_up(slot: int, own: bool, table: Mapping[Any, int], otherwise: Callable[[Any], int]) -> Truth:
    """A verdict by value; `otherwise` for bounds and for values out of the ordinary."""
    if own:

        def of_person(person: Row, family: Row) -> int:
            try:
                return table[person[slot]]
            except KeyError:
                return otherwise(person[slot])

        return of_person

    def of_family(person: Row, family: Row) -> int:
        try:
            return table[family[slot]]
        except KeyError:
            return otherwise(family[slot])

    return of_family


def few(look: Look) -> bool:
    """Whether a fact has so few values that what is said of each can be remembered."""
    return highest(look) - look.fact.low <= SMALL


def highest(look: Look) -> int:
    """The highest value a fact can have."""
    return 1 if look.fact.kind is Kind.YES_NO else look.fact.high


def look(node: Look) -> Count:
    """What is known of a fact: its value, or all that it could be."""
    slot, own = node.slot, node.fact.of is Of.PERSON
    anything = (node.fact.low, highest(node))

    def of_person(person: Row, family: Row) -> Number:
        value: Number | None = person[slot]
        return anything if value is None else value

    def of_family(person: Row, family: Row) -> Number:
        value: Number | None = family[slot]
        return anything if value is None else value

    return of_person if own else of_family


def age_of(born: int | tuple[int, int] | None, reference: int) -> Number:
    """Full years on the reference day; born between two days gives bounds."""
    if born is None:
        return (0, OLDEST)
    first, last = values.bounds(born)
    return values.spread(max(0, (reference - last) // 10000), max(0, (reference - first) // 10000))
