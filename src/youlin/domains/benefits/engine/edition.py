"""The rules of one place on one day, put together once and then asked about many households.

`decide` gives bare verdicts, quickly; `explain` gives each with its conditions and reasons.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Any, Final, NamedTuple

from youlin.domains.benefits.engine import closures, tracing, values
from youlin.domains.benefits.engine.closures import OLDEST, Compiler, Row, Truth
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
from youlin.domains.benefits.engine.tracing import Reason, Setting, Tracer
from youlin.domains.benefits.engine.values import NO, UNKNOWN, YES, Value
from youlin.domains.benefits.engine.vocabulary import (
    BORN,
    HOUSEHOLD_INCOME,
    INCOME_OF_OTHERS,
    Of,
    Supplier,
    Vector,
    Vocabulary,
    day_number,
)

Key = tuple[int | None, str]
_Entry = tuple[int, int, Truth]  # a programme's place, its family's place, its verdict
_Ages = tuple[int, list[list[_Entry]], list[_Entry]]
LIKELY: Final = 3  # stands in for unknown where a knock at the door is worth it


@dataclass(frozen=True, slots=True)
class ReadyCondition:
    """A condition that holds on the day, with its expression folded and made callable."""

    condition: Condition
    node: Node
    run: Truth
    by_authority: bool  # needs something that only the authority's own check supplies
    unset: tuple[str, ...]


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


class ConditionAnswer(NamedTuple):
    """One condition: its verdict and why."""

    condition: Condition
    verdict: int
    reasons: tuple[Reason, ...]


class Answer(NamedTuple):
    """What a programme says about a family, or about one of its people (`member`: place in the household).

    `likely`: everything that can be known at the door fits, and what is open is for the authority to check.
    Where a gate failed, its condition stands alone: it is enough.
    """

    programme: Programme
    member: int | None
    verdict: int
    likely: bool
    conditions: tuple[ConditionAnswer, ...]

    @property
    def is_lead(self) -> bool:
        """Whether it is worth a knock at the door."""
        return self.verdict == YES or self.likely

    @property
    def missing(self) -> tuple[Key, ...]:
        """Facts that keep it open, each once."""
        return tuple(dict.fromkeys(key for reason in self._open_reasons() for key in reason.missing))

    @property
    def unset(self) -> tuple[str, ...]:
        """Parameters that keep it open, each once."""
        return tuple(dict.fromkeys(name for reason in self._open_reasons() for name in reason.unset))

    def _open_reasons(self) -> list[Reason]:
        """Reasons of the conditions that keep it open; of a settled answer none."""
        if self.verdict != UNKNOWN:
            return []
        return [reason for one in self.conditions if one.verdict == UNKNOWN for reason in one.reasons]


# A family's row, the places of its members, and the facts by which it was put together.
_Built = tuple[list[Any], list[int], tuple[Key, ...]]


class Edition:
    """Rules folded for a day and a region. `overrides` stand above every figure: for trying out."""

    def __init__(
        self, rulebook: Rulebook, day: date, region: str, overrides: Mapping[str, Fraction] | None = None
    ) -> None:
        self.rulebook = rulebook
        self.day = day
        self.region = region
        self.vocabulary: Vocabulary = rulebook.vocabulary()
        self.figures: dict[str, Fraction | None] = {}
        for parameter in rulebook.parameters:
            figure = parameter.on(day, region)
            self.figures[parameter.id] = figure.value if figure else None
        self.figures |= dict(overrides or {})
        self._kept: dict[Node, Node] = {}
        self._compilers: dict[int, Compiler] = {}
        self._tracers: dict[int, Tracer] = {}
        self._shared = self._often()
        self._member_nodes: list[Node] = []
        self._shut_answers: dict[tuple[str, int, int | None], Answer] = {}
        self._families = [
            (family.id, self._membership(family.member)) for family in rulebook.families if day in family.valid
        ]
        places = {name: place for place, (name, _parts) in enumerate(self._families)}
        self.left_out: dict[str, str] = {}  # programmes that cannot be read, and why
        self.programmes = tuple(self._all_programmes(places))
        self._fast = [(one.of_person, one.row, one.run) for one in self.programmes]
        self._rows_needed = {one.row for one in self.programmes}

    def _all_programmes(self, places: Mapping[str, int]) -> Iterator[ReadyProgramme]:
        for programme in self.rulebook.programmes:
            if day_in(self.day, programme, places):
                try:
                    yield self._programme(programme, places[programme.family])
                except BadExpression as bad:
                    self.left_out[programme.id] = str(bad)

    def _node(self, text: str, *, person: bool) -> Node:
        node = put_in(read(text, self.vocabulary, self.rulebook.parameter_ids(), person=person), self.figures)
        return rebuilt(node, self._same)

    def _same(self, node: Node) -> Node:
        """One object for equal expressions, so that what programmes share is worked out and explained once."""
        return self._kept.setdefault(node, node)

    def _often(self) -> dict[Node, int]:
        """What several conditions ask of a family, each with a slot in the family's row to keep the verdict in."""
        times: dict[Node, int] = {}
        for programme in self.rulebook.programmes:
            for condition in programme.conditions:
                try:
                    node = whole(self._node(condition.when, person=programme.unit == "person"))
                except BadExpression:
                    continue
                for part in every(node):
                    if isinstance(part, Members | Compare) and of_family(part):
                        times[part] = times.get(part, 0) + 1
        first = len(self.vocabulary.household)
        often = [node for node, count in times.items() if count > 1 and (isinstance(node, Members) or heavy(node))]
        return {node: first + place for place, node in enumerate(often)}

    def compiler(self, reference: int) -> Compiler:
        """The compiler for a day of ages."""
        return self._compilers.setdefault(reference, Compiler(reference, self._shared))

    def tracer(self, reference: int) -> Tracer:
        """The explainer for a day of ages."""
        return self._tracers.setdefault(reference, Tracer(self.compiler(reference), self.vocabulary))

    def _membership(self, text: str) -> tuple[Truth, tuple[str, ...]]:
        node = self._node(text, person=True)
        self._member_nodes.append(node)
        facts = tuple(
            dict.fromkeys(part.fact.id for part in every(node) if isinstance(part, Look) and part.fact.of is Of.PERSON)
        )
        return Compiler(day_number(self.day)).truth(whole(node)), facts

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
            run=_together([one.run for one in conditions]),
            at_door=_together([one.run for one in conditions if not one.by_authority]),
        )

    def _condition(self, condition: Condition, person: bool, reference: int) -> ReadyCondition:
        node = self._node(condition.when, person=person)
        looks = [part.fact for part in every(node) if isinstance(part, Look)]
        return ReadyCondition(
            condition,
            node,
            self.compiler(reference).truth(whole(node)),
            by_authority=any(fact.supplier is Supplier.AUTHORITY and fact.usual is None for fact in looks),
            unset=tuple(dict.fromkeys(part.id for part in every(node) if isinstance(part, Unset))),
        )

    @property
    def family_count(self) -> int:
        """How many compositions there are."""
        return len(self._families)

    def membership(self, place: int) -> tuple[Node, int]:
        """By which condition a composition takes people in, and the day its ages are counted at."""
        return self._member_nodes[place], day_number(self.day)

    # ------------------------------------------------------------------------------------------------- quickly
    def decide(self, vector: Vector) -> list[Any]:
        """For each programme a verdict, or for those of persons a list with one for each member."""
        return self._decided(vector, self._rows(vector))

    def _rows(self, vector: Vector) -> list[list[Any]]:
        """The rows of the families that some programme looks at."""
        return [
            self._row(truth, vector) if place in self._rows_needed else []
            for place, (_name, (truth, _facts)) in enumerate(self._families)
        ]

    def _decided(self, vector: Vector, rows: list[list[Any]]) -> list[Any]:
        nobody = [NO] * len(vector.members)
        found: list[Any] = [nobody[:] if of_person else run((), rows[family]) for of_person, family, run in self._fast]
        slot, ages = self._born, self._ages
        for member, person in enumerate(vector.members):
            born = person[slot]
            for reference, by_age, every_age in ages:
                age = (reference - born) // 10000 if born.__class__ is int else -1
                for place, family, run in by_age[age] if 0 <= age <= OLDEST else every_age:
                    if verdict := run(person, rows[family]):
                        found[place][member] = verdict
        return found

    @cached_property
    def _born(self) -> int:
        return self.vocabulary.slot[BORN]

    @cached_property
    def _ages(self) -> list[_Ages]:
        """For each day of ages: by full years the programmes that an age leaves open, and all of them."""
        found: dict[int, _Ages] = {}
        for place, ready in enumerate(self.programmes):
            if ready.of_person:
                table = found.setdefault(ready.reference, (ready.reference, [[] for _ in range(OLDEST + 1)], []))
                table[2].append((place, ready.row, ready.run))
                for age, open_ in enumerate(table[1]):
                    run = self._at_age(ready, age)
                    if run is not None:
                        open_.append((place, ready.row, run))
        return list(found.values())

    def _at_age(self, ready: ReadyProgramme, age: int) -> Truth | None:
        """What an age leaves open of a programme: all but what hangs on age alone and is met; None where it is shut."""
        person: list[Any] = [None] * len(self.vocabulary.person)
        person[self._born] = ready.reference - age * 10000
        rest = []
        for one in ready.conditions:
            verdict = (
                UNKNOWN if any(isinstance(part, Look | Members) for part in every(one.node)) else one.run(person, ())
            )
            if verdict == NO:
                return None
            if verdict == UNKNOWN:
                rest.append(one.run)
        return closures.together(rest) if rest else _met if ready.conditions else _together([])

    def _too_young_or_old(self, ready: ReadyProgramme, age: int) -> bool:
        """Whether the first gate looks at nothing but age, and is shut at one."""
        person: list[Any] = [None] * len(self.vocabulary.person)
        person[self._born] = ready.reference - age * 10000
        return any(
            one.run(person, ()) == NO
            for one in ready.conditions[: min(1, ready.gates)]
            if not any(isinstance(part, Look | Members) for part in every(one.node))
        )

    def leads(self, vector: Vector) -> list[Any]:
        """As `decide`, with LIKELY in the place of an *unknown* that only the authority's check keeps open."""
        rows = self._rows(vector)
        found = self._decided(vector, rows)
        usual: dict[int, Row] = {}
        for place, ready in enumerate(self.programmes):
            said = found[place] if ready.of_person else [found[place]]
            if UNKNOWN not in said:
                continue
            if ready.row not in usual:
                usual[ready.row] = self._as_usual(rows[ready.row])
            row = usual[ready.row]
            people: Sequence[Row] = vector.members if ready.of_person else ((),)
            checked = [
                LIKELY if verdict == UNKNOWN and ready.at_door(person, row) == YES else verdict
                for verdict, person in zip(said, people, strict=True)
            ]
            found[place] = checked if ready.of_person else checked[0]
        return found

    def _as_usual(self, row: Row) -> list[Any]:
        """The family's row, if the authority finds what it mostly finds; shared verdicts are forgotten."""
        usual = [self._usual.get(slot) if value is None else value for slot, value in enumerate(row)]
        usual[self._blank_from : -1] = self._blank[:-1]
        return usual

    def _row(self, belongs: Truth, vector: Vector) -> list[Any]:
        """The values of a family: those of its household, its size, its income, its members."""
        row: list[Any] = [*vector.household, *self._blank]
        members = [(verdict, one) for one in vector.members if (verdict := belongs(one, row))]
        sure = 0
        for verdict, _one in members:
            sure += verdict == YES
        size, income = self._slots
        together = row[self._household_income]
        if sure == len(vector.members) and sure:
            row[size], row[income] = sure, together
        else:
            possible = len(members) if vector.members else 60
            row[size] = sure if sure == possible and sure else (max(sure, 1), max(possible, 1))
            row[income] = self._share(together, row, settled=sure == possible)
        row[-1] = members
        return row

    def _share(self, together: Value, row: list[Any], *, settled: bool) -> Value:
        """The family's part of a household's income: what the others earn is not theirs; if unknown, any part."""
        if together is None or isinstance(together, str):
            return None
        low, high = values.bounds(together)
        slot = self.vocabulary.slot.get(INCOME_OF_OTHERS)
        others = row[slot] if settled and slot is not None else None
        if others is None:
            return values.spread(0, high)
        less, most = values.bounds(others)
        return values.spread(max(0, low - most), max(0, high - less))

    @cached_property
    def _usual(self) -> dict[int, int]:
        """By slot of a family's row, what the authority mostly finds."""
        slots = self.vocabulary.slot
        return {slots[one.id]: one.usual for one in self.vocabulary.household if one.usual is not None}

    @cached_property
    def _blank_from(self) -> int:
        """Where a family's row begins to keep shared verdicts."""
        return len(self.vocabulary.household)

    @cached_property
    def _blank(self) -> list[None]:
        """Room for shared verdicts, and for the members."""
        return [None] * (len(self._shared) + 1)

    @cached_property
    def _slots(self) -> tuple[int, int]:
        return self.vocabulary.size_slot, self.vocabulary.income_slot

    @cached_property
    def _household_income(self) -> int:
        return self.vocabulary.slot[HOUSEHOLD_INCOME]

    # ----------------------------------------------------------------------------------------------------- why
    def explain(self, vector: Vector, only: str | None = None) -> list[Answer]:
        """Every programme's answer with its reasons; those of persons once for each member."""
        built = [self._built(truth, facts, vector) for _name, (truth, facts) in self._families]
        settings: dict[tuple[int, int], Setting] = {}
        answers = []
        for ready in self.programmes:
            if only is not None and ready.programme.id != only:
                continue
            row, places, membership = built[ready.family]
            setting = settings.get((ready.family, ready.reference))
            if setting is None:
                setting = Setting(
                    self.tracer(ready.reference), row, places, membership, apart=len(places) < len(vector.members)
                )
                settings[ready.family, ready.reference] = setting
            if not ready.of_person:
                answers.append(self._answer(ready, (), None, setting))
                continue
            shut = self._shut_ages[ready.programme.id]
            for place, person in enumerate(vector.members):
                born = person[self._born]
                age = (ready.reference - born) // 10000 if born.__class__ is int else None
                if age in shut:
                    answers.append(self._shut_answer(ready, person, place, age, setting))
                else:
                    answers.append(self._answer(ready, person, place, setting))
        return answers

    @cached_property
    def _shut_ages(self) -> dict[str, frozenset[int | None]]:
        """For programmes of persons the ages at which a gate is shut, whatever else is known."""
        return {
            ready.programme.id: frozenset(age for age in range(OLDEST + 1) if self._too_young_or_old(ready, age))
            for ready in self.programmes
            if ready.of_person
        }

    def _shut_answer(
        self, ready: ReadyProgramme, person: Row, member: int, age: int | None, setting: Setting
    ) -> Answer:
        """An answer that hangs on age alone is the same for everybody of that age at that place."""
        key = (ready.programme.id, member, age)
        known = self._shut_answers.get(key)
        if known is None:
            known = self._shut_answers[key] = self._answer(ready, person, member, setting)
        return known

    def _built(self, truth: Truth, facts: tuple[str, ...], vector: Vector) -> _Built:
        row = self._row(truth, vector)
        places = [place for place, one in enumerate(vector.members) if truth(one, row)]
        membership = tuple((place, name) for place in range(len(vector.members)) for name in facts)
        return row, places, membership

    def _answer(self, ready: ReadyProgramme, person: Row, member: int | None, setting: Setting) -> Answer:
        found: list[ConditionAnswer] = []
        lowest = YES
        for place, one in enumerate(ready.conditions):
            verdict, reasons = tracing.explain(one.node, person, member, setting)
            found.append(ConditionAnswer(one.condition, verdict, reasons))
            lowest = min(lowest, verdict)
            if place < ready.gates and verdict == NO:
                found = found[-1:]
                break
        if setting.usual is None and lowest == UNKNOWN:
            setting.usual = self._as_usual(setting.row)
        likely = lowest == UNKNOWN and ready.at_door(person, setting.usual or ()) == YES
        return Answer(ready.programme, member, lowest, likely, tuple(found))


def _met(person: Row, family: Row) -> int:
    return YES


def _together(parts: list[Truth]) -> Truth:
    """All of them; with none there is nothing to go by."""
    if not parts:
        return lambda person, family: UNKNOWN
    return closures.together(parts)


def day_in(day: date, programme: Programme, families: Mapping[str, int]) -> bool:
    """Whether a programme and its family exist on a day."""
    return day in programme.valid and programme.family in families


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


def heavy(node: Node) -> bool:
    """Whether working it out takes longer than remembering it."""
    return any(isinstance(part, Arithmetic | Members) for part in every(node))
