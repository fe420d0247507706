"""Two reports of one thing: one is answered, every reporter hears it, and what was put together comes apart again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.factories.cast import Street
from youlin.domains.cases import actions, codes, queries
from youlin.domains.cases.actions import NewCase
from youlin.domains.cases.models import Case, CaseEvent
from youlin.domains.cases.rules.states import Status
from youlin.domains.messaging.models import Notice
from youlin.foundation import clock, outbox
from youlin.foundation.refusal import NotAllowed, NotThere, Refusal

NINE = clock.at(date(2026, 11, 2), 9)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def reported(street: Street, text: str = "村口的路灯三天不亮了", by: str = "李邻长", **known: Any) -> Case:
    return actions.report(actor=street.actor(by), case=NewCase(text=text, **known), now=NINE)


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def put_together(street: Street) -> tuple[Case, Case]:
    """The second into the first."""
    first, second = reported(street), reported(street, "村口路灯坏了，请修")
    actions.merge(actor=street.actor("李邻长"), case=second.pk, into=first.pk, now=NINE + HOUR)
    return fresh(first), fresh(second)


class TestPuttingTogether:
    def test_the_second_waits_without_a_clock_of_its_own(self, street: Street) -> None:
        first, second = put_together(street)
        assert (second.status, second.due_at, second.merged_into) == (Status.MERGED, None, first)
        assert actions.escalate_overdue(now=NINE + DAY) == 1, "the first alone climbs"

    def test_one_answer_reaches_both_reporters_each_by_their_own_chief(self, street: Street) -> None:
        first = reported(street)
        second = reported(street, "村口路灯坏了，请修", by="周邻长")
        actions.take_over(actor=street.actor("田组长"), case=second.pk, reason="同一件", now=NINE)
        actions.merge(actor=street.actor("田组长"), case=second.pk, into=first.pk, now=NINE)
        actions.answer(actor=street.actor("李邻长"), case=first.pk, text="换好了灯泡", now=NINE + HOUR)
        assert (fresh(first).status, fresh(second).status) == (Status.ANSWERED, Status.ANSWERED)
        assert fresh(second).holder == street.post_of(street.lin2)
        answer = CaseEvent.objects.get(case=second, kind="answer")
        assert (first.number in answer.text, "换好了灯泡" in answer.text) == (True, True)
        outbox.dispatch_waiting(now=NINE + HOUR)
        assert Notice.objects.filter(user=street.users["周邻长"].pk, template="cases.answer").exists()

    def test_its_reporter_sees_that_it_is_being_answered_and_nothing_of_the_other(self, street: Street) -> None:
        key = uuid4()
        theirs = actions.report(
            actor=street.actor("李邻长"), case=NewCase(text="村口路灯坏了"), now=NINE, client_id=key
        )
        first = reported(street)
        actions.merge(actor=street.actor("李邻长"), case=theirs.pk, into=first.pk, now=NINE)
        view = queries.view(theirs.number, codes.code_for(key))
        assert view.status is Status.OPEN
        assert all(first.number not in step.text for step in view.trail)

    def test_twice_is_once(self, street: Street) -> None:
        first, second, same = reported(street), reported(street, "路灯坏了"), uuid4()
        for _again in range(2):
            actions.merge(actor=street.actor("李邻长"), case=second.pk, into=first.pk, now=NINE, client_id=same)
        assert CaseEvent.objects.filter(case=second, kind="merge").count() == 1


class TestTakingApart:
    def test_it_runs_on_where_it_was_with_a_fresh_clock(self, street: Street) -> None:
        _first, second = put_together(street)
        second = actions.unmerge(actor=street.actor("李邻长"), case=second.pk, now=NINE + 5 * HOUR, text="是两盏灯")
        assert (second.status, second.due_at, second.merged_into) == (Status.OPEN, NINE + 29 * HOUR, None)

    def test_what_ends_without_an_answer_leaves_nobody_behind(self, street: Street) -> None:
        first, second = put_together(street)
        actions.withdraw(actor=street.actor("李邻长"), case=first.pk, reason="看错了", now=NINE + 2 * HOUR)
        assert (fresh(second).status, fresh(second).due_at) == (Status.OPEN, NINE + 26 * HOUR)

    def test_the_same_when_it_is_closed_by_agreement(self, street: Street) -> None:
        first, second = put_together(street)
        actions.ask_close(actor=street.actor("李邻长"), case=first.pk, reason="灯又亮了", now=NINE + 2 * HOUR)
        actions.agree_close(actor=street.actor("田组长"), case=first.pk, now=NINE + 3 * HOUR)
        assert fresh(second).status == Status.OPEN


class TestWhatIsRefused:
    def test_itself_a_chain_and_a_finished_one(self, street: Street) -> None:
        first, second = put_together(street)
        third = reported(street, "路灯")
        lin = street.actor("李邻长")
        for case, into, code in (
            (third, third, "merge_itself"),
            (third, second, "merge_chain"),
            (first, third, "merge_chain"),
        ):
            with pytest.raises(Refusal) as said:
                actions.merge(actor=lin, case=case.pk, into=into.pk, now=NINE + 2 * HOUR)
            assert said.value.code == code
        actions.answer(actor=lin, case=first.pk, text="好了", now=NINE + 2 * HOUR)
        with pytest.raises(Refusal) as said:
            actions.merge(actor=lin, case=third.pk, into=first.pk, now=NINE + 2 * HOUR)
        assert said.value.code == "merge_finished"

    def test_only_who_must_act_and_only_into_what_they_see(self, street: Street) -> None:
        first, second = reported(street), reported(street, "路灯坏了")
        with pytest.raises(NotThere):
            actions.merge(actor=street.actor("周邻长"), case=second.pk, into=first.pk, now=NINE)
        with pytest.raises(NotAllowed):
            actions.merge(actor=street.actor("向片长"), case=second.pk, into=first.pk, now=NINE)
        hidden = reported(street, "路灯坏了", by="周邻长")
        with pytest.raises(NotThere):
            actions.merge(actor=street.actor("李邻长"), case=first.pk, into=hidden.pk, now=NINE)


class TestLikely:
    def test_what_is_typed_finds_what_was_reported_around_the_place(self, street: Street) -> None:
        lamp = reported(street)
        reported(street, "楼上漏水，天花板泡坏了")
        found = queries.likely(street.actor("田组长"), text="村口的路灯坏了", territory=street.lin1.pk, now=NINE + DAY)
        assert found == [lamp]

    def test_not_what_is_old_finished_or_out_of_sight(self, street: Street) -> None:
        reported(street)
        text = "村口的路灯坏了"
        assert queries.likely(street.actor("田组长"), text=text, now=NINE + 31 * DAY) == []
        assert queries.likely(street.actor("岩门邻长"), text=text, now=NINE) == []
        done = Case.objects.get()
        actions.answer(actor=street.actor("李邻长"), case=done.pk, text="好了", told=True, now=NINE)
        assert queries.likely(street.actor("田组长"), text=text, now=NINE) == []

    def test_two_queries_however_many(self, street: Street, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        for _one in range(5):
            reported(street)
        actor = street.actor("田组长")
        with django_assert_num_queries(2):
            assert len(queries.likely(actor, text="村口的路灯坏了", territory=street.lin1.pk, now=NINE)) == 3
