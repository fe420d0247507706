"""Every way in ends in one list: the desk, a call, a pasted chat; and what only some may see stays theirs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.cast import Street
from youlin.domains.cases import actions
from youlin.domains.cases.actions import NewCase
from youlin.domains.cases.models import AuthorityDuty, Case
from youlin.domains.cases.rules.ladder import Rung
from youlin.foundation import clock
from youlin.foundation.models import Look

LogIn = Callable[[str], Client]
NINE = clock.at(date(2026, 11, 2), 9)
CHAT = "李阿姨 10:23\n王贵英家电线冒烟，赶紧来人\n张叔：收到\n刘哥：老屋场组路灯坏了\n周姐：3号门口下水道堵了"


@pytest.fixture(autouse=True)
def monday() -> Any:
    with time_machine.travel(NINE, tick=False):
        yield


def text_of(answer: Any) -> str:
    page: str = answer.content.decode()
    assert "INVALID" not in page
    return page


class TestTheDesk:
    def form(self, street: Street, **more: str) -> dict[str, str]:
        return {"text": "路灯坏了", "kind": "problem", "territory": str(street.lin1.pk), "urgency": "normal"} | more

    def test_a_call_is_noted_with_whom_to_ring_back(self, street: Street, logged_in: LogIn) -> None:
        desk = logged_in("社区小覃")
        assert 'value="call" id="id_source_1" checked' in text_of(desk.get("/office/cases/new/?source=call")) or (
            "checked" in text_of(desk.get("/office/cases/new/?source=call"))
        )
        said = self.form(street, source="call", call_back="on", reporter_name="赵大伯", phone="14000000009")
        desk.post("/office/cases/new/", said)
        case = Case.objects.get()
        assert (case.source, case.call_back, case.reporter_name) == ("call", True, "赵大伯")
        page = text_of(desk.get(f"/office/cases/{case.pk}/"))
        assert "来电" in page
        assert "要，请打电话答复" in page

    def test_a_meeting_keeps_which_one_it_was_and_the_list_narrows_to_it(
        self, street: Street, logged_in: LogIn
    ) -> None:
        desk = logged_in("社区小覃")
        desk.post("/office/cases/new/", self.form(street, source="meeting", source_ref="老屋场组 11 月屋场会"))
        desk.post("/office/cases/new/", self.form(street, source="desk", text="窗口的事"))
        page = text_of(desk.get("/office/cases/?source=meeting"))
        assert "路灯坏了" in page
        assert "窗口的事" not in page
        export = desk.get("/office/cases/?as=csv").content.decode()
        assert "屋场会 老屋场组 11 月屋场会" in export

    def test_anonymous_at_the_desk_nothing_typed_is_kept(self, street: Street, logged_in: LogIn) -> None:
        said = self.form(street, source="desk", secrecy="anonymous", reporter_name="赵大伯", phone="14000000009")
        logged_in("社区小覃").post("/office/cases/new/", said)
        assert "赵大伯" not in str(vars(Case.objects.get()))


class TestAConfidentialReporter:
    def test_the_name_shows_once_to_the_subdistrict_with_a_reason(self, street: Street, logged_in: LogIn) -> None:
        case = actions.report_public(
            case=NewCase(
                text="有人占地", territory=street.lin1.pk, secrecy="confidential", reporter_name="赵大伯",
                reporter_phone="14000000009",
            ),
            now=NINE,
        )  # fmt: skip
        street_desk, community = logged_in("街道老彭"), logged_in("社区小覃")
        address = f"/office/cases/{case.pk}/"
        assert "赵大伯" not in text_of(street_desk.get(address))
        assert "看保密的反映人" in text_of(street_desk.get(address))
        assert "看保密的反映人" not in text_of(community.get(address))
        assert community.post(f"{address}reporter/", {"reason": "想看"}).status_code == 403
        assert "请写一句为什么要看" in text_of(street_desk.post(f"{address}reporter/", {"reason": ""}, follow=True))
        shown = street_desk.post(f"{address}reporter/", {"reason": "核实时间"})
        assert "赵大伯" in text_of(shown)
        assert shown["Cache-Control"] == "no-store"
        assert Look.objects.get().reason == "核实时间"


class TestDanger:
    def test_the_record_says_the_duty_whom_to_ring_and_takes_the_note(self, street: Street, logged_in: LogIn) -> None:
        case = actions.report(
            actor=street.actor("李邻长"), case=NewCase(text="孩子被打", danger="minor"), now=NINE - timedelta(minutes=5)
        )
        desk, address = logged_in("街道老彭"), f"/office/cases/{case.pk}/"
        page = text_of(desk.get(address))
        for words in ("《未成年人保护法》第 11 条", "公安", 'href="tel:110"', "民政", "电话未配置"):
            assert words in page
        police = AuthorityDuty.objects.get(case=case, name="公安")
        bad = desk.post(f"{address}authorities/{police.pk}/", {"means": "phone", "told_at": "2026-11-01T08:00"})
        assert bad.status_code == 422
        assert "告诉的时间要在报上来以后" in text_of(bad)
        desk.post(f"{address}authorities/{police.pk}/", {"means": "phone", "told_to": "王警官"})
        assert "对方 王警官" in text_of(desk.get(address))

    def test_what_is_not_told_stands_on_the_first_page_and_in_the_list(self, street: Street, logged_in: LogIn) -> None:
        actions.report(actor=street.actor("李邻长"), case=NewCase(text="孩子被打", danger="minor"), now=NINE)
        desk = logged_in("街道老彭")
        assert "有危险的事还没有告诉主管部门" in text_of(desk.get("/office/"))
        assert "孩子被打" in text_of(desk.get("/office/cases/?work=untold"))
        assert "有危险的事" not in text_of(logged_in("社区小覃").get("/office/"))

    def test_the_street_sets_whom_to_tell(self, street: Street, logged_in: LogIn) -> None:
        desk = logged_in("街道老彭")
        said = {"name_0": "锣溪派出所", "phone_0": "0744-8800110", "minutes_0": "20"}
        desk.post("/office/settings/authorities/?danger=violence", said)
        page = text_of(desk.get("/office/settings/authorities/?danger=violence"))
        assert "锣溪派出所 0744-8800110（20 分钟内）" in page
        assert desk.post("/office/settings/authorities/?danger=violence", {"name_0": ""}).status_code == 422
        assert logged_in("社区小覃").get("/office/settings/authorities/").status_code == 404


class TestOneTap:
    @pytest.mark.parametrize(("way", "words"), [("in_person", "当面"), ("phone", "打电话"), ("message", "发消息")])
    def test_the_chief_says_with_one_button_how_it_was_told(
        self, street: Street, logged_in: LogIn, way: str, words: str
    ) -> None:
        case = actions.report(actor=street.actor("李邻长"), case=NewCase(text="灯坏了"), now=NINE)
        actions.answer(actor=street.actor("李邻长"), case=case.pk, text="换好了", now=NINE)
        chief, address = logged_in("李邻长"), f"/me/cases/{case.pk}/"
        assert f'name="way" value="{way}"' in text_of(chief.get(address))
        chief.post(f"{address}tell/", {"way": way})
        assert f"告诉居民（{words}）" in text_of(chief.get(address))


class TestAPastedChat:
    def read(self, client: Client, base: str = "/me/cases/paste/") -> str:
        return text_of(client.post(base, {"chat": CHAT, "group": "老屋场邻里群"}))

    def test_reading_it_stores_nothing_and_says_why(self, street: Street, logged_in: LogIn) -> None:
        page = self.read(logged_in("李邻长"))
        assert not Case.objects.exists()
        for words in ("李阿姨", "写了“电线”", "写了“赶紧”", "“王贵英”像这位居民的名字", "王桂英", "刘哥"):
            assert words in page
        assert "张叔" not in page.replace(CHAT, "").split("</textarea>")[-1]

    def test_only_what_is_taken_becomes_cases_and_twice_is_once(self, street: Street, logged_in: LogIn) -> None:
        chief, identity = logged_in("李邻长"), str(uuid4())
        taken = {
            "chat": CHAT, "group": "老屋场邻里群", "client_id": identity, "take": "1",
            "m0-take": "on", "m0-text": "王桂英家电线冒烟", "m0-kind": "hazard", "m0-urgency": "urgent",
            "m0-whom": f"resident:{street.wang.pk}", "m0-reporter_name": "李阿姨",
            "m2-take": "on", "m2-text": "门口下水道堵了", "m2-kind": "problem", "m2-urgency": "normal",
            "m2-territory": str(street.lin1.pk),
        }  # fmt: skip
        for _press in range(2):
            assert chief.post("/me/cases/paste/", taken).status_code == 302
        made = Case.objects.order_by("number")
        assert [(one.text, one.source, one.source_ref, one.resident_id) for one in made] == [
            ("王桂英家电线冒烟", "chat", "老屋场邻里群", street.wang.pk),
            ("门口下水道堵了", "chat", "老屋场邻里群", None),
        ]
        assert made[0].reporter_name == "李阿姨"

    def test_nothing_ticked_is_said_and_the_words_stay(self, street: Street, logged_in: LogIn) -> None:
        answer = logged_in("李邻长").post("/me/cases/paste/", {"chat": CHAT, "take": "1"})
        assert answer.status_code == 422
        assert "还没有选哪一句要记" in text_of(answer)
        assert "刘哥" in text_of(answer)

    def test_the_desk_pastes_too_and_a_stranger_of_another_community_is_not_proposed(
        self, street: Street, logged_in: LogIn
    ) -> None:
        assert "王桂英（" in self.read(logged_in("社区小覃"), "/office/cases/paste/")
        assert "王桂英" not in self.read(logged_in("岩门小吴"), "/office/cases/paste/")

    def test_nobody_is_taken_who_is_out_of_sight(self, street: Street, logged_in: LogIn) -> None:
        answer = logged_in("岩门小吴").post(
            "/office/cases/paste/",
            {"chat": CHAT, "take": "1", "m0-take": "on", "m0-text": "漏电", "m0-whom": f"resident:{street.wang.pk}"},
        )
        assert answer.status_code == 302
        assert [(one.text, one.resident, one.subdistrict) for one in Case.objects.all()] == [
            ("漏电", None, street.subdistrict)
        ]  # the words are theirs to report; the person is not

    def test_a_longer_chat_asks_no_more_questions(self, street: Street, logged_in: LogIn) -> None:
        chief = logged_in("李邻长")
        self.read(chief)
        counts = []
        for copies in (1, 8):
            chat = "\n".join(f"邻居{n}甲：王桂英家{n}号漏水\n邻居{n}乙：路灯坏了" for n in range(copies))
            with CaptureQueriesContext(
                connection,
            ) as asked:
                chief.post("/me/cases/paste/", {"chat": chat})
            counts.append(len(asked))
        assert counts[0] == counts[1]


def test_a_complaint_shows_by_no_page_to_whom_it_is_about(street: Street, logged_in: LogIn) -> None:
    case = actions.report_public(
        case=NewCase(text="邻长收了东西", territory=street.lin1.pk, about_rung=Rung.NEIGHBOURHOOD), now=NINE
    )
    chief = logged_in("李邻长")
    for address in (
        "/me/", "/me/cases/?view=all", "/me/cases/?q=收了东西", f"/me/cases/?q={case.number}", "/me/pack/",
        "/me/cases/likely/?text=收了东西的邻长", "/me/cases/?view=told", "/me/notices/",
    ):  # fmt: skip
        answer = chief.get(address)
        page = answer.content.decode()
        assert "邻长收了东西" not in page, address
        assert str(case.pk) not in page, address
    assert chief.get(f"/me/cases/{case.pk}/").status_code == 404
    assert "反映的是谁" in text_of(logged_in("田组长").get(f"/me/cases/{case.pk}/"))
