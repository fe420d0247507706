"""事项 on the phone and at the desk, as people use them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.factories.cast import Street
from youlin.domains.cases import actions, pictures
from youlin.domains.cases.actions import NewCase
from youlin.domains.cases.models import Case, CaseEvent, CasePhoto
from youlin.domains.chiefs.models import Post
from youlin.foundation import clock
from youlin.foundation.models import Look

Browser = Callable[[str], Client]


def case_of(street: Street, by: str = "李邻长", **known: Any) -> Case:
    return actions.report(actor=street.actor(by), case=NewCase(**{"text": "楼道灯坏了"} | known), now=clock.now())


def text_of(answer: Any) -> str:
    page: str = answer.content.decode()
    assert "INVALID" not in page
    return page


def photo(size: tuple[int, int] = (3000, 2000), name: str = "灯.jpg") -> SimpleUploadedFile:
    image, out = Image.effect_noise(size, 90).convert("RGB"), BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "某手机"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (29.0, 21.0, 0.0)
    image.save(out, "JPEG", quality=97, exif=exif)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


class TestOnThePhone:
    def test_李邻长_reports_in_one_screen_and_it_is_hers(self, street: Street, logged_in: Browser) -> None:
        phone = logged_in("李邻长")
        sent = {"text": "楼道灯坏了", "kind": "problem", "urgency": "normal", "household": str(street.wang_home.pk)}
        answer = phone.post("/me/cases/new/", sent, follow=True)
        assert "由您来办" in text_of(answer)
        case = Case.objects.get()
        assert (case.kind, case.household, case.holder) == ("problem", street.wang_home, street.post_of(street.lin1))

    def test_solved_on_the_spot_is_one_screen_too(self, street: Street, logged_in: Browser) -> None:
        sent = {"text": "灯坏了", "kind": "problem", "urgency": "normal", "solved": "换了灯泡"}
        text_of(logged_in("李邻长").post("/me/cases/new/", sent, follow=True))
        assert Case.objects.get().status == "told"

    def test_a_form_sent_twice_is_one_case(self, street: Street, logged_in: Browser) -> None:
        phone, identity = logged_in("李邻长"), str(uuid4())
        sent = {"text": "灯坏了", "kind": "problem", "urgency": "normal", "client_id": identity}
        for _press in range(2):
            assert phone.post("/me/cases/new/", sent).status_code == 302
        assert Case.objects.count() == CaseEvent.objects.count() == 1

    def test_what_was_typed_stays_when_something_is_missing(self, street: Street, logged_in: Browser) -> None:
        answer = logged_in("李邻长").post("/me/cases/new/", {"text": "", "place": "三楼楼道口", "kind": "hazard"})
        page = text_of(answer)
        assert answer.status_code == 422
        assert "请写一句是什么事" in page
        assert "三楼楼道口" in page

    def test_a_photograph_of_ten_megabytes_is_shrunk_and_loses_its_place(
        self, street: Street, logged_in: Browser
    ) -> None:
        big = photo((4200, 3100))
        assert big.size is not None
        assert big.size > 9_000_000
        sent = {"text": "灯坏了", "kind": "problem", "urgency": "normal", "photo": big}
        assert logged_in("李邻长").post("/me/cases/new/", sent).status_code == 302
        kept = CasePhoto.objects.get()
        assert max(kept.width, kept.height) == pictures.LONGEST_SIDE
        data = pictures.path_of(kept.case_id, kept.digest).read_bytes()
        with Image.open(BytesIO(data)) as image:
            assert not image.getexif()
        assert len(data) < 2_500_000
        page = logged_in("李邻长").get(f"/me/cases/{kept.case_id}/photos/{kept.pk}/")
        assert page["Content-Type"] == "image/jpeg"
        assert logged_in("周邻长").get(f"/me/cases/{kept.case_id}/photos/{kept.pk}/").status_code == 404

    def test_what_is_no_photograph_gets_a_sentence_and_loses_no_words(self, street: Street, logged_in: Browser) -> None:
        fake = SimpleUploadedFile("灯.jpg", b"#!/bin/sh\necho", "image/jpeg")
        answer = logged_in("李邻长").post(
            "/me/cases/new/", {"text": "灯坏了很久", "kind": "problem", "urgency": "normal", "photo": fake}
        )
        assert "不是能打开的照片" in text_of(answer)
        assert "灯坏了很久" in answer.content.decode()
        assert not Case.objects.exists()

    def test_the_list_begins_with_what_waits_for_me(self, street: Street, logged_in: Browser) -> None:
        case_of(street, text="邻一的灯坏了")
        case_of(street, "周邻长", text="邻二的路不平")
        mine = text_of(logged_in("李邻长").get("/me/cases/"))
        assert "邻一的灯坏了" in mine
        assert "邻二的路不平" not in mine
        assert "没有等您办的事" in text_of(logged_in("田组长").get("/me/cases/"))
        assert "邻二的路不平" in text_of(logged_in("田组长").get("/me/cases/?view=all"))

    def test_a_chief_finds_a_case_by_its_number_or_a_name(self, street: Street, logged_in: Browser) -> None:
        case = case_of(street, resident=street.wang.pk)
        for words in (case.number, "000001", "王桂英", "灯"):
            assert case.number in text_of(logged_in("李邻长").get("/me/cases/", {"q": words}))
        assert "没有找到" in text_of(logged_in("周邻长").get("/me/cases/", {"q": "王桂英"}))

    def test_each_state_offers_its_next_button(self, street: Street, logged_in: Browser) -> None:
        case = case_of(street)
        address, phone = f"/me/cases/{case.pk}/", logged_in("李邻长")

        def obvious() -> str:
            found = re.search(r'<section class="card" data-act><h2>(.*?)</h2>', text_of(phone.get(address)))
            return found[1] if found else ""

        assert obvious() == "答复"
        assert phone.post(f"{address}answer/", {"text": "换了灯泡"}).status_code == 302
        assert obvious() == "告诉居民"
        assert phone.post(f"{address}tell/", {"text": ""}).status_code == 302
        assert obvious() == "居民确认"
        assert phone.post(f"{address}confirm/", {"rating": "5"}).status_code == 302
        assert "已办结" in text_of(phone.get(address))

    def test_a_second_answer_comes_back_with_who_was_quicker_and_keeps_its_words(
        self, street: Street, logged_in: Browser
    ) -> None:
        case = case_of(street)
        Case.objects.filter(pk=case.pk).update(due_at=clock.now() - timedelta(minutes=1))
        actions.escalate_overdue(now=clock.now())
        assert logged_in("田组长").post(f"/me/cases/{case.pk}/answer/", {"text": "我换好了"}).status_code == 302
        answer = logged_in("李邻长").post(f"/me/cases/{case.pk}/answer/", {"text": "我这里也换了一个"})
        page = text_of(answer)
        assert answer.status_code == 422
        assert "田组长 在" in page
        assert "已经答复了这件事" in page
        assert "我这里也换了一个" in page

    @pytest.mark.parametrize("step", ["answer", "escalate", "return", "withdraw", "reopen"])
    def test_an_empty_reason_is_asked_for(self, street: Street, logged_in: Browser, step: str) -> None:
        case = case_of(street)
        assert logged_in("李邻长").post(f"/me/cases/{case.pk}/{step}/", {}).status_code == 422
        assert CaseEvent.objects.count() == 1

    def test_out_of_scope_is_not_there(self, street: Street, logged_in: Browser) -> None:
        case = case_of(street)
        for name in ("周邻长", "岩门邻长"):
            assert logged_in(name).get(f"/me/cases/{case.pk}/").status_code == 404
            assert logged_in(name).post(f"/me/cases/{case.pk}/answer/", {"text": "好了"}).status_code == 404
        assert logged_in("岩门小吴").get(f"/office/cases/{case.pk}/").status_code == 404
        assert Client().get(f"/me/cases/{case.pk}/").status_code == 302
        assert logged_in("李邻长").post(f"/me/cases/{case.pk}/burn/", {}).status_code == 404
        assert logged_in("李邻长").get(f"/me/cases/{case.pk}/answer/").status_code == 405


class TestAtTheDesk:
    def test_the_table_is_narrowed_by_chips(self, street: Street, logged_in: Browser) -> None:
        case_of(street, kind="hazard", text="电线垂下来")
        case_of(street, kind="dispute", text="两家争晒场")
        desk = logged_in("社区小覃")
        everything = text_of(desk.get("/office/cases/"))
        assert "电线垂下来" in everything
        assert "两家争晒场" in everything
        hazards = text_of(desk.get("/office/cases/?kind=hazard"))
        assert "电线垂下来" in hazards
        assert "两家争晒场" not in hazards
        assert "没有这样的事项" in text_of(desk.get("/office/cases/?work=late"))
        assert "没有这样的事项" in text_of(desk.get("/office/cases/?work=mine"))

    @pytest.mark.parametrize("query", ["kind=poem", "status=x", "rung=99", "place=abc", "page=999", "rung=²"])
    def test_an_address_typed_by_hand_breaks_nothing(self, street: Street, logged_in: Browser, query: str) -> None:
        assert logged_in("社区小覃").get(f"/office/cases/?{query}").status_code == 200

    def test_a_call_is_taken_down_for_its_place(self, street: Street, logged_in: Browser) -> None:
        sent = {
            "text": "下水道堵了", "kind": "problem", "territory": str(street.lin2.pk), "urgency": "urgent",
            "reporter_name": "赵大伯", "phone": "140 0000 0003", "source": "desk",
        }  # fmt: skip
        page = text_of(logged_in("社区小覃").post("/office/cases/new/", sent, follow=True))
        case = Case.objects.get()
        assert (case.holder, case.reporter_phone) == (street.post_of(street.lin2), "14000000003")
        assert "14000000003" not in page

        asked = text_of(logged_in("社区小覃").post(f"/office/cases/{case.pk}/phone/"))
        assert "tel:14000000003" in asked
        look = Look.objects.get()
        assert (look.actor_name, look.field, look.target) == ("社区小覃", "reporter_phone", case.pk)

    def test_a_phone_that_is_none_comes_back_beside_its_field(self, street: Street, logged_in: Browser) -> None:
        sent = {
            "text": "堵了",
            "kind": "problem",
            "territory": str(street.lin2.pk),
            "urgency": "normal",
            "phone": "明天打",
            "source": "desk",
        }
        page = text_of(logged_in("社区小覃").post("/office/cases/new/", sent))
        assert "这个电话号码好像不完整" in page
        assert "明天打" in page

    def test_the_subdistrict_hands_it_to_a_department_that_sees_only_its_own(
        self, street: Street, logged_in: Browser
    ) -> None:
        case, other = case_of(street, "街道老彭"), case_of(street, text="别的事")
        civil = Post.objects.get(department="民政办")
        page = text_of(logged_in("街道老彭").get(f"/office/cases/{case.pk}/"))
        assert "民政办" in page
        sent = {"reason": "请民政办看", "department": str(civil.pk)}
        assert logged_in("街道老彭").post(f"/office/cases/{case.pk}/escalate/", sent).status_code == 302
        desk = logged_in("民政老杜")
        listed = text_of(desk.get("/office/cases/"))
        assert case.number in listed
        assert other.number not in listed
        assert desk.get(f"/office/cases/{other.pk}/").status_code == 404
        assert desk.post(f"/office/cases/{case.pk}/answer/", {"text": "符合条件"}).status_code == 302

    def test_the_list_can_be_kept_as_a_workbook_without_phones(self, street: Street, logged_in: Browser) -> None:
        case_of(street, text="=1+1", reporter_phone="14000000001")
        answer = logged_in("社区小覃").get("/office/cases/?as=xlsx")
        sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
        assert sheet is not None
        rows = list(sheet.values)
        assert rows[0][:3] == ("编号", "类别", "什么事")
        assert rows[1][2] == "=1+1"
        assert "14000000001" not in str(rows)

        text = logged_in("社区小覃").get("/office/cases/?as=csv").content.decode("utf-8-sig")
        assert "'=1+1" in text
        assert "14000000001" not in text

    def test_why_it_is_due_is_said(self, street: Street, logged_in: Browser) -> None:
        case = case_of(street)
        assert "邻长有 24 小时，从" in text_of(logged_in("社区小覃").get(f"/office/cases/{case.pk}/"))

    def test_the_county_has_no_business_with_cases(self, street: Street, logged_in: Browser) -> None:
        assert logged_in("县里老胡").get("/office/cases/").status_code == 404


@pytest.mark.parametrize(("name", "address"), [("李邻长", "/me/cases/?view=all"), ("社区小覃", "/office/cases/")])
def test_a_longer_list_asks_no_more_questions(
    street: Street, logged_in: Browser, name: str, address: str, connection_queries: Any
) -> None:
    browser = logged_in(name)
    case_of(street)
    browser.get(address)
    few = connection_queries(lambda: browser.get(address))
    for _more in range(8):
        case_of(street)
    assert connection_queries(lambda: browser.get(address)) == few


@pytest.fixture
def connection_queries() -> Callable[[Callable[[], object]], int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count(work: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as queries:
            work()
        return len(queries)

    return count
