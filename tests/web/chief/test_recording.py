"""A greeting in two taps, a visit in four, and what happens when it is not that simple."""

from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.domains.care.conftest import day, on
from tests.factories.cast import Street
from tests.web.chief.conftest import LogIn, Travel
from youlin.domains.care.models import Contact, Obligation
from youlin.domains.cases.models import Case


@pytest.fixture
def li(in_care: Street, logged_in: LogIn, travel: Travel) -> Client:
    """李邻长's phone on Thursday, when the first greeting is due."""
    travel(on(3))
    return logged_in("李邻长")


def text_of(answer: object) -> str:
    return str(getattr(answer, "content", b"").decode())


class TestGreeting:
    def test_it_takes_two_taps(self, li: Client, in_care: Street) -> None:
        address = f"/me/people/{in_care.wang.pk}/greet/"
        assert address in text_of(li.get("/me/"))  # the first tap
        assert "问候过了，都好" in text_of(li.get(address))
        answer = li.post(address, {"client_id": uuid4(), "happened_at": on(3).isoformat()}, follow=True)  # the second
        assert answer.redirect_chain == [("/me/", 302)]
        assert "王桂英：问候，都好，已记下。今天还有 1 位。" in text_of(answer)
        contact = Contact.objects.get()
        assert (contact.kind, contact.outcome, contact.wellbeing) == ("greeting", "spoke", "fine")

    def test_the_number_is_one_tap_away_and_of_a_child_asks_why_first(self, li: Client, in_care: Street) -> None:
        assert f'action="/me/people/{in_care.wang.pk}/phone/"' in text_of(
            li.get(f"/me/people/{in_care.wang.pk}/greet/")
        )
        in_care.liu.phone = "14000000009"
        in_care.liu.save(update_fields=["phone"])
        text = text_of(li.get(f"/me/people/{in_care.liu.pk}/greet/"))
        assert f'action="/me/people/{in_care.liu.pk}/phone/"' not in text
        assert f"/me/people/{in_care.liu.pk}/#phone" in text

    def test_sent_twice_it_is_one(self, li: Client, in_care: Street) -> None:
        fields = {"client_id": uuid4()}
        for _press in range(2):
            assert li.post(f"/me/people/{in_care.wang.pk}/greet/", fields).status_code == 302
        assert Contact.objects.count() == 1

    def test_it_can_be_taken_back_from_the_message(self, li: Client, in_care: Street) -> None:
        answer = li.post(f"/me/people/{in_care.wang.pk}/greet/", {"client_id": uuid4()}, follow=True)
        undo = f"/me/contacts/{Contact.objects.get().pk}/undo/"
        assert undo in text_of(answer)
        assert "已撤回" in text_of(li.post(undo, follow=True))
        assert Obligation.objects.filter(kept_on__isnull=False).count() == 0

    def test_nobody_answered_does_not_count_and_says_so(self, li: Client, in_care: Street) -> None:
        fields = {"client_id": uuid4(), "found": "unreachable"}
        answer = li.post(f"/me/people/{in_care.wang.pk}/greet/", fields, follow=True)
        assert "这次不算数" in text_of(answer)
        assert Obligation.objects.filter(kept_on__isnull=False).count() == 0

    def test_a_phone_whose_clock_runs_ahead_locks_nobody_out(self, li: Client, in_care: Street) -> None:
        fields = {"client_id": uuid4(), "happened_at": on(5).isoformat()}
        assert li.post(f"/me/people/{in_care.wang.pk}/greet/", fields).status_code == 302
        assert Contact.objects.get().happened_at == on(3)


class TestVisiting:
    def visit(self, li: Client, street: Street, **fields: object) -> object:
        data = {"client_id": uuid4(), "note": "", "happened_on": "", **fields}
        return li.post(f"/me/people/{street.wang.pk}/visit/", data, follow=True)

    def test_how_they_are_a_word_and_down_it_goes(self, li: Client, in_care: Street) -> None:
        assert "记下" in text_of(li.get(f"/me/people/{in_care.wang.pk}/visit/"))
        assert "王桂英：上门，都好，已记下。" in text_of(self.visit(li, in_care, found="fine", note="在做腊肉"))
        assert Contact.objects.get().note == "在做腊肉"
        assert Obligation.objects.filter(kept_on=day(3)).count() == 2

    def test_it_asks_how_they_are(self, li: Client, in_care: Street) -> None:
        answer = self.visit(li, in_care, note="门口的灯坏了")
        assert getattr(answer, "status_code", 0) == 422
        assert "请点一下人怎么样。" in text_of(answer)
        assert "门口的灯坏了" in text_of(answer)  # what was typed stays typed
        assert Contact.objects.count() == 0

    def test_a_visit_of_yesterday_counts_for_yesterday(self, li: Client, in_care: Street) -> None:
        self.visit(li, in_care, found="fine", happened_on="2026-11-04T18:30")
        assert Contact.objects.get().happened_at == on(2, 18).replace(minute=30)
        assert Obligation.objects.filter(kept_on=day(2)).count() == 2

    @pytest.mark.parametrize(
        ("when", "said"),
        [
            ("2026-11-06T09:00", "这个时间还没有到"),
            ("2020-01-01T09:00", "一年多以前"),
            ("昨天下午", "这个时间看不懂"),
        ],
    )
    def test_a_time_that_cannot_be_is_told_beside_the_field(
        self, li: Client, in_care: Street, when: str, said: str
    ) -> None:
        answer = self.visit(li, in_care, found="fine", happened_on=when)
        assert getattr(answer, "status_code", 0) == 422
        assert said in text_of(answer)
        assert "<details open>" in text_of(answer)
        assert Contact.objects.count() == 0

    def test_a_novel_is_too_long(self, li: Client, in_care: Street) -> None:
        assert "写得太长了" in text_of(self.visit(li, in_care, found="fine", note="长" * 600))

    @pytest.mark.parametrize("found", ["", "alive", "unreachable"])
    def test_a_choice_that_is_none(self, li: Client, in_care: Street, found: str) -> None:
        assert getattr(self.visit(li, in_care, found=found), "status_code", 0) == 422

    def test_something_offers_to_make_a_case_of_it(self, li: Client, in_care: Street) -> None:
        text = text_of(self.visit(li, in_care, found="something", note="屋顶漏雨"))
        assert f"/me/cases/new/?resident={in_care.wang.pk}" in text
        assert Case.objects.count() == 0

    def test_what_is_urgent_is_a_case_and_says_its_number(
        self, li: Client, in_care: Street, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            data = {"client_id": uuid4(), "found": "urgent", "note": "摔倒了"}
            answer = li.post(f"/me/people/{in_care.wang.pk}/visit/", data)
        text = text_of(li.get(answer["Location"]))
        case = Case.objects.get()
        assert f"已立为紧急事项 {case.number}" in text
        assert f"/me/cases/{case.pk}/" in text
        assert "120" in text
        assert "撤回" not in text

    def test_one_of_two_presses_of_urgent_opens_one_case(
        self, li: Client, in_care: Street, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        data = {"client_id": uuid4(), "found": "urgent", "note": "摔倒了"}
        for _press in range(2):
            with django_capture_on_commit_callbacks(execute=True):
                li.post(f"/me/people/{in_care.wang.pk}/visit/", data)
        assert (Contact.objects.count(), Case.objects.count()) == (1, 1)


class TestOutOfSight:
    @pytest.mark.parametrize("who", ["周邻长", "岩门邻长"])
    @pytest.mark.parametrize("door", ["", "greet/", "visit/"])
    def test_a_stranger_is_not_there(
        self, in_care: Street, logged_in: LogIn, travel: Travel, who: str, door: str
    ) -> None:
        client = logged_in(who)
        assert client.get(f"/me/people/{in_care.wang.pk}/{door}").status_code == 404
        if door:
            assert client.post(f"/me/people/{in_care.wang.pk}/{door}", {"found": "fine"}).status_code == 404
        assert Contact.objects.count() == 0

    def test_another_ones_record_is_not_there(self, li: Client, in_care: Street, logged_in: LogIn) -> None:
        li.post(f"/me/people/{in_care.wang.pk}/greet/", {"client_id": uuid4()})
        record = f"/me/contacts/{Contact.objects.get().pk}/"
        assert li.get(record).status_code == 200
        assert logged_in("周邻长").get(record).status_code == 404
        assert logged_in("周邻长").post(record + "undo/").status_code == 404
        assert logged_in("田组长").post(record + "undo/").status_code == 404  # may read it, did not do it
