"""Days, hours and lateness as people say them."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from youlin.foundation.clock import SHANGHAI
from youlin.web.shared import masks, wording

NOW = datetime(2026, 11, 22, 9, 5, tzinfo=SHANGHAI)
TODAY = NOW.date()


def test_a_day_is_said_with_its_weekday() -> None:
    assert wording.day(TODAY) == "11月22日 周日"
    assert wording.day_full(TODAY) == "2026年11月22日 周日"
    with translation.override("en"):
        assert wording.day(TODAY) == "Sun 22 Nov"
        assert wording.day_full(TODAY) == "Sun 22 Nov 2026"


def test_an_instant_is_said_in_shanghai_time() -> None:
    assert wording.moment(datetime.fromisoformat("2026-11-21T23:30:00+00:00")) == "11月22日 周日 07:30"


@pytest.mark.parametrize(
    ("back", "said"),
    [(0, "今天"), (1, "昨天"), (-1, "明天"), (2, "11月20日 周五"), (400, "2025年10月18日 周六")],
)
def test_near_days_have_names(back: int, said: str) -> None:
    assert wording.day_near(TODAY - timedelta(days=back), TODAY) == said


@pytest.mark.parametrize(
    ("due", "said", "english", "tone"),
    [
        (date(2026, 11, 20), "晚了 2 天", "2 days late", "late"),
        (date(2026, 11, 21), "晚了 1 天", "1 day late", "late"),
        (TODAY, "今天要办", "Due today", "due"),
        (date(2026, 11, 25), "还有 3 天", "3 days left", "plain"),
    ],
)
def test_what_is_due_on_a_day_says_how_late_it_is(due: date, said: str, english: str, tone: str) -> None:
    assert wording.lateness_by_day(due, TODAY) == wording.Lateness(said, tone)  # type: ignore[arg-type]
    with translation.override("en"):
        assert wording.lateness_by_day(due, TODAY).text == english


@pytest.mark.parametrize(
    ("minutes", "said", "tone"),
    [
        (-1, "晚了 1 分钟", "late"),
        (-190, "晚了 3 小时", "late"),
        (-60 * 50, "晚了 2 天", "late"),
        (0, "还有 1 分钟", "due"),
        (40, "还有 40 分钟", "due"),
        (300, "还有 5 小时", "plain"),
        (60 * 24 * 2, "还有 2 天", "plain"),
    ],
)
def test_what_is_due_at_an_instant_says_how_soon(minutes: int, said: str, tone: str) -> None:
    assert wording.lateness(NOW + timedelta(minutes=minutes), NOW) == wording.Lateness(said, tone)  # type: ignore[arg-type]


@given(st.text(alphabet="0123456789X", max_size=20))
def test_a_masked_number_never_shows_more_than_it_may(number: str) -> None:
    assert sum(mark != "*" for mark in masks.phone(number)) <= 7
    assert sum(mark != "*" for mark in masks.id_number(number)) <= 10
    if len(number) < 11:
        assert set(masks.phone(number)) <= {"*"}


def test_masked_values_look_as_people_know_them() -> None:
    assert masks.phone("14000001234") == "140****1234"
    assert masks.id_number("430899194001010020") == "430899********0020"
    assert (masks.name("王秀兰"), masks.name("")) == ("王**", "")
