"""A cold wave is coming: everybody it concerns is heard of today."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.domains.care.conftest import Record, day, on
from tests.factories import cast
from tests.factories.cast import Street
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions, queries
from youlin.domains.care.models import Alarm, CarePlan, Obligation, Surge
from youlin.domains.messaging.models import Notice
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere
from youlin.jobs.tick import tick

pytestmark = pytest.mark.django_db

Call = Callable[..., Surge]


@pytest.fixture
def call(in_care: Street) -> Call:
    """`call(on(1))`: 社区小覃 calls a cold wave for 溪布社区, two days long."""

    def one(now: Any, **said: Any) -> Surge:
        actor = said.pop("actor", in_care.actor("社区小覃"))
        wanted = {"client_id": uuid4(), "place": in_care.xibu.pk, "kind": "cold", "last": day(2), **said}
        return actions.call_surge(actor=actor, surge=actions.NewSurge(**wanted), now=now)

    return one


def greet_by(plan: CarePlan) -> object:
    return Obligation.objects.get(plan=plan, kind="greeting", state="open").due_on


def names(called: list[queries.Called]) -> set[str]:
    return {one.plan.resident.name for one in called}


def test_everybody_is_due_today_whoever_was_greeted_yesterday_too(call: Call, plan: CarePlan, record: Record) -> None:
    record("greeting", on(0, 12))
    call(on(1))
    assert greet_by(plan) == day(1)
    assert Obligation.objects.filter(kind="greeting", state="open", due_on=day(1)).count() == 2
    assert Obligation.objects.filter(kind="visit", state="open", due_on=day(7)).count() == 2


def test_it_asks_again_each_day_and_ends_by_itself(call: Call, plan: CarePlan, record: Record) -> None:
    call(on(1))
    record("greeting", on(1, 12))
    assert greet_by(plan) == day(2)
    record("greeting", on(2, 12))
    assert greet_by(plan) == day(5)


def test_who_is_not_heard_of_rises_the_next_morning(call: Call, plan: CarePlan) -> None:
    call(on(1))
    tick(now=on(2, 1))
    raised = Alarm.objects.get(obligation__plan=plan)
    assert (raised.level, raised.raised_at) == (1, on(2, 0))


def test_a_greeting_that_came_in_late_counts_for_the_day_it_happened(
    call: Call, plan: CarePlan, record: Record, street: Street
) -> None:
    surge = call(on(1))
    tick(now=on(2, 1))
    record("greeting", on(1, 18), received=on(2, 7))
    assert Alarm.objects.get(obligation__plan=plan).withdrawn_at == on(2, 7)
    board = queries.board(street.actor("社区小覃"), surge.pk, now=on(1, 20))
    assert names(board.heard) == {"王桂英"}
    assert names(queries.board(street.actor("社区小覃"), surge.pk, now=on(2, 9)).unheard) == {"王桂英", "刘小满"}


def test_only_the_chosen_circumstances(call: Call, plan: CarePlan, street: Street) -> None:
    cast.circumstance(street.liu, "disabled")
    call(on(1), circumstances=["disabled"])
    assert greet_by(plan) == day(3)
    assert greet_by(CarePlan.objects.get(resident=street.liu)) == day(1)


def test_called_off_it_asks_for_nobody_any_more(call: Call, plan: CarePlan, street: Street) -> None:
    surge = call(on(1))
    tick(now=on(2, 1))
    for _twice in range(2):
        actions.end_surge(actor=street.actor("社区小覃"), surge=surge.pk, now=on(2))
    assert greet_by(plan) == day(1)  # what was missed yesterday stays missed
    assert queries.running(street.actor("李邻长"), day=day(2)) == []
    other = call(on(3), last=day(9))
    actions.end_surge(actor=street.actor("社区小覃"), surge=other.pk, now=on(3, 18))
    assert Surge.objects.get(pk=other.pk).ended_by_name == "社区小覃"


def test_the_same_form_twice_is_one_surge(call: Call) -> None:
    key = uuid4()
    assert call(on(1), client_id=key).pk == call(on(1), client_id=key).pk
    assert Obligation.objects.filter(state="open").count() == 4


def test_who_comes_into_care_meanwhile_is_asked_for_too(call: Call, street: Street) -> None:
    call(on(1))
    cast.circumstance(street.zhao, "dementia")
    actions.open_plans(actor=SYSTEM, now=on(1, 12))
    assert [tick(now=on(1, 13 + again))["raised"] for again in range(2)] == [0, 0]
    assert greet_by(CarePlan.objects.get(resident=street.zhao)) == day(2)  # taken in today, so they were seen today


def test_who_is_in_hospital_is_not_on_the_board(call: Call, plan: CarePlan, street: Street) -> None:
    actions.pause_plan(actor=street.actor("李邻长"), plan=plan.pk, until=day(20), reason="hospital", now=on(0, 12))
    surge = call(on(1))
    assert names(queries.board(street.actor("社区小覃"), surge.pk, now=on(1)).unheard) == {"刘小满"}


def test_the_board_says_who_lives_there_and_is_not_in_care(call: Call, street: Street) -> None:
    surge = call(on(1))
    cast.circumstance(street.zhao, "dementia")
    assert queries.board(street.actor("社区小覃"), surge.pk, now=on(1)).outside == 1


def test_each_sees_their_own(call: Call, street: Street) -> None:
    surge = call(on(1))
    assert [one.pk for one in queries.running(street.actor("李邻长"), day=day(1))] == [surge.pk]
    assert names(queries.board(street.actor("李邻长"), surge.pk, now=on(1)).unheard) == {"王桂英", "刘小满"}
    assert queries.board(street.actor("周邻长"), surge.pk, now=on(1)).unheard == []
    assert queries.running(street.actor("岩门邻长"), day=day(1)) == []
    with pytest.raises(NotThere):
        queries.board(street.actor("岩门邻长"), surge.pk, now=on(1))


def test_chiefs_are_told_once_of_how_many(call: Call, street: Street) -> None:
    call(on(1))
    tick(now=on(1, 9))
    tick(now=on(1, 10))
    notice = Notice.objects.get(template="care.surge")
    assert (notice.user.display_name, notice.params["n"]) == ("李邻长", 2)


def test_only_for_a_place_of_ones_own_and_for_a_month_at_most(call: Call, street: Street) -> None:
    with pytest.raises(NotAllowed):
        call(on(1), actor=street.actor("李邻长"), place=street.lin1.pk)
    with pytest.raises(NotThere):
        call(on(1), actor=street.actor("岩门小吴"))
    with pytest.raises(Invalid):
        call(on(1), last=day(60))
    with pytest.raises(Invalid):
        call(on(1), kind="snow")


def test_a_board_of_many_takes_no_more_questions(
    call: Call, street: Street, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        cast.circumstance(cast.resident(street.zhao_home, f"老人{number}"), "elder_alone")
    actions.open_plans(actor=SYSTEM, now=on(0, 9))
    with django_assert_max_num_queries(30):
        surge = call(on(1))
    with django_assert_max_num_queries(8):  # two of them who is asking
        assert len(queries.board(street.actor("社区小覃"), surge.pk, now=on(1)).unheard) == 32
