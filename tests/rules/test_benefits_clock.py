"""The legal clock of an application: what follows what, and how long each step may take."""

import pytest

from youlin.domains.benefits.rules.clock import CLOSED, FOLLOWS, WITHDRAWN, clock_of, following, may_follow


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
