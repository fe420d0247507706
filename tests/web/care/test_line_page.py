"""Supervision at the desk: at risk first, a hand where it is needed, who covers, and a question with its data."""

from collections.abc import Callable
from io import BytesIO
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from tests.domains.care.conftest import on
from tests.domains.care.test_patterns import many_visits
from tests.factories import cast
from tests.factories.cast import START, Street
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions as care
from youlin.domains.care.actions import patterns
from youlin.domains.care.models import PatternQuestion
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.chiefs.models import Appointment
from youlin.foundation import clock

As = Callable[[str], Client]
LINE = "/office/care/line/"


@pytest.fixture
def in_care(street: Street) -> Street:
    care.open_plans(actor=SYSTEM, now=START)
    return street


def read(logged_in: As, who: str, path: str, day: int) -> str:
    with time_machine.travel(on(day), tick=False):
        return logged_in(who).get(path).content.decode()


def test_who_was_left_longest_comes_first_with_who_answers(in_care: Street, logged_in: As) -> None:
    seen = care.NewContact(uuid4(), in_care.liu.pk, "visit", "met", on(2), "fine")
    care.record_contacts(actor=in_care.actor("李邻长"), contacts=[seen], now=on(2))
    text = read(logged_in, "社区小覃", LINE, 7)
    assert text.index("王桂英") < text.index("刘小满") and "李邻长" in text and "晚了 4 天" in text
    assert "王桂英" not in read(logged_in, "岩门小吴", LINE, 7)
    assert "王桂英" not in read(logged_in, "街道老彭", f"{LINE}?place={in_care.yanmen.pk}", 7)
    assert "没有人晚了" in read(logged_in, "街道老彭", f"{LINE}?q=没有这人", 7)


def test_a_place_without_a_chief_comes_first_with_what_might_help(in_care: Street, logged_in: As) -> None:
    row = Appointment.objects.get(user=in_care.users["李邻长"])
    chiefs.end_term(actor=SYSTEM, appointment=row.pk, ends_on=clock.day_of(on(1)), reason="搬家", now=on(1))
    text = read(logged_in, "社区小覃", f"{LINE}?view=hands", 2)
    assert "关照 2 位，没有邻长" in text and "可以请近处的邻长代理一段" in text
    assert f"/office/chiefs/appoint/?post={row.post_id}" in text
    assert "现在没有邻长，也没有人代理" in read(logged_in, "社区小覃", f"{LINE}?view=covers", 2)


def test_who_covers_for_whoever_is_away_stands_beside_the_place(in_care: Street, logged_in: As) -> None:
    away = chiefs.NewAbsence(on(1).date(), on(5).date(), uuid4(), in_care.users["周邻长"].pk)
    chiefs.set_absence(actor=in_care.actor("李邻长"), absence=away, now=on(0))
    assert "周邻长代理" not in read(logged_in, "社区小覃", f"{LINE}?view=covers", 0)
    assert "周邻长代理" in read(logged_in, "社区小覃", f"{LINE}?view=covers", 2)
    assert "周邻长代理" in read(logged_in, "田组长", "/me/line/", 2)
    assert "周邻长代理" not in read(logged_in, "社区小覃", f"{LINE}?view=covers", 6)


def test_a_question_shows_its_records_and_is_laid_to_rest(in_care: Street, logged_in: As) -> None:
    many_visits(in_care, at=on(4, 7))
    patterns.ask(now=on(4))
    assert "次上门" in read(logged_in, "社区小覃", f"{LINE}?view=ask", 4)
    asked = PatternQuestion.objects.get()
    page = f"{LINE}questions/{asked.pk}/"
    text = read(logged_in, "社区小覃", page, 4)
    assert "是怎么回事" in text and "这些记录" in text
    with time_machine.travel(on(4), tick=False):
        assert logged_in("社区小覃").post(page, {"text": ""}).status_code == 422
        logged_in("社区小覃").post(page, {"found": "paper"})
    assert "没有要问的" in read(logged_in, "街道老彭", f"{LINE}?view=ask", 4)
    with time_machine.travel(on(4), tick=False):
        assert logged_in("岩门小吴").get(page).status_code == 404


@pytest.mark.parametrize("view", ["risk", "hands", "covers"])
def test_each_list_goes_out_as_a_workbook(in_care: Street, logged_in: As, view: str) -> None:
    with time_machine.travel(on(7), tick=False):
        answer = logged_in("社区小覃").get(f"{LINE}?view={view}&as=xlsx")
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert len(rows[0]) > 1 and (view != "risk" or {"王桂英", "刘小满"} <= {row[0] for row in rows[1:]})


def test_more_people_take_as_many_queries(
    in_care: Street, logged_in: As, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        home = cast.household(in_care.lin1, f"8{number:04}", f"{number}号")
        cast.circumstance(cast.resident(home, f"陈{number}"), "elder_alone")
    care.open_plans(actor=SYSTEM, now=START)
    desk = logged_in("社区小覃")
    with time_machine.travel(on(7), tick=False), django_assert_max_num_queries(32):
        assert "陈29" in desk.get(LINE).content.decode()
