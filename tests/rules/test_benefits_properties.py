"""What must hold for every household, whatever is known of it."""

import random
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.benefits import (
    DAY,
    REGION,
    completed,
    edition,
    flat,
    full_vector,
    household,
    rulebook,
    seen,
    thinned,
)
from youlin.domains.benefits.engine.edition import Edition
from youlin.domains.benefits.engine.questions import next_question
from youlin.domains.benefits.engine.values import NO, UNKNOWN, YES
from youlin.domains.benefits.engine.vocabulary import Of, Supplier, Vector

seeds = st.integers(min_value=0, max_value=2**32)


@given(seed=seeds, share=st.sampled_from([0.1, 0.3, 0.6, 0.95]))
@settings(max_examples=150, deadline=None)
def test_no_way_in_which_the_unknown_turns_out_contradicts_a_verdict(seed: int, share: float) -> None:
    dice, rules = random.Random(seed), edition()
    partial = thinned(full_vector(dice, rules), share, dice, rules)
    said = list(flat(rules.decide(partial)))
    for _ in range(12):
        turned_out = list(flat(rules.decide(completed(partial, dice, rules))))
        assert all(was in (UNKNOWN, now) for was, now in zip(said, turned_out, strict=True))


@given(seed=seeds)
@settings(max_examples=150, deadline=None)
def test_who_knows_everything_gets_yes_or_no(seed: int) -> None:
    rules = edition()
    assert UNKNOWN not in flat(rules.decide(full_vector(random.Random(seed), rules)))


@given(seed=seeds)
@settings(max_examples=100, deadline=None)
def test_one_more_fact_never_turns_a_yes_or_a_no(seed: int) -> None:
    dice, rules = random.Random(seed), edition()
    whole = full_vector(dice, rules)
    partial = thinned(whole, 0.7, dice, rules)
    said = list(flat(rules.decide(partial)))
    places: list[tuple[int | None, int]] = [
        (None, slot) for slot, value in enumerate(partial.household) if value is None
    ]
    places += [(at, slot) for at, one in enumerate(partial.members) for slot, value in enumerate(one) if value is None]
    dice.shuffle(places)
    for member, slot in places:
        row, source = (
            (partial.household, whole.household) if member is None else (partial.members[member], whole.members[member])
        )
        row[slot] = source[slot]
        now = list(flat(rules.decide(partial)))
        assert all(was in (UNKNOWN, verdict) for was, verdict in zip(said, now, strict=True))
        said = now


@given(seed=seeds, share=st.sampled_from([0.0, 0.2, 0.5]))
@settings(max_examples=150, deadline=None)
def test_the_facts_of_an_explanation_suffice_for_its_verdict(seed: int, share: float) -> None:
    dice, rules = random.Random(seed), edition()
    vector = thinned(full_vector(dice, rules), share, dice, rules)
    for answer in rules.explain(vector):
        named = {key for one in answer.conditions for reason in one.reasons for key in reason.facts}
        only = Vector(
            [
                value if (None, fact.id) in named else None
                for fact, value in zip(rules.vocabulary.household, vector.household, strict=True)
            ],
            [
                [
                    value if (at, fact.id) in named else None
                    for fact, value in zip(rules.vocabulary.person, person, strict=True)
                ]
                for at, person in enumerate(vector.members)
            ],
        )
        again = rules.explain(only, answer.programme.id)
        assert next(one.verdict for one in again if one.member == answer.member) == answer.verdict


@given(seed=seeds, share=st.sampled_from([0.0, 0.3]))
@settings(max_examples=100, deadline=None)
def test_the_quick_verdict_and_the_explained_one_are_the_same(seed: int, share: float) -> None:
    dice, rules = random.Random(seed), edition()
    vector = thinned(full_vector(dice, rules), share, dice, rules)
    explained = [answer.verdict for answer in rules.explain(vector)]
    assert explained == list(flat(rules.decide(vector)))


@given(seed=seeds, more=st.integers(min_value=1, max_value=10**8), share=st.sampled_from([0.0, 0.3]))
@settings(max_examples=150, deadline=None)
def test_earning_more_never_opens_what_earning_less_did_not(seed: int, more: int, share: float) -> None:
    dice, rules = random.Random(seed), edition()
    vector = thinned(full_vector(dice, rules), share, dice, rules)
    slot = rules.vocabulary.slot["income_year"]
    income = dice.randint(0, 4_000_000)
    vector.household[slot] = income
    poorer = rules.decide(vector)
    vector.household[slot] = income + more
    richer = rules.decide(vector)
    for ready, before, after in zip(rules.programmes, poorer, richer, strict=True):
        if ready.programme.id in ("dibao", "single", "rigid"):
            assert all(then >= now for then, now in zip(flat([before]), flat([after]), strict=True))


def test_of_sixty_thousand_households_within_a_fen_of_the_line_none_is_wrong() -> None:
    """Against the rule in exact fractions, worked out here and not by the engine."""
    rules = Edition(
        rulebook(), DAY, REGION, {"dibao.standard.urban": Fraction(71_233), "dibao.standard.rural": Fraction(48_667)}
    )
    dice, names = random.Random(20261122), rules.vocabulary
    places = {ready.programme.id: place for place, ready in enumerate(rules.programmes)}
    wrong = 0
    for _ in range(60_000):
        size, urban = dice.randint(1, 9), dice.randint(0, 1)
        line = Fraction(12 * (71_233 if urban else 48_667)) * dice.choice([Fraction(1), Fraction(3, 2)])
        income = int(line * size) + dice.randint(-1, 1)
        person: list[Any] = [None] * len(names.person)
        person[names.slot["lives_here"]], person[names.slot["relation"]] = 1, "spouse"
        person[names.slot["serious_illness"]], person[names.slot["disability_grade"]] = 0, 5
        home: list[Any] = [None] * len(names.household)
        home[names.slot["income_year"]], home[names.slot["urban"]] = income, urban
        home[names.slot["property_within_limits"]] = home[names.slot["edge_property_within_limits"]] = 1
        said = rules.decide(Vector(home, [person] * size))
        head = Fraction(income, size)
        fits = head < 12 * (71_233 if urban else 48_667)
        just_above = not fits and head < Fraction(18) * (71_233 if urban else 48_667)
        wrong += said[places["dibao"]] != (YES if fits else NO)
        wrong += said[places["edge"]] != (YES if just_above else NO)
    assert wrong == 0


def test_with_a_fifth_of_the_facts_missing_nobody_is_found_who_does_not_fit() -> None:
    dice, rules = random.Random(7), edition()
    found = false = 0
    for _ in range(3_000):
        whole = full_vector(dice, rules)
        truth = list(flat(rules.decide(whole)))
        said = list(flat(rules.decide(thinned(whole, 0.2, dice, rules))))
        found += said.count(YES)
        false += sum(one == YES != real for one, real in zip(said, truth, strict=True))
    assert found > 1_000
    assert false == 0


@given(seed=seeds)
@settings(max_examples=25, deadline=None)
def test_an_answer_that_was_tapped_is_never_offered_again(seed: int) -> None:
    dice, rules = random.Random(seed), edition()
    partial = thinned(full_vector(dice, rules), 0.5, dice, rules)
    tapped: set[tuple[int | None, str, object]] = set()
    while question := next_question(rules, partial, rules.explain(partial)):
        answer = dice.choice(question.options).value
        assert (*question.key, answer) not in tapped
        tapped.add((*question.key, answer))
        row = partial.household if question.member is None else partial.members[question.member]
        row[rules.vocabulary.slot[question.fact.id]] = answer


def test_income_is_asked_even_where_the_authority_has_the_last_word() -> None:
    lines = {name: Fraction(65_000) for name in ("dibao.standard.urban", "dibao.standard.rural")}
    rules = Edition(rulebook(), DAY, REGION, lines)  # what medical help hangs on, nobody has filled in
    said = {"disability_grade": 2, "serious_illness": 1, "care_level": "none", "has_income": 1}
    people = [{"name": name, "born": 19640401, "relation": what, "lives_here": 1, **said} for name, what in COUPLE]
    people[0]["medical_self_paid"] = (0, 999_999)
    home = household(
        *people, urban=1, basic_living_hit=1, emergency="none", necessary_spending=0, enrolled_dibao=0, **MEANS
    )
    vector = seen(home, rules)
    asked = next_question(rules, vector, rules.explain(vector))
    assert asked is not None
    assert asked.key == (None, "income_year")


MEANS = {"spending_beyond_means": 1}
COUPLE = (("覃荣生", "head"), ("彭秋月", "spouse"))


@given(seed=seeds)
@settings(max_examples=40, deadline=None)
def test_questions_end_and_ask_nothing_that_is_known_or_that_the_authority_checks(seed: int) -> None:
    dice, rules = random.Random(seed), edition()
    whole = full_vector(dice, rules)
    partial = thinned(whole, 0.4, dice, rules)
    asked: set[tuple[int | None, str]] = set()
    while question := next_question(rules, partial, rules.explain(partial)):
        assert question.key not in asked
        assert question.fact.supplier is not Supplier.AUTHORITY
        assert len(question.options) >= 2
        asked.add(question.key)
        slot = rules.vocabulary.slot[question.fact.id]
        row, real = (
            (partial.household, whole.household)
            if question.member is None
            else (partial.members[question.member], whole.members[question.member])
        )
        assert row[slot] is None
        row[slot] = real[slot]
    for answer in rules.explain(partial):
        open_ = {rules.vocabulary.facts[name] for _member, name in answer.missing}
        assert answer.verdict != UNKNOWN or any(not fact.askable for fact in open_)
    assert all(fact.of is not Of.FAMILY for fact in rules.vocabulary.person)


def working_family(works: list[int | None], income: int, share: Fraction | None) -> tuple[Edition, Vector]:
    """Two grown-ups and a child of ten under a standard of 650 yuan a month: their line is 23,400 yuan a year."""
    figures = {"dibao.standard.urban": Fraction(65_000)} | ({"dibao.work.share": share} if share is not None else {})
    rules = Edition(rulebook(), DAY, REGION, figures)
    slot = rules.vocabulary.slot
    people: list[list[Any]] = []
    for born, kin, job in zip((19850101, 19860101, 20160101), ("head", "spouse", "child"), works, strict=True):
        person: list[Any] = [None] * len(rules.vocabulary.person)
        for name, value in {"born": born, "lives_here": 1, "relation": kin, "works": job}.items():
            person[slot[name]] = value
        person[slot["serious_illness"]], person[slot["disability_grade"]] = 0, 5
        people.append(person)
    home: list[Any] = [None] * len(rules.vocabulary.household)
    home[slot["income_year"]], home[slot["urban"]], home[slot["property_within_limits"]] = income, 1, 1
    return rules, Vector(home, people)


def dibao(rules: Edition, vector: Vector) -> Any:
    return rules.explain(vector, "dibao")[0]


@pytest.mark.parametrize(
    ("works", "income", "verdict"),
    [
        ([1, 1, 0], 2_651_999, YES),  # two fifths of a standard for each of two: 3,120 yuan a year off
        ([1, 1, 0], 2_652_000, NO),
        ([1, 0, 0], 2_495_999, YES),
        ([1, 0, 0], 2_496_000, NO),
        ([None, 0, None], 2_495_999, UNKNOWN),  # hangs on whether the first works
        ([None, None, None], 2_652_000, NO),  # too much even if both grown-ups work; nobody is asked
        ([None, None, None], 2_339_999, YES),  # little enough if neither does; nobody is asked
        ([0, 0, 1], 2_340_000, NO),  # a child at work is no worker of the rules
    ],
)
def test_costs_of_working_are_deducted_for_each_who_works(works: list[int | None], income: int, verdict: int) -> None:
    rules, family = working_family(works, income, Fraction(1, 5))
    told = dibao(rules, family)
    assert told.verdict == verdict
    asked = next_question(rules, family, [told])
    assert (asked is not None) is (verdict == UNKNOWN)
    assert asked is None or asked.key == (0, "works")


@pytest.mark.parametrize("works", [[None, None, None], [1, 1, 0]])
def test_a_share_that_nobody_has_said_asks_for_nothing_and_keeps_no_answer_open(works: list[int | None]) -> None:
    for income, verdict in ((2_339_999, YES), (2_340_000, NO), (9_000_000, NO)):
        rules, family = working_family(works, income, None)
        told = dibao(rules, family)
        assert (told.verdict, told.missing, told.unset) == (verdict, (), ())
        assert next_question(rules, family, [told]) is None
        leant = {name for one in told.conditions for name in one.assumed}
        # Only the family that a deduction could bring below the line hears of it.
        assert leant == ({"dibao.work.share"} if income == 2_340_000 else set())


def test_a_share_nobody_said_lies_between_nothing_and_all() -> None:
    rules, family = working_family([0, 0, 0], 1_000_000, None)
    slot = rules.vocabulary.slot
    family.household[slot["necessary_spending"]] = 1_000_001
    [told] = rules.explain(family, "rigid")
    assert next(one for one in told.conditions if one.condition.id == "spending").verdict == YES
    family.household[slot["necessary_spending"]] = 999_999
    [told] = rules.explain(family, "rigid")
    spending = next(one for one in told.conditions if one.condition.id == "spending")
    assert (spending.verdict, spending.reasons[0].unset) == (UNKNOWN, ("rigid.share",))
