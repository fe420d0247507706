"""The street's own doors: find, report, track. No account, no names, no guessing."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError
from django.test import Client

from tests.factories.cast import Street, household
from tests.web.public.proofs import proved
from youlin.domains.access.models import User
from youlin.domains.cases import actions
from youlin.domains.cases.models import Case, StreetAttempt
from youlin.domains.chiefs.models import Appointment, Station
from youlin.foundation import clock
from youlin.web.public import health


def text_of(answer: Any) -> str:
    page: str = answer.content.decode()
    assert "INVALID" not in page
    return page


@pytest.fixture
def passer_by(street: Street) -> Client:
    """Somebody without an account."""
    return Client()


def said(**more: str) -> dict[str, str]:
    return (
        {"text": "下水道堵了", "place": "溪布社区第1片老屋场组1号", "name": "王奶奶", "phone": "14000000001"}
        | proved()
        | more
    )


def receipt(page: str) -> tuple[str, str]:
    number, code = re.findall(r"<strong>([0-9A-Z-]+)</strong>", page)
    return number, code


class TestTheFrontDoor:
    def test_three_doors_and_what_happens_with_my_data(self, passer_by: Client) -> None:
        page = text_of(passer_by.get("/"))
        for words in ("找我的邻长", "我有事要说", "查进度", "我写的东西会怎么用", "锣溪街道"):
            assert words in page
        assert "去掉拍摄的位置" in text_of(passer_by.get("/privacy/"))

    def test_a_house_without_a_street_opens_too(self, db: None) -> None:
        for address in ("/", "/find/", "/report/", "/track/", "/privacy/"):
            assert text_of(Client().get(address))

    def test_in_english_the_doors_speak_english(self, passer_by: Client) -> None:
        page = text_of(passer_by.get("/", headers={"accept-language": "en"}))
        assert "Find my chief" in page


class TestFinding:
    @pytest.mark.parametrize("words", ["溪布社区第1片老屋场组1号", "溪布社区 第1片 老屋场组一号", "第1片老屋场组1号"])
    def test_an_address_leads_to_the_chief(self, passer_by: Client, words: str) -> None:
        assert "李邻长" in text_of(passer_by.get("/find/", {"q": words}))

    def test_the_community_that_is_named_is_meant(self, street: Street, passer_by: Client) -> None:
        household(street.yanmen_lin, "00001", "岩门社区第1片老屋场组1号")
        assert "李邻长" in text_of(passer_by.get("/find/", {"q": "溪布社区第1片老屋场组1号"}))
        assert "岩门社区" in text_of(passer_by.get("/find/", {"q": "锣溪街道岩门社区第1片老屋场组1号"}))
        assert passer_by.get("/find/", {"q": "第1片老屋场组1号"}).status_code == 422  # there are two

    def test_the_code_on_the_stairwell_does_so_in_any_case(self, street: Street, passer_by: Client) -> None:
        page = text_of(passer_by.get("/find/", {"q": f" {street.lin2.door_code.lower()} "}))
        assert "周邻长" in page
        assert "溪布社区第1片老屋场组邻2" in page

    def test_it_never_says_who_lives_there(self, street: Street, passer_by: Client) -> None:
        for words in ("溪布社区第1片老屋场组1号", "王桂英", street.lin1.door_code):
            assert "王桂英" not in text_of(passer_by.get("/find/", {"q": words})).replace('value="王桂英"', "")

    @pytest.mark.parametrize("words", ["老屋场组", "王桂英", "1号", "%", "溪布社区", "430899001000"])
    def test_too_little_finds_nothing_and_keeps_what_was_typed(self, passer_by: Client, words: str) -> None:
        answer = passer_by.get("/find/", {"q": words})
        assert answer.status_code == 422
        assert "李邻长" not in text_of(answer)

    def test_a_phone_shows_only_with_its_owners_consent(self, street: Street, passer_by: Client) -> None:
        User.objects.filter(username="li").update(phone="14000000088")
        query = {"q": street.lin1.door_code}
        assert "14000000088" not in text_of(passer_by.get("/find/", query))
        Appointment.objects.filter(user=street.users["李邻长"]).update(phone_public=True)
        assert "tel:14000000088" in text_of(passer_by.get("/find/", query))

    def test_the_station_is_named(self, street: Street, passer_by: Client) -> None:
        Station.objects.create(
            subdistrict=street.subdistrict,
            territory=street.group,
            name="老屋场驿站",
            address="老屋场组6号",
            hours="8:00–18:00",
        )
        assert "老屋场驿站" in text_of(passer_by.get("/find/", {"q": street.lin1.door_code}))

    def test_trying_address_after_address_comes_to_an_end(self, passer_by: Client) -> None:
        answers = [
            passer_by.get("/find/", {"q": f"老屋场组{number}号"}).status_code
            for number in range(actions.FIND.tries + 1)
        ]
        assert answers[-1] == 429
        assert 429 not in answers[:-1]


class TestReporting:
    def test_王奶奶_reports_and_gets_number_and_code(self, street: Street, passer_by: Client) -> None:
        page = text_of(passer_by.post("/report/", said(), follow=True))
        number, code = receipt(page)
        case = Case.objects.get()
        assert (case.number, case.holder, case.source) == (number, street.post_of(street.lin1), "public")
        assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}", code)
        assert code.replace("-", "") not in str(vars(case))

    def test_sent_twice_it_is_one_case_with_the_same_receipt(self, passer_by: Client) -> None:
        form = said(client_id=str(uuid4()))
        first, second = (receipt(text_of(passer_by.post("/report/", form, follow=True))) for _press in range(2))
        assert first == second
        assert Case.objects.count() == 1

    def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(self, passer_by: Client) -> None:
        answer = passer_by.post("/report/", said(phone="八个八", text="堵了三天"))
        page = text_of(answer)
        assert answer.status_code == 422
        for words in ("这个电话号码好像不完整", "八个八", "堵了三天", 'href="#id_phone"'):
            assert words in page
        assert not Case.objects.exists()

    @pytest.mark.parametrize("field", ["text", "place"])
    def test_two_things_must_be_there(self, passer_by: Client, field: str) -> None:
        assert passer_by.post("/report/", said(**{field: " "})).status_code == 422

    def test_a_program_that_fills_in_everything_learns_nothing(self, passer_by: Client) -> None:
        assert passer_by.post("/report/", said(website="http://example.test")).status_code == 302
        assert not Case.objects.exists()

    def test_a_flood_from_one_place_is_stopped(self, passer_by: Client) -> None:
        codes = [passer_by.post("/report/", said()).status_code for _again in range(actions.REPORT.tries + 1)]
        assert codes == [302] * actions.REPORT.tries + [422]
        assert Case.objects.count() == actions.REPORT.tries

    def test_of_the_visitor_only_a_fingerprint_is_kept(self, passer_by: Client) -> None:
        passer_by.post("/report/", said(), REMOTE_ADDR="203.0.113.9")
        assert "203.0.113.9" not in str(StreetAttempt.objects.values())

    def test_a_complaint_about_a_chief_goes_past_that_chief(self, street: Street, passer_by: Client) -> None:
        passer_by.post("/report/", said(about="1"))
        case = Case.objects.get()
        assert (case.about_post, case.holder) == (street.post_of(street.lin1), street.post_of(street.group))
        assert not Case.objects.visible_to(street.actor("李邻长")).exists()

    def test_danger_goes_straight_to_the_street(self, street: Street, passer_by: Client) -> None:
        passer_by.post("/report/", said(danger="minor"))
        assert Case.objects.get().holder == street.post_of(street.subdistrict)


class TestTracking:
    @pytest.fixture
    def held(self, passer_by: Client) -> tuple[str, str]:
        return receipt(text_of(passer_by.post("/report/", said(), follow=True)))

    def opened(self, passer_by: Client, held: tuple[str, str]) -> str:
        answer = passer_by.post("/track/", {"number": held[0], "code": held[1].lower()})
        assert answer.status_code == 302
        return str(answer["Location"])

    def test_the_trail_names_levels_and_nobody(self, street: Street, passer_by: Client, held: tuple[str, str]) -> None:
        case = Case.objects.get()
        actions.escalate(actor=street.actor("李邻长"), case=case.pk, reason="要请人疏通，田组长有数", now=clock.now())
        page = text_of(passer_by.get(self.opened(passer_by, held)))
        for words in ("邻长", "组长", "上报"):
            assert words in page
        for secret in ("李邻长", "田组长", "王奶奶", "14000000001", "有数"):
            assert secret not in page

    def test_the_answer_is_shown_once_the_resident_was_told(
        self, street: Street, passer_by: Client, held: tuple[str, str]
    ) -> None:
        case, address = Case.objects.get(), self.opened(passer_by, held)
        actions.answer(actor=street.actor("李邻长"), case=case.pk, text="疏通好了", now=clock.now())
        assert "疏通好了" not in text_of(passer_by.get(address))
        actions.tell_resident(actor=street.actor("李邻长"), case=case.pk, now=clock.now())
        assert "疏通好了" in text_of(passer_by.get(address))

    def test_the_resident_agrees_and_rates(self, street: Street, passer_by: Client, held: tuple[str, str]) -> None:
        case, address = Case.objects.get(), self.opened(passer_by, held)
        actions.answer(actor=street.actor("李邻长"), case=case.pk, text="疏通好了", told=True, now=clock.now())
        assert passer_by.post(f"{address}confirm/", {}).status_code == 422
        done = text_of(passer_by.post(f"{address}confirm/", {"rate-rating": "5"}, follow=True))
        assert "已办结" in done
        case.refresh_from_db()
        assert (case.status, case.rating) == ("closed", 5)

    def test_or_asks_for_it_to_be_done_again(self, street: Street, passer_by: Client, held: tuple[str, str]) -> None:
        case, address = Case.objects.get(), self.opened(passer_by, held)
        actions.answer(actor=street.actor("李邻长"), case=case.pk, text="疏通好了", told=True, now=clock.now())
        passer_by.post(f"{address}reopen/", {"again-reason": "第二天又堵了"})
        case.refresh_from_db()
        assert (case.status, case.holder) == ("open", street.post_of(street.group))

    def test_a_wrong_code_and_an_unknown_number_look_the_same(self, passer_by: Client, held: tuple[str, str]) -> None:
        def page(number: str, code: str) -> str:
            answer = passer_by.post("/track/", {"number": number, "code": code, "client_id": str(uuid4())})
            assert answer.status_code == 422
            return re.sub(r'(value|name)="[^"]*"', "", text_of(answer))

        assert page(held[0], "22222222") == page("2026-999999", held[1]) == page("x", "y")

    def test_guessing_comes_to_an_end_for_that_address_only(self, passer_by: Client, held: tuple[str, str]) -> None:
        for _guess in range(actions.TRACK.tries):
            passer_by.post("/track/", {"number": held[0], "code": "22222222"})
        right = {"number": held[0], "code": held[1]}
        assert "试得太多了" in text_of(passer_by.post("/track/", right))
        assert passer_by.post("/track/", right, REMOTE_ADDR="203.0.113.7").status_code == 302
        StreetAttempt.objects.update(at=clock.now() - timedelta(minutes=16))
        assert passer_by.post("/track/", right).status_code == 302

    def test_a_forged_ticket_leads_back_to_the_question(self, passer_by: Client) -> None:
        for address in ("/track/nonsense/", "/report/nonsense/"):
            assert passer_by.get(address)["Location"] == "/track/"

    def test_the_code_cannot_be_read_from_the_address(self, passer_by: Client, held: tuple[str, str]) -> None:
        assert held[1].replace("-", "") not in self.opened(passer_by, held)


class TestHealth:
    def test_alive_and_ready(self, db: None) -> None:
        assert Client().get("/health/live").json() == {"status": "ok"}
        assert Client().get("/health/ready").json()["checks"] == {"database": "ok", "migrations": "ok"}

    def test_without_a_database_it_lives_and_is_not_ready(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def gone(*_any: object) -> None:
            raise OperationalError

        monkeypatch.setattr(health, "MigrationExecutor", gone)
        assert Client().get("/health/live").status_code == 200
        answer = Client().get("/health/ready")
        assert (answer.status_code, answer.json()["checks"]) == (503, {"database": "unreachable"})
