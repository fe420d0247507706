"""Each programme by one who fits, one who does not by a hair, and one of whom too little is known."""

from typing import Any

import pytest

from tests.factories.benefits import edition, household, rulebook, seen
from youlin.domains.benefits.engine.values import NO, UNKNOWN, YES

GROWN: dict[str, Any] = {
    "born": 19600101, "relation": "head", "lives_here": 1, "disability_kind": "none", "disability_grade": 5,
    "serious_illness": 0, "has_income": 0, "works": 0, "obligor_able": 0, "care_level": "none",
    "medical_self_paid": 0, "enrolled_tekun": 0,
}  # fmt: skip
CHILD: dict[str, Any] = {**GROWN, "born": 20150601, "relation": "child", "left_behind_on_record": 0}
HOME: dict[str, Any] = {
    "income_year": 2_000_000, "income_of_others": 0, "deductible_costs": 0, "necessary_spending": 0, "urban": 1,
    "property_within_limits": 1, "edge_property_within_limits": 1, "emergency": "none", "basic_living_hit": 0,
    "spending_beyond_means": 0, "enrolled_dibao": 0, "enrolled_edge": 0,
}  # fmt: skip


def verdict(programme: str, person: dict[str, Any], facts: dict[str, Any], *, without: str = "") -> int:
    """The verdict for somebody who lives alone, with one fact unknown where it is named."""
    who = {name: value for name, value in person.items() if name != without}
    home = household(who, **{name: value for name, value in {**HOME, **facts}.items() if name != without})
    places = {one.programme.id: place for place, one in enumerate(edition().programmes)}
    found = edition().decide(seen(home))[places[programme]]
    return int(found[0] if isinstance(found, list) else found)


# What makes it a yes, what of it makes it a no, and the fact without which it is unknown. The urban standard of the
# tests is 650 yuan a month; the figures stand in tests/factories/benefits.py.
CASES: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("dibao", {"income_year": 779_999}, {"income_year": 780_000}, "income_year"),
    (
        "single",
        {"disability_grade": 2, "disability_kind": "limb", "income_year": 1_169_999},
        {"income_year": 1_170_000},
        "edge_property_within_limits",
    ),
    ("edge", {"income_year": 1_169_999}, {"income_year": 779_999}, "edge_property_within_limits"),
    ("rigid", {"necessary_spending": 1_200_001}, {"necessary_spending": 1_200_000}, "necessary_spending"),
    ("tekun", {}, {"obligor_able": 1}, "obligor_able"),
    (
        "temporary_emergency",
        {"emergency": "disaster", "basic_living_hit": 1},
        {"emergency": "none"},
        "basic_living_hit",
    ),
    (
        "temporary_expense",
        {"spending_beyond_means": 1, "basic_living_hit": 1},
        {"basic_living_hit": 0},
        "edge_property_within_limits",
    ),
    ("medical", {"serious_illness": 1, "enrolled_dibao": 1}, {"enrolled_dibao": 0}, "enrolled_dibao"),
    ("disabled_living", {"disability_grade": 4, "enrolled_dibao": 1}, {"enrolled_dibao": 0}, "enrolled_dibao"),
    ("disabled_care", {"disability_grade": 2}, {"disability_grade": 3}, "disability_grade"),
    ("aged_80", {"born": 19461130}, {"born": 19461201}, "born"),
    ("aged_90", {"born": 19361130}, {"born": 19361201}, "born"),
    ("aged_100", {"born": 19261130}, {"born": 19261201}, "born"),
    ("care_voucher", {"care_level": "moderate"}, {"care_level": "mild"}, "care_level"),
    ("orphan", {"father": "dead", "mother": "missing"}, {"mother": "cares"}, "mother"),
    ("unattended", {"father": "dead", "mother": "prison"}, {"mother": "missing"}, "father"),
    ("left_behind", {"father": "away", "mother": "unable"}, {"mother": "cares"}, "mother"),
]


@pytest.mark.parametrize(("programme", "fits", "spoils", "fact"), CASES, ids=[one[0] for one in CASES])
def test_who_fits_is_a_yes_a_hair_beside_it_a_no_and_without_the_fact_unknown(
    programme: str, fits: dict[str, Any], spoils: dict[str, Any], fact: str
) -> None:
    base = CHILD if programme in ("orphan", "unattended", "left_behind") else GROWN

    def of(changes: dict[str, Any], without: str = "") -> int:
        person = {**base, **{name: value for name, value in changes.items() if name not in HOME}}
        return verdict(
            programme, person, {name: value for name, value in changes.items() if name in HOME}, without=without
        )

    assert (of(fits), of({**fits, **spoils}), of(fits, fact)) == (YES, NO, UNKNOWN)


def test_no_programme_of_the_rules_is_left_out_here() -> None:
    assert {one[0] for one in CASES} == {one.id for one in rulebook().programmes}
