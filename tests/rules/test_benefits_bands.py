"""高龄津贴 by age band: where one ends and the next begins, what each gives, and which papers prove what."""

from datetime import date
from fractions import Fraction

import pytest

from tests.factories.benefits import DAY, household, rulebook, seen
from youlin.domains.benefits.engine import linting
from youlin.domains.benefits.engine.edition import Edition
from youlin.domains.benefits.engine.expression import Look, every, read
from youlin.domains.benefits.engine.reading import read_rules
from youlin.domains.benefits.engine.values import NO, UNKNOWN, YES
from youlin.domains.benefits.engine.vocabulary import Supplier

BANDS = ("aged_80", "aged_90", "aged_100")
AMOUNTS = {"aged.monthly.from80": Fraction(5_000), "aged.monthly.from90": Fraction(10_000)}
HUNAN = "430899001"


def verdicts(born: int, on: date, **figures: Fraction) -> list[int]:
    edition = Edition(rulebook(), on, HUNAN, {**AMOUNTS, **figures})
    places = {one.programme.id: place for place, one in enumerate(edition.programmes)}
    found = edition.decide(seen(household({"born": born, "lives_here": 1}), edition))
    return [found[places[band]][0] for band in BANDS]


# Somebody born on the first of a month: ages count at the month's end, so the birthday itself is the border.
@pytest.mark.parametrize(
    ("born", "before", "after"),
    [
        (19461201, [NO, NO, NO], [YES, NO, NO]),  # 79 and 80
        (19361201, [YES, NO, NO], [NO, YES, NO]),  # 89 and 90
        (19261201, [NO, YES, NO], [NO, NO, YES]),  # 99 and 100
    ],
)
def test_a_band_ends_the_day_before_the_birthday_and_the_next_begins_on_it(
    born: int, before: list[int], after: list[int]
) -> None:
    assert verdicts(born, date(2026, 11, 30)) == before
    assert verdicts(born, date(2026, 12, 1)) == after


@pytest.mark.parametrize("age", range(80, 111))
def test_nobody_of_eighty_or_more_falls_between_two_bands_or_into_two(age: int) -> None:
    assert sorted(verdicts((2026 - age) * 10000 + 615, date(2026, 11, 30))) == [NO, NO, YES]


def test_a_band_that_the_place_does_not_grant_is_no_and_one_that_nobody_filled_in_is_unknown() -> None:
    at_85 = 19410615
    assert verdicts(at_85, DAY, **{"aged.monthly.from80": Fraction(0)})[0] == NO
    edition = Edition(rulebook(), DAY, HUNAN)
    [answer] = edition.explain(seen(household({"born": at_85, "lives_here": 1}), edition), "aged_80")
    assert (answer.verdict, answer.unset) == (UNKNOWN, ("aged.monthly.from80",))


def test_a_hundred_years_give_the_least_sum_of_the_province_and_nobody_has_confirmed_it() -> None:
    [hundred] = [one for one in rulebook().parameters if one.id == "aged.monthly.from100"]
    figure = hundred.on(DAY, HUNAN)
    assert figure is not None
    assert figure.value == 20_000
    assert not figure.confirmed_by
    assert hundred.on(DAY, "110000000") is None


# ----------------------------------------------------------------------------------------------------------- papers
def test_no_condition_that_only_the_authority_can_check_asks_for_a_paper() -> None:
    """社会救助法 art. 62: what the authority's check supplies is never asked for."""
    book = rulebook()
    vocabulary, names = book.vocabulary(), book.parameter_ids()
    judged = 0
    for programme in book.programmes:
        for condition in programme.conditions:
            node = read(condition.when, vocabulary, names, person=programme.unit == "person")
            suppliers = {vocabulary.facts[one.fact.id].supplier for one in every(node) if isinstance(one, Look)}
            if suppliers == {Supplier.AUTHORITY}:
                judged += 1
                assert condition.documents == (), f"{programme.id}.{condition.id}"
    assert judged >= 5


def test_every_programme_that_is_applied_for_names_its_papers() -> None:
    assert [one.id for one in rulebook().programmes if not one.record_only and not one.documents] == []


LOCAL = """
sources:
  street: {title: 街道通知, standing: confirmed}
families:
  - {id: home, label: 同住, member: lives_here, source: street, valid: {from: 2026-01-01}}
facts:
  - {id: lives_here, of: person, kind: yes_no, label: 住这里}
  - {id: owns, of: person, kind: yes_no, supplier: authority, label: 名下有车}
  - {id: ill, of: person, kind: yes_no, label: 有病}
parameters:
  - {id: pace, label: 几个月, unit: months, filled_by: 街道}
programmes:
  - id: wood
    name: 柴火补助
    unit: person
    family: home
    source: street
    monthly: pace
    valid: {from: 2026-01-01}
    conditions:
      - {id: car, label: 没有车, when: not owns, valid: {from: 2026-01-01}, documents: [没有车的证明]}
      - {id: ill, label: 有病, when: ill, valid: {from: 2026-01-01}, documents: [诊断证明]}
"""


def test_a_paper_for_what_the_authority_checks_and_a_sum_that_is_none_are_refused_by_line() -> None:
    def line(text: str) -> int:
        return LOCAL[: LOCAL.index(text)].count("\n") + 1

    found = {(one.code, one.at.line) for one in linting.problems(read_rules([("rules/local.yaml", LOCAL)]))}
    assert found == {("burden", line("- {id: car")), ("amount", line("- id: wood"))}
