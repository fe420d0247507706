"""Expressions made callable: one small closure for each node, put together once for a day and a place.

Each takes `(person, family)`: the values of the person in question (None where there is none) and those of the family,
whose last item is the list of its members as `(membership, values)`. A truth gives a verdict, a number gives a whole
number or its bounds. Exact numbers take the short way through.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

from youlin.domains.benefits.engine import values
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
from youlin.domains.benefits.engine.values import NO, UNKNOWN, YES, Number
from youlin.domains.benefits.engine.vocabulary import Kind, Of

# A row is a list of values, as in `vocabulary.Vector`; kept loose because this is the innermost loop.
Row = Sequence[Any]
Truth = Callable[[Row, Row], int]
Count = Callable[[Row, Row], Number]

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
                return _any([self.truth(part) for part in parts])
            case Not(part):
                inner = self.truth(part)
                return lambda person, family: YES - inner(person, family)
            case Among(look, choices):
                return _among(look, choices)
            case Compare(sign, left, right):
                return self._compare(sign, left, right)
            case Members(how, part):
                return _members(how, self.truth(part))
        raise TypeError(f"{node} says neither yes nor no")

    def _compare(self, sign: str, left: Node, right: Node) -> Truth:
        if isinstance(right, Constant) and isinstance(left, Look | Age) and right.value.denominator == 1:
            return _against(sign, left, int(right.value), self.reference)
        return _between(sign, self.number(left), self.number(right))

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
                return lambda person, family: _age_of(person[slot], reference)
            case Look():
                return _look(node)
            case Arithmetic(sign, left, right):
                made = _arithmetic(sign, self.number(left), self.number(right))
                if all(isinstance(part, Constant | Unset | Arithmetic) for part in every(node)):
                    settled = made((), ())
                    return lambda person, family: settled
                return made
            case Choose(when, Constant(value), Constant(less)):
                return _either_amount(self.truth(when), int(value), int(less))
            case Choose(when, then, other):
                return _choose(self.truth(when), self.number(then), self.number(other))
            case Members(_, part):
                return _count(self.truth(part))
        raise TypeError(f"{node} is no number")


Made = TypeVar("Made", Truth, Count)


def _remembered(made: Made, slot: int) -> Made:
    def run(person: Row, family: Row) -> Any:
        outcome = family[slot]
        if outcome is None:
            outcome = family[slot] = made(person, family)  # type: ignore[index]
        return outcome

    return run


def together(parts: list[Truth]) -> Truth:
    """All of them: a no of any settles it."""
    if len(parts) == 1:
        return parts[0]
    if len(parts) == 2:
        return _both(*parts)
    if len(parts) == 3:
        return _three(*parts)

    def run(person: Row, family: Row) -> int:
        found = YES
        for part in parts:
            verdict = part(person, family)
            if not verdict:
                return NO
            if verdict < found:
                found = verdict
        return found

    return run


def _both(one: Truth, two: Truth) -> Truth:
    """Two of them, without a loop: most programmes are a gate and one condition more."""

    def run(person: Row, family: Row) -> int:
        first = one(person, family)
        if not first:
            return NO
        second = two(person, family)
        return second if second < first else first

    return run


def _three(one: Truth, two: Truth, three: Truth) -> Truth:
    def run(person: Row, family: Row) -> int:
        found = one(person, family)
        if not found:
            return NO
        verdict = two(person, family)
        if verdict < found:
            if not verdict:
                return NO
            found = verdict
        verdict = three(person, family)
        return verdict if verdict < found else found

    return run


def _either(one: Truth, two: Truth) -> Truth:
    def run(person: Row, family: Row) -> int:
        first = one(person, family)
        if first == YES:
            return YES
        second = two(person, family)
        return second if second > first else first

    return run


def _any(parts: list[Truth]) -> Truth:
    if len(parts) == 2:
        return _either(*parts)

    def run(person: Row, family: Row) -> int:
        found = NO
        for part in parts:
            verdict = part(person, family)
            if verdict == YES:
                return YES
            if verdict > found:
                found = verdict
        return found

    return run


def _among(look: Look, choices: frozenset[str]) -> Truth:
    table: dict[Any, int] = {choice: YES if choice in choices else NO for choice in look.fact.choices}
    table[None] = YES if choices >= set(look.fact.choices) else UNKNOWN
    return _looked_up(look.slot, look.fact.of is Of.PERSON, table, lambda _value: NO)


def _between(sign: str, one: Count, two: Count) -> Truth:
    exact, loose = _EXACT[sign], _LOOSE[sign]

    def run(person: Row, family: Row) -> int:
        a, b = one(person, family), two(person, family)
        if a.__class__ is int and b.__class__ is int:
            return YES if exact(a, b) else NO
        return loose(a, b)

    return run


def _against(sign: str, left: Look | Age, limit: int, reference: int) -> Truth:
    """A fact or an age against a constant: most conditions are of this shape."""
    exact, loose = _EXACT[sign], _LOOSE[sign]
    slot = left.slot
    if isinstance(left, Age):
        unborn = loose(_age_of(None, reference), limit)

        def run_age(person: Row, family: Row) -> int:
            born = person[slot]
            if born.__class__ is int:
                return YES if exact((reference - born) // 10000, limit) else NO
            if born is None:
                return unborn
            return loose(_age_of(born, reference), limit)

        return run_age
    unknown = loose((left.fact.low, _high(left)), limit)
    if few(left):
        # Few values: each verdict is looked up.
        said: dict[Any, int] = {
            value: YES if exact(value, limit) else NO for value in range(left.fact.low, _high(left) + 1)
        }
        return _looked_up(slot, left.fact.of is Of.PERSON, {**said, None: unknown}, lambda value: loose(value, limit))
    own = left.fact.of is Of.PERSON

    def run(person: Row, family: Row) -> int:
        value = person[slot] if own else family[slot]
        if value is None:
            return unknown
        if value.__class__ is tuple:
            return loose(value, limit)
        return YES if exact(value, limit) else NO

    return run


def _looked_up(slot: int, own: bool, table: Mapping[Any, int], otherwise: Callable[[Any], int]) -> Truth:
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
    return _high(look) - look.fact.low <= SMALL


def _high(look: Look) -> int:
    return 1 if look.fact.kind is Kind.YES_NO else look.fact.high


def _look(node: Look) -> Count:
    slot, own = node.slot, node.fact.of is Of.PERSON
    anything = (node.fact.low, _high(node))

    def of_person(person: Row, family: Row) -> Number:
        value: Number | None = person[slot]
        return anything if value is None else value

    def of_family(person: Row, family: Row) -> Number:
        value: Number | None = family[slot]
        return anything if value is None else value

    return of_person if own else of_family


def _age_of(born: int | tuple[int, int] | None, reference: int) -> Number:
    """Full years on the reference day; born between two days gives bounds."""
    if born is None:
        return (0, OLDEST)
    first, last = values.bounds(born)
    return values.spread(max(0, (reference - last) // 10000), max(0, (reference - first) // 10000))


_SUMS: Final = {"+": values.add, "-": values.subtract, "*": values.multiply}
_EXACT_SUMS: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}


def _arithmetic(sign: str, left: Count, right: Count) -> Count:
    exact, loose = _EXACT_SUMS[sign], _SUMS[sign]

    def run(person: Row, family: Row) -> Number:
        a, b = left(person, family), right(person, family)
        if a.__class__ is int and b.__class__ is int:
            found: int = exact(a, b)
            return found
        return loose(a, b)

    return run


def _either_amount(when: Truth, amount: int, other: int) -> Count:
    said: tuple[Number, ...] = (other, values.hull(other, amount), amount)
    return lambda person, family: said[when(person, family)]


def _choose(when: Truth, then: Count, other: Count) -> Count:
    def run(person: Row, family: Row) -> Number:
        verdict = when(person, family)
        if verdict == YES:
            return then(person, family)
        if verdict == NO:
            return other(person, family)
        return values.hull(then(person, family), other(person, family))

    return run


def _members(how: str, part: Truth) -> Truth:
    if how == "any":

        def run_any(person: Row, family: Row) -> int:
            found = NO
            for belongs, member in family[-1]:
                verdict = part(member, family)
                if verdict > belongs:
                    verdict = belongs
                if verdict > found:
                    if verdict == YES:
                        return YES
                    found = verdict
            return found

        return run_any

    def run_all(person: Row, family: Row) -> int:
        found = YES
        for belongs, member in family[-1]:
            verdict = max(YES - belongs, part(member, family))
            found = min(found, verdict)
        return found

    return run_all


def _count(part: Truth) -> Count:
    def run(person: Row, family: Row) -> Number:
        sure = possible = 0
        for belongs, member in family[-1]:
            verdict = part(member, family)
            if verdict > belongs:
                verdict = belongs
            if verdict:
                possible += 1
                if verdict == YES:
                    sure += 1
        return sure if sure == possible else (sure, possible)

    return run
