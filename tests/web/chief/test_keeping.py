"""A rest, going on again, and consent: said at the door in two or three taps."""

from uuid import uuid4

from tests.domains.care.conftest import day, on
from tests.factories.cast import Street
from tests.web.chief.conftest import LogIn, Travel
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions
from youlin.domains.care.models import Alarm, CarePlan, Consent, Obligation, Pace


def page(street: Street) -> str:
    return f"/me/people/{street.wang.pk}/"


def due(street: Street) -> dict[str, object]:
    rows = Obligation.objects.filter(plan__resident=street.wang, state="open")
    return dict(rows.values_list("kind", "due_on"))


class TestRest:
    def test_two_taps_and_王奶奶_is_left_in_peace_until_she_is_back(
        self, in_care: Street, logged_in: LogIn, travel: Travel
    ) -> None:
        travel(on(2))
        li = logged_in("李邻长")
        assert "住院或出门了" in li.get(page(in_care)).content.decode()
        said = li.post(f"{page(in_care)}rest/", {"reason": "hospital", "length": "7"}, follow=True).content.decode()
        assert "已暂停，11月11日" in said and "住院" in said and "回来了，今天起照常" in said
        assert due(in_care)["greeting"] == day(12)
        said = li.post(f"{page(in_care)}rest/over/", {}, follow=True).content.decode()
        assert "已恢复" in said and due(in_care)["greeting"] == day(3)

    def test_a_day_that_is_known_goes_before_about_how_long(
        self, in_care: Street, logged_in: LogIn, travel: Travel
    ) -> None:
        travel(on(2))
        sent = {"reason": "family", "length": "7", "until": day(20).isoformat()}
        logged_in("李邻长").post(f"{page(in_care)}rest/", sent)
        assert Pace.objects.get(kind="pause").last == day(19)

    def test_what_a_phone_without_signal_held_back_counts_from_its_day_and_withdraws_the_alarm(
        self, in_care: Street, logged_in: LogIn, travel: Travel
    ) -> None:
        actions.raise_silence(now=on(4))
        assert Alarm.objects.filter(obligation__plan__resident=in_care.wang, withdrawn_at__isnull=True).exists()
        travel(on(4))
        sent = {"reason": "hospital", "length": "7", "happened_at": on(2).isoformat()}
        logged_in("李邻长").post(f"{page(in_care)}rest/", sent)
        assert Pace.objects.get(kind="pause").first == day(2)
        assert not Alarm.objects.filter(obligation__plan__resident=in_care.wang, withdrawn_at__isnull=True).exists()

    def test_an_old_going_on_that_comes_again_ends_no_later_rest(
        self, in_care: Street, logged_in: LogIn, travel: Travel
    ) -> None:
        travel(on(2))
        li, back = logged_in("李邻长"), {"client_id": str(uuid4())}
        li.post(f"{page(in_care)}rest/", {"reason": "hospital", "length": "7"})
        li.post(f"{page(in_care)}rest/over/", back)
        li.post(f"{page(in_care)}rest/", {"reason": "family", "length": "14"})
        li.post(f"{page(in_care)}rest/over/", back)
        assert Pace.objects.filter(kind="pause", cut_on__isnull=True).get().reason == "family"

    def test_no_reason_is_asked_for_again_and_a_stranger_finds_nothing(
        self, in_care: Street, logged_in: LogIn, travel: Travel
    ) -> None:
        travel(on(2))
        answer = logged_in("李邻长").post(f"{page(in_care)}rest/", {"length": "14"})
        assert answer.status_code == 422 and "请选一个暂停的原因" in answer.content.decode()
        assert logged_in("周邻长").get(f"{page(in_care)}rest/").status_code == 404


class TestConsent:
    said = {"given": "yes", "whose": "self", "way": "in_person", "said_on": "2026-11-04"}

    def test_a_yes_stands_on_the_page_and_the_same_letter_is_one_word(
        self, in_care: Street, logged_in: LogIn, travel: Travel
    ) -> None:
        travel(on(2))
        li = logged_in("李邻长")
        assert "还没问过" in li.get(page(in_care)).content.decode()
        letter = {**self.said, "client_id": str(uuid4())}
        li.post(f"{page(in_care)}consent/", letter)
        li.post(f"{page(in_care)}consent/", letter)
        assert Consent.objects.get().by_name == "李邻长"
        assert "愿意 · 本人 · 今天" in li.get(page(in_care)).content.decode()

    def test_a_no_ends_care_at_once_and_a_yes_on_the_same_day_takes_the_slip_back(
        self, in_care: Street, logged_in: LogIn, travel: Travel
    ) -> None:
        travel(on(2))
        li = logged_in("李邻长")
        answer = li.post(f"{page(in_care)}consent/", {**self.said, "given": "no"}, follow=True)
        assert "关照停了" in answer.content.decode()
        assert not CarePlan.objects.filter(resident=in_care.wang, ends_on__isnull=True).exists()
        travel(on(2, 12))
        li.post(f"{page(in_care)}consent/", self.said)
        assert CarePlan.objects.get(resident=in_care.wang, ends_on__isnull=True).starts_on == day(2)

    def test_for_a_child_the_guardian_is_asked_for_by_name(
        self, in_care: Street, logged_in: LogIn, travel: Travel
    ) -> None:
        travel(on(2))
        li, form = logged_in("李邻长"), f"/me/people/{in_care.liu.pk}/consent/"
        assert "由监护人来说" in li.get(form).content.decode()
        answer = li.post(form, {**self.said, "whose": "guardian"})
        assert answer.status_code == 422 and "监护人是谁" in answer.content.decode()
        li.post(form, {**self.said, "whose": "guardian", "guardian": "奶奶 陈某"})
        assert Consent.objects.get().guardian == "奶奶 陈某"


def test_a_surge_stands_on_the_first_pages_with_how_many_are_unheard(
    in_care: Street, logged_in: LogIn, travel: Travel
) -> None:
    travel(on(2))
    desk = in_care.actor("社区小覃")
    wanted = actions.NewSurge(uuid4(), in_care.xibu.pk, "cold", day(4), note="被子够不够厚")
    row = actions.call_surge(actor=desk, surge=wanted, now=on(2))
    for who, first in (("李邻长", "/me/"), ("社区小覃", "/office/"), ("社区小覃", "/office/care/")):
        text = logged_in(who).get(first).content.decode()
        assert "今天还有 2 位没有音讯" in text and f"surges/{row.pk}/" in text
    assert "surges/" not in logged_in("岩门小吴").get("/office/").content.decode()
    for person in (in_care.wang, in_care.liu):
        met = actions.NewContact(uuid4(), person.pk, "greeting", "spoke", on(2), "fine")
        actions.record_contacts(actor=SYSTEM, contacts=[met], now=on(2))
    assert "今天都有音讯了" in logged_in("社区小覃").get("/office/").content.decode()
