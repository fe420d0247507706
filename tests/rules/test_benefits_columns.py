"""The evaluator in columns says, element by element, what the plain one says."""

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.benefits import DAY, FIGURES, REGION, edition, full_vector, rulebook, thinned
from youlin.domains.benefits.engine import columns
from youlin.domains.benefits.engine.edition import Edition
from youlin.domains.benefits.engine.vocabulary import Vector


def both(rules: Edition, vectors: list[Vector]) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """Verdicts by programme, in columns and one by one."""
    quick = columns.decide(rules, columns.Columns(rules.vocabulary, vectors))
    plain = [rules.decide(one) for one in vectors]
    return (
        {name: column.tolist() for name, column in quick.items()},
        {
            ready.programme.id: [
                verdict for said in plain for verdict in (said[place] if ready.of_person else [said[place]])
            ]
            for place, ready in enumerate(rules.programmes)
        },
    )


@given(seed=st.integers(min_value=0, max_value=2**32), share=st.sampled_from([0.0, 0.2, 0.5, 0.9]))
@settings(max_examples=40, deadline=None)
def test_both_evaluators_agree_element_by_element(seed: int, share: float) -> None:
    dice, rules = random.Random(seed), edition()
    vectors = [thinned(full_vector(dice, rules), share, dice, rules) for _ in range(60)]
    quick, plain = both(rules, vectors)
    assert quick == plain


@pytest.mark.parametrize("region", [REGION, "430811002"])
def test_they_agree_where_nothing_is_configured(region: str) -> None:
    dice, rules = random.Random(3), Edition(rulebook(), DAY, region)
    quick, plain = both(rules, [thinned(full_vector(dice, rules), 0.3, dice, rules) for _ in range(300)])
    assert quick == plain


@pytest.mark.parametrize("share", [None, Fraction(0), Fraction(1, 3), Fraction(1)])
def test_they_agree_on_costs_of_working_said_or_not(share: Fraction | None) -> None:
    dice, figures = random.Random(9), {name: one for name, one in FIGURES.items() if name != "dibao.work.share"}
    rules = Edition(rulebook(), DAY, REGION, figures | ({} if share is None else {"dibao.work.share": share}))
    quick, plain = both(rules, [thinned(full_vector(dice, rules), 0.2, dice, rules) for _ in range(300)])
    assert quick == plain


def test_they_agree_on_an_empty_house_and_on_bounds() -> None:
    rules = edition()
    slot = rules.vocabulary.slot
    empty = Vector([None] * len(rules.vocabulary.household), [])
    person = [None] * len(rules.vocabulary.person)
    half_known = Vector([None] * len(rules.vocabulary.household), [list(person), list(person)])
    half_known.household[slot["income_year"]] = (700_000, 1_600_000)
    half_known.members[0][slot["born"]] = (19460101, 19461231)
    half_known.members[0][slot["lives_here"]] = 1
    half_known.members[0][slot["relation"]] = "head"
    half_known.members[1][slot["disability_grade"]] = (1, 4)
    quick, plain = both(rules, [empty, half_known])
    assert quick == plain
