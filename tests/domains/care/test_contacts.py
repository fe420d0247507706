"""What chiefs did, as it happened and as it came in."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import OperationalError, connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.domains.care.conftest import Record, day, on
from tests.factories import cast
from tests.factories.cast import Street
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions, queries, rules
from youlin.domains.care.actions import NewContact
from youlin.domains.care.models import Alarm, CarePlan, CareQuestion, Contact, Obligation
from youlin.domains.residents.models import Resident
from youlin.foundation.models import AuditEntry, OutboxEvent
from youlin.foundation.refusal import Invalid, NotThere, Refusal

pytestmark = pytest.mark.django_db


def line(plan: CarePlan, kind: str) -> list[tuple[object, ...]]:
    rows = Obligation.objects.filter(plan=plan, kind=kind).exclude(state="void").order_by("opens_on")
    return [(row.opens_on, row.due_on, row.kept_on) for row in rows]


def standing(plan: CarePlan, kind: str) -> list[tuple[object, int]]:
    rows = Alarm.objects.filter(obligation__plan=plan, obligation__kind=kind, withdrawn_at__isnull=True)
    return sorted(rows.values_list("obligation__due_on", "level"))


class TestKeeping:
    def test_a_greeting_keeps_the_greeting_and_opens_the_next(self, plan: CarePlan, record: Record) -> None:
        record("greeting", on(2))
        assert line(plan, "greeting") == [(day(0), day(3), day(2)), (day(2), day(5), None)]
        assert line(plan, "visit") == [(day(0), day(7), None)]

    def test_a_visit_keeps_both(self, plan: CarePlan, record: Record) -> None:
        visit = record("visit", on(2))
        assert line(plan, "greeting")[-1] == (day(2), day(5), None)
        assert line(plan, "visit")[-1] == (day(2), day(9), None)
        assert set(Obligation.objects.filter(kept_on=day(2)).values_list("contact", flat=True)) == {visit.pk}

    def test_a_knock_that_nobody_answered_keeps_nothing(self, plan: CarePlan, record: Record) -> None:
        record("visit", on(2), outcome="not_home", wellbeing="")
        assert line(plan, "greeting") == [(day(0), day(3), None)]

    def test_two_greetings_on_a_day_are_two_contacts_and_one_step(self, plan: CarePlan, record: Record) -> None:
        record("greeting", on(2, 9))
        record("greeting", on(2, 18))
        assert len(line(plan, "greeting")) == 2
        assert Contact.objects.count() == 2

    def test_a_contact_from_before_the_plan_is_history(self, plan: CarePlan, record: Record) -> None:
        before = record("visit", on(-1), received=on(1))
        assert before.plan_id is None
        assert line(plan, "visit") == [(day(0), day(7), None)]

    def test_who_is_not_in_care_can_be_greeted_too(self, street: Street, record: Record) -> None:
        contact = record("greeting", on(1), resident=street.zhao.pk, actor=street.actor("周邻长"))
        assert contact.plan_id is None

    def test_it_says_who_by_which_post_and_when(self, street: Street, record: Record) -> None:
        contact = record("greeting", on(2), received=on(3), note="在晒太阳 ")
        assert (contact.by_name, contact.post) == ("李邻长", street.post_of(street.lin1).pk)
        assert (contact.happened_at, contact.received_at, contact.note) == (on(2), on(3), "在晒太阳")
        assert AuditEntry.objects.filter(verb="care.contact", target=street.wang.pk).count() == 1

    def test_somebody_higher_up_may_greet_too(self, street: Street, record: Record) -> None:
        contact = record("greeting", on(2), actor=street.actor("田组长"))
        assert contact.post == street.post_of(street.group).pk


class TestLateEvidence:
    def test_a_visit_that_was_in_time_withdraws_the_alarms(self, plan: CarePlan, record: Record) -> None:
        actions.raise_silence(now=on(10))
        contact = record("visit", on(3), received=on(10, 12))
        wrong = Alarm.objects.filter(obligation__plan=plan, withdrawn_at__isnull=False)
        # Of the greeting due on day 3 all three, of the visit due on day 7 all three.
        assert wrong.count() == 6
        assert {alarm.withdrawn_by_id for alarm in wrong} == {contact.pk}
        assert {alarm.withdrawn_at for alarm in wrong} == {on(10, 12)}
        assert OutboxEvent.objects.filter(kind="care.SilenceWithdrawn").count() == 1

    def test_and_what_is_late_since_then_rises_with_its_own_instants(self, plan: CarePlan, record: Record) -> None:
        actions.raise_silence(now=on(10))
        record("visit", on(3), received=on(10, 12))
        assert standing(plan, "greeting") == []
        actions.raise_silence(now=on(10, 13))
        rows = Alarm.objects.filter(obligation__plan=plan, withdrawn_at__isnull=True).order_by("level")
        assert [(row.level, row.raised_at) for row in rows] == [(n, on(6 + n, 0)) for n in (1, 2, 3)]

    def test_a_contact_after_the_day_closes_it_as_kept_late(self, plan: CarePlan, record: Record) -> None:
        actions.raise_silence(now=on(5))
        record("greeting", on(5))
        assert standing(plan, "greeting") == [(day(3), 1), (day(3), 2)]
        assert line(plan, "greeting")[0] == (day(0), day(3), day(5))
        assert actions.raise_silence(now=on(5, 20)) == 0

    def test_only_the_alarms_that_were_wrong_are_withdrawn(self, plan: CarePlan, record: Record) -> None:
        actions.raise_silence(now=on(6))
        record("greeting", on(4), received=on(6))
        assert standing(plan, "greeting") == [(day(3), 1)]

    def test_evidence_of_an_ended_plan_is_still_heard(self, plan: CarePlan, record: Record) -> None:
        actions.raise_silence(now=on(5))
        actions.end_plan(actor=SYSTEM, plan=plan.pk, reason="搬走", now=on(5))
        record("greeting", on(3), received=on(6))
        assert standing(plan, "greeting") == []
        assert line(plan, "greeting") == [(day(0), day(3), day(3)), (day(3), day(6), None)]
        assert Obligation.objects.filter(plan=plan, state="open").count() == 0

    def test_a_sweep_that_never_ran_leaves_the_same_alarms(self, plan: CarePlan, record: Record) -> None:
        record("greeting", on(6))
        assert standing(plan, "greeting") == [(day(3), 1), (day(3), 2), (day(3), 3)]
        assert [row.raised_at for row in Alarm.objects.order_by("level")] == [on(4, 0), on(5, 0), on(6, 0)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_in_whatever_order_it_comes_in_the_street_knows_the_same(
    plan: CarePlan, record: Record, data: st.DataObject
) -> None:
    """Evidence in order with a sweep each day, against the same evidence shuffled, doubled, and swept now and then."""
    CareQuestion.objects.all().delete()
    Alarm.objects.all().delete()
    Obligation.objects.filter(contact__isnull=False).update(contact=None)
    Obligation.objects.all().delete()
    Contact.objects.all().delete()
    CarePlan.objects.all().delete()
    actions.open_plans(actor=SYSTEM, now=on(0, 8))
    plan = CarePlan.objects.get(resident=plan.resident_id)
    tries = st.tuples(
        st.integers(0, 20), st.sampled_from(["greeting", "visit"]), st.sampled_from(["spoke", "not_home"])
    )
    told = data.draw(st.lists(tries, max_size=7))
    for when, kind, outcome in data.draw(st.permutations(told)):
        identity = uuid4()
        record(kind, on(when), received=on(21), outcome=outcome, client_id=identity)
        if data.draw(st.booleans()):
            record(kind, on(when), received=on(21), outcome=outcome, client_id=identity)
        if data.draw(st.booleans()):
            actions.raise_silence(now=on(21))
    actions.raise_silence(now=on(21))

    for kind, days in (("greeting", 3), ("visit", 7)):
        met = [day(when) for when, how, outcome in told if kind in rules.keeps(how, outcome)]
        links = rules.owed(day(0), days, met)
        assert line(plan, kind) == [(link.opens_on, link.due_on, link.kept_on) for link in links]
        expected = [
            (link.due_on, level)
            for link in links
            for level in range(1, rules.level_on(link.due_on, link.kept_on or day(21)) + 1)
        ]
        assert standing(plan, kind) == sorted(expected)


class TestRefusing:
    def test_a_visit_in_the_future_is_refused_with_a_sentence(self, record: Record) -> None:
        with pytest.raises(Invalid, match="这个时间还没有到") as refusal:
            record("visit", on(3), received=on(2))
        assert refusal.value.field == "happened_on"
        assert Contact.objects.count() == 0

    def test_a_phone_may_be_some_minutes_ahead(self, record: Record) -> None:
        assert record("visit", on(2) + timedelta(minutes=4), received=on(2)).received_at == on(2)

    def test_a_neighbour_of_another_chief_is_not_there(self, street: Street, record: Record) -> None:
        with pytest.raises(NotThere):
            record("greeting", on(1), actor=street.actor("周邻长"))
        with pytest.raises(NotThere):
            record("greeting", on(1), actor=street.actor("岩门小吴"))

    def test_one_that_cannot_be_keeps_the_whole_batch_out(self, in_care: Street) -> None:
        good = NewContact(uuid4(), in_care.wang.pk, "greeting", "spoke", on(1), "fine")
        bad = NewContact(uuid4(), in_care.liu.pk, "greeting", "spoke", on(9), "fine")
        with pytest.raises(Invalid):
            actions.record_contacts(actor=in_care.actor("李邻长"), contacts=[good, bad], now=on(1))
        assert Contact.objects.count() == 0


class TestTwice:
    def test_the_same_form_sent_twice_is_one_contact(self, plan: CarePlan, record: Record) -> None:
        identity = uuid4()
        first, second = record("visit", on(2), client_id=identity), record("visit", on(2), client_id=identity)
        assert first.pk == second.pk
        assert Contact.objects.count() == 1
        assert AuditEntry.objects.filter(verb="care.contact").count() == 1
        assert len(line(plan, "visit")) == 2

    def test_the_same_identity_twice_in_one_batch(self, in_care: Street) -> None:
        item = NewContact(uuid4(), in_care.wang.pk, "greeting", "spoke", on(1), "fine")
        found = actions.record_contacts(actor=in_care.actor("李邻长"), contacts=[item, item], now=on(1))
        assert found[0].pk == found[1].pk
        assert Contact.objects.count() == 1

    def test_an_identity_that_names_something_else_is_refused(self, street: Street, record: Record) -> None:
        identity = uuid4()
        record("visit", on(2), client_id=identity)
        with pytest.raises(Refusal, match="编号相同"):
            record("visit", on(2), client_id=identity, resident=street.liu.pk)


class TestManyAtOnce:
    def test_a_batch_takes_as_many_statements_as_one(
        self, street: Street, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        people = [cast.resident(street.liu_home, f"老人{number}") for number in range(60)]
        for person in people:
            cast.circumstance(person, "elder_alone")
        actions.open_plans(actor=SYSTEM, now=on(0, 8))
        chief = street.actor("李邻长")

        def batch(some: list[Resident]) -> list[NewContact]:
            return [NewContact(uuid4(), person.pk, "visit", "met", on(2), "fine") for person in some]

        with django_assert_max_num_queries(24):
            actions.record_contacts(actor=chief, contacts=batch(people[:1]), now=on(2))
        with django_assert_max_num_queries(24):
            actions.record_contacts(actor=chief, contacts=batch(people[1:]), now=on(2))
        assert Obligation.objects.filter(kept_on=day(2)).count() == 120

    def test_an_operator_brings_in_what_others_did(self, in_care: Street) -> None:
        chief = in_care.actor("李邻长")
        item = NewContact(uuid4(), in_care.wang.pk, "greeting", "spoke", on(1), "fine", by=chief)
        contact = actions.record_contacts(actor=SYSTEM, contacts=[item], now=on(1))[0]
        assert (contact.by, contact.by_name) == (chief.user_id, "李邻长")

    def test_a_chief_speaks_for_nobody_else(self, in_care: Street) -> None:
        item = NewContact(uuid4(), in_care.wang.pk, "greeting", "spoke", on(1), "fine", by=in_care.actor("周邻长"))
        contact = actions.record_contacts(actor=in_care.actor("李邻长"), contacts=[item], now=on(1))[0]
        assert contact.by_name == "李邻长"

    def test_one_event_tells_of_a_batch_and_one_of_each_urgent(self, in_care: Street) -> None:
        items = [
            NewContact(uuid4(), in_care.wang.pk, "visit", "met", on(1), "urgent", "摔倒了"),
            NewContact(uuid4(), in_care.liu.pk, "greeting", "spoke", on(1), "fine"),
        ]
        actions.record_contacts(actor=in_care.actor("李邻长"), contacts=items, now=on(1))
        assert OutboxEvent.objects.filter(kind="care.ContactsRecorded").count() == 1
        urgent = OutboxEvent.objects.get(kind="care.UrgentReported").payload
        assert (urgent["resident_name"], urgent["note"], urgent["by_name"]) == ("王桂英", "摔倒了", "李邻长")


class TestTakingBack:
    def test_what_it_kept_is_open_again(self, plan: CarePlan, street: Street, record: Record) -> None:
        contact = record("visit", on(2))
        actions.undo_contact(actor=street.actor("李邻长"), contact=contact.pk, now=on(2) + timedelta(minutes=3))
        assert line(plan, "visit") == [(day(0), day(7), None)]
        assert line(plan, "greeting") == [(day(0), day(3), None)]
        assert queries.contacts_of(street.actor("李邻长"), street.wang.pk) == []
        assert Contact.objects.count() == 1  # nothing is erased

    def test_it_can_be_recorded_again_on_the_same_day(self, plan: CarePlan, street: Street, record: Record) -> None:
        contact = record("visit", on(2))
        actions.undo_contact(actor=street.actor("李邻长"), contact=contact.pk, now=on(2))
        record("greeting", on(2, 11))
        assert line(plan, "greeting") == [(day(0), day(3), day(2)), (day(2), day(5), None)]

    def test_a_day_that_another_contact_tells_of_stays_kept(
        self, plan: CarePlan, street: Street, record: Record
    ) -> None:
        record("greeting", on(2, 8))
        contact = record("visit", on(2, 9))
        actions.undo_contact(actor=street.actor("李邻长"), contact=contact.pk, now=on(2, 9))
        assert line(plan, "greeting")[0] == (day(0), day(3), day(2))
        assert line(plan, "visit") == [(day(0), day(7), None)]

    def test_what_else_tells_of_the_day_is_named_as_its_keeper(
        self, plan: CarePlan, street: Street, record: Record
    ) -> None:
        mistake, other = record("greeting", on(2, 8)), record("greeting", on(2, 9))
        actions.undo_contact(actor=street.actor("李邻长"), contact=mistake.pk, now=on(2, 9) + timedelta(minutes=-55))
        assert Obligation.objects.get(kept_on=day(2)).contact_id == other.pk

    def test_taking_back_a_late_one_brings_the_alarms_back(
        self, plan: CarePlan, street: Street, record: Record
    ) -> None:
        actions.raise_silence(now=on(5))
        contact = record("greeting", on(3), received=on(5))
        assert standing(plan, "greeting") == []
        actions.undo_contact(actor=street.actor("李邻长"), contact=contact.pk, now=on(5))
        actions.raise_silence(now=on(5))
        assert standing(plan, "greeting") == [(day(3), 1), (day(3), 2)]

    def test_twice_is_once(self, plan: CarePlan, street: Street, record: Record) -> None:
        contact = record("visit", on(2))
        for _press in range(2):
            actions.undo_contact(actor=street.actor("李邻长"), contact=contact.pk, now=on(2))
        assert AuditEntry.objects.filter(verb="care.contact_undo").count() == 1

    def test_not_after_ten_minutes_not_of_others_and_not_what_was_urgent(self, street: Street, record: Record) -> None:
        contact = record("visit", on(2))
        with pytest.raises(Refusal, match="10 分钟"):
            actions.undo_contact(actor=street.actor("李邻长"), contact=contact.pk, now=on(2) + timedelta(minutes=11))
        with pytest.raises(NotThere):
            actions.undo_contact(actor=street.actor("田组长"), contact=contact.pk, now=on(2))
        urgent = record("visit", on(2, 10), wellbeing="urgent")
        with pytest.raises(Refusal, match="事项"):
            actions.undo_contact(actor=street.actor("李邻长"), contact=urgent.pk, now=on(2, 10))


@pytest.mark.django_db(transaction=True)
def test_two_phones_and_the_clock_at_the_same_moment_leave_one_truth(in_care: Street) -> None:
    """The same contact from two phones, another from a third, and two sweeps, all at once."""
    plan = CarePlan.objects.get(resident=in_care.wang)
    same = NewContact(uuid4(), in_care.wang.pk, "visit", "met", on(3), "fine")
    other = NewContact(uuid4(), in_care.wang.pk, "greeting", "spoke", on(5), "fine")
    chief = in_care.actor("李邻长")
    works: list[Callable[[], object]] = [
        lambda: actions.record_contacts(actor=chief, contacts=[same], now=on(6)),
        lambda: actions.record_contacts(actor=chief, contacts=[same], now=on(6)),
        lambda: actions.record_contacts(actor=chief, contacts=[other], now=on(6)),
        lambda: actions.raise_silence(now=on(6)),
        lambda: actions.raise_silence(now=on(6)),
    ]
    start = threading.Barrier(len(works))

    def run(work: Callable[[], object]) -> None:
        start.wait()
        for _try in range(2000):
            try:
                work()
            except OperationalError:  # SQLite in memory does not wait for a lock, a file does
                time.sleep(0.01)
                continue
            break
        connections["default"].close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    actions.raise_silence(now=on(6))
    assert Contact.objects.count() == 2
    assert line(plan, "greeting") == [(day(0), day(3), day(3)), (day(3), day(6), day(5)), (day(5), day(8), None)]
    assert line(plan, "visit") == [(day(0), day(7), day(3)), (day(3), day(10), None)]
    assert standing(plan, "greeting") == standing(plan, "visit") == []
