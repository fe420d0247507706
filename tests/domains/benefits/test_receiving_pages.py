"""Who receives what, lists, reviews, appeals and notices, as the desk and the street see them."""

import re
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from tests.domains.benefits.test_registers import ZHAO, enrol, numbered, receipt
from tests.factories import cast
from youlin.domains.access.actor import SYSTEM
from youlin.domains.benefits import actions
from youlin.domains.benefits.models import Appeal, Application, Enrolment, RegisterList, Review
from youlin.domains.messaging import actions as messaging
from youlin.domains.messaging.models import Objection, Posting
from youlin.foundation import clock
from youlin.foundation.refusal import Refusal

Browser = Callable[[str], Client]


def text(page: Any) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", page.content.decode()))


def workbook(rows: list[list[object]]) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("10月")
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return out.getvalue()


SAID = {"programme": "disabled_care", "as_of": "2026-10-31", "source": "区民政局10月发放表"}


def test_the_authoritys_list_is_set_beside_the_record_and_settled_by_person(
    street: cast.Street, logged_in: Browser
) -> None:
    number = numbered(street.zhao, ZHAO)
    content = workbook(
        [
            ["重度残疾人护理补贴发放表"],
            ["序号", "补贴对象姓名", "身份证号码", "享受时间", "月补贴金额（元）"],
            [1, "赵 大伯", number, "2024-03-01", 98],
            [2, "李四", "43089919600901", "", ""],
        ]
    )
    desk, take = logged_in("街道老彭"), reverse("office:benefit_take")
    answer = desk.post(take, {**SAID, "file": SimpleUploadedFile("10月.xlsx", content)})
    made = RegisterList.objects.get()
    address = reverse("office:benefit_list", args=[made.pk])
    assert answer.headers["Location"] == address
    page = desk.get(address)
    for words in ("赵大伯", "第3行", "李四", "身份证号写得不对", "98.00元"):
        assert words in text(page)
    assert number not in page.content.decode()
    assert "两列" not in text(page)
    [zhao] = made.differences.filter(kind="new")
    assert desk.post(address, {"chosen": str(zhao.pk), "how": "follow"}).status_code == 422
    assert desk.post(address, {"how": "follow", "reason": "看过残疾证"}).status_code == 422  # nobody is ticked
    done = desk.post(address, {"chosen": str(zhao.pk), "how": "follow", "reason": "看过残疾证"})
    assert done.status_code == 302
    row = Enrolment.objects.get()
    assert (row.since.isoformat(), row.amount_fen, row.resident) == ("2024-03-01", 9_800, street.zhao)
    assert "赵大伯" not in text(desk.get(address))
    assert "看过残疾证" in text(desk.get(address, {"state": "all"}))
    rest = desk.post(address, {"all": "1", "how": "leave", "reason": "请区里改号码"})
    assert rest.status_code == 302
    assert "都核实了" in text(desk.get(reverse("office:benefit_lists")))
    book = load_workbook(BytesIO(desk.get(address, {"as": "xlsx"}).content))
    cells = [[cell.value for cell in line] for line in book.worksheets[0].iter_rows(min_row=2)]
    assert {(line[1], line[7], line[8]) for line in cells} == {
        ("赵大伯", "照名单记", "看过残疾证"), ("李四", "保持原样", "请区里改号码"),
    }  # fmt: skip

    for bad in (b"no workbook", workbook([["甲", "乙"]]), workbook([["姓名", "身份证号"]])):
        answer = desk.post(take, {**SAID, "file": SimpleUploadedFile("x.xlsx", bad)})
        assert answer.status_code == 422
    assert logged_in("社区小覃").get(take).status_code == 404


def test_who_receives_what_since_when(street: cast.Street, logged_in: Browser) -> None:
    [row] = enrol(street, [receipt("赵大伯", numbered(street.zhao, ZHAO))])
    desk = logged_in("社区小覃")
    page = desk.get(reverse("office:enrolments"))
    for words in ("赵大伯", "重度残疾人护理补贴", "2024-03-01", "98.00元"):
        assert words in text(page)
    one = text(desk.get(reverse("office:enrolment", args=[row.pk])))
    assert "开始享受" in one
    assert "没有" in one  # no exit grace in this programme
    book = load_workbook(BytesIO(desk.get(reverse("office:enrolments"), {"as": "xlsx"}).content))
    assert book.worksheets[0]["A2"].value == "赵大伯"
    assert "赵大伯" not in text(desk.get(reverse("office:enrolments"), {"state": "over"}))
    assert "赵大伯" not in text(logged_in("岩门小吴").get(reverse("office:enrolments")))
    assert logged_in("岩门小吴").get(reverse("office:enrolment", args=[row.pk])).status_code == 404


def test_the_list_asks_the_database_as_often_for_many_as_for_few(
    street: cast.Street, logged_in: Browser, django_assert_max_num_queries: Any
) -> None:
    enrol(street, [receipt("赵大伯", numbered(street.zhao, ZHAO))])
    people = [cast.resident(street.zhao_home, f"赵{n}") for n in range(45)]
    [held] = Enrolment.objects.all()
    rows = Enrolment.objects.bulk_create(
        Enrolment(
            subdistrict_id=held.subdistrict_id, household_id=held.household_id, resident=one, programme="dibao",
            since=date(2025, 11, 1), source="名单", recorded_at=clock.now(),
        )
        for one in people
    )  # fmt: skip
    Review.objects.bulk_create(
        Review(
            subdistrict_id=held.subdistrict_id, enrolment=one, why="period", due_on=date(2026, 11, 1),
            opened_at=clock.now(),
        )
        for one in rows
    )  # fmt: skip
    desk = logged_in("社区小覃")
    desk.get(reverse("office:enrolments"))
    for name in ("enrolments", "benefit_reviews", "benefit_appeals"):
        with django_assert_max_num_queries(16):
            assert desk.get(reverse(f"office:{name}")).status_code == 200


def test_a_stop_is_recorded_with_its_document_and_its_grace_is_shown(street: cast.Street, logged_in: Browser) -> None:
    today = clock.day_of(clock.now())
    [row] = enrol(street, [receipt("赵大伯", numbered(street.zhao, ZHAO))], programme="dibao")
    desk, address = logged_in("社区小覃"), reverse("office:enrolment_stop", args=[row.pk])
    assert "未配置" in text(desk.get(address))
    said = {"stopped_on": today.isoformat(), "reason": "收入超过标准", "document": "武民函9号"}
    assert desk.post(address, {**said, "document": ""}).status_code == 422
    until = today + timedelta(days=60)
    assert desk.post(address, {**said, "until": until.isoformat()}).status_code == 302
    shown = text(desk.get(reverse("office:enrolment", args=[row.pk])))
    last = until - timedelta(days=1)
    assert f"发到{last.year}年{last.month}月{last.day}日" in shown
    assert "武民函9号" in shown
    assert "赵大伯" in text(desk.get(reverse("office:enrolments"), {"state": "grace"}))


def test_a_review_is_written_down_at_the_desk(street: cast.Street, logged_in: Browser) -> None:
    today = clock.day_of(clock.now())
    row = actions.Receipt("赵大伯", numbered(street.zhao, ZHAO), today - timedelta(days=370), 40_000)
    enrol(street, [row], programme="dibao")
    actions.open_reviews(actor=SYSTEM, subdistrict=street.subdistrict.pk, now=clock.now())
    desk, review = logged_in("社区小覃"), Review.objects.get()
    assert "赵大伯" in text(desk.get(reverse("office:benefit_reviews"), {"state": "late"}))
    address = reverse("office:benefit_review", args=[review.pk])
    said = {"finding": "changed", "done_on": today.isoformat(), "note": ""}
    assert desk.post(address, said).status_code == 422
    assert desk.post(address, {**said, "note": "已报区民政局"}).status_code == 302
    assert "情况有变" in text(desk.get(reverse("office:benefit_reviews"), {"state": "done"}))
    assert Enrolment.objects.get().until is None


def test_an_appeal_walks_from_the_refusal_to_its_letter(street: cast.Street, logged_in: Browser) -> None:
    today = clock.day_of(clock.now()).isoformat()
    new = actions.NewApplication(uuid.uuid4(), street.zhao.pk, "disabled_care")
    row = actions.open_application(actor=street.actor("周邻长"), application=new, now=clock.now())
    Application.objects.filter(pk=row.pk).update(stage="refused")
    desk = logged_in("社区小覃")
    address = reverse("office:application_appeal", args=[row.pk])
    assert address in desk.get(reverse("office:application", args=[row.pk])).content.decode()
    said = {"way": "review", "told_of_on": today, "grounds": "残疾等级写错了", "client_id": str(uuid.uuid4())}
    assert desk.post(address, {**said, "grounds": ""}).status_code == 422
    for _ in range(2):
        assert desk.post(address, said).status_code == 302
    appeal = Appeal.objects.get()
    one = reverse("office:benefit_appeal", args=[appeal.pk])
    assert "残疾等级写错了" in text(desk.get(one))
    assert desk.post(one, {"stage": "sent", "happened_on": today}).status_code == 302
    answered = {"stage": "answered", "happened_on": today, "outcome": "upheld", "document": "武复1号", "answer": ""}
    assert desk.post(one, answered).status_code == 422
    assert desk.post(one, {**answered, "answer": "等级无误"}).status_code == 302
    assert "维持原来的决定" in text(desk.get(reverse("office:benefit_appeals")))
    paper = desk.get(reverse("office:benefit_appeal_letter", args=[appeal.pk]))
    assert paper.content.startswith(b"%PDF")
    assert appeal.number in text(desk.get(reverse("office:application", args=[row.pk])))
    assert logged_in("岩门小吴").get(one).status_code == 404


# ----------------------------------------------------------------------------------------------------- notices
@pytest.fixture
def posted(street: cast.Street) -> Application:
    """赵大伯's application hangs on public notice since today."""
    new = actions.NewApplication(uuid.uuid4(), street.zhao.pk, "dibao")
    row = actions.open_application(actor=street.actor("田组长"), application=new, now=clock.now())
    Application.objects.filter(pk=row.pk).update(stage="checked")
    step = actions.Step("posted", clock.day_of(clock.now()), amount_fen=40_000)
    return actions.take_step(actor=street.actor("社区小覃"), application=row.pk, step=step, now=clock.now())


def test_a_notice_shows_name_size_and_amount_and_nothing_else(
    street: cast.Street, posted: Application, client: Client
) -> None:
    notice = Posting.objects.get(about=posted.pk)
    assert notice.lines == [{"name": "赵大伯", "size": "1", "amount": "400.00 元"}]
    assert (notice.kind, (notice.last_day - notice.first_day).days) == ("benefit", 7)
    assert notice.title in text(client.get(reverse("public:postings")))
    shown = text(client.get(reverse("public:posting", args=[notice.pk])))
    assert "赵大伯" in shown
    for secret in ("老屋场组", "430899", "14000000001", posted.number):
        assert secret not in shown


def test_somebody_under_age_is_never_posted(street: cast.Street) -> None:
    new = actions.NewApplication(uuid.uuid4(), street.liu.pk, "disabled_care")
    row = actions.open_application(actor=street.actor("李邻长"), application=new, now=clock.now())
    Application.objects.filter(pk=row.pk).update(stage="checked")
    with pytest.raises(Refusal) as refused:
        actions.take_step(
            actor=street.actor("社区小覃"),
            application=row.pk,
            step=actions.Step("posted", clock.day_of(clock.now())),
            now=clock.now(),
        )
    assert refused.value.code == "minor"
    row.refresh_from_db()
    assert row.stage == "checked"


def test_it_goes_on_when_the_week_is_over_and_everybody_who_objected_has_an_answer(
    street: cast.Street, posted: Application
) -> None:
    now = clock.now() + timedelta(days=8)
    step = actions.Step("reviewed", clock.day_of(now))
    notice = Posting.objects.get(about=posted.pk)
    messaging.object_to(posting=notice.pk, text="他家有车", name="", phone="", client_id=uuid.uuid4(), now=clock.now())
    with pytest.raises(Refusal) as refused:
        actions.take_step(actor=street.actor("社区小覃"), application=posted.pk, step=step, now=now)
    assert refused.value.code == "objection_open"
    messaging.answer_objection(
        actor=street.actor("社区小覃"), objection=Objection.objects.get().pk, upheld=False, text="是亲戚的车", now=now
    )
    assert (
        actions.take_step(actor=street.actor("社区小覃"), application=posted.pk, step=step, now=now).stage == "reviewed"
    )


def test_who_withdraws_is_taken_off_the_wall(street: cast.Street, posted: Application, client: Client) -> None:
    step = actions.Step("withdrawn", clock.day_of(clock.now()))
    actions.take_step(actor=street.actor("社区小覃"), application=posted.pk, step=step, now=clock.now())
    assert "低保" not in text(client.get(reverse("public:postings")))
