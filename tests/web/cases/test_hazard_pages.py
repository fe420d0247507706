"""Inspections and hazards as people see them: a tap a question, a register, a notice on paper."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from tests.domains.cases.inspecting import door_of, found, look, open_round, set_days, site
from tests.factories.cast import START, Street
from youlin.domains.cases.actions import hazards
from youlin.domains.cases.models import Checklist, Hazard, HazardPhoto, Inspection, InspectionRound, Site
from youlin.domains.cases.queries import inspections as queries
from youlin.domains.insight import actions as insight
from youlin.domains.insight.rules.effort import Effort, Job

LogIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def that_morning() -> object:
    with time_machine.travel(START, tick=False):
        yield


def picture() -> BytesIO:
    out = BytesIO()
    Image.new("RGB", (40, 30), "grey").save(out, "JPEG")
    out.seek(0)
    out.name = "wire.jpg"
    return out


def opened(data: bytes) -> Any:
    """The first sheet of a workbook."""
    return openpyxl.load_workbook(BytesIO(data)).active


class TestOnThePhone:
    def test_a_door_is_one_small_form_and_its_hazards_follow(self, street: Street, logged_in: LogIn) -> None:
        door = door_of(street, open_round(street))
        li = logged_in("李邻长")
        assert "有 2 处要查" in li.get("/me/").content.decode()
        page = li.get(f"/me/inspections/{door.pk}/").content.decode()
        assert "第 1 问，共 6 问" in page
        assert "楼道、门口走得通，没有堆东西？" in page
        answers = {f"q_{item.pk}": "failed" if item.seq == 1 else "fine" for item in queries.questions(door)}
        sent = {**answers, "client_id": str(uuid4()), "photo": picture()}
        came = li.post(f"/me/inspections/{door.pk}/", sent, follow=True)
        assert "查出 1 处隐患。还有 1 处要查。" in came.content.decode()
        assert HazardPhoto.objects.get().hazard == Hazard.objects.get()
        sent["photo"] = picture()
        li.post(f"/me/inspections/{door.pk}/", sent)
        assert (Inspection.objects.count(), Hazard.objects.count()) == (1, 1)
        undone = li.post(f"/me/inspections/undo/{Inspection.objects.get().pk}/", follow=True)
        assert "已撤回" in undone.content.decode()

    def test_a_question_left_out_is_named_and_what_was_tapped_stays(self, street: Street, logged_in: LogIn) -> None:
        door = door_of(street, open_round(street))
        first, *others = queries.questions(door)
        came = logged_in("李邻长").post(
            f"/me/inspections/{door.pk}/", {f"q_{item.pk}": "fine" for item in others} | {"note": "问过了"}
        )
        assert came.status_code == 422
        assert "这一问还没有点。" in came.content.decode()
        assert "问过了" in came.content.decode()
        assert f'id="id_q_{first.pk}' in came.content.decode()

    def test_nobody_in_is_one_tap(self, street: Street, logged_in: LogIn) -> None:
        door = door_of(street, open_round(street))
        came = logged_in("李邻长").post(f"/me/inspections/{door.pk}/absent/", {"client_id": str(uuid4())}, follow=True)
        assert "去过 1 次没人在" in came.content.decode()

    def test_who_fixed_it_is_told_to_wait_and_another_passes_it(self, street: Street, logged_in: LogIn) -> None:
        hazard = found(street)
        li, tian = logged_in("李邻长"), logged_in("田组长")
        li.post(f"/me/hazards/{hazard.pk}/fix/", {"text": "换了新线", "photo": picture()})
        assert "您参与了整改，不能自己复查" in li.get(f"/me/hazards/{hazard.pk}/").content.decode()
        came = tian.post(f"/me/hazards/{hazard.pk}/recheck/", {"passed": "yes", "text": ""}, follow=True)
        assert "已记下复查的结果" in came.content.decode()
        hazard.refresh_from_db()
        assert hazard.status == "removed"
        shown = HazardPhoto.objects.get()
        assert shown.moment == "after"
        assert tian.get(f"/me/hazards/{hazard.pk}/photos/{shown.pk}/")["Content-Type"] == "image/jpeg"

    def test_what_one_sees_is_noted_and_a_case_leads_to_it_and_back(self, street: Street, logged_in: LogIn) -> None:
        li = logged_in("李邻长")
        facts = {"text": "护栏断了", "topic": "water", "severity": "at_once", "territory": str(street.lin1.pk)}
        came = li.post("/me/hazards/new/", {**facts, "client_id": str(uuid4())}, follow=True)
        hazard = Hazard.objects.get()
        assert f"/me/cases/{hazard.case_id}/" in came.content.decode()
        assert f"/me/hazards/{hazard.pk}/" in li.get(f"/me/cases/{hazard.case_id}/").content.decode()


class TestAtTheDesk:
    def test_the_register_narrows_exports_and_prints_a_notice(self, street: Street, logged_in: LogIn) -> None:
        set_days(street)
        hazard = found(street)
        qin = logged_in("社区小覃")
        assert hazard.number in qin.get("/office/hazards/").content.decode()
        assert hazard.number not in qin.get("/office/hazards/?topic=fire").content.decode()
        assert hazard.number not in qin.get("/office/hazards/?work=late").content.decode()
        sheet = opened(qin.get("/office/hazards/?work=all&as=xlsx").content)
        assert [cell.value for cell in next(iter(sheet.iter_rows(min_row=2)))][:4] == [
            "YH2026-00001", "用电", "一般", "电线破皮，接头裸露",
        ]  # fmt: skip
        paper = qin.get(f"/office/hazards/{hazard.pk}/notice/")
        assert paper.content.startswith(b"%PDF")
        assert "王桂英" not in qin.get("/office/hazards/places/").content.decode()
        assert logged_in("岩门小吴").get(f"/office/hazards/{hazard.pk}/").status_code == 404

    def test_an_order_without_set_days_asks_for_one(self, street: Street, logged_in: LogIn) -> None:
        hazard = found(street)
        qin = logged_in("社区小覃")
        page = qin.get(f"/office/hazards/{hazard.pk}/").content.decode()
        assert "未配置" in page
        came = qin.post(f"/office/hazards/{hazard.pk}/order/", {"kind": "household"})
        assert came.status_code == 422
        assert "这里还没有配置整改期限" in came.content.decode()
        qin.post(f"/office/hazards/{hazard.pk}/order/", {"kind": "household", "due_on": "2026-11-09"})
        hazard.refresh_from_db()
        assert hazard.status == "ordered"

    def test_the_street_sets_days_and_a_community_cannot(self, street: Street, logged_in: LogIn) -> None:
        peng = logged_in("街道老彭")
        said = {"severity": "serious", "order_days": "0", "fix_days": "3", "recheck_days": ""}
        came = peng.post("/office/hazards/terms/", said, follow=True).content.decode()
        assert "当天" in came
        assert "3 天" in came
        assert logged_in("社区小覃").get("/office/hazards/terms/").status_code == 404

    def test_a_round_is_opened_watched_and_ended(self, street: Street, logged_in: LogIn) -> None:
        qin = logged_in("社区小覃")
        asked = {
            "code": "gas", "name": "查燃气", "territory": str(street.xibu.pk), "carried_by": "1",
            "starts_on": "2026-11-02", "ends_on": "2026-11-20", "client_id": str(uuid4()),
        }  # fmt: skip
        board = qin.post("/office/inspections/new/", asked, follow=True).content.decode()
        assert "一共 3 处，查了 0 处，还有 3 处没查。" in board
        row = InspectionRound.objects.get()
        look(street, door_of(street, row), 2)
        page = qin.get(f"/office/inspections/rounds/{row.pk}/?state=failed").content.decode()
        assert "查出隐患" in page
        assert "李邻长" in page
        assert "进门没有闻到煤气味" in qin.get(f"/office/inspections/rounds/{row.pk}/sheet/").content.decode()
        assert opened(qin.get(f"/office/inspections/rounds/{row.pk}/?as=xlsx").content).max_row == 4
        qin.post(f"/office/inspections/rounds/{row.pk}/close/")
        assert "已结束" in qin.get("/office/inspections/").content.decode()

    def test_sites_and_checklists_are_written_without_code(self, street: Street, logged_in: LogIn) -> None:
        qin, peng = logged_in("社区小覃"), logged_in("街道老彭")
        qin.post("/office/inspections/sites/new/", {"kind": "water", "name": "水塘", "territory": str(street.lin1.pk)})
        pond = Site.objects.get()
        qin.post(
            f"/office/inspections/sites/{pond.pk}/change/",
            {"kind": "water", "name": "水塘", "territory": str(street.lin1.pk), "note": "水深三米"},
        )
        assert "水深三米" in qin.get(f"/office/inspections/sites/{pond.pk}/").content.decode()
        given = {
            "seen": "0", "name": "燃气", "topic": "gas", "target": "household", "source": "街道通知",
            "text_0": "阀门关得住？", "wrong_0": "阀门关不住", "severity_0": "serious", "at_once_0": "开窗",
        }  # fmt: skip
        came = peng.post("/office/inspections/checklists/gas/change/", given, follow=True).content.decode()
        assert "阀门关得住" in came
        assert Checklist.objects.get().source == "街道通知"
        again = peng.post("/office/inspections/checklists/gas/change/", given)
        assert "刚刚有人改过这份检查表" in again.content.decode()

    def test_lists_ask_as_often_for_many_as_for_few(self, street: Street, logged_in: LogIn) -> None:
        row = open_round(street)
        qin, li = logged_in("社区小覃"), logged_in("李邻长")
        site(street)
        look(street, door_of(street, row), 1)
        pages = (
            (qin, "/office/hazards/"), (qin, f"/office/inspections/rounds/{row.pk}/"), (qin, "/office/inspections/"),
            (qin, "/office/inspections/sites/"), (li, "/me/hazards/"), (li, "/me/inspections/"),
        )  # fmt: skip

        def asked() -> list[int]:
            counts = []
            for client, path in pages:
                client.get(path)
                with CaptureQueriesContext(connection) as counted:
                    client.get(path)
                counts.append(len(counted))
            return counts

        few = asked()
        for number in range(6):
            new = hazards.NewHazard(uuid4(), f"堆物{number}", "fire", "general", START, territory=street.lin1.pk)
            hazards.find(actor=street.actor("李邻长"), hazard=new, now=START)
            site(street, f"水塘{number}")
            open_round(street, "water")
        assert asked() == few


def test_the_day_of_a_late_hazard_is_said(street: Street, logged_in: LogIn) -> None:
    hazard = found(street)
    li = street.actor("李邻长")
    hazards.order(actor=li, hazard=hazard.pk, kind="household", due_on=date(2026, 11, 3), now=START)
    with time_machine.travel("2026-11-06T09:00:00+08:00", tick=False):
        page = logged_in("李邻长").get("/me/hazards/").content.decode()
    assert "晚了" in page


def test_the_desk_sees_what_a_round_takes_of_its_chiefs_before_it_begins(street: Street, logged_in: LogIn) -> None:
    qin = logged_in("社区小覃")
    page = qin.get("/office/inspections/new/?code=fire").content.decode()
    assert "要去 3 处，由 2 个岗位" in page
    assert "还没有量够" in page
    for _phone in range(30):
        insight.note_effort(subdistrict=street.subdistrict.pk, job=Job.INSPECTION, effort=Effort(60, 5, 1), now=START)
    asked = {
        "code": "fire", "territory": str(street.xibu.pk), "carried_by": "1",
        "starts_on": "2026-11-02", "ends_on": "2026-11-03",
    }  # fmt: skip
    page = qin.get("/office/inspections/new/cost/", asked).content.decode()
    assert "记一处用 60 秒：每人在手机上一共约 1.5 分钟，分到 2 天，每天 0.8 分钟" in page
    assert "现在还剩" in page and "超出预算" not in page
    for _phone in range(9):  # and then the day is spent
        insight.note_effort(
            subdistrict=street.subdistrict.pk, job=Job.VISIT, effort=Effort(600, 2, 1), now=START, times=20
        )
    page = qin.post("/office/inspections/new/", {**asked, "reckon": "1", "name": "冬季检查"}).content.decode()
    assert "超出预算" in page
    assert 'value="冬季检查"' in page, "what was typed stays typed"
    assert not InspectionRound.objects.exists(), "reckoning begins nothing"
    site(street)
    ponds = qin.get("/office/inspections/new/cost/", {**asked, "code": "water"}).content.decode()
    assert "要去 1 处" in ponds, "a checklist of sites counts sites"
    by_others = qin.get("/office/inspections/new/cost/", {**asked, "carried_by": "4"}).content.decode()
    assert "不占三长的时间" in by_others
    assert "要去" not in logged_in("岩门小吴").get("/office/inspections/new/cost/", asked).content.decode()
    assert logged_in("李邻长").get("/office/inspections/new/cost/", asked).status_code == 404
