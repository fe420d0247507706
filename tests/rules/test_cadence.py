"""When the next greeting is due, and how far a silence has risen: pure, so tried on anything."""

import doctest
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youlin.domains.care import rules
from youlin.domains.care.rules import Cadence, Owed, cadence_for, keeps, level_on, owed, rises_on

MONDAY = date(2026, 11, 2)
days = st.integers(-20, 60).map(lambda n: MONDAY + timedelta(n))
cadences = st.integers(1, 14)


def test_the_examples_in_the_rules_are_true() -> None:
    assert doctest.testmod(rules).failed == 0


def test_王奶奶_is_greeted_every_three_days() -> None:
    thursday, saturday = MONDAY + timedelta(3), MONDAY + timedelta(5)
    assert owed(MONDAY, 3, [thursday, saturday]) == [
        Owed(MONDAY, thursday, 3, thursday),
        Owed(thursday, MONDAY + timedelta(6), 3, saturday),
        Owed(saturday, MONDAY + timedelta(8), 3, None),
    ]


def test_what_happened_before_the_plan_began_is_history() -> None:
    assert owed(MONDAY, 3, [MONDAY - timedelta(1), MONDAY]) == owed(MONDAY, 3, [])


@given(st.sets(days, max_size=12), cadences)
def test_a_chain_has_no_gap_and_one_open_end(met: set[date], cadence: int) -> None:
    chain = owed(MONDAY, cadence, met)
    assert chain[0].opens_on == MONDAY
    assert [link.kept_on for link in chain[:-1]] == [link.opens_on for link in chain[1:]]
    assert chain[-1].kept_on is None
    assert all(link.due_on - link.opens_on == timedelta(cadence) for link in chain)


@pytest.mark.parametrize(("late", "level"), [(-1, 0), (0, 0), (1, 1), (2, 2), (3, 3), (40, 3)])
def test_a_silence_stands_one_rung_higher_each_day(late: int, level: int) -> None:
    assert level_on(MONDAY, MONDAY + timedelta(late)) == level


@given(days, days)
def test_a_silence_rises_on_the_day_its_level_becomes_true(due: date, today: date) -> None:
    for level in (0, 1, 2):
        day = rises_on(due, level)
        assert day is not None
        assert level_on(due, day) == level + 1
        assert level_on(due, day - timedelta(1)) == level
    assert rises_on(due, 3) is None


@pytest.mark.parametrize(
    ("kind", "outcome", "kept"),
    [
        ("greeting", "spoke", {"greeting"}),
        ("visit", "met", {"greeting", "visit"}),
        ("visit", "not_home", set()),
        ("greeting", "unreachable", set()),
        ("visit", "refused", set()),
    ],
)
def test_only_who_was_reached_counts_and_a_visit_is_a_greeting_too(kind: str, outcome: str, kept: set[str]) -> None:
    assert {item.value for item in keeps(kind, outcome)} == kept


class TestCadence:
    """Whose word on how often holds."""

    street = Cadence("a", "", 3, 7)
    street_elders = Cadence("a", "elder_alone", 2, 5)
    village = Cadence("ab", "", 4, 10)

    def test_where_nobody_said_anything_it_is_three_and_seven(self) -> None:
        cadence = cadence_for("abc", "disabled", [Cadence("x", "", 1, 1)])
        assert (cadence.greeting_days, cadence.visit_days) == (3, 7)

    def test_the_nearest_place_decides(self) -> None:
        assert cadence_for("abc", "elder_alone", [self.street, self.street_elders, self.village]) == self.village
        assert cadence_for("axy", "disabled", [self.street, self.street_elders, self.village]) == self.street

    def test_a_tier_has_its_own_days_and_a_place_may_give_it_others(self) -> None:
        weekly = cadence_for("axy", "elder_alone", [self.street_elders], "weekly")
        assert (weekly.greeting_days, weekly.visit_days) == (7, 7)
        here = Cadence("ax", "", 6, 12, "weekly")
        assert cadence_for("axy", "elder_alone", [self.street_elders, here], "weekly") == here
        assert cadence_for("axy", "elder_alone", [self.street_elders, here]) == self.street_elders

    def test_in_one_place_the_circumstance_goes_first(self) -> None:
        assert cadence_for("axy", "elder_alone", [self.street, self.street_elders]) == self.street_elders


NOON = datetime(2026, 11, 2, 4, tzinfo=UTC)
GOOD: dict[str, Any] = {
    "kind": "visit",
    "outcome": "met",
    "wellbeing": "fine",
    "note": "",
    "happened_at": NOON,
    "now": NOON,
}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"kind": "call"}, "kind_unknown"),
        ({"outcome": "seen"}, "outcome_unknown"),
        ({"wellbeing": "so-so"}, "wellbeing_unknown"),
        ({"wellbeing": ""}, "wellbeing_missing"),
        ({"outcome": "not_home", "wellbeing": ""}, None),
        ({"outcome": "not_home", "wellbeing": "urgent"}, None),
        ({"happened_at": NOON + timedelta(minutes=5)}, None),
        ({"happened_at": NOON + timedelta(minutes=6)}, "contact_in_future"),
        ({"happened_at": NOON - timedelta(days=400)}, "contact_too_old"),
        ({"note": "字" * 501}, "note_too_long"),
    ],
)
def test_a_contact_that_cannot_be_is_named(change: dict[str, Any], code: str | None) -> None:
    assert rules.contact_problem(**{**GOOD, **change}) == code
