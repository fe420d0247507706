"""Screening: one household with reasons, a million people, what missing facts do; beside OpenFisca on seven rules."""

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.factories.benefits import edition, flat, thinned
from youlin.domains.benefits.engine.edition import Edition
from youlin.domains.benefits.engine.values import YES
from youlin.domains.benefits.engine.vocabulary import Of, Vector

if TYPE_CHECKING:
    from benchmarks.figures import Figure

HOUSEHOLDS = 20_000
PEOPLE_IN_A_MILLION = 1_000_000
_SIZES = (1, 2, 2, 2, 3, 3, 3, 4)  # 2.5 people a household


def screening(_street: object) -> "Iterator[Figure]":
    """The anchors of screening. The million is 20,000 different households, again and again."""
    from benchmarks.figures import Figure

    rules = edition()
    dice = random.Random(20261122)
    whole = [plausible(dice, rules) for _ in range(HOUSEHOLDS)]
    known = [thinned(one, 0.2, dice, rules) for one in whole]
    some = known[:400]
    yield Figure(
        "screening: one household, every programme, with reasons, CPU", _median(rules, some) * 1000, "ms", at_most=0.5
    )
    seconds, people = _all(rules, known)
    yield Figure(
        "screening: a million people, pure Python, one core", seconds * PEOPLE_IN_A_MILLION / people, "s", at_most=10
    )
    yield Figure("screening: a million people, in columns", _in_columns(rules, known), "s", at_most=1)
    false, found = _false_finds(rules, whole, known)
    yield Figure("screening: found of those who fit, a fifth of facts missing", found, "%", at_least=1)
    yield Figure("screening: false among them", false, "", at_most=0)
    yield from _beside_openfisca(rules, whole, known)
    yield from _their_cases()


CASES = ("openfisca-country-template", "openfisca-japan")


def _their_cases() -> "Iterator[Figure]":
    """Statements in the case files of OpenFisca's packages: read, put through our evaluator, the same.

    They are AGPL: unpacked beside the product (`var/peers`), without what they depend on, and only read.
    """
    from benchmarks.figures import Figure
    from tests.factories import peer_cases

    if not peer_cases.packages():
        peer_cases.FOLDER.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="youlin-peer-") as place:
            venv.create(place, with_pip=True)
            python = str(Path(place) / ("Scripts" if os.name == "nt" else "bin") / "python")
            wanted = ["-m", "pip", "install", "-q", "--no-deps", "--target", str(peer_cases.FOLDER), *CASES]
            made = subprocess.run([python, *wanted], capture_output=True, check=False)
        if made.returncode:
            print("their packages could not be fetched; their cases are left out", file=sys.stderr)
            return
    for name, package in peer_cases.packages().items():
        found = peer_cases.run(name, package)
        yield Figure(f"{name}: statements in its case files", found.read, "")
        yield Figure(f"{name}: those our language can say", found.mapped, "", at_least=1)
        yield Figure(f"{name}: of these not the same with us", len(found.apart), "", at_most=0)


PEER = "openfisca-core>=46,<47"
SHARED = ("dibao", "edge", "single", "disabled_care", "aged_80", "aged_90", "aged_100")


def _beside_openfisca(rules: Edition, whole: list[Vector], known: list[Vector]) -> "Iterator[Figure]":
    """Its figures on the same households in the same run; nothing where it cannot be installed, with a word why."""
    from benchmarks.figures import Figure

    told = _peer([_plain(rules, one) for one in known])
    if told is None:
        return
    people = sum(len(one.members) for one in known)
    yield Figure("openfisca: one household, seven rules, without reasons", told["median"] * 1000, "ms")
    yield Figure(
        "openfisca: a million people, seven rules, in columns", told["seconds"] * PEOPLE_IN_A_MILLION / people, "s"
    )
    found = false = 0
    names = [ready.programme.id for ready in rules.programmes]
    truths = [rules.decide(one) for one in whole]
    for name in SHARED:
        place = names.index(name)
        real = [one for truth in truths for one in flat([truth[place]])]
        found += sum(told["found"][name])
        false += sum(said and one != YES for said, one in zip(told["found"][name], real, strict=True))
    yield Figure("openfisca: false among its finds, a fifth of facts missing", 100 * false / max(found, 1), "%")


def _peer(homes: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Run it in an environment of its own: it is AGPL, and stays out of ours."""
    python = os.environ.get("OPENFISCA_PYTHON")
    script = str(Path(__file__).with_name("peers") / "openfisca_peer.py")
    with tempfile.TemporaryDirectory(prefix="youlin-peer-") as place:
        if python is None:
            venv.create(place, with_pip=True)
            python = str(Path(place) / ("Scripts" if os.name == "nt" else "bin") / "python")
            made = subprocess.run([python, "-m", "pip", "install", "-q", PEER], capture_output=True, check=False)
            if made.returncode:
                print("openfisca-core could not be installed; its figures are left out", file=sys.stderr)
                return None
        done = subprocess.run([python, script], input=json.dumps(homes), capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"openfisca did not run: {done.stderr[-300:]}", file=sys.stderr)
        return None
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _plain(rules: Edition, vector: Vector) -> dict[str, Any]:
    """A household by names, as the peer takes it."""
    slot, home = rules.vocabulary.slot, vector.household
    family = ("head", "spouse", "child", "parent")

    def belongs(person: list[Any]) -> bool | None:
        lives, kin = person[slot["lives_here"]], person[slot["relation"]]
        return None if lives is None or kin is None else bool(lives) and kin in family

    return {
        "income": home[slot["income_year"]],
        "costs": home[slot["deductible_costs"]],
        "urban": home[slot["urban"]],
        "property_ok": home[slot["property_within_limits"]],
        "edge_ok": home[slot["edge_property_within_limits"]],
        "people": [
            {
                "age": (20261130 - born) // 10000 if isinstance(born := person[slot["born"]], int) else None,
                "grade": person[slot["disability_grade"]],
                "mental": None
                if (kind := person[slot["disability_kind"]]) is None
                else kind in ("intellectual", "mental"),
                "ill": person[slot["serious_illness"]],
                "works": person[slot["works"]],
                "belongs": belongs(person),
            }
            for person in vector.members
        ],
    }


def _median(rules: Edition, vectors: list[Vector]) -> float:
    times = []
    for one in vectors:
        began = time.process_time()
        rules.explain(one)
        times.append(time.process_time() - began)
    return statistics.median(times)


def _all(rules: Edition, vectors: list[Vector]) -> tuple[float, int]:
    rules.decide(vectors[0])  # what is put together once for a rulebook, before the first household
    began = time.process_time()
    for one in vectors:
        rules.decide(one)
    return time.process_time() - began, sum(len(one.members) for one in vectors)


def _in_columns(rules: Edition, vectors: list[Vector]) -> float:
    """Seconds for a million people, columns ready, as the peer's are; best of three."""
    from youlin.domains.benefits.engine import columns

    ready = columns.Columns(rules.vocabulary, vectors * 8)
    times = []
    for _ in range(3):
        began = time.perf_counter()
        columns.decide(rules, ready)
        times.append(time.perf_counter() - began)
    return min(times) * PEOPLE_IN_A_MILLION / len(ready.owner)


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
        "works": int(18 <= age < 65 and dice.random() < 0.6),
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
