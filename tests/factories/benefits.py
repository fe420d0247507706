"""Households as plain facts, and the rules of the repository on one day, for tests of screening."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from youlin.domains.benefits.engine.edition import Edition
from youlin.domains.benefits.engine.reading import read_rules
from youlin.domains.benefits.engine.rulebook import Rulebook
from youlin.domains.benefits.engine.vocabulary import Fact, Household, Kind, Known, Of, Person, Vector, vector

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 22)
REGION = "430899001"
# Figures for tests only: no place has said them.
FIGURES = {
    "dibao.standard.urban": Fraction(65_000),
    "dibao.standard.rural": Fraction(50_000),
    "dibao.work.share": Fraction(20, 100),
    "rigid.disposable_income": Fraction(3_000_000),
    "rigid.share": Fraction(60, 100),
    "aged.monthly.from80": Fraction(10_000),
    "aged.monthly.from90": Fraction(20_000),
}


@cache
def rulebook() -> Rulebook:
    """The rules of the repository."""
    files = sorted((ROOT / "rules").rglob("*.yaml"))
    return read_rules((path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in files)


@cache
def edition() -> Edition:
    """Those rules on the day of the tests, with every figure filled in."""
    return Edition(rulebook(), DAY, REGION, FIGURES)


def known(**facts: Any) -> dict[str, Known]:
    """Facts seen on the first of the month."""
    return {name: Known(value, date(2026, 11, 1), "花名册") for name, value in facts.items()}


def household(*members: Mapping[str, Any], **facts: Any) -> Household:
    """A household of members, each a mapping of facts with a `name`."""
    people = tuple(
        Person(place, str(one.get("name", place)), known(**{key: value for key, value in one.items() if key != "name"}))
        for place, one in enumerate(members)
    )
    return Household(1, known(**facts), people)


def seen(home: Household, with_rules: Edition | None = None) -> Vector:
    """The household as the evaluator sees it."""
    rules = with_rules or edition()
    return vector(rules.vocabulary, home, rules.day)


def some_value(fact: Fact, dice: random.Random) -> Any:
    """A value that the fact can have, often near a line."""
    if fact.kind is Kind.CHOICE:
        return dice.choice(fact.choices)
    if fact.kind is Kind.YES_NO:
        return dice.randint(0, 1)
    if fact.kind is Kind.DATE:
        return (2026 - dice.randint(0, 101)) * 10000 + dice.randint(1, 12) * 100 + dice.randint(1, 28)
    if fact.kind is Kind.MONEY:
        near = 780_000 * dice.randint(0, 4) + dice.randint(-2, 2)
        return max(0, dice.choice((0, near, dice.randint(0, 12_000_000))))
    return dice.randint(fact.low, min(fact.high, fact.low + 10))


def full_vector(dice: random.Random, rules: Edition) -> Vector:
    """A household of one to five of whom everything is known. Most live here and are family."""
    people = []
    for place in range(dice.randint(1, 5)):
        person = [some_value(fact, dice) for fact in rules.vocabulary.person]
        person[rules.vocabulary.slot["lives_here"]] = int(dice.random() < 0.9)
        if place == 0:
            person[rules.vocabulary.slot["relation"]] = "head"
        people.append(person)
    own = [None if fact.of is Of.FAMILY else some_value(fact, dice) for fact in rules.vocabulary.household]
    return Vector(own, people)


def thinned(vector: Vector, share: float, dice: random.Random, rules: Edition) -> Vector:
    """The same household with a share of its facts unknown."""

    def thin(row: list[Any]) -> list[Any]:
        return [None if dice.random() < share else value for value in row]

    return Vector(thin(vector.household), [thin(person) for person in vector.members])


def completed(vector: Vector, dice: random.Random, rules: Edition) -> Vector:
    """One way in which everything unknown could turn out."""

    def fill(row: list[Any], facts: list[Fact]) -> list[Any]:
        return [
            some_value(fact, dice) if value is None and fact.of is not Of.FAMILY else value
            for value, fact in zip(row, facts, strict=True)
        ]

    return Vector(
        fill(vector.household, rules.vocabulary.household),
        [fill(person, rules.vocabulary.person) for person in vector.members],
    )


def flat(verdicts: list[Any]) -> Iterator[int]:
    """All verdicts one after the other."""
    for one in verdicts:
        yield from one if isinstance(one, list) else [one]
