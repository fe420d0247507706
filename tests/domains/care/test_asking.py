"""Who was asked, and what: consent, three times nobody at home, and not wanting to be seen."""

from typing import Any
from uuid import uuid4

import pytest

from tests.domains.care.conftest import Record, day, on
from tests.factories.cast import START, Street
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions, queries
from youlin.domains.care.models import CarePlan, CareQuestion, Consent, Obligation
from youlin.domains.messaging.models import Notice
from youlin.foundation.refusal import Invalid, NotThere
from youlin.jobs.tick import tick

pytestmark = pytest.mark.django_db


def say(street: Street, **said: Any) -> Consent:
    actor, now = said.pop("actor", street.actor("李邻长")), said.pop("now", on(1))
    words: dict[str, Any] = {
        "client_id": uuid4(),
        "resident": street.wang.pk,
        "given": True,
        "way": "in_person",
        "whose": "self",
        "said_on": day(1),
        **said,
    }
    return actions.note_consent(actor=actor, consent=actions.NewConsent(**words), now=now)


class TestConsent:
    def test_until_somebody_asked_the_roll_says_so(self, plan: CarePlan, street: Street) -> None:
        staff = street.actor("社区小覃")
        assert queries.roll(staff, queries.RollWanted(unasked=True), day=day(1)).count() == 2
        say(street)
        left = queries.roll(staff, queries.RollWanted(unasked=True), day=day(1))
        assert [row.resident.name for row in left] == ["刘小满"]

    def test_it_says_who_said_it_how_and_to_whom(self, plan: CarePlan, street: Street) -> None:
        row = say(street, way="phone")
        assert (row.by_name, row.way, row.whose, row.said_on) == ("李邻长", "phone", "self", day(1))
        assert queries.consents_of(street.actor("李邻长"), street.wang.pk) == [row]
        assert queries.consents_of(street.actor("周邻长"), street.wang.pk) == []

    def test_who_says_no_is_no_longer_in_care_and_not_taken_in_again(self, plan: CarePlan, street: Street) -> None:
        say(street)
        say(street, given=False, said_on=day(2), now=on(2))
        plan.refresh_from_db()
        assert (plan.ends_on, plan.end_because) == (day(2), "no_consent")
        assert not Obligation.objects.filter(plan=plan, state="open").exists()
        assert actions.open_plans(actor=SYSTEM, now=on(3)) == []
        say(street, said_on=day(4), now=on(4))
        assert [row.resident for row in actions.open_plans(actor=SYSTEM, now=on(4))] == [street.wang]

    def test_an_old_no_that_comes_in_late_takes_nothing_back(self, plan: CarePlan, street: Street) -> None:
        say(street, said_on=day(2), now=on(2))
        say(street, given=False, said_on=day(1), now=on(3))
        plan.refresh_from_db()
        assert plan.ends_on is None

    def test_for_a_child_under_14_the_guardian_speaks(self, street: Street) -> None:
        with pytest.raises(Invalid, match="监护人"):
            say(street, resident=street.liu.pk)
        with pytest.raises(Invalid, match="监护人是谁"):
            say(street, resident=street.liu.pk, whose="guardian")
        assert say(street, resident=street.liu.pk, whose="guardian", guardian="奶奶 陈某").guardian == "奶奶 陈某"

    def test_the_same_form_twice_is_one_word(self, street: Street) -> None:
        key = uuid4()
        assert say(street, client_id=key).pk == say(street, client_id=key).pk

    def test_not_by_a_stranger_and_not_for_tomorrow(self, street: Street) -> None:
        with pytest.raises(NotThere):
            say(street, actor=street.actor("周邻长"))
        with pytest.raises(Invalid, match="还没有到"):
            say(street, said_on=day(9))


def knock(record: Record, *days: int, outcome: str = "not_home") -> None:
    for number in days:
        record("visit", on(number), outcome=outcome, wellbeing="")


class TestQuestions:
    def test_three_times_nobody_at_home_is_a_question_and_no_tick(self, plan: CarePlan, record: Record) -> None:
        knock(record, 1, 2)
        assert not CareQuestion.objects.exists()
        knock(record, 3)
        question = CareQuestion.objects.get()
        assert (question.kind, question.since) == ("not_home", on(1))
        assert Obligation.objects.get(plan=plan, kind="visit").state == "open"

    def test_the_chief_and_the_组长_are_asked_once(self, plan: CarePlan, record: Record) -> None:
        knock(record, 1, 2, 3, 4)
        tick(now=on(4))
        tick(now=on(4, 10))
        asked = Notice.objects.filter(template="care.question.not_home")
        assert {notice.user.display_name for notice in asked} == {"李邻长", "田组长"}

    def test_who_was_met_in_between_is_no_question(self, plan: CarePlan, record: Record) -> None:
        knock(record, 1, 3, 5)
        tick(now=on(5))
        record("visit", on(4), received=on(6))
        tick(now=on(6))
        assert CareQuestion.objects.get().withdrawn_at == on(6)
        assert not Notice.objects.filter(template="care.question.not_home", read_at__isnull=True).exists()

    def test_a_knock_that_was_taken_back_asks_nothing(self, plan: CarePlan, record: Record, street: Street) -> None:
        knock(record, 1, 2)
        last = record("visit", on(3), outcome="not_home", wellbeing="")
        actions.undo_contact(actor=street.actor("李邻长"), contact=last.pk, now=on(3))
        assert CareQuestion.objects.get().withdrawn_at == on(3)

    def test_an_answer_is_kept_and_asked_again_only_after_three_more(
        self, plan: CarePlan, record: Record, street: Street
    ) -> None:
        knock(record, 1, 2, 3)
        key = CareQuestion.objects.get().pk
        answer = {"question": key, "answer": "known", "note": "白天在女儿那里", "now": on(3)}
        for who in ("田组长", "李邻长"):  # the second comes too late
            actions.answer_question(actor=street.actor(who), **answer)  # type: ignore[arg-type]
        assert CareQuestion.objects.get().answered_by_name == "田组长"
        knock(record, 4, 5)
        assert queries.open_questions(street.actor("李邻长")).count() == 0
        knock(record, 6)
        assert queries.open_questions(street.actor("李邻长")).count() == 1

    def test_not_wanting_to_be_seen_asks_gently(self, plan: CarePlan, record: Record) -> None:
        knock(record, 1, outcome="refused")
        assert CareQuestion.objects.get().kind == "refused"

    def test_a_question_is_answered_by_who_answers_for_the_person(
        self, plan: CarePlan, record: Record, street: Street
    ) -> None:
        knock(record, 1, 2, 3)
        key = CareQuestion.objects.get().pk
        with pytest.raises(NotThere):
            actions.answer_question(actor=street.actor("周邻长"), question=key, answer="known", note="在家", now=on(3))
        with pytest.raises(Invalid):
            actions.answer_question(actor=street.actor("李邻长"), question=key, answer="known", note="", now=on(3))
        assert on(3) > START
