"""A street's own programme is put together from phrases, and each phrase is one of the language."""

from datetime import date
from typing import Any

import pytest

from tests.factories.benefits import DAY, REGION, household, rulebook, seen
from youlin.domains.benefits.engine import linting
from youlin.domains.benefits.engine.edition import Edition
from youlin.domains.benefits.engine.rulebook import Programme, Span
from youlin.domains.benefits.engine.values import NO, UNKNOWN, YES
from youlin.domains.benefits.rules.own import BadLine, Line, Written, phrases, programme


def made(*lines: tuple[Any, ...], unit: str = "person") -> Programme:
    written = Written(
        "取暖补助", unit, "together", tuple(Line(*one) for one in lines), "锣溪街道通知", Span(date(2026, 1, 1))
    )
    return programme("own-1", written, rulebook().facts)


def said(*lines: tuple[Any, ...], unit: str = "person") -> list[str]:
    return [f"{one.at.line} {one.code}" for one in linting.of_programme(rulebook(), made(*lines, unit=unit))]


def test_every_phrase_that_can_be_picked_can_be_read_for_a_person_and_for_a_family() -> None:
    for one in phrases(rulebook().facts):
        assert one.label["zh"]
        assert one.label["en"]
        for unit in ("person", "family"):
            problems = said((one.key, "2" if one.asks else ""), unit=unit)
            assert not [problem for problem in problems if "expression" in problem], one.key


def test_lines_hold_together_and_a_joined_one_is_enough() -> None:
    found = made(("age >=", "70"), ("serious_illness == 1", ""), ("disability_grade <=", "2", True))
    assert [one.when for one in found.conditions] == ["age >= 70", "serious_illness == 1 or disability_grade <= 2"]
    assert [one.label["zh"] for one in found.conditions] == [
        "年龄 不低于 70 岁", "是否患大病重病：是，或者残疾等级 不超过 2",
    ]  # fmt: skip
    edition = Edition(rulebook().with_programmes([found]), DAY, REGION)
    place = [one.programme.id for one in edition.programmes].index("own-1")

    def verdict(**person: Any) -> int:
        home = household({"lives_here": 1, "relation": "head", **person})
        return int(edition.decide(seen(home, edition))[place][0])

    assert verdict(born=19500101, serious_illness=0, disability_grade=2) == YES
    assert verdict(born=19500101, serious_illness=0, disability_grade=5) == NO
    assert verdict(born=19500101, serious_illness=0) == UNKNOWN
    assert verdict(born=20000101) == NO


def test_money_is_typed_in_yuan_and_shared_among_the_family() -> None:
    [one] = made(("income_a_head <", "1.2万".replace("1.2万", "12000元")), unit="family").conditions
    assert one.when == "family.income / family.size < 1200000"
    assert one.label["zh"] == "人均年收入 低于 12000 元"


def test_a_family_with_an_old_one_and_a_child_is_no_contradiction() -> None:
    assert said(("age >=", "70"), ("age <", "10"), unit="family") == []
    assert said(("age >=", "70"), ("age <", "10")) == ["2 contradictory"]


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        ([("age >=", "0")], ["1 idle"]),
        ([("age <", "0")], ["1 unreachable"]),
        ([("works == 1", ""), ("works == 0", "")], ["2 contradictory"]),
        ([("works == 1", ""), ("works == 0", "", True)], ["1 idle"]),
    ],
)
def test_what_the_linter_refuses_is_named_by_the_line_of_the_form(lines: list[Any], problems: list[str]) -> None:
    assert said(*lines) == problems


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("age >=", ""), "years_missing"),
        (("age >=", "七十"), "years_missing"),
        (("age >=", "70.5"), "years_missing"),
        (("income_a_head <", "50%"), "yuan_missing"),
        (("disability_grade <=", ""), "number_missing"),
        (("works == 1", "3"), "value_idle"),
        (("__import__('os')", ""), "phrase_missing"),
        (("", ""), "phrase_missing"),
    ],
)
def test_a_line_that_says_nothing_is_refused(line: tuple[str, str], code: str) -> None:
    with pytest.raises(BadLine) as bad:
        made(("age >=", "60"), line)
    assert (bad.value.code, bad.value.line) == (code, 2)
