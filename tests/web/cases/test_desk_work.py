"""The desk's work on many cases: filters in the address, views, ticking, searching, the full record."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
import time_machine
from django.test import Client

from tests.factories import cast
from tests.factories.cast import Street
from youlin.domains.cases import actions
from youlin.domains.cases.actions import NewCase
from youlin.domains.cases.models import Batch, Case, CaseEvent, SavedView
from youlin.foundation.models import AuditEntry, Look

Browser = Callable[[str], Client]
NINE = cast.START + timedelta(hours=1)


@pytest.fixture(autouse=True)
def at_nine() -> Any:
    with time_machine.travel(NINE, tick=False):
        yield


def case_of(street: Street, text: str = "楼道灯坏了", by: str = "李邻长", **known: Any) -> Case:
    return actions.report(actor=street.actor(by), case=NewCase(text=text, **known), now=NINE)


def text_of(answer: Any) -> str:
    page: str = answer.content.decode()
    assert "INVALID" not in page
    return page


def listed(desk: Client, query: str) -> set[str]:
    page = text_of(desk.get(f"/office/cases/?{query}"))
    return set(re.findall(r"<td>(?:\s*)(灯|井|墙)", page))


class TestFilters:
    def test_each_narrows_and_all_together(self, street: Street, logged_in: Browser) -> None:
        case_of(street, "灯", kind="hazard", urgency="urgent")
        well = case_of(street, "井", by="周邻长", kind="problem", source="meeting")
        actions.take_over(actor=street.actor("田组长"), case=well.pk, reason="我来", now=NINE)
        old = case_of(street, "墙", kind="hazard")
        Case.objects.filter(pk=old.pk).update(reported_at=NINE - timedelta(days=40))
        desk = logged_in("社区小覃")
        group = street.post_of(street.group).pk
        for query, found in {
            "work=running": {"灯", "井", "墙"},
            "kind=hazard": {"灯", "墙"},
            "urgency=urgent": {"灯"},
            "source=meeting": {"井"},
            "rung=2": {"井"},
            f"holder={group}": {"井"},
            f"place={street.lin2.pk}": {"井"},
            "from=2026-11-01": {"灯", "井"},
            "to=2026-10-31": {"墙"},
            "kind=hazard&from=2026-11-01&urgency=urgent&q=灯": {"灯"},
            "work=late": set(),
        }.items():
            assert listed(desk, query) == found, query

    def test_what_is_chosen_stays_chosen_and_can_be_cleared(self, street: Street, logged_in: Browser) -> None:
        case_of(street, "灯", kind="hazard")
        page = text_of(logged_in("社区小覃").get("/office/cases/?kind=hazard&work=running&from=2026-11-01"))
        assert '<option value="hazard" selected>' in page
        assert 'value="2026-11-01"' in page
        assert "清掉条件" in page
        assert "在办的 · 安全隐患 · 2026-11-01 至 … 报上来的" in page

    def test_pinyin_initials_in_the_search_box(self, street: Street, logged_in: Browser) -> None:
        case_of(street, "灯", place="老李家门口")
        case_of(street, "井")
        assert listed(logged_in("社区小覃"), "q=llj") == {"灯"}


class TestViews:
    def test_saved_pinned_opened_first_and_deleted_with_a_way_back(self, street: Street, logged_in: Browser) -> None:
        case_of(street, "灯", kind="hazard")
        desk = logged_in("社区小覃")
        assert "安全隐患" in text_of(desk.get("/office/cases/views/new/?kind=hazard"))
        sent = {"name": "隐患", "filters": "kind=hazard", "client_id": str(uuid4())}
        page = text_of(desk.post("/office/cases/views/new/", sent, follow=True))
        assert re.search(r'href="\?kind=hazard" aria-current="true"', page), "the view stands above the list, marked"
        view = SavedView.objects.get()
        desk.post(f"/office/cases/views/{view.pk}/open/")
        assert desk.get("/office/cases/").headers["Location"] == "/office/cases/?kind=hazard"
        assert desk.get("/office/cases/?work=running").status_code == 200, "and there is a way past it"
        assert "打开事项先看它" in text_of(desk.get("/office/cases/views/"))
        gone = text_of(desk.post(f"/office/cases/views/{view.pk}/remove/", follow=True))
        assert "已删掉" in gone
        desk.post(f"/office/cases/views/{view.pk}/restore/")
        assert "隐患" in text_of(desk.get("/office/cases/views/"))

    def test_a_name_twice_comes_back_beside_its_field(self, street: Street, logged_in: Browser) -> None:
        desk = logged_in("社区小覃")
        for name in ("甲", "乙"):
            desk.post("/office/cases/views/new/", {"name": name, "filters": "kind=hazard"})
        view = SavedView.objects.get(name="乙")
        answer = desk.post(f"/office/cases/views/{view.pk}/change/", {"name": "甲"})
        assert answer.status_code == 422
        assert "已经有一个叫“甲”的视图" in text_of(answer)

    def test_another_s_view_is_not_there(self, street: Street, logged_in: Browser) -> None:
        logged_in("社区小覃").post("/office/cases/views/new/", {"name": "甲", "filters": "kind=hazard"})
        view = SavedView.objects.get()
        for word in ("change", "remove", "pin", "open"):
            answer = logged_in("岩门小吴").post(f"/office/cases/views/{view.pk}/{word}/", {"name": "乙"})
            assert answer.status_code == 404, word


class TestManyAtOnce:
    def test_ticked_asked_once_done_listed_and_undone(self, street: Street, logged_in: Browser) -> None:
        good, done = case_of(street), case_of(street, "井盖坏了")
        actions.answer(actor=street.actor("李邻长"), case=done.pk, text="好了", now=NINE)
        desk = logged_in("社区小覃")
        chosen = {"case": [str(good.pk), str(done.pk)], "filters": "work=all"}
        asked = text_of(desk.post("/office/cases/bulk/", {**chosen, "verb": "take_over"}))
        assert "选了 2 件" in asked
        empty = desk.post("/office/cases/bulk/take_over/", chosen)
        assert empty.status_code == 422
        assert "请写一句原因" in text_of(empty)
        assert text_of(empty).count('name="case"') == 2, "what was ticked stays ticked"
        page = text_of(desk.post("/office/cases/bulk/take_over/", {**chosen, "said": "社区来办"}, follow=True))
        assert "办成 1 件" in page
        assert "已经不在办理中了：已有答复" in page
        batch = Batch.objects.get()
        undone = text_of(desk.post(f"/office/cases/batches/{batch.pk}/undo/", follow=True))
        assert "这一批已经撤销" in undone
        assert Case.objects.get(pk=good.pk).rung == 1
        assert logged_in("街道老彭").get(f"/office/cases/batches/{batch.pk}/").status_code == 404

    @pytest.mark.parametrize(
        ("verb", "sent"),
        [("up", {"said": "办不了"}), ("mark", {"urgency": "urgent"}), ("close", {"said": "没人"}), ("help", {})],
    )
    def test_the_other_verbs_have_their_forms(
        self, street: Street, logged_in: Browser, verb: str, sent: dict[str, str]
    ) -> None:
        case = case_of(street, by="社区小覃", territory=street.xibu.pk)
        desk, ticked = logged_in("社区小覃"), {"case": [str(case.pk)]}
        assert desk.post("/office/cases/bulk/", {**ticked, "verb": verb}).status_code == 200
        if verb == "help":
            sent = {"post": str(street.post_of(street.area).pk)}
        page = text_of(desk.post(f"/office/cases/bulk/{verb}/", {**ticked, **sent}, follow=True))
        assert "办成 1 件" in page
        assert CaseEvent.objects.filter(case=case).count() == 2

    def test_everything_that_the_filters_find(self, street: Street, logged_in: Browser) -> None:
        for text in ("灯", "井"):
            case_of(street, text, kind="hazard")
        case_of(street, "墙", kind="dispute")
        sent = {"all": "1", "filters": "kind=hazard", "verb": "mark"}
        assert "选了 2 件" in text_of(logged_in("社区小覃").post("/office/cases/bulk/", sent))

    def test_nothing_ticked_and_a_verb_that_is_none(self, street: Street, logged_in: Browser) -> None:
        case, desk = case_of(street), logged_in("社区小覃")
        page = text_of(desk.post("/office/cases/bulk/", {"verb": "mark", "filters": "kind=hazard"}, follow=True))
        assert "请先在左边勾选" in page
        assert desk.post("/office/cases/bulk/", {"verb": "burn", "case": str(case.pk)}).status_code == 404

    def test_a_file_of_the_ticked_is_on_record_for_each(self, street: Street, logged_in: Browser) -> None:
        case, _other = case_of(street, "灯"), case_of(street, "井")
        answer = logged_in("社区小覃").post("/office/cases/bulk/", {"verb": "export", "case": str(case.pk)})
        sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
        assert sheet is not None
        assert [row[0] for row in sheet.values] == ["编号", case.number]
        assert AuditEntry.objects.get(verb="case.export").target == case.pk


class TestTheFullRecord:
    def test_each_step_with_its_mark_and_who_looked(self, street: Street, logged_in: Browser) -> None:
        case = case_of(street, reporter_phone="14000000001")
        desk = logged_in("街道老彭")
        desk.post(f"/office/cases/{case.pk}/phone/")
        page = text_of(desk.get(f"/office/cases/{case.pk}/history/"))
        event = CaseEvent.objects.get(case=case)
        assert event.link[:8] in page
        assert "记录完整" in page
        assert Look.objects.get().actor_name in page
        CaseEvent.objects.filter(pk=event.pk).update(text="改过了")
        broken = text_of(desk.get(f"/office/cases/{case.pk}/history/"))
        assert "记录对不上" in broken
        assert "接不上" in broken

    def test_out_of_sight_is_not_there(self, street: Street, logged_in: Browser) -> None:
        case = case_of(street)
        assert logged_in("岩门小吴").get(f"/office/cases/{case.pk}/history/").status_code == 404
