"""The language of conditions: a few kinds of nodes, read from Python's syntax tree through a whitelist. Nothing is run.

`family.income / family.size < 12 * dibao.standard.urban`, `age >= 60 and disability_grade <= 2`,
`any_member(serious_illness)`, `father in ("dead", "missing")`, `(a if urban else b)`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from youlin.domains.benefits.engine.values import INF
from youlin.domains.benefits.engine.vocabulary import BORN, Fact, Kind, Of, Vocabulary


class BadExpression(ValueError):
    """What was written is no condition. The message says why; `line` counts from 1 inside the text."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Look:
    """A fact of the person in question, or of the household or family."""

    fact: Fact
    slot: int


@dataclass(frozen=True, slots=True)
class Age:
    """Full years of the person on the programme's reference day."""

    slot: int


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure that law or a place sets; replaced by its value before anything is evaluated."""

    id: str


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, exact; truth is 1 and 0."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Unset:
    """A figure that nobody has filled in yet: any number from nothing to `high`; a share is at most all of it."""

    id: str
    high: int = INF


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Two numbers put together by + - * or /."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Choose:
    """One number or the other, by a condition."""

    when: Node
    then: Node
    other: Node


@dataclass(frozen=True, slots=True)
class Compare:
    """Two numbers: < <= > >= == !=."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Among:
    """Whether a fact of choices is one of some."""

    look: Look
    choices: frozenset[str]


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    part: Node


@dataclass(frozen=True, slots=True)
class And:
    """All of them."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of them."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Members:
    """`any`, `all` or the `count` of the family's members for whom something holds."""

    how: str
    part: Node


Node = Look | Age | Parameter | Constant | Unset | Arithmetic | Choose | Compare | Among | Not | And | Or | Members

_COMPARE: Final = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}
_ARITHMETIC: Final = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_MEMBERS: Final = {"any_member": "any", "all_members": "all", "count_members": "count"}
LONGEST: Final = 2000


def read(text: str, vocabulary: Vocabulary, parameters: frozenset[str], *, person: bool) -> Node:
    """An expression that says yes or no. `person`: whether it speaks of one person, whose facts it may name.

    Raises BadExpression for anything that is not in the language.
    """
    if len(text) > LONGEST:
        raise BadExpression(f"longer than {LONGEST} characters")
    try:
        tree = ast.parse(f"({text}\n)", mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", 1) or 1
        raise BadExpression(f"not an expression: {getattr(error, 'msg', error)}", line) from None
    return _Reader(vocabulary, parameters, person).truth(tree)


class _Reader:
    """One walk over one tree; each kind of node has one method, and there is no other way through."""

    def __init__(self, vocabulary: Vocabulary, parameters: frozenset[str], person: bool) -> None:
        self.vocabulary = vocabulary
        self.parameters = parameters
        self.person = person

    def truth(self, tree: ast.expr) -> Node:
        """A part that says yes or no."""
        walk: dict[type[ast.expr], Callable[..., Node]] = {
            ast.BoolOp: self._bool,
            ast.UnaryOp: self._not,
            ast.Compare: self._compare,
            ast.Call: self._members,
            ast.Name: self._named_truth,
            ast.Attribute: self._named_truth,
        }
        found = walk.get(type(tree))
        if found is None:
            raise self._wrong(tree, f"{type(tree).__name__} says neither yes nor no")
        return found(tree)

    def _bool(self, tree: ast.BoolOp) -> Node:
        parts = tuple(self.truth(part) for part in tree.values)
        return And(parts) if isinstance(tree.op, ast.And) else Or(parts)

    def _not(self, tree: ast.UnaryOp) -> Node:
        if not isinstance(tree.op, ast.Not):
            raise self._wrong(tree, "a number says neither yes nor no")
        return Not(self.truth(tree.operand))

    def _named_truth(self, tree: ast.expr) -> Node:
        node = self._named(tree)
        if isinstance(node, Look) and node.fact.kind is Kind.YES_NO:
            return Compare("==", node, Constant(Fraction(1)))
        raise self._wrong(tree, f"{ast.unparse(tree)} says neither yes nor no")

    def _compare(self, tree: ast.Compare) -> Node:
        parts: list[Node] = []
        left = tree.left
        for sign, right in zip(tree.ops, tree.comparators, strict=True):
            parts.append(self._pair(left, sign, right))
            left = right
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _pair(self, left: ast.expr, sign: ast.cmpop, right: ast.expr) -> Node:
        look = self._named(left) if isinstance(left, ast.Name | ast.Attribute) else None
        if isinstance(look, Look) and look.fact.kind is Kind.CHOICE:
            return self._among(look, sign, right)
        if type(sign) not in _COMPARE:
            raise self._wrong(left, "`in` stands only after a fact with choices")
        return Compare(_COMPARE[type(sign)], self.number(left), self.number(right))

    def _among(self, look: Look, sign: ast.cmpop, right: ast.expr) -> Node:
        words = [right] if isinstance(sign, ast.Eq | ast.NotEq) else getattr(right, "elts", None)
        if words is None or not isinstance(sign, ast.Eq | ast.NotEq | ast.In | ast.NotIn):
            raise self._wrong(right, f"{look.fact.id} is compared with ==, != or `in (…)`")
        choices = set()
        for word in words:
            if not isinstance(word, ast.Constant) or word.value not in look.fact.choices:
                raise self._wrong(word, f"{ast.unparse(word)} is no choice of {look.fact.id}")
            choices.add(str(word.value))
        among = Among(look, frozenset(choices))
        return Not(among) if isinstance(sign, ast.NotEq | ast.NotIn) else among

    def number(self, tree: ast.expr) -> Node:
        """A part that is a number."""
        if isinstance(tree, ast.Constant):
            if not isinstance(tree.value, int):
                raise self._wrong(tree, f"{tree.value!r} is no whole number; a share is written 60 / 100")
            return Constant(Fraction(tree.value))
        if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub):
            return Arithmetic("-", Constant(Fraction(0)), self.number(tree.operand))
        if isinstance(tree, ast.BinOp) and type(tree.op) in _ARITHMETIC:
            return Arithmetic(_ARITHMETIC[type(tree.op)], self.number(tree.left), self.number(tree.right))
        if isinstance(tree, ast.IfExp):
            return Choose(self.truth(tree.test), self.number(tree.body), self.number(tree.orelse))
        if isinstance(tree, ast.Call):
            return self._members(tree, number=True)
        if isinstance(tree, ast.Name | ast.Attribute):
            node = self._named(tree)
            if isinstance(node, Look) and node.fact.kind in (Kind.CHOICE, Kind.DATE):
                raise self._wrong(tree, f"{node.fact.id} is no number")
            return node
        raise self._wrong(tree, f"{type(tree).__name__} is no number")

    def _members(self, tree: ast.Call, *, number: bool = False) -> Node:
        name = tree.func.id if isinstance(tree.func, ast.Name) else ""
        how = _MEMBERS.get(name)
        if how is None or tree.keywords or len(tree.args) != 1:
            raise self._wrong(tree, f"{ast.unparse(tree.func)}(…) is not known; there are {', '.join(_MEMBERS)}")
        if (how == "count") is not number:
            raise self._wrong(tree, f"{name} is {'a number' if how == 'count' else 'no number'}")
        return Members(how, _Reader(self.vocabulary, self.parameters, person=True).truth(tree.args[0]))

    def _named(self, tree: ast.expr) -> Node:
        name = _dotted(tree)
        if name is None:
            raise self._wrong(tree, f"{ast.unparse(tree)} is no name")
        if name == "age":
            if not self.person:
                raise self._wrong(tree, "age belongs to a person: write any_member(age …)")
            return Age(self.vocabulary.slot[BORN])
        fact = self.vocabulary.facts.get(name)
        if fact is not None:
            if fact.of is Of.PERSON and not self.person:
                raise self._wrong(tree, f"{name} belongs to a person: write any_member({name} …)")
            return Look(fact, self.vocabulary.slot[name])
        if name in self.parameters:
            return Parameter(name)
        raise self._wrong(tree, f"{name} is neither a fact nor a parameter")

    @staticmethod
    def _wrong(tree: ast.AST, message: str) -> BadExpression:
        return BadExpression(message, getattr(tree, "lineno", 1))


def _dotted(tree: ast.expr) -> str | None:
    """`a.b.c` as one name."""
    if isinstance(tree, ast.Name):
        return tree.id
    if isinstance(tree, ast.Attribute):
        above = _dotted(tree.value)
        return f"{above}.{tree.attr}" if above else None
    return None


def parts_of(node: Node) -> tuple[Node, ...]:
    """What a node is made of, one level down."""
    match node:
        case Arithmetic(_, left, right) | Compare(_, left, right):
            return (left, right)
        case Choose(when, then, other):
            return (when, then, other)
        case And(parts) | Or(parts):
            return parts
        case Not(part) | Members(_, part):
            return (part,)
        case Among(look, _):
            return (look,)
    return ()


def every(node: Node) -> list[Node]:
    """The node and all below it."""
    found = [node]
    for part in parts_of(node):
        found += every(part)
    return found


def of_family(node: Node) -> bool:
    """Whether an expression looks at no single person, so that it is the same for everybody in a family."""
    if isinstance(node, Members):
        return True
    if isinstance(node, Age) or (isinstance(node, Look) and node.fact.of is Of.PERSON):
        return False
    return all(of_family(part) for part in parts_of(node))
