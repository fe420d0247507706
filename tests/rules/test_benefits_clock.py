"""The legal clock of an application: what follows what, and how long each step may take."""

import pytest

from tests.factories.benefits import rulebook
from youlin.domains.benefits.rules.clock import (
    CLOSED,
    FOLLOWS,
    HELP_FIRST,
    WITHDRAWN,
    clock_of,
    following,
    may_follow,
    may_gather,
)


def days(programme: str) -> dict[str, tuple[int, bool, str]]:
    return {stage: (one.days, one.working, one.since) for stage, one in clock_of(programme).limits.items()}


def test_the_living_allowance_has_its_limits_step_by_step_and_as_a_whole() -> None:
    assert days("dibao") == {
        "filed": (3, True, ""),
        "surveyed": (3, True, ""),
        "checked": (3, True, ""),
        "posted": (7, False, ""),
        "reviewed": (10, True, ""),
        "refused": (3, True, ""),
    }
    for programme in ("dibao", "single", "edge", "rigid"):
        assert (clock_of(programme).total, clock_of(programme).longest) == (30, 45)


def test_the_street_and_the_county_have_fifteen_working_days_each_for_extreme_difficulty_and_for_children() -> None:
    for programme in ("tekun", "orphan", "unattended"):
        known = days(programme)
        assert known["filed"] == (15, True, "")
        assert {known["surveyed"], known["checked"]} == {(15, True, "filed")}
        assert known["reviewed"] == (15, True, "")
    assert "posted" in days("tekun")
    assert "posted" not in days("orphan")


@pytest.mark.parametrize("programme", ["aged_80", "disabled_care", "temporary_expense", "a-streets-own"])
def test_where_no_limit_is_known_none_is_made_up(programme: str) -> None:
    assert days(programme) == {"posted": (7, False, "")}
    assert clock_of(programme).total is None


def test_in_an_emergency_help_is_due_the_same_day_and_the_place_says_by_when_its_papers_are_made_up() -> None:
    assert days("temporary_emergency") == {"filed": (0, False, ""), "helped": (0, True, "")}
    assert clock_of("temporary_emergency").limits["helped"].figure == "temporary.papers.days"
    assert clock_of("temporary_expense").figure == "temporary.expense.days"
    known = {one.id: one for one in rulebook().parameters}
    for name in ("temporary.papers.days", "temporary.expense.days"):
        assert (known[name].clock, known[name].figures) == (True, ()), "no law that was found says it"


def test_an_emergency_goes_from_the_report_to_the_help_and_from_the_help_to_its_papers() -> None:
    way = {stage: following(stage, "temporary_emergency") for stage in (*HELP_FIRST, "surveyed", "granted")}
    assert way == {
        "gathering": ["filed", "withdrawn"],
        "filed": ["helped", "refused", "withdrawn"],
        "helped": ["granted", "refused"],
        "surveyed": ["withdrawn"],
        "granted": [],
    }
    for stage in FOLLOWS:
        assert "helped" not in following(stage, "dibao")


def test_papers_may_be_added_until_the_filing_and_in_an_emergency_until_the_decision() -> None:
    stages = ("gathering", "filed", "helped", "granted", "refused", "withdrawn")
    assert [stage for stage in stages if may_gather(stage, "dibao")] == ["gathering"]
    assert [stage for stage in stages if may_gather(stage, "temporary_emergency")] == ["gathering", "filed", "helped"]


def test_no_step_is_left_out_and_what_is_closed_stays_closed() -> None:
    for stage, nexts in FOLLOWS.items():
        for wanted in {*FOLLOWS, *CLOSED}:
            assert may_follow(stage, wanted, "dibao") is (wanted in nexts or wanted == WITHDRAWN)
    for stage in CLOSED:
        assert following(stage, "dibao") == []


def test_a_childs_recognition_goes_from_the_check_to_the_county_without_a_notice() -> None:
    for programme in ("orphan", "unattended"):
        assert "posted" not in following("checked", programme)
        assert "reviewed" in following("checked", programme)
