"""Questions to a supervisor: once, to those above only, laid to rest by a word, and gone after ninety days."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from tests.domains.care.conftest import on
from tests.factories import cast
from tests.factories.cast import Street
from youlin.domains.care import actions as care
from youlin.domains.care.actions import patterns
from youlin.domains.care.models import PatternQuestion
from youlin.domains.care.queries import helping
from youlin.foundation.refusal import NotThere, Refusal


def many_visits(street: Street, *, who: str = "李邻长", at: datetime | None = None, doors: int = 9) -> None:
    """Visits at many doors of 邻1, twenty seconds apart."""
    start = at or on(3, 20)
    rows = []
    for number in range(doors):
        home = cast.household(street.lin1, f"6{number:04}", f"老屋场组6{number}号")
        person = cast.resident(home, f"邻居{number}")
        moment = start + timedelta(seconds=20 * number)
        rows.append(care.NewContact(uuid4(), person.pk, "visit", "met", moment, "fine"))
    care.record_contacts(actor=street.actor(who), contacts=rows, now=start + timedelta(minutes=30))


@pytest.fixture
def asked(in_care: Street) -> PatternQuestion:
    many_visits(in_care)
    assert patterns.ask(now=on(4, 2)) == 1
    return PatternQuestion.objects.get()


def test_it_is_asked_once_however_often_the_job_runs(asked: PatternQuestion) -> None:
    assert patterns.ask(now=on(4, 3)) == 0
    assert (asked.pattern, asked.subject_name, len(asked.contacts)) == ("burst", "李邻长", 9)


def test_an_ordinary_day_asks_nothing(in_care: Street) -> None:
    seen = care.NewContact(uuid4(), in_care.wang.pk, "visit", "met", on(3), "fine")
    care.record_contacts(actor=in_care.actor("李邻长"), contacts=[seen], now=on(3))
    assert patterns.ask(now=on(4, 2)) == 0


def test_what_came_in_late_is_asked_about_when_it_came(in_care: Street) -> None:
    many_visits(in_care, at=on(1, 20))
    assert patterns.ask(now=on(2, 2)) == 1
    assert patterns.ask(now=on(9, 2)) == 0


@pytest.mark.parametrize("who", ["田组长", "向片长", "社区小覃", "街道老彭"])
def test_those_above_may_ask(asked: PatternQuestion, in_care: Street, who: str) -> None:
    assert [row.pk for row in helping.open_questions(in_care.actor(who))] == [asked.pk]
    assert len(helping.behind(in_care.actor(who), asked)) == 9


@pytest.mark.parametrize("who", ["李邻长", "周邻长", "岩门小吴", "岩门邻长", "民政老杜", "县里老胡"])
def test_nobody_else_reads_of_it(asked: PatternQuestion, in_care: Street, who: str) -> None:
    assert list(helping.open_questions(in_care.actor(who))) == []
    with pytest.raises(NotThere):
        helping.question(in_care.actor(who), asked.pk)
    with pytest.raises(NotThere):
        patterns.answer(actor=in_care.actor(who), question_key=asked.pk, text="补记", now=on(4))


def test_about_a_组长_only_the_片长_may_ask(in_care: Street) -> None:
    many_visits(in_care, who="田组长")
    assert patterns.ask(now=on(4, 2)) == 1
    assert list(helping.open_questions(in_care.actor("田组长"))) == []
    assert len(helping.open_questions(in_care.actor("向片长"))) == 1


def test_about_a_片长_nobody_is_asked(in_care: Street) -> None:
    many_visits(in_care, who="向片长")
    assert patterns.ask(now=on(4, 2)) == 0


def test_a_word_lays_it_to_rest_and_the_same_word_twice_is_one(asked: PatternQuestion, in_care: Street) -> None:
    tian = in_care.actor("田组长")
    for _twice in range(2):
        row = patterns.answer(actor=tian, question_key=asked.pk, text="补记，纸上先写的", now=on(4))
    assert row.answered_by_name == "田组长"
    assert list(helping.open_questions(tian)) == []
    with pytest.raises(Refusal, match="田组长已经问清楚了：补记"):
        patterns.answer(actor=in_care.actor("向片长"), question_key=asked.pk, text="手机时间不对", now=on(4))
    assert patterns.ask(now=on(4, 10)) == 0  # and is not asked again


def test_after_ninety_days_it_is_gone_answered_or_not(asked: PatternQuestion) -> None:
    assert patterns.forget(now=on(4, 2) + timedelta(days=90)) == 0
    assert patterns.forget(now=on(4, 3) + timedelta(days=90)) == 1
    assert not PatternQuestion.objects.exists()


def test_as_many_questions_to_the_database_for_nine_doors_as_for_thirty(
    in_care: Street, django_assert_max_num_queries: object
) -> None:
    many_visits(in_care, doors=30)
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        patterns.ask(now=on(4, 2))
