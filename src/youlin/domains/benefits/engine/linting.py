"""What is wrong with the rules themselves: names leading nowhere, conditions nothing meets, figures that disagree.

Reachability is tried, not guessed: each condition is evaluated at every value near a number that it names.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any, Final

from youlin.domains.benefits.engine import closures
from youlin.domains.benefits.engine.expression import (
    Age,
    BadExpression,
    Compare,
    Constant,
    Look,
    Members,
    Node,
    Parameter,
    every,
    read,
)
from youlin.domains.benefits.engine.folding import put_in, whole
from youlin.domains.benefits.engine.rulebook import Condition, Place, Problem, Programme, Rulebook, Unit
from youlin.domains.benefits.engine.rulebook import Parameter as Figured
from youlin.domains.benefits.engine.values import YES
from youlin.domains.benefits.engine.vocabulary import Fact, Kind, Of, Supplier, Vocabulary

OLDEST: Final = 120
REFERENCE: Final = 20260615
MOST_TRIALS: Final = 20_000
STANDARD: Final = 60_000  # stands in for a figure that is not filled in


def problems(rulebook: Rulebook) -> list[Problem]:
    """Everything wrong, by file and line; what reading found comes first."""
    found = [*rulebook.problems, *_figures(rulebook), *_families(rulebook)]
    for programme in rulebook.programmes:
        found += _programme(rulebook, programme)
    found += _idle(rulebook)
    return sorted(found, key=lambda one: (one.at.file, one.at.line, one.code))


def of_programme(rulebook: Rulebook, programme: Programme) -> list[Problem]:
    """What is wrong with one programme under the facts and figures of a rulebook."""
    return sorted(_programme(rulebook, programme), key=lambda one: one.at.line)


def _figures(rulebook: Rulebook) -> Iterator[Problem]:
    for parameter in rulebook.parameters:
        for one, other in itertools.combinations(parameter.figures, 2):
            if one.region == other.region and one.valid.overlaps(other.valid):
                yield Problem(
                    "contradictory",
                    f"{parameter.id} has two figures in {one.region} on {max(one.valid.start, other.valid.start)}; "
                    f"the other stands at {one.at}",
                    other.at,
                )


def _families(rulebook: Rulebook) -> Iterator[Problem]:
    vocabulary, names = rulebook.vocabulary(), rulebook.parameter_ids()
    known = {family.id for family in rulebook.families}
    for family in rulebook.families:
        try:
            read(family.member, vocabulary, names, person=True)
        except BadExpression as bad:
            yield Problem("expression", str(bad), _at(family.at, bad))
    months = {parameter.id for parameter in rulebook.parameters if parameter.unit is Unit.MONTHS}
    paid = {parameter.id for parameter in rulebook.parameters if parameter.unit is Unit.FEN_MONTH}
    for programme in rulebook.programmes:
        if programme.family not in known:
            yield Problem("family", f"{programme.family} is no family of this rulebook", programme.at)
        for name in filter(None, (programme.review, programme.grace)):
            if name not in months:
                yield Problem("clock", f"{name} is no parameter that counts months", programme.at)
        if programme.monthly and programme.monthly not in paid:
            yield Problem("amount", f"{programme.monthly} is no parameter in fen a month", programme.at)


def _at(place: Place, bad: BadExpression) -> Place:
    return Place(place.file, place.line + max(bad.line, 1) - 1)


def _programme(rulebook: Rulebook, programme: Programme) -> Iterator[Problem]:
    if not programme.conditions:
        yield Problem("unreachable", f"{programme.id} has no condition", programme.at)
        return
    seen: dict[str, Condition] = {}
    nodes: list[tuple[Condition, Node, Node]] = []
    vocabulary, names = rulebook.vocabulary(), rulebook.parameter_ids()
    for condition in programme.conditions:
        twin = seen.setdefault(condition.id, condition)
        if twin is not condition and twin.valid.overlaps(condition.valid):
            yield Problem("contradictory", f"{condition.id} holds twice; see line {twin.at.line}", condition.at)
        if not condition.valid.overlaps(programme.valid):
            yield Problem("unreachable", f"{condition.id} never holds while {programme.id} does", condition.at)
        try:
            raw = read(condition.when, vocabulary, names, person=programme.unit == "person")
            node = put_in(raw, _trial_figures(rulebook, programme))
            whole(node)
        except BadExpression as bad:
            yield Problem("expression", str(bad), _at(condition.at, bad))
            continue
        nodes.append((condition, raw, node))
        if condition.documents and not _asked(raw, vocabulary):
            message = f"{condition.id} asks for papers, and the authority checks it itself (社会救助法 art. 62)"
            yield Problem("burden", message, condition.at)
    yield from _reachable(programme, nodes, vocabulary)


def _asked(node: Node, vocabulary: Vocabulary) -> bool:
    """Whether it stands on anything that people at the door know or can prove."""
    facts = [vocabulary.facts[part.fact.id] for part in every(node) if isinstance(part, Look)]
    return not facts or any(fact.supplier is not Supplier.AUTHORITY for fact in facts)


def _trial_figures(rulebook: Rulebook, programme: Programme) -> dict[str, Fraction | None]:
    """Each parameter's latest figure, or a stand-in: rules are judged by their shape."""
    return {
        parameter.id: next(
            (figure.value for figure in reversed(parameter.figures) if figure.value is not None), _stand_in(parameter)
        )
        for parameter in rulebook.parameters
    }


def _stand_in(parameter: Figured) -> Fraction:
    """For a figure that nobody has said: what counts meanwhile, half of all for a share, else an amount."""
    if parameter.meanwhile:
        return parameter.meanwhile.counts
    return Fraction(1, 2) if parameter.unit is Unit.SHARE else Fraction(STANDARD)


def _reachable(
    programme: Programme, nodes: list[tuple[Condition, Node, Node]], vocabulary: Vocabulary
) -> Iterator[Problem]:
    usable = []
    for condition, raw, node in nodes:
        can = _verdicts([node], vocabulary)
        if can is None or YES in can:
            usable.append((condition, node))
        else:
            yield Problem("unreachable", f"nothing can meet {condition.id}", condition.at)
        if can == {YES} and not any(isinstance(part, Parameter) for part in every(raw)):
            yield Problem("idle", f"{condition.id} holds for everybody and asks for nothing", condition.at)
    for (one, node), (other, more) in itertools.combinations(usable, 2):
        if one.valid.overlaps(other.valid) and _named(node) & _named(more):
            can = _verdicts([node, more], vocabulary)
            if can is not None and YES not in can:
                message = f"{other.id} and {one.id} exclude each other in {programme.id}"
                yield Problem("contradictory", message, other.at)


def _named(node: Node) -> set[str]:
    return {"age" if isinstance(part, Age) else part.fact.id for part in every(node) if isinstance(part, Age | Look)}


def _verdicts(nodes: list[Node], vocabulary: Vocabulary) -> set[int] | None:
    """Every verdict that the conditions together can give at values near their own numbers; None if too many."""
    members = [part for node in nodes for part in every(node) if isinstance(part, Members)]
    if any(part.how == "count" for part in members):
        return None  # trials have one member
    runs = [closures.Compiler(REFERENCE).truth(whole(node)) for node in nodes]
    names = sorted(set().union(*(_named(node) for node in nodes)))
    numbers = sorted({number for node in nodes for number in _constants(node)})
    values = [_trials(name, vocabulary, numbers) for name in names]
    total = 1
    for choices in values:
        total *= len(choices)
    if total > MOST_TRIALS:
        return None
    found: set[int] = set()
    for trial in itertools.product(*values):
        person, family = _rows(vocabulary, dict(zip(names, trial, strict=True)))
        found.add(min(run(person, family) for run in runs))
    # What no single member meets, two may meet together: an old one and a child.
    return None if len(members) > 1 and YES not in found else found


def _constants(node: Node) -> Iterator[int]:
    """Numbers near which a verdict may change: constants, and each with the others multiplied in."""
    for part in every(node):
        if isinstance(part, Compare):
            whole_part = whole(part)
            below = [one.value for one in every(whole_part) if isinstance(one, Constant)]
            yield from (int(one) for one in below)
            product = Fraction(1)
            for one in below:
                product *= one or 1
            yield int(product)


def _trials(name: str, vocabulary: Vocabulary, numbers: Iterable[int]) -> list[Any]:
    if name == "age":
        near = {age for number in numbers for age in (number - 1, number, number + 1)} | {0, 40, 105}
        return [REFERENCE - age * 10000 for age in sorted(near) if 0 <= age <= OLDEST]
    fact = vocabulary.facts[name]
    if fact.kind is Kind.CHOICE:
        return list(fact.choices)
    if fact.kind is Kind.YES_NO:
        return [0, 1]
    near = {low for number in numbers for low in (number - 1, number, number + 1)}
    ends = {fact.low, min(fact.high, 10**12)}
    return sorted(number for number in near | ends if fact.low <= number <= fact.high)


def _rows(vocabulary: Vocabulary, trial: dict[str, Any]) -> tuple[list[Any], list[Any]]:
    person: list[Any] = [None] * len(vocabulary.person)
    family: list[Any] = [None] * len(vocabulary.household)
    for name, value in trial.items():
        fact: Fact = vocabulary.facts["born" if name == "age" else name]
        (person if fact.of is Of.PERSON else family)[vocabulary.slot[fact.id]] = value
    return person, [*family, [(YES, person)]]


def _idle(rulebook: Rulebook) -> Iterator[Problem]:
    """Parameters and facts that no rule names: not wrong, but somebody keeps them for nothing."""
    vocabulary, names = rulebook.vocabulary(), rulebook.parameter_ids()
    used: set[str] = set()
    for text, person in (
        *((family.member, True) for family in rulebook.families),
        *((one.when, made.unit == "person") for made in rulebook.programmes for one in made.conditions),
    ):
        try:
            node = read(text, vocabulary, names, person=person)
        except BadExpression:
            continue
        used |= _named(node) | {part.id for part in every(node) if isinstance(part, Parameter)}
    used |= {name for one in rulebook.programmes for name in (one.review, one.grace, one.monthly)}
    for parameter in rulebook.parameters:
        if parameter.id not in used and not parameter.clock:
            yield Problem("unused", f"no rule names the parameter {parameter.id}", parameter.at, grave=False)


def undecidable(rulebook: Rulebook, day: date, region: str) -> list[str]:
    """Parameters without a figure on a day in a region: their rules say *unknown* there."""
    found = []
    for parameter in rulebook.parameters:
        figure = parameter.on(day, region)
        if (figure is None or figure.value is None) and not parameter.meanwhile:
            found.append(parameter.id)
    return found
