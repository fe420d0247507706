"""The rules of one place on one day, put together once and then asked about many households.

`decide` gives bare verdicts, quickly; `leads` marks what is worth a knock; `explain` gives conditions and reasons.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from youlin.domains.benefits.engine import closures, tracing
from youlin.domains.benefits.engine.answers import LIKELY, Answer, ConditionAnswer
from youlin.domains.benefits.engine.assembly import Assembly, Composition, ReadyCondition, ReadyProgramme, all_of
from youlin.domains.benefits.engine.closures import OLDEST, Row, Truth
from youlin.domains.benefits.engine.expression import Look, Members, Node, every
from youlin.domains.benefits.engine.rows import Rows
from youlin.domains.benefits.engine.rulebook import Rulebook
from youlin.domains.benefits.engine.tracing import Key, Setting
from youlin.domains.benefits.engine.values import NO, UNKNOWN, YES
from youlin.domains.benefits.engine.vocabulary import BORN, Vector, Vocabulary, day_number

_Entry = tuple[int, int, Truth]  # a programme's place, its family's place, its verdict
_Ages = tuple[int, list[list[_Entry]], list[_Entry]]
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
        self._parts = Assembly(rulebook, day, region, overrides)
        self.vocabulary: Vocabulary = self._parts.vocabulary
        self.figures = self._parts.figures
        self.programmes = self._parts.programmes
        self.left_out = self._parts.left_out
        self._rows = Rows(self.vocabulary, len(self._parts.shared))
        self._born = self.vocabulary.slot[BORN]
        self._fast = [(one.of_person, one.row, one.run) for one in self.programmes]
        self._rows_needed = {one.row for one in self.programmes}
        self._shut_answers: dict[tuple[str, int, int | None], Answer] = {}

    @property
    def family_count(self) -> int:
        """How many compositions there are."""
        return len(self._parts.families)

    def membership(self, place: int) -> tuple[Node, int]:
        """By which condition a composition takes people in, and the day its ages are counted at."""
        return self._parts.families[place].node, day_number(self.day)

    # ------------------------------------------------------------------------------------------------- quickly
    def decide(self, vector: Vector) -> list[Any]:
        """For each programme a verdict, or for those of persons a list with one for each member."""
        return self._decided(vector, self._family_rows(vector))

    def _family_rows(self, vector: Vector) -> list[list[Any]]:
        """The rows of the families that some programme looks at."""
        return [
            self._rows.row(family.belongs, vector) if place in self._rows_needed else []
            for place, family in enumerate(self._parts.families)
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
        person = self._of_age(ready, age)
        rest = []
        for one in ready.conditions:
            verdict = one.run(person, ()) if _age_alone(one) else UNKNOWN
            if verdict == NO:
                return None
            if verdict == UNKNOWN:
                rest.append(one.run)
        return closures.together(rest) if rest else _met if ready.conditions else all_of([])

    def _of_age(self, ready: ReadyProgramme, age: int) -> list[Any]:
        person: list[Any] = [None] * len(self.vocabulary.person)
        person[self._born] = ready.reference - age * 10000
        return person

    # --------------------------------------------------------------------------------------------- worth a knock
    def leads(self, vector: Vector) -> list[Any]:
        """As `decide`, with LIKELY in the place of an *unknown* that only the authority's check keeps open."""
        rows = self._family_rows(vector)
        found = self._decided(vector, rows)
        usual: dict[int, Row] = {}
        for place, ready in enumerate(self.programmes):
            said = found[place] if ready.of_person else [found[place]]
            if UNKNOWN not in said:
                continue
            if ready.row not in usual:
                usual[ready.row] = self._rows.as_usual(rows[ready.row])
            row = usual[ready.row]
            people: Sequence[Row] = vector.members if ready.of_person else ((),)
            checked = [
                LIKELY if verdict == UNKNOWN and ready.at_door(person, row) == YES else verdict
                for verdict, person in zip(said, people, strict=True)
            ]
            found[place] = checked if ready.of_person else checked[0]
        return found

    # ----------------------------------------------------------------------------------------------------- why
    def explain(self, vector: Vector, only: str | None = None) -> list[Answer]:
        """Every programme's answer with its reasons; those of persons once for each member."""
        built = [self._built(family, vector) for family in self._parts.families]
        settings: dict[tuple[int, int], Setting] = {}
        answers = []
        for ready in self.programmes:
            if only is not None and ready.programme.id != only:
                continue
            row, places, membership = built[ready.family]
            setting = settings.get((ready.family, ready.reference))
            if setting is None:
                tracer = self._parts.tracer(ready.reference)
                setting = Setting(tracer, row, places, membership, apart=len(places) < len(vector.members))
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

    def _too_young_or_old(self, ready: ReadyProgramme, age: int) -> bool:
        """Whether the first gate looks at nothing but age, and is shut at one."""
        first = ready.conditions[: min(1, ready.gates)]
        return any(_age_alone(one) and one.run(self._of_age(ready, age), ()) == NO for one in first)

    def _shut_answer(
        self, ready: ReadyProgramme, person: Row, member: int, age: int | None, setting: Setting
    ) -> Answer:
        """An answer that hangs on age alone is the same for everybody of that age at that place."""
        key = (ready.programme.id, member, age)
        known = self._shut_answers.get(key)
        if known is None:
            known = self._shut_answers[key] = self._answer(ready, person, member, setting)
        return known

    def _built(self, family: Composition, vector: Vector) -> _Built:
        row = self._rows.row(family.belongs, vector)
        places = [place for place, one in enumerate(vector.members) if family.belongs(one, row)]
        membership = tuple((place, name) for place in range(len(vector.members)) for name in family.facts)
        return row, places, membership

    def _answer(self, ready: ReadyProgramme, person: Row, member: int | None, setting: Setting) -> Answer:
        found: list[ConditionAnswer] = []
        lowest = YES
        for place, one in enumerate(ready.conditions):
            verdict, reasons = tracing.explain(one.node, person, member, setting)
            found.append(ConditionAnswer(one.condition, verdict, reasons, _leant_on(one, verdict, person, setting)))
            lowest = min(lowest, verdict)
            if place < ready.gates and verdict == NO:
                found = found[-1:]
                break
        if setting.usual is None and lowest == UNKNOWN:
            setting.usual = self._rows.as_usual(setting.row)
        likely = lowest == UNKNOWN and ready.at_door(person, setting.usual or ()) == YES
        return Answer(ready.programme, member, lowest, likely, tuple(found))


def _leant_on(one: ReadyCondition, verdict: int, person: Row, setting: Setting) -> tuple[str, ...]:
    """Stand-ins for what nobody has said, where another figure could turn a settled verdict."""
    if one.otherwise is None or verdict == UNKNOWN or one.otherwise(person, setting.row) == verdict:
        return ()
    return one.assumed


def _met(person: Row, family: Row) -> int:
    return YES


def _age_alone(one: ReadyCondition) -> bool:
    """Whether a condition hangs on nothing but age."""
    return not any(isinstance(part, Look | Members) for part in every(one.node))
