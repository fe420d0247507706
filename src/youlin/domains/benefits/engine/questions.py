"""What to ask next: the one question whose answer settles most, in the fewest taps.

Each fact that is open and may be asked is tried with each answer that could make a difference; the best question is
the one after which, on average, most programmes are settled. What no answer could settle is never asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from youlin.domains.benefits.engine.answers import Answer
from youlin.domains.benefits.engine.edition import Edition
from youlin.domains.benefits.engine.tracing import Key
from youlin.domains.benefits.engine.values import UNKNOWN, Value, bounds, spread
from youlin.domains.benefits.engine.vocabulary import Fact, Kind, Vector

HIGHEST: Final = 10**9  # fen: no household asks for help with ten million yuan a year
_STEPS: Final = (0, *(10**power for power in range(2, 10)), HIGHEST)
_AGES: Final = (1, 10, 14, 16, 18, 30, 60, 70, 80, 90, 100)


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be tapped: a value, or bounds between which nothing changes."""

    value: Value


@dataclass(frozen=True, slots=True)
class Question:
    """A fact of somebody (`member`: place in the household, None for the household) with the answers to tap."""

    fact: Fact
    member: int | None
    options: tuple[Option, ...]
    settles: int  # programmes settled by the most helpful answer

    @property
    def key(self) -> Key:
        """Whose fact, and which."""
        return self.member, self.fact.id


def next_question(
    edition: Edition, vector: Vector, answers: Iterable[Answer], skipped: frozenset[Key] = frozenset()
) -> Question | None:
    """The question to ask now; None where nothing is open that asking could settle. `skipped`: nobody knew."""
    watched = [answer for answer in answers if answer.verdict == UNKNOWN]
    keys = dict.fromkeys(key for answer in watched for key in answer.missing if key not in skipped)
    wanted = {(answer.programme.id, answer.member) for answer in watched}
    judge = _judge(edition, wanted)
    before = judge(vector)
    best: tuple[float, Question] | None = None
    for member, name in keys:
        fact = edition.vocabulary.facts[name]
        if not fact.askable:
            continue
        trial = _trial(edition, vector, fact, member)
        options = _left(_options(fact, trial, judge, edition.day.year), _known(edition, vector, fact, member))
        gains = [_settled(before, judge(trial(value))) for value in options]
        if not gains or max(gains) == 0:
            continue
        score = sum(gains) / len(gains)
        if best is None or score > best[0]:
            best = score, Question(fact, member, tuple(map(Option, options)), max(gains))
    if best is not None:
        return best[1]
    facts = edition.vocabulary.facts
    choices = {
        (member, name): _left(_any_option(facts[name], edition.day.year), _known(edition, vector, facts[name], member))
        for member, name in keys
        if facts[name].askable
    }
    choices = {key: options for key, options in choices.items() if len(options) > 1}
    sure = _sure_in_the_end(watched, choices)
    if sure is not None:
        member, name = sure
        return Question(facts[name], member, tuple(map(Option, choices[sure])), 0)
    return _stepping_stone(edition, vector, choices, judge, before)


def _known(edition: Edition, vector: Vector, fact: Fact, member: int | None) -> Value:
    slot = edition.vocabulary.slot[fact.id]
    return (vector.household if member is None else vector.members[member])[slot]


def _left(options: list[Any], known: Value) -> list[Any]:
    """The answers that are possible beside what was told already: who said "below 10,000" is not asked that again.

    Each is cut to what was told; where only one is left, it would say nothing new, and there is nothing to ask.
    """
    if not isinstance(known, tuple):
        return options
    both = [(max(low, known[0]), min(high, known[1])) for low, high in map(bounds, options)]
    kept = [spread(low, high) for low, high in both if low <= high]
    return kept if len(kept) > 1 else []


def _sure_in_the_end(watched: list[Answer], choices: Mapping[Key, list[Any]]) -> Key | None:
    """An open fact of an answer that asking alone will settle in the end, though no single answer does."""
    for answer in watched:
        if answer.missing and not answer.unset and all(key in choices for key in answer.missing):
            return next(iter(answer.missing))
    return None


Judge = Callable[[Vector], list[int]]
Trial = Callable[[Value], Vector]


def _judge(edition: Edition, wanted: set[tuple[str, int | None]]) -> Judge:
    """The verdicts of the open answers, in a fixed order."""
    places = [
        (place, member)
        for place, ready in enumerate(edition.programmes)
        for name, member in sorted(wanted, key=str)
        if name == ready.programme.id
    ]

    def judge(vector: Vector) -> list[int]:
        found = edition.decide(vector)
        return [found[place] if member is None else found[place][member] for place, member in places]

    return judge


def _settled(before: Sequence[int], after: Sequence[int]) -> int:
    return sum(was == UNKNOWN != now for was, now in zip(before, after, strict=True))


def _trial(edition: Edition, vector: Vector, fact: Fact, member: int | None) -> Trial:
    slot = edition.vocabulary.slot[fact.id]

    def trial(value: Value) -> Vector:
        if member is None:
            return Vector([*vector.household[:slot], value, *vector.household[slot + 1 :]], vector.members)
        person = vector.members[member]
        changed = [*person[:slot], value, *person[slot + 1 :]]
        return Vector(vector.household, [*vector.members[:member], changed, *vector.members[member + 1 :]])

    return trial


def _options(fact: Fact, trial: Trial, judge: Judge, year: int) -> list[Any]:
    """Answers worth offering: every choice; for numbers the bands between which nothing changes."""
    if fact.kind is Kind.CHOICE:
        return list(fact.choices)
    if fact.kind is Kind.YES_NO:
        return [1, 0]
    if fact.kind is Kind.DATE:
        return [(year - age) * 10000 + 101 for age in _AGES]
    high = min(fact.high, HIGHEST)
    if high - fact.low <= 10:
        return list(range(fact.low, high + 1))
    steps = sorted({fact.low, high, *(step for step in _STEPS if fact.low < step < high)})
    cuts = [cut for low, step in pairwise(steps) for cut in _cuts(low, step, trial, judge)]
    if not cuts:
        return []
    edges = [fact.low, *sorted(set(cuts))]
    bands = [(low, above - 1) if low != above - 1 else low for low, above in pairwise(edges)]
    return [*bands, (edges[-1], fact.high)]


def _cuts(low: int, high: int, trial: Trial, judge: Judge) -> list[int]:
    """The first number above `low` at which a verdict changes, and so on up to `high`; found by halving."""
    first, last = judge(trial(low)), judge(trial(high))
    if first == last:
        return []
    below, above = low, high
    while above - below > 1:
        middle = (below + above) // 2
        if judge(trial(middle)) == first:
            below = middle
        else:
            above = middle
    return [above, *(_cuts(above, high, trial, judge) if above < high else [])]


_PROBES: Final = 48
_MIXED: Final = 53  # a prime above the probes: by any other step, some facts would give the same answer every time
_BANDS: Final = ((0, 999_999), (1_000_000, 2_999_999), (3_000_000, 5_999_999), (6_000_000, HIGHEST))


def _stepping_stone(
    edition: Edition, vector: Vector, choices: Mapping[Key, list[Any]], judge: Judge, before: list[int]
) -> Question | None:
    """Where no single answer settles anything, but several together can: the first of them that is needed for it."""
    facts = edition.vocabulary.facts

    def settles(answers: Mapping[Key, Any], without: Key | None = None) -> bool:
        trial = vector
        for (member, name), value in answers.items():
            if (member, name) != without:
                trial = _trial(edition, trial, facts[name], member)(value)
        return _settled(before, judge(trial)) > 0

    for probe in range(_PROBES):
        # The first probes give everybody the same answer; the later ones mix them.
        turns = [
            probe if probe < len(one) else (probe * (at + 3) + at) % _MIXED for at, one in enumerate(choices.values())
        ]
        answers = {key: one[turn % len(one)] for (key, one), turn in zip(choices.items(), turns, strict=True)}
        if answers and settles(answers):
            member, name = next((key for key in choices if not settles(answers, without=key)), next(iter(choices)))
            return Question(facts[name], member, tuple(map(Option, choices[member, name])), 0)
    return None


def _any_option(fact: Fact, year: int) -> list[Any]:
    if fact.kind is Kind.MONEY:
        return list(_BANDS)
    return _options(fact, _no_trial, lambda _vector: [], year) or [fact.low, fact.high]


def _no_trial(value: Value) -> Vector:
    return Vector([], [])
