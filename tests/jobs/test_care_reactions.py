"""What follows from care elsewhere: a case of what is urgent, notices of silence, and taking them back."""

from datetime import datetime
from uuid import uuid4

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.domains.care.conftest import day, on
from tests.factories import cast
from tests.factories.cast import START, Street
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions, queries
from youlin.domains.care.models import CarePlan
from youlin.domains.cases.models import Case
from youlin.domains.messaging.models import Notice
from youlin.domains.residents import actions as residents
from youlin.domains.residents.models import Circumstance
from youlin.foundation.models import OutboxEvent
from youlin.jobs.tick import tick
from youlin.simulation import oracle

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_care(street: Street) -> Street:
    actions.open_plans(actor=SYSTEM, now=START)
    return street


def urgent(street: Street) -> actions.NewContact:
    return actions.NewContact(uuid4(), street.wang.pk, "visit", "met", on(1), "urgent", "摔倒了，起不来")


def often(street: Street, circumstance: str, greeting: int, visit: int, *, now: datetime) -> None:
    """The street says how often people in a circumstance are greeted and visited."""
    actions.set_cadence(
        actor=street.actor("街道老彭"),
        place=street.subdistrict.pk,
        circumstance=circumstance,
        greeting_days=greeting,
        visit_days=visit,
        now=now,
    )


def test_what_is_heard_of_after_a_later_word_leaves_the_days_before_that_word_as_they_were(in_care: Street) -> None:
    """The clock stood still from Thursday to Saturday: an end waited to be told, and on Friday the street spoke."""
    cast.circumstance(in_care.wang, "disabled")
    often(in_care, "disabled", 2, 5, now=on(0, 12))
    greeted = actions.NewContact(uuid4(), in_care.wang.pk, "greeting", "spoke", on(2), "fine")
    actions.record_contacts(actor=in_care.actor("李邻长"), contacts=[greeted], now=on(2))
    alone = Circumstance.objects.get(resident=in_care.wang, kind="elder_alone")
    staff = in_care.actor("社区小覃")
    residents.end_circumstance(actor=staff, circumstance=alone.pk, reason="儿子搬来同住", now=on(3))
    often(in_care, "elder_alone", 4, 8, now=on(4))
    for _time in range(2):  # what the first one hears of, the second one's sweep sees
        tick(now=on(5))
    plan = CarePlan.objects.get(resident=in_care.wang)
    assert (plan.circumstance, plan.greeting_days, plan.visit_days) == ("disabled", 2, 5)
    assert list(oracle.violations(queries.whole(), now=on(5))) == []


def test_what_is_urgent_is_a_case_in_the_finders_name(
    in_care: Street, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    item = urgent(in_care)
    sent = []
    for _time in range(2):  # the phone was not sure that it had arrived
        with django_capture_on_commit_callbacks(execute=True):
            sent += actions.record_contacts(actor=in_care.actor("李邻长"), contacts=[item], now=on(1))
    case = Case.objects.get()
    assert {case.client_id} == {contact.pk for contact in sent}
    assert (case.urgency, case.source, case.reported_by_name) == ("urgent", "care", "李邻长")
    assert case.resident_id == in_care.wang.pk
    assert "摔倒了" in case.text


def test_a_finder_who_has_left_office_since_is_still_heard(in_care: Street) -> None:
    actions.record_contacts(actor=in_care.actor("李邻长"), contacts=[urgent(in_care)], now=on(1))
    in_care.users["李邻长"].grants.update(ends_on=day(0))
    tick(now=on(2))
    assert Case.objects.get().reported_by is None


def test_silence_is_told_to_the_rung_it_reached(in_care: Street) -> None:
    assert tick(now=on(4))["raised"] == 2
    tick(now=on(5))
    told = {(notice.user.display_name, notice.params["name"], notice.params["days"]) for notice in Notice.objects.all()}
    assert told == {("田组长", name, 1) for name in ("王桂英", "刘小满")} | {
        ("向片长", name, 2) for name in ("王桂英", "刘小满")
    }
    assert {notice.url for notice in Notice.objects.filter(params__name="王桂英")} == {f"/me/people/{in_care.wang.pk}/"}


def test_the_clock_may_tick_as_often_as_it_likes(in_care: Street) -> None:
    tick(now=on(5))
    before = Notice.objects.count(), OutboxEvent.objects.count()
    again = tick(now=on(5))
    assert (again["raised"], again["notices"]) == (0, 0)
    assert (Notice.objects.count(), OutboxEvent.objects.count()) == before


def test_a_wrong_alarm_is_taken_back_for_all_to_see(in_care: Street) -> None:
    tick(now=on(5))
    item = actions.NewContact(uuid4(), in_care.wang.pk, "greeting", "spoke", on(2), "fine")
    actions.record_contacts(actor=in_care.actor("李邻长"), contacts=[item], now=on(5))
    tick(now=on(5))
    assert set(Notice.objects.filter(withdrawn_at__isnull=False).values_list("user__display_name", "params__name")) == {
        ("田组长", "王桂英"),
        ("向片长", "王桂英"),
    }


def test_a_plan_goes_with_a_household_that_moves(in_care: Street) -> None:
    residents.move_household(
        actor=in_care.actor("社区小覃"),
        household=in_care.wang_home.pk,
        neighbourhood=in_care.lin2.pk,
        evidence="住到儿子旁边",
        moved_on=day(1),
        now=on(1),
    )
    tick(now=on(1))
    assert CarePlan.objects.get(resident=in_care.wang).neighbourhood_id == in_care.lin2.pk


def test_a_household_that_lives_elsewhere_is_no_longer_in_care(in_care: Street) -> None:
    residents.change_residence(
        actor=in_care.actor("社区小覃"),
        household=in_care.wang_home.pk,
        residence="registered_only",
        evidence="邻长上门看过",
        found_on=day(1),
        now=on(1),
    )
    tick(now=on(1))
    assert CarePlan.objects.get(resident=in_care.wang).ends_on == day(1)


def test_who_misses_a_visit_is_told_of_once(in_care: Street) -> None:
    for days in (1, 4, 7):  # greeted, and never visited: due again on day 10, the visit on day 7
        item = actions.NewContact(uuid4(), in_care.wang.pk, "greeting", "spoke", on(days), "fine")
        actions.record_contacts(actor=in_care.actor("李邻长"), contacts=[item], now=on(days))
    tick(now=on(11))  # greeting one day late, visit four
    told = Notice.objects.filter(params__name="王桂英").values_list("template", "params__days")
    assert sorted(told) == [("care.silence.visit", 1), ("care.silence.visit", 2), ("care.silence.visit", 3)]


def test_what_is_over_need_not_be_read(in_care: Street) -> None:
    tick(now=on(4))
    assert Notice.objects.filter(read_at__isnull=True).count() == 2
    item = actions.NewContact(uuid4(), in_care.wang.pk, "greeting", "spoke", on(4), "fine")
    actions.record_contacts(actor=in_care.actor("田组长"), contacts=[item], now=on(4))
    tick(now=on(4))
    assert set(Notice.objects.filter(read_at__isnull=True).values_list("params__name", flat=True)) == {"刘小满"}
    plan = CarePlan.objects.get(resident=in_care.liu)
    actions.end_plan(actor=in_care.actor("社区小覃"), plan=plan.pk, reason="随父母去了广东", now=on(4))
    tick(now=on(4))
    assert Notice.objects.filter(read_at__isnull=True).count() == 0
    assert Notice.objects.filter(withdrawn_at__isnull=False).count() == 0
