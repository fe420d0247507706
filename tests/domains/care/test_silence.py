"""Silence is an event that the street sees: it rises by itself, at its own instant, to those who can break it."""

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.domains.care.conftest import Record, day, on
from tests.factories.cast import Street
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions, queries
from youlin.domains.care.models import Alarm, CarePlan, Obligation
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.chiefs.models import Appointment
from youlin.foundation.models import OutboxEvent

pytestmark = pytest.mark.django_db


def alarms(plan: CarePlan) -> list[tuple[str, int, object]]:
    rows = Alarm.objects.filter(obligation__plan=plan).order_by("raised_at", "level")
    return list(rows.values_list("obligation__kind", "level", "raised_at"))


class TestRising:
    def test_nothing_rises_on_the_day_itself(self, plan: CarePlan) -> None:
        assert actions.raise_silence(now=on(3, 23)) == 0

    def test_it_rises_at_midnight_rung_by_rung(self, plan: CarePlan) -> None:
        for days in (4, 5, 6, 7):
            actions.raise_silence(now=on(days))
        assert alarms(plan) == [("greeting", level, on(3 + level, 0)) for level in (1, 2, 3)]

    def test_a_sweep_twice_changes_nothing(self, plan: CarePlan) -> None:
        assert actions.raise_silence(now=on(5)) == 4  # two levels of two people
        before = OutboxEvent.objects.count()
        assert actions.raise_silence(now=on(5)) == 0
        assert OutboxEvent.objects.count() == before

    def test_a_late_sweep_raises_what_the_punctual_one_would_have(self, plan: CarePlan) -> None:
        actions.raise_silence(now=on(30))
        assert alarms(plan) == [("greeting", level, on(3 + level, 0)) for level in (1, 2, 3)] + [
            ("visit", level, on(7 + level, 0)) for level in (1, 2, 3)
        ]
        assert Obligation.objects.filter(rises_at__isnull=False).count() == 0

    def test_the_clock_may_even_run_backwards(self, plan: CarePlan) -> None:
        actions.raise_silence(now=on(5))
        assert actions.raise_silence(now=on(4)) == 0

    def test_what_is_greeted_does_not_rise(self, plan: CarePlan, record: Record) -> None:
        record("greeting", on(3, 23))
        actions.raise_silence(now=on(6))
        assert alarms(plan) == []


class TestWhoSees:
    def names(self, street: Street, who: str, days: int) -> set[str]:
        return {
            item.owing.resident.name for item in queries.overdue_for_supervisor(street.actor(who), now=on(days, 12))
        }

    def test_one_day_late_is_the_组长s_two_the_片长s_three_the_communitys(
        self, in_care: Street, record: Record
    ) -> None:
        record("visit", on(1), resident=in_care.liu.pk)  # due again on day 4
        actions.raise_silence(now=on(4, 12))
        assert self.names(in_care, "田组长", 4) == {"王桂英"}
        assert self.names(in_care, "向片长", 4) == set()
        actions.raise_silence(now=on(5, 12))
        assert self.names(in_care, "田组长", 5) == {"王桂英", "刘小满"}
        assert self.names(in_care, "向片长", 5) == {"王桂英"}
        assert self.names(in_care, "社区小覃", 5) == set()
        actions.raise_silence(now=on(6, 12))
        assert self.names(in_care, "社区小覃", 6) == {"王桂英"}
        assert self.names(in_care, "街道老彭", 6) == {"王桂英"}

    def test_the_邻长_and_other_places_see_nothing_there(self, in_care: Street) -> None:
        actions.raise_silence(now=on(9))
        assert self.names(in_care, "李邻长", 9) == set()
        assert self.names(in_care, "岩门小吴", 9) == set()

    def test_it_names_the_chief_or_says_that_nobody_is_there(self, in_care: Street) -> None:
        actions.raise_silence(now=on(4))
        found = queries.overdue_for_supervisor(in_care.actor("田组长"), now=on(4))
        assert {tuple(holder.name for holder in item.chiefs) for item in found} == {("李邻长",)}
        term = Appointment.objects.get(post=in_care.post_of(in_care.lin1))
        chiefs.end_term(actor=SYSTEM, appointment=term.pk, ends_on=day(4), reason="外出", now=on(4))
        found = queries.overdue_for_supervisor(in_care.actor("田组长"), now=on(4))
        assert {item.chiefs for item in found} == {()}

    def test_it_leaves_the_list_when_somebody_goes(self, in_care: Street, record: Record) -> None:
        actions.raise_silence(now=on(5))
        record("greeting", on(5), actor=in_care.actor("田组长"))
        assert self.names(in_care, "田组长", 5) == {"刘小满"}

    def test_the_list_takes_a_fixed_number_of_queries(
        self, in_care: Street, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        actions.raise_silence(now=on(9))
        actor = in_care.actor("田组长")
        with django_assert_max_num_queries(6):
            assert len(queries.overdue_for_supervisor(actor, now=on(9))) == 2


class TestToday:
    def test_the_most_at_risk_come_first_one_line_a_person(self, in_care: Street, record: Record) -> None:
        record("visit", on(5), resident=in_care.liu.pk)
        found = queries.today_for(in_care.actor("李邻长"), on(8))
        assert [(item.resident.name, item.due_on, item.visit_next) for item in found] == [
            ("王桂英", day(3), True),
            ("刘小满", day(8), False),
        ]
        assert (found[0].greet_by, found[0].visit_by) == (day(3), day(7))
        assert found[1].last is not None
        assert found[1].last.kind == "visit"

    def test_who_was_just_seen_is_not_on_it(self, in_care: Street, record: Record) -> None:
        record("visit", on(3), resident=in_care.liu.pk)
        assert [item.resident.name for item in queries.today_for(in_care.actor("李邻长"), on(3))] == ["王桂英"]

    def test_it_is_the_邻长s_own_list(self, in_care: Street) -> None:
        assert queries.today_for(in_care.actor("周邻长"), on(9)) == []
        assert queries.today_for(in_care.actor("田组长"), on(9)) == []
        assert queries.today_for(SYSTEM, on(9)) == []

    def test_an_acting_邻长_has_it_too(self, in_care: Street) -> None:
        post = in_care.post_of(in_care.lin1)
        term = chiefs.NewTerm(post.pk, in_care.users["周邻长"].pk, "acting", day(1), day(20))
        chiefs.appoint(actor=SYSTEM, term=term, now=on(1))
        assert len(queries.today_for(in_care.actor("周邻长", on=day(9)), on(9))) == 2

    def test_it_takes_two_queries(
        self, in_care: Street, record: Record, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        record("visit", on(1))
        actor = in_care.actor("李邻长")
        with django_assert_num_queries(2):
            assert len(queries.today_for(actor, on(9))) == 2


class TestFigures:
    def test_open_due_and_late(self, in_care: Street) -> None:
        assert queries.obligation_counts(now=on(3)) == {"open": 4, "due": 2, "late": 0}
        assert queries.obligation_counts(now=on(7)) == {"open": 4, "due": 2, "late": 2}

    def test_overdue_work_counts_against_the_rate(self, in_care: Street, record: Record) -> None:
        record("greeting", on(2))  # in time
        record("greeting", on(7))  # due on day 5: late
        found = queries.punctuality(path=in_care.subdistrict.path, first=day(0), last=day(6), today=day(9))
        assert (found.in_time, found.late, found.missed) == (1, 1, 1)  # 刘小满's first greeting is missed
        assert found.due == 3

    def test_contacts_and_people_of_a_place(self, in_care: Street, record: Record) -> None:
        record("visit", on(2))
        record("visit", on(3), outcome="not_home", wellbeing="")
        path = in_care.xibu.path
        assert queries.contacts_between(path=path, start=on(0, 0), end=on(9, 0)).count() == 1
        assert queries.contacts_between(path=in_care.yanmen.path, start=on(0, 0), end=on(9, 0)).count() == 0
        assert queries.in_care(path=path, day=day(1)) == 2


class TestLetters:
    def test_each_level_is_told_to_its_rung(self, in_care: Street) -> None:
        actions.raise_silence(now=on(6))
        keys = list(Alarm.objects.filter(obligation__plan__resident=in_care.wang).values_list("pk", flat=True))
        told = {(item.level, item.user) for item in queries.letters(keys, now=on(6))}
        assert told == {
            (1, in_care.users["田组长"].pk),
            (2, in_care.users["向片长"].pk),
            (3, in_care.users["社区小覃"].pk),
        }

    def test_an_empty_post_hands_on_to_the_next(self, in_care: Street) -> None:
        term = Appointment.objects.get(post=in_care.post_of(in_care.group))
        chiefs.end_term(actor=SYSTEM, appointment=term.pk, ends_on=day(1), reason="外出", now=on(1))
        actions.raise_silence(now=on(4))
        told = queries.letters(Alarm.objects.values_list("pk", flat=True), now=on(4))
        assert {item.user for item in told} == {in_care.users["向片长"].pk}

    def test_what_was_kept_in_the_meantime_is_not_told(self, in_care: Street, record: Record) -> None:
        actions.raise_silence(now=on(4))
        record("greeting", on(4))
        told = queries.letters(Alarm.objects.values_list("pk", flat=True), now=on(4))
        assert {item.name for item in told} == {"刘小满"}

    def test_who_misses_a_visit_is_not_told_of_for_the_greeting_that_is_missed_later(
        self, in_care: Street, plan: CarePlan, record: Record
    ) -> None:
        record("greeting", on(5))
        actions.raise_silence(now=on(9))  # the visit has been missed since day 8, the next greeting since day 9
        first = Alarm.objects.filter(obligation__plan=plan, level=1, obligation__state="open")
        assert set(first.values_list("obligation__kind", flat=True)) == {"greeting", "visit"}
        told = queries.letters(first.values_list("pk", flat=True), now=on(9))
        assert [item.kind for item in told] == ["visit"]

    def test_told_late_the_same_letters_go_out(self, in_care: Street, plan: CarePlan) -> None:
        actions.raise_silence(now=on(9))  # the greeting has been missed since day 4, the visit since day 8
        first = Alarm.objects.filter(obligation__plan=plan, level=1).values_list("pk", flat=True)
        assert {item.kind for item in queries.letters(first, now=on(9))} == {"greeting", "visit"}

    def test_telling_of_many_asks_no_more_often(
        self, in_care: Street, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        actions.raise_silence(now=on(10))
        keys = list(Alarm.objects.values_list("pk", flat=True))
        assert len(keys) > 6
        with django_assert_num_queries(4):
            queries.letters(keys, now=on(10))
