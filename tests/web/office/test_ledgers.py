"""The desk keeps its ledgers; a chief on the phone says what is missing."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests.factories import cast
from tests.factories.cast import START, Street
from youlin.domains.insight import actions as effort
from youlin.domains.insight.actions import ledgers as actions
from youlin.domains.insight.ledgers.writing import draw
from youlin.domains.insight.models import LedgerQuestion, LedgerVersion
from youlin.domains.insight.rules.effort import Effort, Job
from youlin.domains.residents.models import PersonDetail, Resident

LogIn = Callable[[str], Client]


def sent(client: Client, heads: tuple[str, ...] = ("姓名", "联系电话", "学历", "备注栏")) -> LedgerVersion:
    """A form from above, on the house's page."""
    file = SimpleUploadedFile("空表.xlsx", draw("走访台账", heads))
    answer = client.post("/office/ledgers/new/", {"name": "走访台账", "file": file})
    version = LedgerVersion.objects.get()
    assert answer["Location"] == f"/office/ledgers/{version.ledger_id}/columns/"
    return version


def meaning(version: LedgerVersion) -> dict[str, str]:
    said = {f"fact_{place}": fact for place, _label, fact, _constant in version.columns}
    return {"subject": "people", "only": "", **said, "fact_4": "constant", "constant_4": "已走访"}


def asked(street: Street) -> None:
    """A ledger was filled, so something is asked of everybody in 溪布社区."""
    actions.fill_ledger(actor=street.actor("社区小覃"), ledger="person", place=street.xibu.pk, now=START)


class TestAtTheDesk:
    def test_a_form_is_sent_said_and_filled(self, logged_in: LogIn, street: Street) -> None:
        desk = logged_in("社区小覃")
        version = sent(desk)
        page = desk.get(f"/office/ledgers/{version.ledger_id}/columns/").content.decode()
        assert '<option value="phone" selected>' in page
        before = desk.get(f"/office/ledgers/{version.ledger_id}/").content.decode()
        assert "还没有对过列" in before
        assert "填好下载" not in before
        said = desk.post(f"/office/ledgers/{version.ledger_id}/columns/", meaning(version), follow=True)
        assert "各列都对好了" in said.content.decode()
        paper = desk.post(f"/office/ledgers/{version.ledger_id}/?place={street.lin1.pk}")
        assert paper["Cache-Control"] == "no-store"
        rows = [[cell.value for cell in row] for row in load_workbook(BytesIO(paper.content)).worksheets[0]["A3:D4"]]
        assert rows == [["王桂英", "140****0001", None, "已走访"], ["刘小满", None, None, "已走访"]]
        assert "走访台账" in desk.get("/office/ledgers/").content.decode()

    def test_what_cannot_be_read_stays_on_the_page(self, logged_in: LogIn, street: Street) -> None:
        file = SimpleUploadedFile("照片.xlsx", b"GIF89a")
        answer = logged_in("社区小覃").post("/office/ledgers/new/", {"name": "台账", "file": file})
        assert answer.status_code == 422
        assert "另存为 .xlsx" in answer.content.decode()

    def test_a_fact_of_another_kind_is_refused_in_words(self, logged_in: LogIn, street: Street) -> None:
        desk = logged_in("社区小覃")
        version = sent(desk)
        answer = desk.post(f"/office/ledgers/{version.ledger_id}/columns/", {**meaning(version), "fact_1": "homes"})
        assert answer.status_code == 422
        assert "这种台账里没有" in answer.content.decode()

    def test_numbers_in_full_need_a_reason_for_a_child(self, logged_in: LogIn, street: Street) -> None:
        desk = logged_in("社区小覃")
        answer = desk.post("/office/ledgers/person/", {"in_full": "on"})
        assert answer.status_code == 422
        assert "未满 14 岁" in answer.content.decode()
        paper = desk.post("/office/ledgers/person/", {"in_full": "on", "reason": "人口普查"})
        sheet = load_workbook(BytesIO(paper.content)).worksheets[0]
        assert sheet["K3"].value == "14000000001"

    def test_what_it_asks_of_chiefs_is_said_before_anybody_is_asked(self, logged_in: LogIn, street: Street) -> None:
        desk, page = logged_in("社区小覃"), f"/office/ledgers/person/?place={street.xibu.pk}"
        assert "会问三长多少" not in desk.get(page).content.decode()
        told = desk.get(f"{page}&reckon=1").content.decode()
        people = LedgerQuestion.objects.count()
        assert people == 0, "looking asks nobody"
        assert "会新问 3 人的" in told and "落在 2 个邻里" in told and "还没有量够" in told
        for _phone in range(30):
            effort.note_effort(subdistrict=street.subdistrict.pk, job=Job.LEDGER, effort=Effort(60, 5, 3), now=START)
        told = desk.get(f"{page}&reckon=1").content.decode()
        assert "补一个人的用 60 秒：每位邻长在手机上一共约 1.5 分钟，分到 14 天，每天 0.1 分钟" in told
        assert "一天 10 分钟的预算" in told
        asked(street)
        assert "没有新的要问" in desk.get(f"{page}&reckon=1").content.decode()

    def test_the_form_comes_back_as_it_was_sent(self, logged_in: LogIn, street: Street) -> None:
        desk = logged_in("社区小覃")
        version = sent(desk)
        paper = desk.get(f"/office/ledgers/{version.ledger_id}/template.xlsx")
        assert load_workbook(BytesIO(paper.content)).worksheets[0]["B2"].value == "联系电话"

    @pytest.mark.parametrize("address", ["/office/ledgers/?as=xlsx", "/office/ledgers/questions/?as=xlsx"])
    def test_lists_go_home_as_a_workbook(self, logged_in: LogIn, street: Street, address: str) -> None:
        asked(street)
        answer = logged_in("社区小覃").get(address)
        assert load_workbook(BytesIO(answer.content)).worksheets[0].max_row > 1

    def test_what_is_missing_is_listed_and_answered(self, logged_in: LogIn, street: Street) -> None:
        asked(street)
        desk = logged_in("社区小覃")
        assert "王桂英" in desk.get(f"/office/ledgers/questions/?place={street.lin1.pk}").content.decode()
        address = f"/office/ledgers/questions/{street.wang.pk}/"
        assert "实有人口台账要这些" in desk.get(address).content.decode()
        told = desk.post(address, {"marriage": "丧偶", "ethnic_group": "白族"}, follow=True)
        assert "以后不再问" in told.content.decode()
        assert Resident.objects.get(pk=street.wang.pk).ethnic_group == "白族"

    @pytest.mark.parametrize("address", ["/office/ledgers/", "/office/ledgers/questions/"])
    def test_a_page_asks_the_database_as_often_for_many_as_for_few(
        self, logged_in: LogIn, street: Street, address: str
    ) -> None:
        desk = logged_in("社区小覃")
        asked(street)

        def queries() -> int:
            with CaptureQueriesContext(connection) as made:
                assert desk.get(address).status_code == 200
            return len(made)

        queries()
        few = queries()
        home = cast.household(street.lin1, "00009", "溪布社区第1片老屋场组9号")
        for number in range(20):
            cast.resident(home, f"多多{number}")
        for _again in range(5):
            asked(street)
        assert queries() == few


class TestOnThePhone:
    def test_a_chief_says_it_once(self, logged_in: LogIn, street: Street) -> None:
        asked(street)
        phone = logged_in("李邻长")
        assert "台账还缺的" in phone.get("/me/mine/").content.decode()
        listed = phone.get("/me/asked/").content.decode()
        assert "王桂英" in listed
        assert "赵大伯" not in listed
        address = f"/me/asked/{street.wang.pk}/"
        answer: Any = phone.post(address, {"marriage": ""})
        assert answer.status_code == 422
        assert "请至少填一项" in answer.content.decode()
        for _twice in range(2):
            phone.post(address, {"marriage": "丧偶", "client_id": str(UUID(int=7, version=4))})
        assert PersonDetail.objects.filter(resident=street.wang).count() == 1
        phone.post(address, {"enough": "on"})
        assert not LedgerQuestion.objects.filter(resident=street.wang, settled_at=None).exists()
        phone.get("/me/asked/")  # says that it was written down
        assert "王桂英" not in phone.get("/me/asked/").content.decode()

    def test_somebody_else_s_neighbour_is_not_there(self, logged_in: LogIn, street: Street) -> None:
        asked(street)
        assert logged_in("李邻长").get(f"/me/asked/{street.zhao.pk}/").status_code == 404
