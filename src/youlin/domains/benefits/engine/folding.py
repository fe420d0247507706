"""Getting an expression ready for a day and a place: parameters become figures, divisions become multiplications.

`income / size < 1.5 × standard` becomes `2 × income < 3 × standard × size`, so that whole fen stay whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import lcm
from typing import Final

from youlin.domains.benefits.engine.expression import (
    And,
    Arithmetic,
    BadExpression,
    Choose,
    Compare,
    Constant,
    Look,
    Members,
    Node,
    Not,
    Or,
    Parameter,
    Unset,
)
from youlin.domains.benefits.engine.rulebook import Unit
from youlin.domains.benefits.engine.values import INF
from youlin.domains.benefits.engine.vocabulary import SIZE

ONE = Constant(Fraction(1))
ZERO = Constant(Fraction(0))
_TURNED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
Figures = Mapping[str, Fraction | None]


def put_in(node: Node, figures: Figures, units: Mapping[str, Unit] | None = None) -> Node:
    """The expression with each parameter's figure; one that nobody filled in becomes `Unset`.

    `units`: by parameter, because a share that nobody has said still lies between nothing and all. What is multiplied
    by nothing goes away, so that nobody is asked for facts that count for nothing.
    """
    units = units or {}

    def figure(part: Node) -> Node:
        if isinstance(part, Arithmetic):
            return _without_nothing(part)
        if isinstance(part, Compare) and _fixed(part.left) and not _fixed(part.right):
            return Compare(_TURNED[part.sign], part.right, part.left)  # 80 <= age reads: age >= 80
        if not isinstance(part, Parameter):
            return part
        value = figures.get(part.id)
        if value is None:
            return Unset(part.id, 1 if units.get(part.id) is Unit.SHARE else INF)
        return Constant(value)

    return rebuilt(node, figure)


def _without_nothing(node: Arithmetic) -> Node:
    if node.sign == "*" and ZERO in (node.left, node.right):
        return ZERO
    if node.sign in "+-" and node.right == ZERO:
        return node.left
    return node


def _fixed(node: Node) -> bool:
    return isinstance(node, Constant | Unset)


def rebuilt(node: Node, change: Callable[[Node], Node]) -> Node:
    """The expression with every part changed, from the leaves up."""

    def inside(part: Node) -> Node:
        return rebuilt(part, change)

    match node:
        case Arithmetic(sign, left, right):
            node = Arithmetic(sign, inside(left), inside(right))
        case Compare(sign, left, right):
            node = Compare(sign, inside(left), inside(right))
        case Choose(when, then, other):
            node = Choose(inside(when), inside(then), inside(other))
        case And(parts):
            node = And(tuple(map(inside, parts)))
        case Or(parts):
            node = Or(tuple(map(inside, parts)))
        case Not(part):
            node = Not(inside(part))
        case Members(how, part):
            node = Members(how, inside(part))
    return change(node)


def sides(node: Node) -> tuple[Node, Node]:
    """A number as numerator and divisor, both without division and in whole constants: to show it a head."""
    over, under = _fraction(node)
    scale = _denominators(over)
    below = _denominators(under)
    return _scaled(over, scale * below), _scaled(_scaled(under, below), scale)


def whole(node: Node) -> Node:
    """The same condition without division, in whole constants. Raises BadExpression for a divisor that may be 0."""
    match node:
        case Compare(sign, left, right):
            (over, under), (other_over, other_under) = _fraction(left), _fraction(right)
            return _cleared(sign, _times(over, other_under), _times(other_over, under))
        case And(parts):
            return And(tuple(map(whole, parts)))
        case Or(parts):
            return Or(tuple(map(whole, parts)))
        case Not(part):
            return Not(whole(part))
        case Members(how, part):
            return Members(how, whole(part))
    return node


def _cleared(sign: str, left: Node, right: Node) -> Node:
    # Each side is made whole by itself first, so that what two conditions compare stays one number for both.
    own, others = _denominators(left), _denominators(right)
    scale = lcm(own, others)
    return Compare(
        sign,
        _times(_scaled(left, own), Constant(Fraction(scale // own))),
        _times(_scaled(right, others), Constant(Fraction(scale // others))),
    )


def _denominators(node: Node) -> int:
    """A whole number that makes every constant of a division-free expression whole."""
    match node:
        case Constant(value):
            return value.denominator
        case Arithmetic(_, left, right):
            return _denominators(left) * _denominators(right)
        case Choose(_, then, other):
            return _denominators(then) * _denominators(other)
    return 1


def _scaled(node: Node, scale: int) -> Node:
    """`node × scale`, with the factor carried to where it makes constants whole."""
    if scale == 1:
        return node
    match node:
        case Constant(value):
            return Constant(value * scale)
        case Arithmetic("*", left, right):
            own = _denominators(left)
            return Arithmetic("*", _scaled(left, own), _scaled(right, scale // own))
        case Arithmetic(sign, left, right):
            return Arithmetic(sign, _scaled(left, scale), _scaled(right, scale))
        case Choose(when, then, other):
            return Choose(when, _scaled(then, scale), _scaled(other, scale))
    return Arithmetic("*", node, Constant(Fraction(scale)))


def _fraction(node: Node) -> tuple[Node, Node]:
    """Numerator and divisor, the latter always positive."""
    match node:
        case Arithmetic("/", left, right):
            (over, under), (other_over, other_under) = _fraction(left), _fraction(right)
            _positive(other_over)
            return _times(over, other_under), _times(under, other_over)
        case Arithmetic("*", left, right):
            (over, under), (other_over, other_under) = _fraction(left), _fraction(right)
            return _times(over, other_over), _times(under, other_under)
        case Arithmetic(sign, left, right):
            (over, under), (other_over, other_under) = _fraction(left), _fraction(right)
            return Arithmetic(sign, _times(over, other_under), _times(other_over, under)), _times(under, other_under)
        case Choose(when, then, other):
            (over, under), (other_over, other_under) = _fraction(then), _fraction(other)
            return (
                Choose(whole(when), _times(over, other_under), _times(other_over, under)),
                _times(under, other_under),
            )
        case Members(how, part):
            return Members(how, whole(part)), ONE
    return node, ONE


def _times(left: Node, right: Node) -> Node:
    if left == ONE:
        return right
    if right == ONE:
        return left
    if isinstance(left, Constant):
        match right:
            case Constant(value):
                return Constant(left.value * value)
            case Choose(when, Constant(value), Constant(other)):  # one of two amounts, and not a product each time
                return Choose(when, Constant(left.value * value), Constant(left.value * other))
    return Arithmetic("*", left, right)


def _positive(node: Node) -> None:
    match node:
        case Constant(value) if value > 0:
            return
        case Look(fact, _) if fact.id == SIZE:
            return
        case Arithmetic("*", left, right):
            _positive(left)
            _positive(right)
            return
    raise BadExpression("only the number of people and constants above zero may stand below a division")
