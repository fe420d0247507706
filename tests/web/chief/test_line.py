"""The line of a 组长: the most at risk first, places that may need a hand, and a question with its data."""

from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.domains.care.conftest import on
from tests.domains.care.test_patterns import many_visits
from tests.factories import cast
from tests.factories.cast import Street
from tests.web.chief.conftest import LogIn, Travel
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions as care
from youlin.domains.care.actions import patterns
from youlin.domains.care.actions.answering import Move, answer
from youlin.domains.care.models import CarePlan, PatternQuestion
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.chiefs.models import Appointment
from youlin.foundation import clock

LINE = "/me/line/"


def page(logged_in: LogIn, who: str, path: str = LINE) -> str:
    return logged_in(who).get(path).content.decode()


def end_term(street: Street, who: str) -> None:
    row = Appointment.objects.get(user=street.users[who])
    chiefs.end_term(actor=SYSTEM, appointment=row.pk, ends_on=clock.day_of(on(1)), reason="搬家", now=on(1))


class TestWhoMayBeForgotten:
    def test_who_was_left_longest_comes_first(self, in_care: Street, logged_in: LogIn, travel: Travel) -> None:
        seen = care.NewContact(uuid4(), in_care.liu.pk, "visit", "met", on(2), "fine")
        care.record_contacts(actor=in_care.actor("李邻长"), contacts=[seen], now=on(2))
        travel(on(7))
        text = page(logged_in, "田组长")
        assert text.index("王桂英") < text.index("刘小满")
        assert "晚了 4 天" in text

    def test_each_stands_with_who_answers_or_stands_in(self, in_care: Street, logged_in: LogIn, travel: Travel) -> None:
        travel(on(5))
        assert "邻长：李邻长 · 邻1" in page(logged_in, "田组长")
        end_term(in_care, "李邻长")
        text = page(logged_in, "田组长")
        assert ("邻长：李邻长" in text, "邻1现在没有邻长" in text) == (False, True)

    def test_who_was_matched_stands_with_the_chief_next_door(
        self, in_care: Street, logged_in: LogIn, travel: Travel
    ) -> None:
        plan = CarePlan.objects.select_related("resident__household").get(resident=in_care.wang)
        with transaction.atomic():
            answer([Move(plan, in_care.lin2)], actor=SYSTEM, now=on(1))
        travel(on(5))
        care.raise_silence(now=on(5))
        for where in (LINE, "/me/"):
            assert "邻长：周邻长 · 邻2" in page(logged_in, "田组长", where)

    def test_nobody_late_says_so(self, in_care: Street, logged_in: LogIn, travel: Travel) -> None:
        travel(on(1))
        assert "没有人晚了" in page(logged_in, "田组长")

    def test_next_door_is_not_in_it(self, in_care: Street, logged_in: LogIn, travel: Travel) -> None:
        travel(on(7))
        assert logged_in("岩门邻长").get(LINE).status_code == 404
        assert "王桂英" in page(logged_in, "向片长")


class TestWhereAHandMayBeNeeded:
    def test_an_empty_post_says_so_and_what_might_help(self, in_care: Street, logged_in: LogIn, travel: Travel) -> None:
        end_term(in_care, "李邻长")
        travel(on(2))
        text = page(logged_in, "田组长")
        assert "关照 2 位，没有邻长" in text
        assert "可以请近处的邻长代理一段" in text
        assert "现在没有邻长，也没有人代理" in text

    def test_many_in_care_ask_for_a_match_by_place_and_without_a_number_for_the_person(
        self, in_care: Street, logged_in: LogIn, travel: Travel
    ) -> None:
        for number in range(9):
            home = cast.household(in_care.lin2, f"5{number:04}", f"老屋场组5{number}号")
            cast.circumstance(cast.resident(home, f"老人{number}"), "elder_alone")
        care.open_plans(actor=SYSTEM, now=on(0))
        travel(on(1))
        text = page(logged_in, "田组长")
        assert "关照 9 位，一个星期大约要 330 分钟" in text
        assert "社区能重新匹配" in text
        assert "周邻长" not in text  # by place, never by person

    def test_what_a_chief_said_goes_before_an_estimate(self, in_care: Street, logged_in: LogIn, travel: Travel) -> None:
        li = in_care.actor("李邻长")
        chiefs.say_offer(actor=li, user=in_care.users["李邻长"].pk, offer=chiefs.NewOffer(people=1), now=on(1))
        travel(on(1))
        assert "关照 2 位，说过能顾 1 位" in page(logged_in, "田组长")

    def test_an_ordinary_street_needs_nothing(self, in_care: Street, logged_in: LogIn, travel: Travel) -> None:
        travel(on(1))
        assert "眼下都忙得过来" in page(logged_in, "田组长")

    def test_it_asks_as_often_for_many_as_for_few(self, in_care: Street, logged_in: LogIn, travel: Travel) -> None:
        travel(on(9))
        client = logged_in("田组长")
        client.get(LINE)
        with CaptureQueriesContext(connection) as few:
            client.get(LINE)
        for number in range(12):
            home = cast.household(in_care.lin2, f"5{number:04}", f"老屋场组5{number}号")
            cast.circumstance(cast.resident(home, f"老人{number}"), "elder_alone")
        care.open_plans(actor=SYSTEM, now=on(0))
        with CaptureQueriesContext(connection) as many:
            client.get(LINE)
        assert len(many) <= len(few)


class TestAQuestion:
    @pytest.fixture
    def asked(self, in_care: Street, travel: Travel) -> PatternQuestion:
        many_visits(in_care)
        patterns.ask(now=on(4, 2))
        travel(on(4))
        return PatternQuestion.objects.get()

    def test_it_is_a_question_with_its_data_and_no_verdict(self, asked: PatternQuestion, logged_in: LogIn) -> None:
        assert "20:00 到 20:02，记了 9 次上门" in page(logged_in, "田组长")
        text = page(logged_in, "田组长", f"{LINE}questions/{asked.pk}/")
        assert "是怎么回事？" in text
        assert "不是说谁做得不对" in text
        assert text.count("邻居") >= 9

    def test_one_tap_lays_it_to_rest(self, asked: PatternQuestion, logged_in: LogIn) -> None:
        client = logged_in("田组长")
        door = f"{LINE}questions/{asked.pk}/"
        assert client.post(door, {"text": ""}).status_code == 422
        sent = {"client_id": uuid4(), "found": "paper", "text": ""}
        for _twice in range(2):
            assert client.post(door, sent).status_code == 302
        assert "想问一问" not in client.get(LINE).content.decode()
        assert "补记，纸上先写的" in client.get(door).content.decode()

    def test_something_else_needs_a_word(self, asked: PatternQuestion, logged_in: LogIn) -> None:
        client = logged_in("田组长")
        answer = client.post(f"{LINE}questions/{asked.pk}/", {"found": "other", "text": ""})
        assert answer.status_code == 422
        assert "写一句是怎么回事" in answer.content.decode()

    def test_the_one_who_noted_it_is_not_shown_it(self, asked: PatternQuestion, logged_in: LogIn) -> None:
        assert logged_in("李邻长").get(LINE).status_code == 404
        assert logged_in("李邻长").get(f"{LINE}questions/{asked.pk}/").status_code == 404
