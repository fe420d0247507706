"""Why: which facts of whom, against which figure, made a condition pass, fail or stay open.

Collects what is enough for the verdict: for a no one failing part, for a yes one passing part of an *or* and all of an
*and*, for an unknown only what is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from youlin.domains.benefits.engine.closures import Compiler, Count, Row, Truth, few
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
    of_family,
)
from youlin.domains.benefits.engine.folding import sides, whole
from youlin.domains.benefits.engine.values import NO, UNKNOWN, YES, Number
from youlin.domains.benefits.engine.vocabulary import (
    BORN,
    HOUSEHOLD_INCOME,
    INCOME,
    INCOME_OF_OTHERS,
    SIZE,
    Of,
    Vocabulary,
)

Key = tuple[int | None, str]  # whose fact: the place in the household, None for the household itself
Quotient = tuple[Number, Number]  # a number as numerator and divisor


class Reason(NamedTuple):
    """One comparison. `member` is the place in the household, None for the household itself.

    `facts` is what was looked at and suffices; `missing` what is unknown of it; `unset` parameters without a figure.
    `shown` and `limit` are both sides: numbers as quotients, or the choice made and those that fit.
    `about` leads: age, disability_grade, family.income; with `per_head` it is shared among the family.
    """

    verdict: int
    sign: str
    member: int | None
    facts: tuple[Key, ...]
    missing: tuple[Key, ...] = ()
    unset: tuple[str, ...] = ()
    shown: Quotient | str | None = None
    limit: Quotient | tuple[str, ...] | None = None
    about: str = ""
    per_head: bool = False


Told = tuple[int, tuple[Reason, ...]]
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What can be prepared of a Compare node: its closure, both sides as quotients, what it is about."""

    run: Truth
    left: tuple[Count, Count]
    right: tuple[Count, Count]
    about: str
    per_head: bool
    simple: Look | Age | None  # one fact against a constant
    limit: Quotient  # of a simple one
    of_family: bool  # looks at no single person


class Tracer:
    """Explains the conditions of one reference day; prepares each comparison once.

    `small` remembers what is said of a fact with few values: by condition, place in the household, value, and negation.
    """

    def __init__(self, compiler: Compiler, vocabulary: Vocabulary) -> None:
        self.compiler = compiler
        self.vocabulary = vocabulary
        self._ready: dict[int, tuple[Compare, Comparison]] = {}
        self.small: dict[tuple[int, int | None, object, bool], tuple[Node, Told]] = {}

    def comparison(self, node: Compare) -> Comparison:
        """Prepared parts; the node is kept, so that its identity stays its own."""
        found = self._ready.get(id(node))
        if found is None:
            found = self._ready[id(node)] = (node, self._prepare(node))
        return found[1]

    def _prepare(self, node: Compare) -> Comparison:
        number = self.compiler.number
        (over, under), (other_over, other_under) = sides(node.left), sides(node.right)
        simple = node.left if isinstance(node.left, Look | Age) and isinstance(node.right, Constant) else None
        if isinstance(simple, Look) and simple.fact.id in (SIZE, INCOME):
            simple = None
        right = (number(other_over), number(other_under))
        return Comparison(
            run=self.compiler.truth(whole(node)),
            left=(number(over), number(under)),
            right=right,
            about=_leading(node.left) or _leading(node.right),
            per_head=any(
                isinstance(part, Arithmetic) and part.sign == "/" and _is_size(part.right) for part in every(node.left)
            ),
            simple=simple,
            limit=(right[0]((), ()), right[1]((), ())) if simple else (0, 1),
            of_family=of_family(node),
        )


class Setting:
    """One family under explanation: its row, where its members stand in the household, how it was put together."""

    __slots__ = ("apart", "membership", "open", "places", "row", "told", "tracer", "usual")

    def __init__(
        self, tracer: Tracer, row: Row, places: Sequence[int], membership: tuple[Key, ...], *, apart: bool
    ) -> None:
        self.apart = apart  # whether somebody at the dwelling is not of the family
        self.tracer = tracer
        self.row = row
        self.places = places
        self.membership = membership
        unsure = {place: one for place, (belongs, one) in zip(places, row[-1], strict=True) if belongs == UNKNOWN}
        slots = tracer.vocabulary.slot
        self.open = frozenset(
            (place, name) for place, name in membership if place in unsure and unsure[place][slots[name]] is None
        )
        self.told: dict[tuple[int, bool], Told] = {}
        self.usual: Row | None = None  # the row, if the authority finds what it mostly finds


def explain(node: Node, person: Row, member: int | None, setting: Setting) -> Told:
    """The verdict of a condition with reasons that suffice for it."""
    return _Walk(person, member, setting).truth(node, False)


class _Walk:
    __slots__ = ("member", "person", "setting")

    def __init__(self, person: Row, member: int | None, setting: Setting) -> None:
        self.person, self.member, self.setting = person, member, setting

    def truth(self, node: Node, negated: bool) -> Told:
        """Verdict as the node has it; reasons as they read after any *not* around it."""
        match node:
            case Compare():
                return self._compare(node, negated)
            case Among():
                return self._among(node, negated)
            case And(parts):
                return _joined((self.truth(part, negated) for part in parts), settled=NO)
            case Or(parts):
                return _joined((self.truth(part, negated) for part in parts), settled=YES)
            case Not(part):
                verdict, reasons = self.truth(part, not negated)
                return YES - verdict, reasons
            case Members(how, part):
                return self._members(how, part, negated)
        raise TypeError(f"{node} says neither yes nor no")

    def _members(self, how: str, part: Node, negated: bool) -> Told:
        setting = self.setting
        verdict, reasons = _joined(self._each(how, part, negated), settled=YES if how == "any" else NO)
        missing = tuple(setting.open) if verdict == UNKNOWN else ()
        made = Reason(YES - verdict if negated else verdict, "family", None, setting.membership, missing=missing)
        return verdict, (*reasons, made) if setting.membership else reasons

    def _each(self, how: str, part: Node, negated: bool) -> Iterator[Told]:
        """One member after the other; whoever may not belong to the family settles nothing."""
        setting = self.setting
        for place, (belongs, row) in zip(setting.places, setting.row[-1], strict=True):
            verdict, reasons = _Walk(row, place, setting).truth(part, negated)
            yield min(belongs, verdict) if how == "any" else max(YES - belongs, verdict), reasons

    def _among(self, node: Among, negated: bool) -> Told:
        own = node.look.fact.of is Of.PERSON
        value = self.person[node.look.slot] if own else self.setting.row[node.look.slot]
        small, key = self.setting.tracer.small, (id(node), self.member if own else None, value, negated)
        if key not in small:
            small[key] = node, self._chosen(node, negated, value)
        return small[key][1]

    def _chosen(self, node: Among, negated: bool, value: str | None) -> Told:
        fact = node.look.fact
        own = fact.of is Of.PERSON
        key = (self.member if own else None, fact.id)
        if value is None:
            verdict = YES if node.choices >= set(fact.choices) else UNKNOWN
        else:
            verdict = YES if value in node.choices else NO
        reason = Reason(
            YES - verdict if negated else verdict,
            "in",
            key[0],
            (key,),
            missing=(key,) if verdict == UNKNOWN else (),
            shown=value,
            limit=tuple(one for one in fact.choices if (one in node.choices) is not negated),
            about=fact.id,
        )
        return verdict, (reason,)

    def _compare(self, node: Compare, negated: bool) -> Told:
        setting = self.setting
        ready = setting.tracer.comparison(node)
        if ready.simple is not None:
            return self._simple(node, ready, negated)
        if ready.of_family:
            known = setting.told.get((id(node), negated))
            if known is not None:
                return known
        verdict = ready.run(self.person, setting.row)
        looked, unset = self._looked_at(node)
        reason = Reason(
            YES - verdict if negated else verdict,
            _OPPOSITE[node.sign] if negated else node.sign,
            None if ready.of_family else self.member,
            tuple(looked),
            missing=tuple(key for key, unknown in looked.items() if unknown) if verdict == UNKNOWN else (),
            unset=tuple(unset) if verdict == UNKNOWN else (),
            shown=(ready.left[0](self.person, setting.row), ready.left[1](self.person, setting.row)),
            limit=(ready.right[0](self.person, setting.row), ready.right[1](self.person, setting.row)),
            about=ready.about,
            per_head=ready.per_head,
        )
        told = verdict, (reason,)
        if ready.of_family:
            setting.told[id(node), negated] = told
        return told

    def _simple(self, node: Compare, ready: Comparison, negated: bool) -> Told:
        """One fact against a constant."""
        look = ready.simple
        if not (isinstance(look, Look) and few(look)):
            return self._against(node, ready, negated)
        own = look.fact.of is Of.PERSON
        value = self.person[look.slot] if own else self.setting.row[look.slot]
        small, key = self.setting.tracer.small, (id(node), self.member if own else None, value, negated)
        if key not in small:
            small[key] = node, self._against(node, ready, negated)
        return small[key][1]

    def _against(self, node: Compare, ready: Comparison, negated: bool) -> Told:
        look, row = ready.simple, self.setting.row
        verdict = ready.run(self.person, row)
        if isinstance(look, Look):
            member = self.member if look.fact.of is Of.PERSON else None
            key = (member, look.fact.id)
        else:
            member, key = self.member, (self.member, BORN)
        keys = (key,)
        reason = Reason(
            YES - verdict if negated else verdict,
            _OPPOSITE[node.sign] if negated else node.sign,
            member,
            keys,
            keys if verdict == UNKNOWN else (),
            (),
            (ready.left[0](self.person, row), 1),
            ready.limit,
            ready.about,
        )
        return verdict, (reason,)

    def _looked_at(self, node: Compare) -> tuple[dict[Key, bool], list[str]]:  # noqa: C901 - one case a kind of node
        """Facts of a comparison and whether each is unknown; parameters without a figure."""
        facts: dict[Key, bool] = {}
        unset: list[str] = []
        waiting: list[Node] = [node.left, node.right]
        while waiting:
            part = waiting.pop()
            match part:
                case Look(fact, slot) if fact.of is Of.PERSON:
                    facts[self.member, fact.id] = not isinstance(self.person[slot], int)
                case Look(fact, slot) if fact.id in (SIZE, INCOME):
                    facts.update({key: key in self.setting.open for key in self.setting.membership})
                    if fact.id == INCOME:
                        facts.update(self._earned(slot))
                case Look(fact, slot):
                    facts[None, fact.id] = not isinstance(self.setting.row[slot], int)
                case Age(slot):
                    facts[self.member, BORN] = not isinstance(self.person[slot], int)
                case Unset(name):
                    unset.append(name)
                case Arithmetic(_, left, right):
                    waiting += [right, left]
                case Choose(when, then, other):
                    verdict = self._noted(when, facts, unset)
                    waiting += [then] * (verdict != NO) + [other] * (verdict != YES)
                case Members(_, inner):
                    for place, (_belongs, row) in zip(self.setting.places, self.setting.row[-1], strict=True):
                        _Walk(row, place, self.setting)._noted(inner, facts, unset)
                    facts.update({key: key in self.setting.open for key in self.setting.membership})
        return facts, unset

    def _earned(self, slot: int) -> dict[Key, bool]:
        """The facts behind a family's income, and whether each is to be found out."""
        setting = self.setting
        slots = setting.tracer.vocabulary.slot
        open_ = not isinstance(setting.row[slot], int)
        facts: dict[Key, bool] = {(None, HOUSEHOLD_INCOME): setting.row[slots[HOUSEHOLD_INCOME]] is None}
        if setting.apart and INCOME_OF_OTHERS in slots:
            facts[None, INCOME_OF_OTHERS] = open_ and not setting.open
        elif not setting.open:
            facts[None, HOUSEHOLD_INCOME] = open_
        return facts

    def _noted(self, node: Node, facts: dict[Key, bool], unset: list[str]) -> int:
        """The verdict of a condition inside a number, with what it looked at put to the rest."""
        verdict, reasons = self.truth(node, False)
        for reason in reasons:
            facts.update(dict.fromkeys(reason.facts, False))
            facts.update(dict.fromkeys(reason.missing, True))
            unset += reason.unset
        return verdict


def _joined(parts: Iterable[Told], *, settled: int) -> Told:
    """Of parts that are all needed (settled by a no) or of which one is enough (settled by a yes).

    What comes after the one that settles it is not looked at.
    """
    found: list[Told] = []
    for told in parts:
        if told[0] == settled:
            return told
        found.append(told)
    verdict = UNKNOWN if any(told[0] == UNKNOWN for told in found) else YES - settled
    return verdict, tuple(reason for own, reasons in found if own == verdict for reason in reasons)


def _is_size(node: Node) -> bool:
    return isinstance(node, Look) and node.fact.id == SIZE


def _leading(node: Node) -> str:
    """The first fact or age of a number, by which people call it."""
    for part in every(node):
        if isinstance(part, Age):
            return "age"
        if isinstance(part, Look) and not _is_size(part):
            return part.fact.id
    return next((SIZE for part in every(node) if _is_size(part)), "")
