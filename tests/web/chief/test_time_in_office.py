"""Going away in three taps, covering, resigning, and going through what was left."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from tests.domains.care.test_supplies import lot, winter
from tests.factories import cast
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions as care
from youlin.domains.cases import actions as cases
from youlin.domains.chiefs import actions
from youlin.domains.chiefs.models import Absence, Appointment, HandoverNote, HandoverTick
from youlin.domains.messaging.models import Notice
from youlin.foundation import clock, outbox

NOW = cast.START
TODAY = clock.day_of(NOW)
As = Callable[[str], Client]


@pytest.fixture(autouse=True)
def on_monday_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def links(page: str) -> list[str]:
    return [link.replace("&amp;", "&") for link in re.findall(r'cell-title" href="(\?[^"]+)"', page)]


def said(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


def test_three_taps_and_somebody_covers(street: cast.Street, logged_in: As) -> None:
    li = logged_in("李邻长")
    tomorrow = links(said(li.get("/me/mine/away/")))[1]
    five_days = links(said(li.get(f"/me/mine/away/{tomorrow}")))[3]
    page = said(li.get(f"/me/mine/away/{five_days}"))
    assert [name for name in ("周邻长", "田组长", "向片长") if name in page] == ["周邻长", "田组长", "向片长"]

    values = dict(part.split("=") for part in five_days[1:].split("&"))
    page = said(li.post("/me/mine/away/set/", values | {"cover": street.users["周邻长"].pk}, follow=True))
    row = Absence.objects.get()
    assert (row.starts_on, row.ends_on) == (TODAY + timedelta(days=1), TODAY + timedelta(days=6))
    assert "这几天由周邻长代" in page and "不出门了" in page

    li.post(f"/me/mine/away/{row.pk}/back/")
    row.refresh_from_db()
    assert row.ends_on == row.starts_on


def test_the_one_who_covers_hears_of_it_and_can_say_no(street: cast.Street, logged_in: As) -> None:
    asked = {"from": TODAY.isoformat(), "until": (TODAY + timedelta(days=3)).isoformat()}
    logged_in("李邻长").post("/me/mine/away/set/", asked | {"cover": street.users["周邻长"].pk})
    outbox.dispatch_waiting(now=NOW)
    zhou = logged_in("周邻长")
    assert "今天起请您代溪布社区第1片老屋场组邻1 邻长" in said(zhou.get("/me/notices/"))
    assert "00001" in said(zhou.get("/me/neighbours/")) or "王桂英" in said(zhou.get("/me/neighbours/?q=王"))
    assert "我代不了" in said(zhou.get("/me/mine/terms/"))

    zhou.post(f"/me/mine/away/{Absence.objects.get().pk}/give-back/")
    outbox.dispatch_waiting(now=NOW)
    told = {(notice.user.display_name, notice.template) for notice in Notice.objects.filter(read_at__isnull=True)}
    assert told == {("李邻长", "chiefs.given_back"), ("田组长", "chiefs.no_cover")}
    assert "还没有人代" in said(logged_in("社区小覃").get("/office/"))


def test_without_cover_the_own_pages_say_so(street: cast.Street, logged_in: As) -> None:
    li = logged_in("李邻长")
    li.post("/me/mine/away/set/", {"from": TODAY.isoformat(), "until": (TODAY + timedelta(days=3)).isoformat()})
    assert "还没有人代" in said(li.get("/me/"))
    row = Absence.objects.get()
    assert "田组长" in said(li.get(f"/me/mine/away/{row.pk}/cover/"))
    li.post(f"/me/mine/away/{row.pk}/cover/", {"cover": street.users["田组长"].pk})
    assert "由田组长代着" in said(li.get("/me/"))


def test_a_day_that_is_gone_is_asked_again(street: cast.Street, logged_in: As) -> None:
    li = logged_in("李邻长")
    assert "哪天出门" in said(li.get("/me/mine/away/?from=2026-10-01"))
    assert "三个月以内" in said(li.get(f"/me/mine/away/?from={TODAY}&until={TODAY + timedelta(days=100)}"))
    assert "哪天出门" in said(li.get("/me/mine/away/?from=nonsense"))


def test_resigning_on_the_phone_and_thinking_better_of_it(street: cast.Street, logged_in: As) -> None:
    li = logged_in("李邻长")
    term = Appointment.objects.get(post=street.post_of(street.lin1))
    day = TODAY + timedelta(days=30)
    page = said(li.post(f"/me/mine/terms/{term.pk}/resign/", {"ends_on": day.isoformat()}, follow=True))
    assert "要离任了" in page and "我留下" in page
    li.post(f"/me/mine/terms/{term.pk}/stay/")
    term.refresh_from_db()
    assert term.ends_on is None
    answer = li.post(f"/me/mine/terms/{term.pk}/resign/", {"ends_on": "2026-10-01"})
    assert answer.status_code == 422 and "半年以内" in said(answer)
    assert logged_in("周邻长").get(f"/me/mine/terms/{term.pk}/resign/").status_code == 404


class TestHandingOver:
    @pytest.fixture
    def successor(self, street: cast.Street) -> Appointment:
        """田组长 takes 邻1 after 李邻长, who left a word about 王奶奶."""
        care.open_plans(actor=SYSTEM, now=NOW)
        li, office = street.actor("李邻长"), street.actor("社区小覃")
        cases.report(actor=li, case=cases.NewCase(text="路灯不亮", household=street.wang_home.pk), now=NOW)
        post = street.post_of(street.lin1)
        actions.leave_note(actor=li, post=post.pk, resident=street.wang.pk, text="耳朵背，敲后门", now=NOW)
        old = Appointment.objects.get(post=post)
        actions.end_term(actor=office, appointment=old.pk, ends_on=TODAY, reason="搬家", now=NOW)
        new = actions.NewTerm(post.pk, street.users["田组长"].pk, "sitting", TODAY)
        return actions.appoint(actor=office, term=new, now=NOW)

    def test_everything_the_post_holds_is_on_the_list(
        self, street: cast.Street, logged_in: As, successor: Appointment
    ) -> None:
        tian = logged_in("田组长")
        assert "看看交接清单" in said(tian.get("/me/"))
        page = said(tian.get(f"/me/mine/terms/{successor.pk}/handover/"))
        for words in (
            "上一任是李邻长",
            "王桂英",
            "刘小满",
            "耳朵背，敲后门",
            "路灯不亮",
            "老屋场组1号",
            "还有 5 项没看",
        ):
            assert words in page
        assert "耳朵背" not in HandoverNote.objects.values_list("text", flat=True).query.__str__()

    def test_what_waits_to_be_brought_is_handed_over_too(
        self, street: cast.Street, logged_in: As, successor: Appointment
    ) -> None:
        winter(street, lot(street))
        page = f"/me/mine/terms/{successor.pk}/handover/"
        assert "要送的东西" in said(logged_in("田组长").get(page)) and "还有 7 项没看" in said(
            logged_in("田组长").get(page)
        )
        logged_in("田组长").post(f"{page}tick/")
        assert HandoverTick.objects.count() == 7
        assert "大米 1袋" in said(logged_in("社区小覃").get(f"/office/chiefs/terms/{successor.pk}/handover/"))

    def test_lines_are_ticked_one_by_one_or_all_and_taken_off_again(
        self, street: cast.Street, logged_in: As, successor: Appointment
    ) -> None:
        tian, page = logged_in("田组长"), f"/me/mine/terms/{successor.pk}/handover/"
        tian.post(f"{page}tick/", {"item": street.wang.pk})
        tian.post(f"{page}tick/", {"item": street.wang.pk})
        assert "还有 4 项没看" in said(tian.get(page))
        tian.post(f"{page}tick/", {"off": street.wang.pk})
        assert "还有 5 项没看" in said(tian.get(page))
        tian.post(f"{page}tick/")
        assert HandoverTick.objects.count() == 5 and "都看过了" in said(tian.get(page))
        assert "看看交接清单" not in said(tian.get("/me/"))

    def test_the_list_is_the_successors_and_the_office_prints_it(
        self, street: cast.Street, logged_in: As, successor: Appointment
    ) -> None:
        assert logged_in("周邻长").get(f"/me/mine/terms/{successor.pk}/handover/").status_code == 404
        assert "耳朵背，敲后门" in said(logged_in("社区小覃").get(f"/office/chiefs/terms/{successor.pk}/handover/"))
        assert logged_in("岩门小吴").get(f"/office/chiefs/terms/{successor.pk}/handover/").status_code == 404

    def test_a_word_is_left_from_the_homes_page_and_the_next_text_replaces_it(
        self, street: cast.Street, logged_in: As
    ) -> None:
        li, page = logged_in("李邻长"), f"/me/neighbours/{street.wang_home.pk}/note/"
        li.post(page, {"text": "狗会咬人"})
        assert "狗会咬人" in said(li.get(page))
        li.post(page, {"text": ""})
        assert "狗会咬人" not in said(li.get(page))
        assert HandoverNote.objects.filter(replaced_at__isnull=True).count() == 0
        assert logged_in("周邻长").get(page).status_code == 404
