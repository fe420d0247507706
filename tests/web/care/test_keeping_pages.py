"""Care at the desk and on the phone: suggestions, consent, closer care, surges, questions."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.factories import cast
from tests.factories.cast import START, Street
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions
from youlin.domains.care.models import CareQuestion, Consent, Declined, Obligation, Pace, Surge
from youlin.domains.residents.models import Circumstance, ResidenceSign, Resident
from youlin.foundation import clock
from youlin.foundation.models import AuditEntry

As = Callable[[str], Client]
TODAY = clock.day_of(START)


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(START, tick=False):
        yield


@pytest.fixture
def in_care(street: Street) -> Street:
    """王奶奶 and 刘小满, since yesterday."""
    Circumstance.objects.update(since=TODAY - timedelta(days=1))
    actions.open_plans(actor=SYSTEM, now=START - timedelta(days=1))
    return street


@pytest.fixture
def wife(street: Street) -> Resident:
    """With 赵大伯 she is a couple of elders."""
    return cast.resident(street.zhao_home, "陈大娘", sex="2", born=date(1961, 1, 5))


def cells(workbook: bytes) -> list[list[Any]]:
    """The first sheet of a workbook, its head first."""
    return CalamineWorkbook.from_filelike(BytesIO(workbook)).get_sheet_by_index(0).to_python()


def knock_three_times(street: Street) -> CareQuestion:
    for hours in (5, 3, 1):
        at = START - timedelta(hours=hours)
        item = actions.NewContact(uuid4(), street.wang.pk, "visit", "not_home", at)
        actions.record_contacts(actor=street.actor("李邻长"), contacts=[item], now=at)
    return CareQuestion.objects.get()


class TestSuggestions:
    def test_ticked_and_confirmed(self, street: Street, wife: Resident, logged_in: As) -> None:
        desk = logged_in("社区小覃")
        assert "陈大娘" in desk.get("/office/care/found/").content.decode()
        desk.post("/office/care/found/", {"found": [f"{wife.pk}:empty_nest", "nonsense"], "yes": "1"})
        assert Circumstance.objects.get(resident=wife).kind == "empty_nest"

    def test_what_was_ticked_and_typed_stays_where_the_answer_is_no(
        self, street: Street, wife: Resident, logged_in: As
    ) -> None:
        desk, ticked = logged_in("社区小覃"), f'value="{wife.pk}:empty_nest" checked'
        refused = desk.post("/office/care/found/", {"found": [f"{wife.pk}:empty_nest"], "no": "1"})
        assert (refused.status_code, ticked in refused.content.decode()) == (422, True)
        refused = desk.post("/office/care/found/", {"reason": "儿子每天回来", "no": "1"})
        assert refused.status_code == 422
        assert ("还没有勾选" in refused.content.decode(), "儿子每天回来" in refused.content.decode()) == (True, True)
        assert not Declined.objects.exists()

    def test_declined_with_a_reason_and_put_back(self, street: Street, wife: Resident, logged_in: As) -> None:
        desk = logged_in("社区小覃")
        said: dict[str, Any] = {"found": [f"{wife.pk}:empty_nest"], "no": "1"}
        assert "为什么不是" in desk.post("/office/care/found/", said).content.decode()
        assert not Declined.objects.exists()
        desk.post("/office/care/found/", {**said, "reason": "儿子每天回来"})
        assert "陈大娘" not in desk.get("/office/care/found/").content.decode()
        assert "儿子每天回来" in desk.get("/office/care/found/declined/").content.decode()
        desk.post(f"/office/care/found/declined/{Declined.objects.get().pk}/undo/")
        assert "陈大娘" in desk.get("/office/care/found/").content.decode()

    def test_only_the_street_sets_the_ages(self, street: Street, wife: Resident, logged_in: As) -> None:
        assert logged_in("社区小覃").get("/office/care/found/ages/").status_code == 404
        desk = logged_in("街道老彭")
        desk.post("/office/care/found/ages/", {"elder_from": 70, "child_under": 16})
        assert "陈大娘" not in desk.get("/office/care/found/").content.decode()


class TestTakenAlong:
    @pytest.mark.parametrize(("page", "what"), [("found/", "care_found"), ("new/", "care_new")])
    def test_so_does_a_list_of_those_not_yet_in_care(
        self, street: Street, wife: Resident, logged_in: As, page: str, what: str
    ) -> None:
        rows = cells(logged_in("社区小覃").get(f"/office/care/{page}?as=xlsx").content)
        assert any(row[0] in ("陈大娘", "王桂英") for row in rows[1:])
        assert AuditEntry.objects.get(verb="export").changes == {"what": what}

    def test_and_of_those_who_were_declined(self, street: Street, wife: Resident, logged_in: As) -> None:
        staff = street.actor("社区小覃")
        actions.decline_found(actor=staff, chosen=[(wife.pk, "empty_nest")], reason="儿子每天回来", now=START)
        rows = cells(logged_in("社区小覃").get("/office/care/found/declined/?as=xlsx").content)
        assert rows[1] == ["陈大娘", "空巢老人", "儿子每天回来", "社区小覃", TODAY.isoformat()]
        assert AuditEntry.objects.get(verb="export").changes == {"what": "care_declined"}

    @pytest.mark.parametrize(("page", "what"), [("", "care"), ("line/", "care_line"), ("questions/", "care_questions")])
    def test_a_list_of_people_leaves_the_house_on_record(
        self, in_care: Street, logged_in: As, page: str, what: str
    ) -> None:
        knock_three_times(in_care)
        with time_machine.travel(START + timedelta(days=5), tick=False):
            answer = logged_in("社区小覃").get(f"/office/care/{page}?as=xlsx")
        assert "王桂英" in str(cells(answer.content))
        deed = AuditEntry.objects.get(verb="export")
        assert (deed.actor_name, deed.changes) == ("社区小覃", {"what": what})


class TestOnePerson:
    def test_consent_is_asked_for_and_noted(self, in_care: Street, logged_in: As) -> None:
        desk, page = logged_in("社区小覃"), f"/office/care/people/{in_care.liu.pk}/"
        assert "没问过" in desk.get(page).content.decode()
        said = {"given": "yes", "whose": "self", "way": "phone", "said_on": TODAY.isoformat()}
        refused = desk.post(f"{page}consent/", said)
        assert refused.status_code == 422
        assert "监护人" in refused.content.decode()
        desk.post(f"{page}consent/", {**said, "whose": "guardian", "guardian": "奶奶 陈某"})
        assert "奶奶 陈某" in desk.get(page).content.decode()
        assert Consent.objects.get().by_name == "社区小覃"
        unasked = desk.get("/office/care/?consent=ask").content.decode()
        assert ("刘小满" in unasked, "王桂英" in unasked) == (False, True)

    def test_asked_more_often_for_a_while_and_back(self, in_care: Street, logged_in: As) -> None:
        desk, page = logged_in("社区小覃"), f"/office/care/people/{in_care.wang.pk}/"
        said = {"greeting_days": 1, "last": (TODAY + timedelta(days=6)).isoformat(), "reason": "刚出院"}
        desk.post(f"{page}tighten/", said)
        assert "刚出院" in desk.get(page).content.decode()
        desk.post(f"{page}loosen/")
        assert Pace.objects.get().cut_on == TODAY

    def test_paused_and_home_again(self, in_care: Street, logged_in: As) -> None:
        desk, page = logged_in("社区小覃"), f"/office/care/people/{in_care.wang.pk}/"
        until = (TODAY + timedelta(days=9)).isoformat()
        assert desk.post(f"{page}pause/", {"until": until, "reason": "other"}).status_code == 422
        desk.post(f"{page}pause/", {"until": until, "reason": "hospital"})
        assert "住院" in desk.get(page).content.decode()
        desk.post(f"{page}resume/")
        assert Pace.objects.get().cut_by_name == "社区小覃"

    def test_another_tier(self, in_care: Street, logged_in: As) -> None:
        desk, page = logged_in("社区小覃"), f"/office/care/people/{in_care.wang.pk}/"
        desk.post(f"{page}tier/", {"tier": "monthly", "reason": "女儿住在隔壁"})
        assert "30 天问候一次，30 天上门一次（每月）" in desk.get(page).content.decode()


class TestSurge:
    def call(self, street: Street, desk: Client) -> Surge:
        said = {"kind": "cold", "place": str(street.xibu.pk), "last": (TODAY + timedelta(days=1)).isoformat()}
        answer = desk.post("/office/care/surges/new/", {**said, "note": "被子够不够厚"})
        surge = Surge.objects.get()
        assert answer["Location"] == f"/office/care/surges/{surge.pk}/"
        return surge

    def test_the_board_counts_down(self, in_care: Street, logged_in: As) -> None:
        desk = logged_in("社区小覃")
        page = f"/office/care/surges/{self.call(in_care, desk).pk}/"
        whole = desk.get(page).content.decode()
        assert "还有 2 位没有音讯" in whole
        assert 'hx-trigger="every 20s"' in whole
        item = actions.NewContact(uuid4(), in_care.wang.pk, "greeting", "spoke", START, "fine")
        actions.record_contacts(actor=in_care.actor("李邻长"), contacts=[item], now=START)
        part = desk.get(page, headers={"HX-Request": "true"}).content.decode()
        assert "还有 1 位没有音讯" in part
        assert "<html" not in part
        assert "李邻长" in str(cells(desk.get(f"{page}?as=xlsx").content))
        assert AuditEntry.objects.get(verb="export").changes == {"what": "surge"}
        assert cells(desk.get("/office/care/surges/?as=xlsx").content)[1][0] == "寒潮"
        desk.post(f"{page}end/")
        assert "hx-get" not in desk.get(page).content.decode()

    def test_the_chief_sees_it_first(self, in_care: Street, logged_in: As) -> None:
        surge = self.call(in_care, logged_in("社区小覃"))
        phone = logged_in("李邻长")
        today = phone.get("/me/").content.decode()
        assert today.index("今天还有 2 位没有音讯") < today.index("今天要办")
        board = phone.get(f"/me/surges/{surge.pk}/").content.decode()
        assert ("王桂英" in board, "被子够不够厚" in board) == (True, True)
        assert "没有音讯" not in logged_in("周邻长").get("/me/").content.decode()
        assert logged_in("岩门邻长").get(f"/me/surges/{surge.pk}/").status_code == 404
        assert "李邻长" in logged_in("田组长").get(f"/me/surges/{surge.pk}/").content.decode()

    def test_a_surge_without_a_kind_is_not_called(self, in_care: Street, logged_in: As) -> None:
        answer = logged_in("社区小覃").post("/office/care/surges/new/", {"place": str(in_care.xibu.pk)})
        assert answer.status_code == 422
        assert not Surge.objects.exists()
        assert Obligation.objects.filter(due_on=TODAY).count() == 0


class TestQuestions:
    def test_the_chief_is_asked_and_answers(self, in_care: Street, logged_in: As) -> None:
        question = knock_three_times(in_care)
        phone = logged_in("李邻长")
        assert "三次都不在家" in phone.get("/me/").content.decode()
        page = f"/me/questions/{question.pk}/"
        assert phone.post(page, {"answer": "known"}).status_code == 422
        phone.post(page, {"answer": "known", "note": "在女儿家"})
        assert "在女儿家" in phone.get(page).content.decode()
        assert "三次都不在家" not in phone.get("/me/").content.decode()
        assert logged_in("周邻长").get(page).status_code == 404

    @pytest.mark.parametrize(
        ("answer", "leads_to"),
        [
            ("pause", "/me/people/{person}/rest/"),
            ("case", "/me/cases/new/?resident={person}"),
            ("cadence", "/me/people/{person}/"),
        ],
    )
    def test_an_answer_leads_to_what_follows_from_it(
        self, in_care: Street, logged_in: As, answer: str, leads_to: str
    ) -> None:
        question = knock_three_times(in_care)
        sent = logged_in("李邻长").post(f"/me/questions/{question.pk}/", {"answer": answer})
        assert sent["Location"] == leads_to.format(person=in_care.wang.pk)

    def test_the_community_finds_the_home_that_a_chief_asks_it_to_check(self, in_care: Street, logged_in: As) -> None:
        question = knock_three_times(in_care)
        for who in ("李邻长", "田组长"):  # said twice it is one sign
            logged_in(who).post(f"/me/questions/{question.pk}/", {"answer": "residence", "note": "听说搬走了"})
        sign = ResidenceSign.objects.get()
        assert (sign.household_id, sign.kind, sign.note) == (in_care.wang_home.pk, "not_home", "李邻长：听说搬走了")
        desk = logged_in("社区小覃")
        assert "李邻长：听说搬走了" in desk.get("/office/checks/").content.decode()
        answered = desk.get("/office/care/questions/?view=answered").content.decode()
        assert ("请社区核查居住情况" in answered, "听说搬走了" in answered) == (True, True)
        assert "王桂英" not in desk.get("/office/care/questions/").content.decode()

    def test_the_desk_sees_what_is_still_open(self, in_care: Street, logged_in: As) -> None:
        question = knock_three_times(in_care)
        desk = logged_in("社区小覃")
        assert "王桂英" in desk.get("/office/care/questions/").content.decode()
        desk.post(f"/office/care/questions/{question.pk}/", {"answer": "residence", "note": ""})
        question.refresh_from_db()
        assert (question.answer, question.answered_by_name) == ("residence", "社区小覃")


class TestEarlierTimes:
    def test_why_care_ended_is_said_in_the_readers_language(self, in_care: Street, logged_in: As) -> None:
        no = actions.NewConsent(uuid4(), in_care.wang.pk, given=False, way="phone", whose="self", said_on=TODAY)
        actions.note_consent(actor=in_care.actor("李邻长"), consent=no, now=START)
        desk, page = logged_in("社区小覃"), f"/office/care/people/{in_care.wang.pk}/"
        assert "不同意列入关照" in desk.get(page).content.decode()
        assert "does not agree to be in care" in desk.get(page, headers={"Accept-Language": "en"}).content.decode()
