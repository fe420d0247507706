"""Who is in care, since when, how often, and whose they are."""

from datetime import date
from typing import Any

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.domains.care.conftest import MONDAY, Record, day, on
from tests.factories import cast
from tests.factories.cast import START, Street
from youlin.domains.access.actor import NOBODY, SYSTEM
from youlin.domains.care import actions, queries
from youlin.domains.care.models import Alarm, CadenceRule, CarePlan, Obligation
from youlin.domains.residents.models import Household
from youlin.foundation import clock
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal

pytestmark = pytest.mark.django_db


def due(plan: CarePlan) -> dict[str, date]:
    return dict(Obligation.objects.filter(plan=plan, state="open").values_list("kind", "due_on"))


class TestOpening:
    def test_who_is_in_a_circumstance_comes_into_care(self, street: Street) -> None:
        opened = actions.open_plans(actor=street.actor("社区小覃"), now=START)
        assert {plan.resident.name for plan in opened} == {"王桂英", "刘小满"}
        assert due(CarePlan.objects.get(resident=street.wang)) == {"greeting": day(3), "visit": day(7)}

    def test_opening_again_opens_nobody_twice(self, in_care: Street) -> None:
        assert actions.open_plans(actor=SYSTEM, now=on(1)) == []
        assert CarePlan.objects.count() == 2
        assert Obligation.objects.count() == 4

    def test_the_most_pressing_of_two_circumstances_names_the_plan(self, street: Street) -> None:
        cast.circumstance(street.wang, "disabled")
        actions.open_plans(actor=SYSTEM, now=START)
        assert CarePlan.objects.get(resident=street.wang).circumstance == "elder_alone"

    def test_who_is_registered_but_lives_elsewhere_is_not_in_care(self, street: Street) -> None:
        Household.objects.filter(pk=street.wang_home.pk).update(residence="registered_only")
        assert {plan.resident.name for plan in actions.open_plans(actor=SYSTEM, now=START)} == {"刘小满"}

    def test_a_community_opens_its_own_and_a_chief_none(self, street: Street) -> None:
        assert actions.open_plans(actor=street.actor("岩门小吴"), now=START) == []
        assert actions.open_plans(actor=street.actor("李邻长"), now=START) == []
        assert actions.open_plans(actor=NOBODY, now=START) == []

    def test_opening_for_many_takes_no_more_statements(
        self, street: Street, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(60):
            person = cast.resident(street.zhao_home, f"老人{number}")
            cast.circumstance(person, "elder_alone")
        with django_assert_max_num_queries(16):
            assert len(actions.open_plans(actor=SYSTEM, now=START)) == 62


class TestEnding:
    def test_what_is_open_ends_with_the_plan(self, plan: CarePlan, street: Street) -> None:
        ended = actions.end_plan(actor=street.actor("社区小覃"), plan=plan.pk, reason="搬去和女儿住", now=on(2))
        assert ended.ends_on == day(2)
        assert due(plan) == {}
        assert actions.raise_silence(now=on(30)) == 3 * 2  # 刘小满's two, and nothing of 王奶奶

    def test_what_was_late_before_stays_on_record(self, plan: CarePlan, street: Street) -> None:
        actions.raise_silence(now=on(4))
        actions.end_plan(actor=street.actor("社区小覃"), plan=plan.pk, reason="过世", now=on(4, 10))
        assert Alarm.objects.filter(obligation__plan=plan, withdrawn_at__isnull=True).count() == 1

    def test_a_plan_ends_once_and_with_a_reason(self, plan: CarePlan, street: Street) -> None:
        staff = street.actor("社区小覃")
        with pytest.raises(Invalid, match="原因"):
            actions.end_plan(actor=staff, plan=plan.pk, reason=" ", now=on(2))
        actions.end_plan(actor=staff, plan=plan.pk, reason="过世", now=on(2))
        with pytest.raises(Refusal, match="已经结束"):
            actions.end_plan(actor=staff, plan=plan.pk, reason="过世", now=on(2))

    def test_a_chief_ends_no_plan_and_a_stranger_finds_none(self, plan: CarePlan, street: Street) -> None:
        with pytest.raises(NotAllowed):
            actions.end_plan(actor=street.actor("李邻长"), plan=plan.pk, reason="忙", now=on(2))
        with pytest.raises(NotThere):
            actions.end_plan(actor=street.actor("岩门小吴"), plan=plan.pk, reason="忙", now=on(2))

    def test_a_new_plan_can_follow(self, plan: CarePlan, street: Street) -> None:
        actions.end_plan(actor=SYSTEM, plan=plan.pk, reason="住院", now=on(2))
        assert [row.starts_on for row in actions.open_plans(actor=SYSTEM, now=on(9))] == [day(9)]


class TestCadence:
    def set(self, street: Street, greeting: int, visit: int, circumstance: str = "", **change: object) -> CadenceRule:
        given: dict[str, Any] = {
            "actor": street.actor("街道老彭"),
            "place": street.subdistrict.pk,
            "circumstance": circumstance,
            "greeting_days": greeting,
            "visit_days": visit,
            "now": on(1),
            **change,
        }
        return actions.set_cadence(**given)

    def test_open_obligations_follow_at_once(self, plan: CarePlan, street: Street) -> None:
        self.set(street, 2, 5)
        assert due(plan) == {"greeting": day(2), "visit": day(5)}

    def test_a_word_on_elders_leaves_the_children_alone(self, plan: CarePlan, street: Street) -> None:
        self.set(street, 1, 2, "elder_alone")
        assert due(plan) == {"greeting": day(1), "visit": day(2)}
        assert due(CarePlan.objects.get(resident=street.liu)) == {"greeting": day(3), "visit": day(7)}

    def test_what_was_missed_is_not_judged_anew(self, plan: CarePlan, street: Street, record: Record) -> None:
        record("greeting", on(5))  # two days late
        self.set(street, 10, 20, now=on(6))
        kept = Obligation.objects.get(plan=plan, kind="greeting", state="kept")
        assert (kept.due_on, kept.raised) == (day(3), 2)
        assert due(plan) == {"greeting": day(15), "visit": day(20)}

    def test_a_silence_that_is_none_by_the_new_cadence_is_withdrawn(self, plan: CarePlan, street: Street) -> None:
        actions.raise_silence(now=on(5))
        self.set(street, 10, 20, now=on(5))
        assert not Alarm.objects.filter(obligation__plan=plan, withdrawn_at__isnull=True).exists()
        assert actions.raise_silence(now=on(10)) == 0

    def test_new_plans_take_the_nearest_word(self, street: Street) -> None:
        self.set(street, 2, 5)
        self.set(street, 4, 9, place=street.xibu.pk)
        actions.open_plans(actor=SYSTEM, now=START)
        assert CarePlan.objects.get(resident=street.wang).visit_days == 9

    def test_saying_it_again_changes_the_word(self, street: Street) -> None:
        self.set(street, 2, 5)
        self.set(street, 3, 6)
        assert list(CadenceRule.objects.values_list("greeting_days", "visit_days")) == [(3, 6)]

    def test_only_the_street_says_how_often(self, street: Street) -> None:
        with pytest.raises(NotAllowed):
            self.set(street, 2, 5, actor=street.actor("社区小覃"), place=street.xibu.pk)
        with pytest.raises(NotThere):
            self.set(street, 2, 5, actor=street.actor("社区小覃"))
        with pytest.raises(NotThere):
            self.set(street, 2, 5, place=street.county.pk)

    @pytest.mark.parametrize(("greeting", "visit", "kind"), [(0, 7, ""), (3, 400, ""), (3, 7, "tall")])
    def test_days_and_circumstances_that_cannot_be(self, street: Street, greeting: int, visit: int, kind: str) -> None:
        with pytest.raises(Invalid):
            self.set(street, greeting, visit, kind)


class TestFollowing:
    def test_the_plan_goes_with_the_household(self, plan: CarePlan, street: Street) -> None:
        Household.objects.filter(pk=street.wang_home.pk).update(neighbourhood=street.lin2)
        assert actions.follow_households(actor=SYSTEM, now=on(1)) == 1
        assert {item.resident.name for item in queries.today_for(street.actor("周邻长"), on(2))} == {"王桂英"}
        assert queries.today_for(street.actor("李邻长"), on(2))[0].resident.name == "刘小满"
        assert actions.follow_households(actor=SYSTEM, now=on(1)) == 0

    def test_who_moved_away_is_no_longer_in_care(self, plan: CarePlan, street: Street) -> None:
        Household.objects.filter(pk=street.wang_home.pk).update(residence="moved")
        actions.follow_households(actor=SYSTEM, now=on(1), households=[street.wang_home.pk])
        plan.refresh_from_db()
        assert plan.ends_on == day(1)

    def test_other_households_are_left_alone(self, plan: CarePlan, street: Street) -> None:
        Household.objects.filter(pk=street.wang_home.pk).update(neighbourhood=street.lin2)
        assert actions.follow_households(actor=SYSTEM, now=on(1), households=[street.zhao_home.pk]) == 0


def test_the_plan_began_on_monday(plan: CarePlan) -> None:
    assert plan.starts_on == MONDAY == clock.day_of(plan.created_at)
