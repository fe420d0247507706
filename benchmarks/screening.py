"""Screening: one household with reasons, a million people, and what missing facts do."""

import random
import statistics
import time
from collections.abc import Iterator
from typing import Any

from benchmarks.works import Figure
from tests.factories.benefits import edition, flat, thinned
from youlin.domains.benefits.engine.edition import Edition
from youlin.domains.benefits.engine.values import YES
from youlin.domains.benefits.engine.vocabulary import Of, Vector

HOUSEHOLDS = 20_000
PEOPLE_IN_A_MILLION = 1_000_000
_SIZES = (1, 2, 2, 2, 3, 3, 3, 4)  # 2.5 people a household


def screening(_street: object) -> Iterator[Figure]:
    """The anchors of screening. The million is 20,000 different households, again and again."""
    rules = edition()
    dice = random.Random(20261122)
    whole = [plausible(dice, rules) for _ in range(HOUSEHOLDS)]
    known = [thinned(one, 0.2, dice, rules) for one in whole]
    some = known[:400]
    yield Figure(
        "screening: one household, every programme, with reasons", _median(rules, some) * 1000, "ms", at_most=0.5
    )
    seconds, people = _all(rules, known)
    yield Figure(
        "screening: a million people, pure Python, one core", seconds * PEOPLE_IN_A_MILLION / people, "s", at_most=10
    )
    false, found = _false_finds(rules, whole, known)
    yield Figure("screening: found of those who fit, a fifth of facts missing", found, "%", at_least=1)
    yield Figure("screening: false among them", false, "", at_most=0)


def _median(rules: Edition, vectors: list[Vector]) -> float:
    times = []
    for one in vectors:
        began = time.perf_counter()
        rules.explain(one)
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def _all(rules: Edition, vectors: list[Vector]) -> tuple[float, int]:
    began = time.process_time()
    for one in vectors:
        rules.decide(one)
    return time.process_time() - began, sum(len(one.members) for one in vectors)


def _false_finds(rules: Edition, whole: list[Vector], known: list[Vector]) -> tuple[int, float]:
    false = found = fitting = 0
    for real, seen in zip(whole, known, strict=True):
        for truth, said in zip(flat(rules.decide(real)), flat(rules.decide(seen)), strict=True):
            fitting += truth == YES
            found += said == YES == truth
            false += said == YES != truth
    return false, 100 * found / fitting


def plausible(dice: random.Random, rules: Edition) -> Vector:
    """A household as a street has them: mostly healthy, one in twenty disabled, everything known."""
    slot = rules.vocabulary.slot
    size = dice.choice(_SIZES)
    people = [_person(dice, slot, len(rules.vocabulary.person), place) for place in range(size)]
    own: list[Any] = [None] * len(rules.vocabulary.household)
    values = {
        "income_year": round(dice.lognormvariate(10.2, 0.9)) * 100,
        "income_of_others": 0,
        "deductible_costs": dice.choice((0, 0, dice.randint(0, 2_000_000))),
        "necessary_spending": dice.randint(0, 3_000_000),
        "urban": 1,
        "emergency": dice.choice(("none",) * 20 + ("accident",)),
        "basic_living_hit": int(dice.random() < 0.05),
        "spending_beyond_means": int(dice.random() < 0.05),
        "property_within_limits": int(dice.random() < 0.8),
        "edge_property_within_limits": int(dice.random() < 0.85),
        "enrolled_dibao": int(dice.random() < 0.04),
        "enrolled_edge": int(dice.random() < 0.02),
    }
    for fact in rules.vocabulary.household:
        if fact.of is not Of.FAMILY:
            own[slot[fact.id]] = values[fact.id]
    return Vector(own, people)


def _person(dice: random.Random, slot: dict[str, int], width: int, place: int) -> list[Any]:
    age = dice.randint(25, 90) if place == 0 else dice.randint(0, 90)
    disabled = dice.random() < 0.05
    values = {
        "born": (2026 - age) * 10000 + dice.randint(1, 12) * 100 + dice.randint(1, 28),
        "relation": "head" if place == 0 else dice.choice(("spouse", "child", "parent", "other")),
        "lives_here": int(dice.random() < 0.97),
        "disability_kind": dice.choice(("limb", "sight", "mental", "hearing")) if disabled else "none",
        "disability_grade": dice.randint(1, 4) if disabled else 5,
        "serious_illness": int(dice.random() < 0.03),
        "has_income": int(dice.random() < 0.7),
        "obligor_able": int(dice.random() < 0.9),
        "care_level": dice.choice(("none",) * 12 + ("mild", "moderate", "severe")),
        "father": dice.choice(("cares",) * 8 + ("away", "dead")),
        "mother": dice.choice(("cares",) * 8 + ("away", "dead")),
        "left_behind_on_record": int(dice.random() < 0.02),
        "medical_self_paid": dice.choice((0, 0, dice.randint(0, 3_000_000))),
        "enrolled_tekun": int(dice.random() < 0.01),
    }
    person: list[Any] = [None] * width
    for name, value in values.items():
        person[slot[name]] = value
    return person
