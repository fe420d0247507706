"""Rules are data: what the repository carries is whole, and what is wrong is named by file and line."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tests.factories.benefits import DAY, REGION, household, rulebook, seen
from youlin.domains.benefits.engine import linting
from youlin.domains.benefits.engine.edition import Edition
from youlin.domains.benefits.engine.expression import BadExpression, read
from youlin.domains.benefits.engine.folding import put_in, whole
from youlin.domains.benefits.engine.reading import read_rules
from youlin.domains.benefits.engine.rulebook import Source, covers
from youlin.domains.benefits.engine.values import NO, UNKNOWN, YES

HEAD = """
sources:
  street: {title: 街道通知, standing: confirmed}
families:
  - {id: home, label: 同住, member: lives_here, source: street, valid: {from: 2026-01-01}}
facts:
  - {id: born, of: person, kind: date, label: 出生, question: 哪天生的}
  - {id: lives_here, of: person, kind: yes_no, label: 住这里}
  - id: relation
    of: person
    kind: choice
    label: 关系
    choices: {head: {zh: 户主, en: head}, other: {zh: 其他, en: other}}
  - {id: income_year, of: household, kind: money, label: 收入}
"""


def file(rules: str) -> list[str]:
    """What the linter says about a file, each as `line code`."""
    found = read_rules([("rules/local.yaml", HEAD + rules)])
    return [f"{one.at.line - HEAD.count(chr(10))} {one.code}" for one in linting.problems(found)]


def programme(when: str, **changes: str) -> str:
    given = {"family": "home", "valid": "{from: 2026-01-01}", "source": "street", **changes}
    fields = "".join(f"    {key}: {value}\n" for key, value in given.items() if value)
    return (
        f"programmes:\n  - id: firewood\n    name: 柴火补助\n    unit: person\n{fields}"
        f"    conditions:\n      - id: old\n        label: 老人\n        when: {when}\n"
        "        valid: {from: 2026-01-01}\n"
    )


def more(name: str, when: str, valid: str = "2026-01-01") -> str:
    return f"      - {{id: {name}, label: 再一条, when: {when}, valid: {{from: {valid}}}}}\n"


def test_the_rules_of_the_repository_have_no_problem() -> None:
    assert [str(one) for one in linting.problems(rulebook())] == []


def test_every_programme_of_the_plan_is_there() -> None:
    assert {one.id for one in rulebook().programmes} == {
        "dibao", "single", "edge", "rigid", "tekun", "temporary_emergency", "temporary_expense", "medical",
        "disabled_living", "disabled_care", "aged_80", "aged_90", "aged_100", "care_voucher", "orphan", "unattended",
        "left_behind",
    }  # fmt: skip


def test_every_rule_and_figure_has_a_date_and_a_source() -> None:
    book = rulebook()
    for one in book.programmes:
        assert one.source.title
        assert all(condition.source.title for condition in one.conditions)
        assert all(condition.valid.overlaps(one.valid) for condition in one.conditions)
    for parameter in book.parameters:
        assert parameter.filled_by["zh"]
        assert all(figure.source.title for figure in parameter.figures)


def test_an_article_that_nobody_checked_is_said_to_be_unchecked() -> None:
    assert str(Source("社会救助法", "第37条")) == "社会救助法 第37条"
    assert str(Source("社会救助法")) == "社会救助法 未核条款"
    assert str(Source("街道通知", standing="confirmed")) == "街道通知"


def test_no_local_amount_is_made_up() -> None:
    """What was not found for the place is not configured, and nothing is marked as confirmed by anybody."""
    book = rulebook()
    empty = set(linting.undecidable(book, DAY, "430811002"))
    assert empty >= {"dibao.standard.urban", "dibao.standard.rural", "aged.monthly.from80", "rigid.share"}
    assert not [figure for one in book.parameters for figure in one.figures if figure.confirmed_by]


def test_a_street_adds_its_own_programme_without_code() -> None:
    rules = programme("age >= 70 and income_year < 2000000").replace(
        "name: 柴火补助", "name: {zh: 柴火补助, en: firewood}"
    )
    book = read_rules([("rules/local.yaml", HEAD + rules)])
    assert linting.problems(book) == []
    edition = Edition(book, date(2026, 11, 22), REGION)
    old = household({"born": 19500101, "lives_here": 1}, income_year=1_000_000)
    assert edition.decide(seen(old, edition)) == [[YES]]
    assert edition.decide(seen(household({"lives_here": 1}), edition)) == [[UNKNOWN]]


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (programme("age >= 70", valid=""), ["2 undated"]),
        (programme("age >= 70", source=""), ["2 unsourced"]),
        (programme("age >= 70", source="rumour"), ["7 unsourced"]),
        (programme("age >= 70 and age < 60"), ["11 unreachable"]),
        (programme("age >= 0"), ["11 idle"]),
        (programme("agee >= 70"), ["11 expression"]),
        (programme("relation == 'cousin'"), ["11 expression"]),
        (programme("age >= 70", family="nowhere"), ["2 family"]),
        (programme("age >= 70") + more("young", "age < 60"), ["13 contradictory"]),
        (programme("age >= 70") + more("old", "age >= 60"), ["13 contradictory"]),
        (programme("age >= 70") + more("past", "age >= 60", "2020-01-01, to: 2020-12-31"), ["13 unreachable"]),
        ("programmes:\n  - {id: x, name: x\n", ["3 yaml"]),
        ("something: 1\n", ["-13 section"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_by_line(rules: str, said: list[str]) -> None:
    assert file(rules)[: len(said)] == said


def test_two_figures_for_one_day_are_a_contradiction() -> None:
    rules = (
        "parameters:\n  - id: wood\n    label: 柴\n    unit: fen\n    filled_by: 街道\n    figures:\n"
        "      - {region: '430899', valid: {from: 2026-01-01}, value: 100, source: street}\n"
        "      - {region: '430899', valid: {from: 2026-06-01}, value: 200, source: street}\n"
    )
    assert file(rules) == ["2 unused", "8 contradictory"]


def test_a_programme_whose_condition_cannot_be_read_is_left_out_whole() -> None:
    """Without one of its conditions it would say yes too easily."""
    rules = programme("age >= 70") + "      - {id: broken, label: 坏, valid: {from: 2026-01-01}}\n"
    assert read_rules([("rules/local.yaml", HEAD + rules)]).programmes == ()


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "open('/etc/passwd')",
        "(lambda: 1)()",
        "[1 for _ in range(9)]",
        "born.__class__ == 1",
        "age ** 99 > 1",
        "age >= 1.5",
        "'a' < 'b'",
        "age",
        "age >= 60; age < 2",
        "any_member(age >= 60, 1)",
        "exec('1')",
        "f'{age}' == '1'",
        "age if age else 1",
        "(age := 3) > 2",
        "income_year / age > 3",
        "x" * 3000,
        "(" * 300 + "1" + ")" * 300,
    ],
)
def test_nothing_outside_the_small_language_gets_through(text: str) -> None:
    book = rulebook()
    with pytest.raises(BadExpression):
        whole(put_in(read(text, book.vocabulary(), book.parameter_ids(), person=True), {}))


def test_a_family_programme_may_not_speak_of_a_person_by_accident() -> None:
    with pytest.raises(BadExpression, match="any_member"):
        read("age >= 60", rulebook().vocabulary(), frozenset(), person=False)


def test_the_nearest_region_and_the_right_day_give_the_figure() -> None:
    rules = HEAD + (
        "parameters:\n  - id: wood\n    label: 柴\n    unit: fen\n    filled_by: 街道\n    figures:\n"
        "      - {region: '000000', valid: {from: 2020-01-01}, value: 1, source: street}\n"
        "      - {region: '430000', valid: {from: 2020-01-01, to: 2025-12-31}, value: 2, source: street}\n"
        "      - {region: '430899', valid: {from: 2026-01-01}, value: '3/2', source: street}\n"
    ).replace("'3/2'", "'1.5'")
    [wood] = read_rules([("rules/local.yaml", rules)]).parameters

    def on(day: date, region: str) -> Any:
        figure = wood.on(day, region)
        return figure and figure.value

    assert on(date(2026, 5, 1), "430899001") == Fraction(3, 2)
    assert on(date(2026, 5, 1), "430811002") == 1
    assert on(date(2025, 5, 1), "430899001") == 2
    assert on(date(2019, 5, 1), "430899001") is None
    assert not covers("430899", "430811")


@pytest.mark.parametrize(
    ("born", "on", "verdict"),
    [
        (19461122, date(2026, 11, 22), YES),  # the birthday itself
        (19461130, date(2026, 11, 1), YES),  # ages of this programme are counted at the end of the month
        (19461201, date(2026, 11, 30), NO),
        (19480229, date(2028, 1, 31), NO),
        (19480229, date(2028, 2, 1), YES),
        ((19460101, 19461231), date(2026, 6, 1), UNKNOWN),  # only the year is known
        ((19460101, 19461231), date(2026, 12, 1), YES),
    ],
)
def test_ages_by_the_stated_reference_day(born: Any, on: date, verdict: int) -> None:
    edition = Edition(rulebook(), on, REGION, {"aged.monthly.from80": Fraction(5000)})
    place = [one.programme.id for one in edition.programmes].index("aged_80")
    assert edition.decide(seen(household({"born": born, "lives_here": 1}), edition))[place] == [verdict]


def test_a_rule_counts_only_in_its_time() -> None:
    ids = {one.programme.id for one in Edition(rulebook(), date(2025, 12, 31), REGION).programmes}
    assert "care_voucher" not in ids
    assert "care_voucher" in {one.programme.id for one in Edition(rulebook(), date(2026, 1, 1), REGION).programmes}
