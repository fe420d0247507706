"""Stopping, lengthening, helping and closing, from the page of a case; and what a street sets about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client

from tests.factories.cast import Street
from youlin.domains.cases import actions
from youlin.domains.cases.actions import NewCase
from youlin.domains.cases.models import Case, CaseBounds, ClockRule, Helping
from youlin.domains.chiefs.models import Post
from youlin.foundation import clock
from youlin.foundation.models import CalendarDay

Browser = Callable[[str], Client]


def case_of(street: Street) -> Case:
    return actions.report(actor=street.actor("李邻长"), case=NewCase(text="楼道灯坏了"), now=clock.now())


def text_of(answer: Any) -> str:
    page: str = answer.content.decode()
    assert "INVALID" not in page
    return page


class TestFromThePage:
    def test_the_clock_is_stopped_and_the_page_says_until_when(self, street: Street, logged_in: Browser) -> None:
        case, phone = case_of(street), logged_in("李邻长")
        until = clock.day_of(clock.now()) + timedelta(days=3)
        sent = {"why": "waits_for_papers", "until": until.isoformat()}
        page = text_of(phone.post(f"/me/cases/{case.pk}/pause/", sent, follow=True))
        assert "计时停了" in page
        assert "恢复计时" in page
        assert "等补材料" in page

    def test_a_day_too_far_comes_back_with_what_was_typed(self, street: Street, logged_in: Browser) -> None:
        case, phone = case_of(street), logged_in("李邻长")
        until = clock.day_of(clock.now()) + timedelta(days=60)
        sent = {"why": "weather", "until": until.isoformat(), "text": "下大雪封山"}
        answer = phone.post(f"/me/cases/{case.pk}/pause/", sent)
        page = text_of(answer)
        assert answer.status_code == 422
        assert "前后最多停 15 天" in page
        assert "下大雪封山" in page

    def test_help_is_asked_from_a_department(self, street: Street, logged_in: Browser) -> None:
        case, civil = case_of(street), Post.objects.get(department="民政办")
        page = text_of(logged_in("李邻长").post(f"/me/cases/{case.pk}/invite/", {"post": str(civil.pk)}, follow=True))
        assert "协办" in page
        assert Helping.objects.get(case=case).post == civil
        assert case.number in text_of(logged_in("民政老杜").get(f"/office/cases/{case.pk}/"))

    def test_the_rung_above_sees_what_is_asked_and_agrees(self, street: Street, logged_in: Browser) -> None:
        case = case_of(street)
        logged_in("李邻长").post(f"/me/cases/{case.pk}/ask_close/", {"reason": "灯自己亮了"})
        above = logged_in("田组长")
        page = text_of(above.get(f"/me/cases/{case.pk}/"))
        assert "灯自己亮了" in page
        above.post(f"/me/cases/{case.pk}/agree_close/", {})
        assert Case.objects.get(pk=case.pk).status == "closed"

    def test_who_writes_is_seen_by_who_opens_it_next(self, street: Street, logged_in: Browser) -> None:
        case = case_of(street)
        assert logged_in("李邻长").get(f"/me/cases/{case.pk}/writing/").status_code == 405
        assert "正在写" not in text_of(logged_in("李邻长").post(f"/me/cases/{case.pk}/writing/"))
        assert "李邻长 正在写这件事的答复" in text_of(logged_in("田组长").get(f"/me/cases/{case.pk}/"))


class TestSettings:
    def test_a_kind_has_its_own_clock(self, street: Street, logged_in: Browser) -> None:
        desk = logged_in("街道老彭")
        sent = {"rung": "1", "urgency": "normal", "kind": "hazard", "hours": "6"}
        page = text_of(desk.post(f"/office/settings/clocks/?place={street.xibu.pk}", sent, follow=True))
        assert "6 小时" in page
        assert ClockRule.objects.get().kind == "hazard"

    def test_how_far_clocks_bend(self, street: Street, logged_in: Browser) -> None:
        desk, place = logged_in("街道老彭"), street.xibu.pk
        sent = {"pause_days": "4", "pauses": "1", "extension_percent": "50", "silence_days": "10"}
        page = text_of(desk.post(f"/office/settings/clocks/{place}/bounds/", sent, follow=True))
        assert "最多停 4 天、1 次" in page
        assert CaseBounds.objects.get().silence_days == 10
        bad = desk.post(f"/office/settings/clocks/{place}/bounds/", sent | {"pause_days": "900"})
        assert (bad.status_code, "最多写 90" in text_of(bad)) == (422, True)

    def test_a_day_off_is_added(self, street: Street, logged_in: Browser) -> None:
        desk, day = logged_in("街道老彭"), clock.day_of(clock.now())
        sent = {"day": day.isoformat(), "working": "no", "name": "土家年"}
        assert "土家年" in text_of(desk.post("/office/settings/workdays/", sent, follow=True))
        assert CalendarDay.objects.get(day=day).source == "desk"
        assert logged_in("社区小覃").get("/office/settings/workdays/").status_code == 404


class TestTheSameThing:
    def test_who_types_a_report_sees_what_was_reported_already(self, street: Street, logged_in: Browser) -> None:
        case = case_of(street)
        found = text_of(logged_in("社区小覃").get("/office/cases/likely/", {"text": "三楼楼道灯坏了", "territory": ""}))
        assert case.number in found
        assert case.number not in text_of(logged_in("岩门邻长").get("/me/cases/likely/", {"text": "楼道灯坏了"}))
        assert "data-likely" in text_of(logged_in("李邻长").get("/me/cases/new/"))

    def test_it_is_put_together_and_taken_apart_from_the_page(self, street: Street, logged_in: Browser) -> None:
        first, second, phone = case_of(street), case_of(street), logged_in("李邻长")
        assert "和另一件是同一件事" in text_of(phone.get(f"/me/cases/{second.pk}/"))
        page = text_of(phone.post(f"/me/cases/{second.pk}/merge/", {"into": str(first.pk)}, follow=True))
        assert "分开办" in page
        assert first.number in page
        phone.post(f"/me/cases/{second.pk}/unmerge/", {"text": "是两盏灯"})
        assert Case.objects.get(pk=second.pk).status == "open"
