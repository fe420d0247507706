"""One thing done to many cases: each by its own rules, each in its own history, and taken back as one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.cast import Street
from youlin.domains.cases import actions, chain, queries
from youlin.domains.cases.actions import NewCase, Order
from youlin.domains.cases.models import Batch, Case, CaseEvent, Helping, Holding
from youlin.domains.cases.rules.bulk import MOST, Verb
from youlin.domains.cases.rules.clocks import Urgency
from youlin.domains.chiefs.models import Post
from youlin.domains.messaging.models import Notice
from youlin.foundation import clock, outbox
from youlin.foundation.models import AuditEntry
from youlin.foundation.refusal import Invalid, NotThere, Refusal

NINE = clock.at(date(2026, 11, 2), 9)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TAKE = Order(Verb.TAKE_OVER, "这几件社区来办")


def reported(street: Street, text: str = "路灯坏了", by: str = "李邻长", **known: Any) -> Case:
    return actions.report(actor=street.actor(by), case=NewCase(text=text, **known), now=NINE)


def do(street: Street, cases: list[Case], order: Order, by: str = "社区小覃", **more: Any) -> Batch:
    told: dict[str, Any] = {"now": NINE + HOUR, "client_id": uuid4()} | more
    return actions.do_many(actor=street.actor(by), cases=[case.pk for case in cases], order=order, **told)


def undo(street: Street, batch: Batch, by: str = "社区小覃", after: timedelta = HOUR + HOUR / 2) -> Batch:
    return actions.undo_batch(actor=street.actor(by), batch=batch.pk, now=NINE + after)


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def why_not(batch: Batch) -> dict[UUID, str]:
    return dict(batch.items.exclude(why_not="").values_list("case", "why_not"))


def civil() -> UUID:
    return Post.objects.get(department="民政办").pk


class TestDoing:
    def test_each_takes_the_step_and_has_it_in_its_own_history_and_audit(self, street: Street) -> None:
        cases = [reported(street) for _three in range(3)]
        batch = do(street, cases, TAKE)
        assert {fresh(case).holder for case in cases} == {street.post_of(street.xibu)}
        for case in cases:
            event = CaseEvent.objects.get(case=case, kind="take_over")
            assert (event.text, event.actor_name) == (TAKE.said, "社区小覃")
            assert AuditEntry.objects.filter(target=case.pk, verb="case.take_over", actor_name="社区小覃").exists()
        assert AuditEntry.objects.get(target=batch.pk).verb == "batch.take_over"
        assert list(chain.broken()) == []

    def test_what_cannot_be_done_stays_as_it_is_and_says_why(self, street: Street) -> None:
        good, done = reported(street), reported(street)
        actions.answer(actor=street.actor("李邻长"), case=done.pk, text="好了", now=NINE)
        mine = reported(street, by="社区小覃", territory=street.xibu.pk)
        batch = do(street, [good, done, mine], TAKE)
        said = why_not(batch)
        assert said.keys() == {done.pk, mine.pk}
        assert "已有答复" in said[done.pk]
        assert "只有上一级能接过去办" in said[mine.pk]
        assert fresh(done).version == 2

    def test_what_is_out_of_sight_is_not_even_named(self, street: Street) -> None:
        theirs = reported(street, by="岩门邻长")
        batch = do(street, [reported(street), theirs], TAKE)
        assert batch.items.count() == 1
        assert fresh(theirs).version == 1

    def test_to_a_department_back_down_and_a_request_to_close(self, street: Street) -> None:
        there = [reported(street, by="街道老彭", territory=street.subdistrict.pk) for _two in range(2)]
        do(street, there, Order(Verb.UP, "请民政看", post=civil()), by="街道老彭")
        assert {fresh(case).holder_id for case in there} == {civil()}
        do(street, there, Order(Verb.DOWN, "不归我们"), by="民政老杜")
        assert {fresh(case).rung for case in there} == {5}
        do(street, there, Order(Verb.CLOSE, "打不通电话"), by="街道老彭")
        assert {fresh(case).closing for case in there} == {"打不通电话"}

    def test_a_helper_and_an_urgency(self, street: Street) -> None:
        cases = [reported(street), reported(street, urgency="urgent"), reported(street, danger="life")]
        for case in cases[:2]:
            actions.take_over(actor=street.actor("社区小覃"), case=case.pk, reason="我来", now=NINE)
        do(street, cases[:2], Order(Verb.HELP, "看看补贴", post=civil()))
        assert Helping.objects.filter(post=civil()).count() == 2
        before = fresh(cases[0]).due_at
        batch = do(street, cases[:2], Order(Verb.MARK, urgency=Urgency.URGENT))
        assert before is not None
        assert (fresh(cases[0]).due_at or before) < before, "more pressing is due sooner"
        assert "已经是“紧急”了" in why_not(batch)[cases[1].pk]
        relaxed = fresh(cases[0]).due_at
        do(street, cases[:1], Order(Verb.MARK, urgency=Urgency.NORMAL))
        assert fresh(cases[0]).due_at == relaxed, "nobody wins time by calling it less pressing"

    def test_the_same_form_twice_is_one_batch(self, street: Street) -> None:
        cases, same = [reported(street)], uuid4()
        first = do(street, cases, TAKE, client_id=same)
        assert do(street, cases, TAKE, client_id=same) == first
        assert CaseEvent.objects.filter(kind="take_over").count() == 1

    def test_what_is_asked_for_must_make_sense(self, street: Street) -> None:
        case = reported(street)
        for cases, order, code in (
            ([], TAKE, "nothing_chosen"),
            ([case], Order(Verb.TAKE_OVER, " "), "said_missing"),
        ):
            with pytest.raises(Invalid) as refused:
                do(street, cases, order)
            assert refused.value.code == code
        with pytest.raises(Invalid):
            actions.do_many(
                actor=street.actor("社区小覃"), cases=[uuid4() for _each in range(MOST + 1)], order=TAKE, now=NINE,
                client_id=uuid4(),
            )  # fmt: skip
        with pytest.raises(NotThere):
            do(street, [case], Order(Verb.HELP, post=uuid4()))

    def test_as_many_questions_for_many_as_for_few(self, street: Street) -> None:
        def asked(count: int) -> int:
            cases = [reported(street) for _each in range(count)]
            with CaptureQueriesContext(connection) as counted:
                do(street, cases, TAKE)
            return len(counted)

        asked(1)
        assert asked(12) <= asked(2)


class TestTakingBack:
    def test_every_case_stands_where_it_stood(self, street: Street) -> None:
        cases = [reported(street) for _two in range(2)]
        before = {case.pk: Case.objects.filter(pk=case.pk).values("rung", "holder", "due_at").get() for case in cases}
        batch = undo(street, do(street, cases, TAKE))
        for case in cases:
            assert Case.objects.filter(pk=case.pk).values("rung", "holder", "due_at").get() == before[case.pk]
            active = Holding.objects.filter(case=case, active=True).values_list("post", flat=True)
            assert list(active) == [street.post_of(street.lin1).pk]
            kinds = CaseEvent.objects.filter(case=case).order_by("seq").values_list("kind", flat=True)
            assert list(kinds) == ["report", "take_over", "undo"], "history is appended to, not erased"
        assert batch.undone_at is not None
        assert list(chain.broken()) == []
        outbox.dispatch_waiting(now=NINE + 2 * HOUR)
        assert Notice.objects.filter(user=street.users["李邻长"].pk, template="cases.undo").count() == 2

    @pytest.mark.parametrize(
        "order",
        [
            Order(Verb.UP, "办不了"),
            Order(Verb.MARK, urgency=Urgency.URGENT),
            Order(Verb.CLOSE, "找不到人"),
        ],
        ids=lambda order: order.verb.value,
    )
    def test_so_do_the_others(self, street: Street, order: Order) -> None:
        case = reported(street)
        columns = ("rung", "holder", "urgency", "due_at", "closing", "clock_started_at", "status")
        before = Case.objects.filter(pk=case.pk).values(*columns).get()
        batch = do(street, [case], order, by="李邻长")
        assert Case.objects.filter(pk=case.pk).values(*columns).get() != before
        undo(street, batch, by="李邻长")
        assert Case.objects.filter(pk=case.pk).values(*columns).get() == before

    def test_a_helper_helps_no_more(self, street: Street) -> None:
        case = reported(street)
        batch = do(street, [case], Order(Verb.HELP, post=civil()), by="李邻长")
        undo(street, batch, by="李邻长")
        assert not Helping.objects.filter(case=case, until=None).exists()

    def test_what_moved_since_is_left_and_named(self, street: Street) -> None:
        moved, still = reported(street), reported(street)
        batch = do(street, [moved, still], TAKE)
        actions.answer(actor=street.actor("社区小覃"), case=moved.pk, text="换好了", now=NINE + HOUR)
        undo(street, batch)
        kept = batch.items.get(case=moved)
        assert (kept.undone, "后来又有人动过" in kept.why_kept) == (False, True)
        assert fresh(moved).status == "answered"
        assert fresh(still).rung == 1

    def test_a_clock_that_ran_out_meanwhile_is_not_brought_back(self, street: Street) -> None:
        case = reported(street)
        batch = do(street, [case], TAKE, now=NINE + DAY - HOUR / 4)
        undo(street, batch, after=DAY + HOUR / 4)
        assert "原来的时限已经过了" in batch.items.get().why_kept
        assert fresh(case).rung == 4

    def test_twice_is_once_an_hour_is_the_end_and_another_s_is_not_there(self, street: Street) -> None:
        case = reported(street)
        batch = do(street, [case], TAKE)
        with pytest.raises(NotThere):
            undo(street, batch, by="街道老彭")
        for _again in range(2):
            undo(street, batch)
        assert CaseEvent.objects.filter(case=case, kind="undo").count() == 1
        later = do(street, [case], TAKE)
        with pytest.raises(Refusal) as refused:
            undo(street, later, after=2 * HOUR + timedelta(minutes=1))
        assert refused.value.code == "too_late"


class TestExport:
    def test_each_case_that_left_in_a_file_is_on_record(self, street: Street) -> None:
        cases = [reported(street), reported(street)]
        actor = street.actor("社区小覃")
        actions.note_export(actor=actor, cases=queries.by_keys(actor, [one.pk for one in cases]), now=NINE)
        assert set(AuditEntry.objects.filter(verb="case.export").values_list("target", flat=True)) == {
            one.pk for one in cases
        }
