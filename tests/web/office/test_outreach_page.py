"""The front page of outreach says what waits in each room, and its lists go home as workbooks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
import time_machine
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.factories.cast import START, Street
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.outreach import actions
from youlin.domains.outreach.actions import NewActivity, campaigns, meetings, tasks
from youlin.domains.outreach.models import Certificate
from youlin.foundation import clock
from youlin.foundation.models import AuditEntry

TODAY, DAY, HOUR = clock.day_of(START), timedelta(days=1), timedelta(hours=1)
LogIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def three_days_later() -> Iterator[None]:
    with time_machine.travel(START + 3 * DAY, tick=False):
        yield


def campaign(street: Street, title: str = "冬季用电安全") -> Any:
    new = campaigns.NewCampaign(
        client_id=uuid4(), territory=street.xibu.pk, topic="electricity", title=title, message="人走断电。",
        carried_by=Rung.NEIGHBOURHOOD, starts_on=TODAY, ends_on=date(2026, 11, 30),
    )  # fmt: skip
    return campaigns.begin_campaign(actor=street.actor("社区小覃"), new=new, now=START)


def asked_certificate(street: Street) -> Certificate:
    tian = street.actor("田组长")
    new = NewActivity(
        territory=street.group.pk, title="河边捡垃圾", place="桥头", starts_at=START + HOUR, ends_at=START + 3 * HOUR,
        places=2,
    )  # fmt: skip
    row = actions.call(actor=tian, activity=new, now=START)
    one = actions.sign_up_public(
        activity=row.pk, name="王桂英", phone="14000000001", code="", client_id=uuid4(), now=START
    )
    actions.check_off(actor=tian, activity=row.pk, came={one.pk: 90}, now=START + 4 * HOUR)
    return actions.ask_certificate(holder=one.holder, client_id=uuid4(), now=START + 4 * HOUR)


def given_out(street: Street, text: str, due_on: date) -> None:
    peng = street.actor("街道老彭")
    new = meetings.NewMeeting(uuid4(), "push", street.subdistrict.pk, "推进会", START, "三楼", ())
    row = meetings.call_meeting(actor=peng, meeting=new, now=START)
    post = street.post_of(street.group).pk
    tasks.give_task(actor=peng, meeting=row.pk, post=post, text=text, due_on=due_on, now=START, client_id=uuid4())


def sheet_of(desk: Client, address: str) -> list[tuple[Any, ...]]:
    book: Any = openpyxl.load_workbook(BytesIO(desk.get(address).content))
    return list(book.active.iter_rows(values_only=True))


def test_nothing_waits_in_an_empty_house(street: Street, logged_in: LogIn) -> None:
    page = logged_in("社区小覃").get("/office/outreach/").content.decode()
    for room in ("宣讲", "会议", "会上交办的", "志愿活动", "公约", "检查"):
        assert room in page
    assert "cell-side" not in page


def test_each_room_says_what_waits_there(street: Street, logged_in: LogIn) -> None:
    campaign(street)
    given_out(street, "查路灯", TODAY + DAY)
    given_out(street, "查河沟", TODAY + 9 * DAY)
    asked_certificate(street)
    page = logged_in("街道老彭").get("/office/outreach/").content.decode()
    for words in ("还差 3 户", "要开 2 个", "晚了 1 件", "在做 1 件", "等着开 1 份证明"):
        assert words in page


def test_it_asks_as_often_for_many_as_for_few(
    street: Street, logged_in: LogIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    desk = logged_in("社区小覃")
    for number in range(4):
        campaign(street, f"第 {number} 次")
    with django_assert_max_num_queries(12):
        desk.get("/office/outreach/")


def test_a_department_is_offered_no_room_and_no_search_of_people(street: Street, logged_in: LogIn) -> None:
    page = logged_in("民政老杜").get("/office/outreach/").content.decode()
    assert "这里没有归您办的" in page
    assert 'type="search"' not in page
    assert 'type="search"' in logged_in("社区小覃").get("/office/outreach/").content.decode()
    assert 'type="search"' not in logged_in("县里老胡").get("/office/figures/").content.decode()


def test_the_list_of_campaigns_goes_home_as_a_workbook(street: Street, logged_in: LogIn) -> None:
    campaign(street)
    head, row = sheet_of(logged_in("社区小覃"), "/office/campaigns/?as=xlsx")
    assert head[3:6] == ("一共", "说到了", "还没说到")
    assert (row[0], *row[3:8]) == ("冬季用电安全", 3, 0, 3, "2026-11-02", "2026-11-30")


def test_certificates_leave_the_house_on_record(street: Street, logged_in: LogIn) -> None:
    waits = asked_certificate(street)
    _head, row = sheet_of(logged_in("社区小覃"), "/office/outreach/volunteering/certificates/?as=xlsx")
    assert row[:3] == ("王桂英", "2026-11-02", waits.due_on.isoformat())
    assert not row[3], "it is not issued yet"
    assert AuditEntry.objects.filter(verb__contains="export").count() == 1
