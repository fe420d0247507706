"""Puts the closures of an expression together, each node once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from youlin.domains.benefits.engine.closures.comparing import against, age_of, among, between, look
from youlin.domains.benefits.engine.closures.joining import any_of, count, members, together
from youlin.domains.benefits.engine.closures.reckoning import arithmetic, choose, either_amount
from youlin.domains.benefits.engine.closures.shapes import Count, Row, Truth
from youlin.domains.benefits.engine.expression import (
    Age,
    Among,
    And,
    Arithmetic,
    Choose,
    Compare,
    Constant,
    Look,
    Members,
    Node,
    Not,
    Or,
    Unset,
    every,
)
from youlin.domains.benefits.engine.values import YES

Made = TypeVar("Made", Truth, Count)


class Compiler:
    """Puts closures together for one reference day (yyyymmdd), each node once.

    What `shared` holds is worked out once for a family and kept in the slot of its row that `shared` names.
    """

    def __init__(self, reference: int, shared: Mapping[Node, int] | None = None) -> None:
        self.reference = reference
        self.shared = shared or {}
        self._truths: dict[Node, Truth] = {}
        self._numbers: dict[Node, Count] = {}

    def truth(self, node: Node) -> Truth:
        """The verdict of a condition. The expression is already `whole`."""
        made = self._truths.get(node)
        if made is None:
            made = self._truth(node)
            slot = self.shared.get(node)
            made = self._truths[node] = made if slot is None else _remembered(made, slot)
        return made

    def number(self, node: Node) -> Count:
        """The value of a number."""
        made = self._numbers.get(node)
        if made is None:
            made = self._number(node)
            slot = self.shared.get(node)
            made = self._numbers[node] = made if slot is None else _remembered(made, slot)
        return made

    def _truth(self, node: Node) -> Truth:
        match node:
            case And(parts):
                return together([self.truth(part) for part in parts])
            case Or(parts):
                return any_of([self.truth(part) for part in parts])
            case Not(part):
                inner = self.truth(part)
                return lambda person, family: YES - inner(person, family)
            case Among(look, choices):
                return among(look, choices)
            case Compare(sign, left, right):
                return self._compare(sign, left, right)
            case Members(how, part):
                return members(how, self.truth(part))
        raise TypeError(f"{node} says neither yes nor no")

    def _compare(self, sign: str, left: Node, right: Node) -> Truth:
        if isinstance(right, Constant) and isinstance(left, Look | Age) and right.value.denominator == 1:
            return against(sign, left, int(right.value), self.reference)
        return between(sign, self.number(left), self.number(right))

    def _number(self, node: Node) -> Count:
        match node:
            case Constant(value):
                exact = int(value)
                return lambda person, family: exact
            case Unset(_, high):
                anything = (0, high)
                return lambda person, family: anything
            case Age(slot):
                reference = self.reference
                return lambda person, family: age_of(person[slot], reference)
            case Look():
                return look(node)
            case Arithmetic(sign, left, right):
                made = arithmetic(sign, self.number(left), self.number(right))
                if all(isinstance(part, Constant | Unset | Arithmetic) for part in every(node)):
                    settled = made((), ())
                    return lambda person, family: settled
                return made
            case Choose(when, Constant(value), Constant(less)):
                return either_amount(self.truth(when), int(value), int(less))
            case Choose(when, then, other):
                return choose(self.truth(when), self.number(then), self.number(other))
            case Members(_, part):
                return count(self.truth(part))
        raise TypeError(f"{node} is no number")


def _remembered(made: Made, slot: int) -> Made:
    def run(person: Row, family: Row) -> Any:
        outcome = family[slot]
        if outcome is None:
            outcome = family[slot] = made(person, family)  # type: ignore[index]
        return outcome

    return run
