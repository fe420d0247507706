"""Putting the rules of one place on one day together: figures folded in, conditions made callable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from youlin.domains.benefits.engine import closures
from youlin.domains.benefits.engine.closures import Compiler, Truth
from youlin.domains.benefits.engine.expression import (
    Arithmetic,
    BadExpression,
    Compare,
    Look,
    Members,
    Node,
    Unset,
    every,
    of_family,
    read,
)
from youlin.domains.benefits.engine.folding import put_in, rebuilt, whole
from youlin.domains.benefits.engine.rulebook import Condition, Programme, Rulebook
from youlin.domains.benefits.engine.tracing import Tracer
from youlin.domains.benefits.engine.values import UNKNOWN
from youlin.domains.benefits.engine.vocabulary import Of, Supplier, Vocabulary, day_number


@dataclass(frozen=True, slots=True)
class ReadyCondition:
    """A condition that holds on the day, with its expression folded and made callable."""

    condition: Condition
    node: Node
    run: Truth
    by_authority: bool  # needs something that only the authority's own check supplies
    assumed: tuple[str, ...] = ()  # parameters that nobody has said and that count as their stand-in meanwhile
    otherwise: Truth | None = None  # the verdict if these could be anything


@dataclass(frozen=True, slots=True)
class ReadyProgramme:
    """A programme that exists on the day. `gates` come first; `run` is all conditions together."""

    programme: Programme
    conditions: tuple[ReadyCondition, ...]
    gates: int
    family: int  # place among the edition's compositions
    row: int  # the same, or the first one where it looks at nothing that a composition changes
    reference: int
    run: Truth
    at_door: Truth  # the conditions that can be settled without the authority

    @property
    def of_person(self) -> bool:
        """Whether each person is asked about, and not the family."""
        return self.programme.unit == "person"


@dataclass(frozen=True, slots=True)
class Composition:
    """Who counts together: the condition on one person, made callable, and the facts it looks at."""

    id: str
    node: Node
    belongs: Truth
    facts: tuple[str, ...]


class Assembly:
    """A rulebook folded for a day and a region. `overrides` stand above every figure: for trying out."""

    def __init__(
        self, rulebook: Rulebook, day: date, region: str, overrides: Mapping[str, Fraction] | None = None
    ) -> None:
        self.rulebook = rulebook
        self.day = day
        self.vocabulary: Vocabulary = rulebook.vocabulary()
        self.units = {parameter.id: parameter.unit for parameter in rulebook.parameters}
        self.figures: dict[str, Fraction | None] = {}
        for parameter in rulebook.parameters:
            figure = parameter.on(day, region)
            self.figures[parameter.id] = figure.value if figure else None
        self.figures |= dict(overrides or {})
        # What nobody has said, but has a stand-in meanwhile.
        self.assumed = {
            parameter.id: parameter.meanwhile.counts
            for parameter in rulebook.parameters
            if parameter.meanwhile and self.figures[parameter.id] is None
        }
        self._kept: dict[Node, Node] = {}
        self._compilers: dict[int, Compiler] = {}
        self._tracers: dict[int, Tracer] = {}
        self.shared = self._often()
        self.families = [
            self._composition(family.id, family.member) for family in rulebook.families if day in family.valid
        ]
        places = {one.id: place for place, one in enumerate(self.families)}
        self.left_out: dict[str, str] = {}  # programmes that cannot be read, and why
        self.programmes = tuple(self._all_programmes(places))

    def compiler(self, reference: int) -> Compiler:
        """The compiler for a day of ages."""
        return self._compilers.setdefault(reference, Compiler(reference, self.shared))

    def tracer(self, reference: int) -> Tracer:
        """The explainer for a day of ages."""
        return self._tracers.setdefault(reference, Tracer(self.compiler(reference), self.vocabulary))

    def _all_programmes(self, places: Mapping[str, int]) -> Iterator[ReadyProgramme]:
        for programme in self.rulebook.programmes:
            if self.day in programme.valid and programme.family in places:
                try:
                    yield self._programme(programme, places[programme.family])
                except BadExpression as bad:
                    self.left_out[programme.id] = str(bad)

    def _raw(self, text: str, *, person: bool) -> Node:
        return read(text, self.vocabulary, self.rulebook.parameter_ids(), person=person)

    def _node(self, raw: Node) -> Node:
        return rebuilt(put_in(raw, {**self.figures, **self.assumed}, self.units), self._same)

    def _same(self, node: Node) -> Node:
        """One object for equal expressions, so that what programmes share is worked out and explained once."""
        return self._kept.setdefault(node, node)

    def _often(self) -> dict[Node, int]:
        """What several conditions ask of a family, each with a slot in the family's row to keep the outcome in."""
        times: dict[Node, int] = {}
        for programme in self.rulebook.programmes:
            for condition in programme.conditions:
                try:
                    node = whole(self._node(self._raw(condition.when, person=programme.unit == "person")))
                except BadExpression:
                    continue
                for part in every(node):
                    if of_family(part) and _heavy(part):
                        times[part] = times.get(part, 0) + 1
        # What only ever stands inside something bigger that is remembered needs no slot of its own.
        inside = {part for node, count in times.items() for part in every(node)[1:] if times.get(part) == count}
        first = len(self.vocabulary.household)
        often = [node for node, count in times.items() if count > 1 and node not in inside]
        return {node: first + place for place, node in enumerate(often)}

    def _composition(self, name: str, text: str) -> Composition:
        node = self._node(self._raw(text, person=True))
        facts = tuple(
            dict.fromkeys(part.fact.id for part in every(node) if isinstance(part, Look) and part.fact.of is Of.PERSON)
        )
        return Composition(name, node, Compiler(day_number(self.day)).truth(whole(node)), facts)

    def _programme(self, programme: Programme, family: int) -> ReadyProgramme:
        reference = day_number(reference_day(self.day, programme.age_on))
        conditions = [
            self._condition(one, programme.unit == "person", reference)
            for one in sorted(programme.conditions, key=lambda one: not one.gate)
            if self.day in one.valid
        ]
        return ReadyProgramme(
            programme=programme,
            conditions=tuple(conditions),
            gates=sum(one.condition.gate for one in conditions),
            family=family,
            row=family if any(_composed(one.node) for one in conditions) else 0,
            reference=reference,
            run=all_of([one.run for one in conditions]),
            at_door=all_of([one.run for one in conditions if not one.by_authority]),
        )

    def _condition(self, condition: Condition, person: bool, reference: int) -> ReadyCondition:
        raw = self._raw(condition.when, person=person)
        node = self._node(raw)
        looks = [part.fact for part in every(node) if isinstance(part, Look)]
        compiler = self.compiler(reference)
        open_ = put_in(raw, self.figures, self.units)
        assumed = tuple(
            dict.fromkeys(part.id for part in every(open_) if isinstance(part, Unset) and part.id in self.assumed)
        )
        return ReadyCondition(
            condition,
            node,
            compiler.truth(whole(node)),
            by_authority=any(fact.supplier is Supplier.AUTHORITY and fact.usual is None for fact in looks),
            assumed=assumed,
            otherwise=compiler.truth(whole(open_)) if assumed else None,
        )


def all_of(parts: list[Truth]) -> Truth:
    """All of them; with none there is nothing to go by."""
    if not parts:
        return lambda person, family: UNKNOWN
    return closures.together(parts)


def reference_day(day: date, age_on: str) -> date:
    """The day on which ages are counted: the day itself, the first or last of its month, the last of its year."""
    if age_on == "month_start":
        return day.replace(day=1)
    if age_on == "month_end":
        return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    if age_on == "year_end":
        return day.replace(month=12, day=31)
    return day


def _composed(node: Node) -> bool:
    """Whether it matters who is in the family."""
    return any(
        isinstance(part, Members) or (isinstance(part, Look) and part.fact.of is Of.FAMILY) for part in every(node)
    )


def _heavy(node: Node) -> bool:
    """Whether working it out takes longer than remembering it."""
    if isinstance(node, Compare):
        return any(isinstance(part, Arithmetic | Members) for part in every(node))
    return isinstance(node, Members | Arithmetic) and any(isinstance(part, Members) for part in every(node))
