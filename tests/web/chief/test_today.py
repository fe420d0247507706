"""Today: whom to see first, in words, with one button each."""

from uuid import uuid4

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.domains.care.conftest import day, on
from tests.factories import cast
from tests.factories.cast import Street
from tests.web.chief.conftest import LogIn, Travel
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.chiefs.models import Appointment
from youlin.jobs.tick import tick


def page(logged_in: LogIn, who: str) -> str:
    return logged_in(who).get("/me/").content.decode()


class TestOwnNeighbours:
    def test_late_comes_before_today_and_says_how_late(self, in_care: Street, logged_in: LogIn, travel: Travel) -> None:
        seen = actions.NewContact(uuid4(), in_care.liu.pk, "visit", "met", on(2), "fine")
        actions.record_contacts(actor=in_care.actor("李邻长"), contacts=[seen], now=on(2))
        travel(on(5))
        text = page(logged_in, "李邻长")
        assert text.index("晚了的") < text.index("王桂英") < text.index("刘小满")
        assert "晚了 2 天" in text
        assert "今天要问候 2 位。" in text
        assert "独居老人 · 82 岁 · 1号" in text
        assert "上次：11月4日 周三 上门，都好<" in text
        assert "还没有问候过" in text

    def test_who_needs_a_visit_gets_one_not_both(self, in_care: Street, logged_in: LogIn, travel: Travel) -> None:
        travel(on(7))
        text = page(logged_in, "李邻长")
        assert f"/me/people/{in_care.wang.pk}/visit/" in text
        assert f"/me/people/{in_care.wang.pk}/greet/" not in text

    def test_nothing_today_says_so(self, in_care: Street, logged_in: LogIn, travel: Travel) -> None:
        assert "今天没有要问候的人" in page(logged_in, "李邻长")

    def test_nobody_in_care_says_what_to_do(self, in_care: Street, logged_in: LogIn, travel: Travel) -> None:
        assert "请告诉社区" in page(logged_in, "周邻长")

    def test_what_is_done_is_listed(self, in_care: Street, logged_in: LogIn, travel: Travel) -> None:
        travel(on(3))
        client = logged_in("李邻长")
        client.post(f"/me/people/{in_care.wang.pk}/greet/", {"client_id": uuid4()})
        assert "今天已记下" in client.get("/me/").content.decode()


class TestSupervising:
    def test_the_组长_reads_whose_silence_rose_and_whom_to_ask(
        self, in_care: Street, logged_in: LogIn, travel: Travel
    ) -> None:
        travel(on(4))
        tick(now=on(4))
        text = page(logged_in, "田组长")
        assert "要您过问的" in text
        assert "王桂英" in text
        assert "邻长：李邻长 · 邻1" in text
        assert "没有人被漏下" in page(logged_in, "向片长")

    def test_an_empty_post_is_named(self, in_care: Street, logged_in: LogIn, travel: Travel) -> None:
        term = Appointment.objects.get(post=in_care.post_of(in_care.lin1))
        chiefs.end_term(actor=SYSTEM, appointment=term.pk, ends_on=day(1), reason="外出", now=on(1))
        travel(on(4))
        tick(now=on(4))
        assert "邻1现在没有邻长" in page(logged_in, "田组长")

    def test_the_notice_leads_to_the_person(self, in_care: Street, logged_in: LogIn, travel: Travel) -> None:
        travel(on(4))
        tick(now=on(4))
        client = logged_in("田组长")
        text = client.get("/me/notices/").content.decode()
        assert "王桂英的问候晚了 1 天" in text
        assert client.get(f"/me/people/{in_care.wang.pk}/").status_code == 200

    def test_a_withdrawn_notice_is_struck_through(self, in_care: Street, logged_in: LogIn, travel: Travel) -> None:
        travel(on(4))
        tick(now=on(4))
        item = actions.NewContact(uuid4(), in_care.wang.pk, "greeting", "spoke", on(2), "fine")
        actions.record_contacts(actor=in_care.actor("李邻长"), contacts=[item], now=on(4))
        tick(now=on(4))
        text = logged_in("田组长").get("/me/notices/").content.decode()
        assert "<s>王桂英的问候晚了 1 天" in text
        assert "已撤回" in text

    def test_seen_is_seen(self, in_care: Street, logged_in: LogIn, travel: Travel) -> None:
        travel(on(4))
        tick(now=on(4))
        client = logged_in("田组长")
        assert "2 条通知" in client.get("/me/").content.decode()
        client.post("/me/notices/read/")
        assert "条通知" not in client.get("/me/").content.decode()


@pytest.mark.parametrize("others", [0, 40])
def test_the_page_asks_as_much_for_many_as_for_few(
    in_care: Street,
    logged_in: LogIn,
    travel: Travel,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    others: int,
) -> None:
    for number in range(others):
        cast.circumstance(cast.resident(in_care.liu_home, f"老人{number}"), "elder_alone")
    actions.open_plans(actor=SYSTEM, now=on(0, 9))
    travel(on(4))
    client = logged_in("李邻长")
    with django_assert_max_num_queries(20):
        text = client.get("/me/").content.decode()
    assert text.count("cell-action") == 2 + others


def test_the_menu_leads_everywhere(in_care: Street, logged_in: LogIn, travel: Travel) -> None:
    client = logged_in("李邻长")
    for address in ("/me/", "/me/neighbours/", "/me/cases/", "/me/mine/", "/me/notices/", "/me/services/"):
        assert client.get(address).status_code == 200, address


def test_mine_says_which_posts_i_hold(in_care: Street, logged_in: LogIn, travel: Travel) -> None:
    text = logged_in("李邻长").get("/me/mine/").content.decode()
    assert "邻长" in text
    assert "溪布社区第1片老屋场组邻1" in text


def test_staff_have_a_desk_and_no_phone_page(in_care: Street, logged_in: LogIn, travel: Travel) -> None:
    assert logged_in("社区小覃").get("/me/").status_code == 404
