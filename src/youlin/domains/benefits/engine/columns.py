"""The same verdicts for many households at once, in columns. Needs numpy, which nothing else in this room does.

A number is two columns, its bounds; a fact of choices is a column of codes, -1 for unknown; a verdict is a column of
0, 1 and 2. Amounts stay whole: what would leave 64 bits is held at FAR, which no amount of fen comes near.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from youlin.domains.benefits.engine import values
from youlin.domains.benefits.engine.closures import OLDEST
from youlin.domains.benefits.engine.edition import Edition
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
    of_family,
)
from youlin.domains.benefits.engine.folding import whole
from youlin.domains.benefits.engine.values import NO, UNKNOWN, YES
from youlin.domains.benefits.engine.vocabulary import (
    HOUSEHOLD_INCOME,
    INCOME,
    INCOME_OF_OTHERS,
    SIZE,
    Fact,
    Kind,
    Of,
    Vector,
    Vocabulary,
)

Whole = npt.NDArray[np.int64]
Verdicts = npt.NDArray[np.int8]
Bounds = tuple[Whole, Whole]
FAR: Final = 4 * 10**18
_UNBORN: Final = -1


class Columns:
    """Households as columns, one for each fact; people one after the other, each with the place of the household."""

    def __init__(self, vocabulary: Vocabulary, vectors: Sequence[Vector]) -> None:
        self.vocabulary = vocabulary
        self.households = len(vectors)
        sizes = [len(one.members) for one in vectors]
        self.owner: npt.NDArray[np.int64] = np.repeat(np.arange(len(vectors)), sizes)
        self.sizes: Whole = np.array(sizes, dtype=np.int64)
        people = [person for one in vectors for person in one.members]
        self.person = {
            one.id: _column(one, (row[place] for row in people)) for place, one in enumerate(vocabulary.person)
        }
        self.household = {
            one.id: _column(one, (vector.household[place] for vector in vectors))
            for place, one in enumerate(vocabulary.household)
        }


def _column(fact: Fact, found: Iterable[Any]) -> Any:
    """Codes of choices, or both bounds."""
    if fact.kind is Kind.CHOICE:
        code = {choice: number for number, choice in enumerate(fact.choices)} | {None: -1}
        return np.array([code[value] for value in found], dtype=np.int8)
    if fact.kind is Kind.DATE:
        unknown = (_UNBORN, _UNBORN)
    else:
        unknown = (fact.low, min(1 if fact.kind is Kind.YES_NO else fact.high, FAR))
    pairs = [unknown if value is None else values.bounds(value) for value in found]
    both = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return np.ascontiguousarray(both[:, 0]), np.ascontiguousarray(both[:, 1])


def decide(edition: Edition, columns: Columns) -> dict[str, Verdicts]:
    """The verdicts of each programme: of every household, or of every person in the order of the columns."""
    families = [_Family(columns, edition, place) for place in range(edition.family_count)]
    found: dict[str, Verdicts] = {}
    for ready in edition.programmes:
        walk = families[ready.family].walk(ready.reference)
        length = len(columns.owner) if ready.of_person else columns.households
        verdict: Verdicts = np.full(length, YES if ready.conditions else UNKNOWN, dtype=np.int8)
        for one in ready.conditions:
            node = whole(one.node)
            said = walk.truth(node)
            if ready.of_person and of_family(node):
                said = _each(columns, said)
            verdict = np.minimum(verdict, said)
        found[ready.programme.id] = verdict
    return found


class _Family:
    """One composition: who belongs, how many, what they earn."""

    def __init__(self, columns: Columns, edition: Edition, place: int) -> None:
        self.columns = columns
        node, reference = edition.membership(place)
        self.belongs: Verdicts = _Walk(columns, None, reference).truth(whole(node))
        sure = _sums(columns, self.belongs == YES)
        possible = _sums(columns, self.belongs != NO)
        alone = columns.sizes == 0
        self.facts: Mapping[str, Bounds] = {
            SIZE: (np.maximum(sure, 1), np.where(alone, 60, np.maximum(possible, 1))),
            INCOME: self._income(sure, possible),
        }
        self._walks: dict[int, _Walk] = {}

    def _income(self, sure: Whole, possible: Whole) -> Bounds:
        columns = self.columns
        low, high = columns.household[HOUSEHOLD_INCOME]
        everybody = (sure == columns.sizes) & (sure > 0)
        settled = (sure == possible) & (columns.sizes > 0)
        less: Whole = np.zeros_like(low)
        most: Whole = np.full_like(low, FAR)
        if INCOME_OF_OTHERS in columns.household:
            less, most = columns.household[INCOME_OF_OTHERS]
        unknown = high >= FAR
        share_low = np.where(settled, np.maximum(low - most, 0), 0)
        share_high = np.where(settled & ~unknown, np.maximum(high - less, 0), high)
        return np.where(everybody, low, np.where(unknown, 0, share_low)), np.where(everybody, high, share_high)

    def walk(self, reference: int) -> _Walk:
        """The evaluator for a day of ages; what it has worked out it keeps."""
        return self._walks.setdefault(reference, _Walk(self.columns, self, reference))


def _sums(columns: Columns, chosen: npt.NDArray[np.bool_]) -> Whole:
    """How many people of each household are chosen."""
    return np.bincount(columns.owner[chosen], minlength=columns.households).astype(np.int64)


def _each(columns: Columns, column: Any) -> Any:
    """A column of households as one of their people; what is the same for all stays as it is."""
    return column[columns.owner] if column.ndim else column


class _Walk:
    def __init__(self, columns: Columns, family: _Family | None, reference: int) -> None:
        self.columns = columns
        self.family = family
        self.reference = reference
        self._truths: dict[Node, Verdicts] = {}

    def truth(self, node: Node) -> Verdicts:
        """A column as long as people, or as households where no single person is looked at."""
        known = self._truths.get(node)
        if known is None:
            known = self._truths[node] = self._truth(node)
        return known

    def _truth(self, node: Node) -> Verdicts:
        match node:
            case And(parts):
                return self._joined([(part, self.truth(part)) for part in parts], np.minimum)
            case Or(parts):
                return self._joined([(part, self.truth(part)) for part in parts], np.maximum)
            case Not(part):
                return (YES - self.truth(part)).astype(np.int8)
            case Among(look, choices):
                verdicts = [YES if one in choices else NO for one in look.fact.choices]
                unknown = YES if choices >= set(look.fact.choices) else UNKNOWN
                table: Verdicts = np.array([*verdicts, unknown], dtype=np.int8)
                found: Verdicts = table[self._raw(look)]
                return found
            case Compare(sign, left, right):
                return self._compared(sign, left, right)
            case Members(how, part):
                return self._members(how, part)
        raise TypeError(f"{node} says neither yes nor no")

    def _joined(self, parts: list[tuple[Node, Verdicts]], join: Any) -> Verdicts:
        """Joined as columns of people where any of them is one."""
        by_person = not all(of_family(node) for node, _column_ in parts)
        found: Verdicts | None = None
        for node, said in parts:
            column = _each(self.columns, said) if by_person and of_family(node) else said
            found = column if found is None else join(found, column)
        if found is None:
            raise ValueError("nothing to join")
        return found

    def _members(self, how: str, part: Node) -> Verdicts:
        belongs = self._belongs()
        said = self.truth(part)
        said = _each(self.columns, said) if of_family(part) else said
        if how == "any":
            each, settled, other = np.minimum(belongs, said), YES, NO
        else:
            each, settled, other = np.maximum(YES - belongs, said), NO, YES
        decided = _sums(self.columns, each == settled) > 0
        open_ = _sums(self.columns, each == UNKNOWN) > 0
        return np.where(decided, settled, np.where(open_, UNKNOWN, other)).astype(np.int8)

    def _belongs(self) -> Verdicts:
        if self.family is None:
            raise TypeError("who belongs is not decided by who belongs")
        return self.family.belongs

    def _compared(self, sign: str, left: Node, right: Node) -> Verdicts:
        by_person = not (of_family(left) and of_family(right))
        a, b = self._sized(left, by_person), self._sized(right, by_person)
        match sign:
            case "<":
                return _less(a, b)
            case ">":
                return _less(b, a)
            case "<=":
                return (YES - _less(b, a)).astype(np.int8)
            case ">=":
                return (YES - _less(a, b)).astype(np.int8)
        same = _equal(a, b)
        return same if sign == "==" else (YES - same).astype(np.int8)

    def _sized(self, node: Node, by_person: bool) -> Bounds:
        """A number as columns of people where the other side has them."""
        low, high = self.number(node)
        if by_person and of_family(node):
            return _each(self.columns, low), _each(self.columns, high)
        return low, high

    def _raw(self, look: Look) -> Any:
        if look.fact.of is Of.PERSON:
            return self.columns.person[look.fact.id]
        if self.family is not None and look.fact.id in self.family.facts:
            return self.family.facts[look.fact.id]
        return self.columns.household[look.fact.id]

    def number(self, node: Node) -> Bounds:
        """Both bounds; constants are columns of no length, which fit any other."""
        match node:
            case Constant(value):
                exact = np.int64(min(int(value), FAR))
                return np.asarray(exact), np.asarray(exact)
            case Unset(_, high):
                return np.asarray(np.int64(0)), np.asarray(np.int64(min(high, FAR)))
            case Age():
                return self._ages()
            case Look():
                low, high = self._raw(node)
                return low, high
            case Arithmetic(sign, left, right):
                by_person = not (of_family(left) and of_family(right))
                return _put_together(sign, self._sized(left, by_person), self._sized(right, by_person))
            case Choose(when, then, other):
                return self._chosen(when, then, other)
            case Members(_, part):
                said = np.minimum(self._belongs(), self.truth(part))
                return _sums(self.columns, said == YES), _sums(self.columns, said != NO)
        raise TypeError(f"{node} is no number")

    def _chosen(self, when: Node, then: Node, other: Node) -> Bounds:
        by_person = not all(of_family(one) for one in (when, then, other))
        said = self.truth(when)
        said = _each(self.columns, said) if by_person and of_family(when) else said
        (low, high), (less, most) = self._sized(then, by_person), self._sized(other, by_person)
        yes, no = said == YES, said == NO
        return (
            np.where(yes, low, np.where(no, less, np.minimum(low, less))),
            np.where(yes, high, np.where(no, most, np.maximum(high, most))),
        )

    def _ages(self) -> Bounds:
        first, last = self.columns.person["born"]
        unknown = first == _UNBORN
        return (
            np.where(unknown, 0, np.maximum((self.reference - last) // 10000, 0)),
            np.where(unknown, OLDEST, np.maximum((self.reference - first) // 10000, 0)),
        )


def _less(a: Bounds, b: Bounds) -> Verdicts:
    found: Verdicts = (UNKNOWN + (a[1] < b[0]).astype(np.int8) - (a[0] >= b[1]).astype(np.int8)).astype(np.int8)
    return found


def _equal(a: Bounds, b: Bounds) -> Verdicts:
    apart = (a[1] < b[0]) | (b[1] < a[0])
    same = (a[0] == a[1]) & (b[0] == b[1]) & (a[0] == b[0])
    return np.where(apart, NO, np.where(same, YES, UNKNOWN)).astype(np.int8)


def _put_together(sign: str, a: Bounds, b: Bounds) -> Bounds:
    if sign == "+":
        return _held(a[0] + b[0]), _held(a[1] + b[1])
    if sign == "-":
        return _held(a[0] - b[1]), _held(a[1] - b[0])
    if min(_least(a[0]), _least(b[0])) >= 0:
        return _product(a[0], b[0]), _product(a[1], b[1])
    corners = [_product(one, two) for one in a for two in b]
    return np.minimum.reduce(corners), np.maximum.reduce(corners)


def _least(column: Whole) -> int:
    return int(column.min()) if column.size else 0


def _held(column: Whole) -> Whole:
    return np.clip(column, -FAR, FAR)


def _product(a: Whole, b: Whole) -> Whole:
    """Exact below FAR, held there beyond it."""
    size = max(abs(_least(a)), int(a.max()) if a.size else 0) * max(abs(_least(b)), int(b.max()) if b.size else 0)
    if size < FAR:
        return np.asarray(a * b)
    about = a.astype(np.float64) * b.astype(np.float64)
    far = np.abs(about) >= FAR
    with np.errstate(over="ignore"):
        exact = np.where(far, 0, a) * np.where(far, 0, b)
    return np.where(far, np.where(about > 0, FAR, -FAR), exact).astype(np.int64)
