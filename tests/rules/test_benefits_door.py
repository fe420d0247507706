"""Who must sign, who may survey, and what counts as a name on glass."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youlin.domains.benefits.rules import door
from youlin.domains.benefits.rules.clock import Gathered, missing_for
from youlin.domains.benefits.rules.door import Dweller

GROWN = date(2008, 11, 2)
point = st.tuples(st.integers(0, door.WIDE), st.integers(0, door.HIGH))
names = st.lists(st.lists(point, min_size=1, max_size=40), min_size=1, max_size=6)


def written(strokes: list[list[tuple[int, int]]]) -> str:
    return ";".join(" ".join(f"{x},{y}" for x, y in stroke) for stroke in strokes)


def test_every_adult_who_lives_there_authorises_and_nobody_else() -> None:
    people = [
        Dweller("王奶奶", date(1944, 3, 2), True),
        Dweller("孙子", date(2017, 5, 9), True),
        Dweller("儿子", date(1975, 1, 1), True),
        Dweller("女儿，在外", date(1978, 1, 1), False),
        Dweller("不知生日", None, True),
    ]
    assert door.must_consent(people, "儿子", adult_if_born_by=GROWN) == ["儿子", "王奶奶", "不知生日"]


def test_who_turns_eighteen_that_day_signs_and_a_day_later_does_not() -> None:
    people = [Dweller("a", GROWN, True), Dweller("b", date(2008, 11, 3), True)]
    assert door.must_consent(people, "x", adult_if_born_by=GROWN) == ["x", "a"]


@given(names)
def test_a_name_comes_back_as_it_was_written_and_draws_as_numbers_alone(strokes: list[list[tuple[int, int]]]) -> None:
    read = door.strokes(written(strokes))
    assert read == tuple(tuple(stroke) for stroke in strokes)
    assert read is not None
    drawn = ET.fromstring(door.drawing(read))  # our own text
    assert len(list(drawn.iter("{http://www.w3.org/2000/svg}polyline"))) == len(strokes)


@given(st.text(max_size=60))
def test_whatever_comes_from_the_glass_is_read_or_refused(text: str) -> None:
    read = door.strokes(text)
    assert read is None or "<" not in written([list(stroke) for stroke in read])


@pytest.mark.parametrize(
    "text", ["", ";", "1,2 x", "-1,2", "1001,5", "5,401", "<svg/>", "1,2" + " 3,4" * door.MOST_POINTS]
)
def test_what_is_no_name_is_refused(text: str) -> None:
    assert not door.is_a_name(door.strokes(text))


def test_a_slip_of_the_finger_is_no_name() -> None:
    dot = written([[(500, 200)] * 20])
    assert not door.is_a_name(door.strokes(dot))
    assert door.is_a_name(door.strokes(written([[(x * 10, 100) for x in range(20)]])))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("王桂英", "investigator_own"),
        ("王 桂英", "investigator_own"),
        ("覃 干部", "investigator_relative"),
        ("彭调查", "investigator_twice"),
        ("田工", None),
    ],
)
def test_an_investigator_is_none_of_the_house_no_registered_relative_and_another_one(
    name: str, code: str | None
) -> None:
    assert door.objection(name, household=["王桂英"], relatives=["覃干部"], others=["彭　调查"]) == code


def test_each_step_says_the_first_thing_it_lacks() -> None:
    full = {"ready": True, "consented": True, "declared": True, "signed": True}
    for missing, code in (
        ("ready", "materials_missing"),
        ("consented", "consent_missing"),
        ("declared", "relatives_missing"),
        ("signed", "signature_missing"),
    ):
        assert missing_for("filed", Gathered(**{**full, missing: False})) == code  # type: ignore[arg-type]
    assert missing_for("filed", Gathered(ready=True, consented=True, declared=True, signed=True)) is None
    survey = {"investigators": 2, "visited": True, "signed": True}
    for missing, less, code in (
        ("investigators", 1, "investigators_missing"),
        ("visited", False, "visit_missing"),
        ("signed", False, "survey_unsigned"),
    ):
        assert missing_for("surveyed", Gathered(**{**survey, missing: less})) == code  # type: ignore[arg-type]
    assert missing_for("granted", Gathered(document=" ")) == "document_missing"
    assert missing_for("refused", Gathered(document="武民函1号", note=" ")) == "reasons_missing"
    assert missing_for("posted", Gathered()) is None
