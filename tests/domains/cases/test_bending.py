"""A clock is stopped, let go on and lengthened in the open; a case is taken over, helped with, closed with consent."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.factories.cast import Street
from youlin.domains.cases import actions, codes, queries
from youlin.domains.cases.actions import NewCase
from youlin.domains.cases.models import Case, CaseEvent, Holding
from youlin.domains.cases.rules.clocks import Clock, Purpose, Urgency
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.cases.rules.spans import Bounds, Why
from youlin.domains.cases.rules.states import Status
from youlin.domains.chiefs.models import Post
from youlin.domains.messaging.models import Notice
from youlin.foundation import clock, outbox
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal

NINE = clock.at(date(2026, 11, 2), 9)  # a Monday
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def reported(street: Street, **known: Any) -> Case:
    return actions.report(actor=street.actor("李邻长"), case=NewCase(**{"text": "楼道灯坏了"} | known), now=NINE)


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def paused(street: Street, case: Case, *, until: date = date(2026, 11, 5), hours: int = 4) -> Case:
    return actions.pause(
        actor=street.actor("李邻长"), case=case.pk, why=Why.WAITS_FOR_PAPERS, until=until, now=NINE + hours * HOUR
    )


class TestPausing:
    def test_what_was_left_is_left_when_it_goes_on(self, street: Street) -> None:
        case = paused(street, reported(street))  # twenty hours were left
        assert case.due_at == clock.start_of(date(2026, 11, 5)) + 20 * HOUR
        assert actions.escalate_overdue(now=clock.start_of(date(2026, 11, 5)) + 19 * HOUR) == 0
        assert actions.escalate_overdue(now=clock.start_of(date(2026, 11, 5)) + 20 * HOUR) == 1

    def test_going_on_early_gives_back_what_was_not_used(self, street: Street) -> None:
        case = paused(street, reported(street))
        case = actions.resume(actor=street.actor("李邻长"), case=case.pk, now=NINE + 10 * HOUR)
        assert case.due_at == NINE + 30 * HOUR
        assert case.paused_seconds == 6 * 3600

    def test_an_answer_ends_the_pause_and_gives_back_too(self, street: Street) -> None:
        case = paused(street, reported(street))
        actions.answer(actor=street.actor("李邻长"), case=case.pk, text="材料齐了", now=NINE + 5 * HOUR)
        assert (fresh(case).paused_until, fresh(case).paused_seconds) == (None, 3600)

    def test_a_working_clock_is_paused_in_working_time(self, street: Street) -> None:
        case = reported(street)
        for name in ("李邻长", "田组长", "向片长"):
            actions.escalate(actor=street.actor(name), case=case.pk, reason="办不了", now=NINE)
        friday = clock.at(date(2026, 11, 6), 0)
        Case.objects.filter(pk=case.pk).update(clock_started_at=friday, due_at=friday + 96 * HOUR)  # Friday, Monday
        case = actions.pause(
            actor=street.actor("社区小覃"), case=case.pk, why=Why.WEATHER, until=date(2026, 11, 7), now=friday
        )
        assert case.due_at == clock.start_of(date(2026, 11, 11)), "the weekend after the pause is not counted"

    @pytest.mark.parametrize(
        ("until", "code"), [(date(2026, 11, 2), "pause_backwards"), (date(2026, 12, 2), "pause_too_long")]
    )
    def test_it_has_a_bound(self, street: Street, until: date, code: str) -> None:
        case = reported(street)
        with pytest.raises(Invalid) as said:
            paused(street, case, until=until)
        assert (said.value.code, said.value.field) == (code, "until")
        assert fresh(case).due_at == NINE + DAY

    def test_a_third_time_is_one_too_often(self, street: Street) -> None:
        case = reported(street)
        for _time in range(2):
            paused(street, case)
            actions.resume(actor=street.actor("李邻长"), case=case.pk, now=NINE + 4 * HOUR)
        with pytest.raises(Refusal) as said:
            paused(street, case)
        assert said.value.code == "paused_enough"

    def test_twice_at_once_is_once(self, street: Street) -> None:
        case, same = reported(street), uuid4()
        for _again in range(2):
            actions.pause(
                actor=street.actor("李邻长"), case=case.pk, why=Why.SEASON, until=date(2026, 11, 5), now=NINE,
                client_id=same,
            )  # fmt: skip
        assert CaseEvent.objects.filter(case=case, kind="pause").count() == 1
        with pytest.raises(Refusal):
            paused(street, case)

    def test_a_territory_sets_its_own_bounds(self, street: Street) -> None:
        actions.set_bounds(
            actor=street.actor("街道老彭"),
            territory=street.xibu.pk,
            bounds=Bounds(pause_days=2),
            now=NINE,
        )
        with pytest.raises(Invalid, match="最多停 2 天"):
            paused(street, reported(street), until=date(2026, 11, 6))
        with pytest.raises(NotAllowed):
            actions.set_bounds(actor=street.actor("社区小覃"), territory=street.xibu.pk, bounds=Bounds(), now=NINE)


class TestExtending:
    def test_once_at_a_rung_with_a_reason_that_the_rung_above_is_told(self, street: Street) -> None:
        case = reported(street)
        case = actions.extend(
            actor=street.actor("李邻长"), case=case.pk, hours=12, reason="等电工明天来", now=NINE + HOUR
        )
        assert case.due_at == NINE + 36 * HOUR
        outbox.dispatch_waiting(now=NINE + HOUR)
        assert Notice.objects.filter(user=street.users["田组长"].pk, template="cases.extend").count() == 1
        with pytest.raises(Refusal) as said:
            actions.extend(actor=street.actor("李邻长"), case=case.pk, hours=1, reason="再等等", now=NINE + HOUR)
        assert said.value.code == "extended_already"

    def test_not_longer_than_the_clock_itself(self, street: Street) -> None:
        with pytest.raises(Invalid, match="最多延长 24 小时"):
            actions.extend(actor=street.actor("李邻长"), case=reported(street).pk, hours=25, reason="慢慢来", now=NINE)

    def test_the_next_rung_may_again(self, street: Street) -> None:
        case = reported(street)
        actions.extend(actor=street.actor("李邻长"), case=case.pk, hours=1, reason="等人", now=NINE)
        actions.escalate(actor=street.actor("李邻长"), case=case.pk, reason="办不了", now=NINE)
        assert not fresh(case).extended
        actions.extend(actor=street.actor("田组长"), case=case.pk, hours=1, reason="等人", now=NINE)


class TestSendingBack:
    def test_the_clock_goes_on_running(self, street: Street) -> None:
        case = reported(street)
        actions.escalate(actor=street.actor("李邻长"), case=case.pk, reason="办不了", now=NINE)
        late = NINE + 20 * HOUR
        case = actions.return_down(actor=street.actor("田组长"), case=case.pk, reason="就在你门口", now=late)
        assert case.due_at == NINE + DAY, "four hours were left, and four hours are left"

    def test_the_shorter_of_the_two_clocks_holds(self, street: Street) -> None:
        case = reported(street)
        for name in ("李邻长", "田组长", "向片长"):
            actions.escalate(actor=street.actor(name), case=case.pk, reason="办不了", now=NINE)
        case = actions.return_down(actor=street.actor("社区小覃"), case=case.pk, reason="就在你们片", now=NINE)
        assert case.due_at == NINE + DAY, "the community had two days, the area has one"


class TestTogether:
    def test_a_rung_above_takes_it_over(self, street: Street) -> None:
        case = reported(street)
        case = actions.take_over(actor=street.actor("社区小覃"), case=case.pk, reason="涉及几栋楼", now=NINE + HOUR)
        assert (case.rung, case.holder) == (Rung.COMMUNITY, street.post_of(street.xibu))
        active = Holding.objects.filter(case=case, active=True).values_list("rung", flat=True)
        assert list(active) == [Rung.COMMUNITY]
        outbox.dispatch_waiting(now=NINE + HOUR)
        assert Notice.objects.filter(user=street.users["李邻长"].pk, template="cases.taken_from").count() == 1

    def test_nobody_takes_from_above_or_beside(self, street: Street) -> None:
        case = reported(street)
        actions.escalate(actor=street.actor("李邻长"), case=case.pk, reason="办不了", now=NINE)
        with pytest.raises(NotAllowed):
            actions.take_over(actor=street.actor("李邻长"), case=case.pk, reason="还是我来", now=NINE)

    def test_a_helper_sees_it_and_adds_to_it_and_the_duty_stays(self, street: Street) -> None:
        case, civil = reported(street), Post.objects.get(department="民政办")
        with pytest.raises(NotThere):
            queries.record(street.actor("民政老杜"), case.pk, now=NINE)
        actions.invite(actor=street.actor("李邻长"), case=case.pk, post=civil.pk, now=NINE, text="看看能不能救助")
        actions.note(actor=street.actor("民政老杜"), case=case.pk, text="可以申请临时救助", now=NINE)
        assert fresh(case).holder != civil
        with pytest.raises(NotAllowed):
            actions.answer(actor=street.actor("民政老杜"), case=case.pk, text="办了", now=NINE)
        outbox.dispatch_waiting(now=NINE)
        assert Notice.objects.filter(user=street.users["民政老杜"].pk, template="cases.invite").count() == 1

        actions.leave(actor=street.actor("民政老杜"), case=case.pk, post=civil.pk, now=NINE)
        with pytest.raises(NotThere):
            queries.record(street.actor("民政老杜"), case.pk, now=NINE)

    def test_the_chief_complained_of_is_not_asked_to_help(self, street: Street) -> None:
        about = street.post_of(street.group)
        case = actions.report(
            actor=street.actor("李邻长"), case=NewCase(text="组长不来", about_post=about.pk), now=NINE
        )
        with pytest.raises(NotThere):
            actions.invite(actor=street.actor("向片长"), case=case.pk, post=about.pk, now=NINE)

    def test_who_writes_an_answer_is_seen_by_others_for_two_minutes(self, street: Street) -> None:
        case = reported(street)
        actions.escalate_overdue(now=NINE + DAY)
        now = NINE + DAY + HOUR
        actions.writing(actor=street.actor("田组长"), case=case.pk, now=now)
        names = [one.name for one in queries.record(street.actor("李邻长"), case.pk, now=now).writers]
        assert names == ["田组长"]
        assert queries.record(street.actor("田组长"), case.pk, now=now).writers == []
        assert queries.record(street.actor("李邻长"), case.pk, now=now + timedelta(minutes=3)).writers == []


class TestClosing:
    def asked(self, street: Street) -> Case:
        case = reported(street)
        return actions.ask_close(actor=street.actor("李邻长"), case=case.pk, reason="灯自己又亮了", now=NINE)

    def test_the_rung_above_agrees(self, street: Street) -> None:
        case = self.asked(street)
        assert (case.rung, case.status) == (Rung.GROUP, Status.OPEN)
        case = actions.agree_close(actor=street.actor("田组长"), case=case.pk, now=NINE + HOUR)
        assert (case.status, case.closed_at, case.rating) == (Status.CLOSED, NINE + HOUR, None)

    def test_or_sends_it_back_with_a_reason(self, street: Street) -> None:
        case = self.asked(street)
        case = actions.refuse_close(actor=street.actor("田组长"), case=case.pk, reason="去看一眼", now=NINE + HOUR)
        assert (case.rung, case.closing, case.due_at) == (Rung.NEIGHBOURHOOD, "", NINE + 25 * HOUR)

    def test_the_holder_alone_closes_nothing(self, street: Street) -> None:
        case = actions.report(actor=street.actor("周邻长"), case=NewCase(text="灯坏了"), now=NINE)
        actions.escalate(actor=street.actor("周邻长"), case=case.pk, reason="办不了", now=NINE)
        with pytest.raises(NotAllowed, match="上一级同意"):
            actions.withdraw(actor=street.actor("田组长"), case=case.pk, reason="不用办了", now=NINE)

    def test_at_the_top_a_second_person_must_agree(self, street: Street) -> None:
        case = reported(street, danger="life")
        case = actions.ask_close(actor=street.actor("街道老彭"), case=case.pk, reason="人已经平安", now=NINE)
        with pytest.raises(NotAllowed) as said:
            actions.agree_close(actor=street.actor("街道老彭"), case=case.pk, now=NINE)
        assert said.value.code == "second_person"


class TestTheResidentsSilence:
    def test_told_and_silent_for_the_set_days_it_is_closed_and_says_so(self, street: Street) -> None:
        case = reported(street)
        actions.answer(actor=street.actor("李邻长"), case=case.pk, text="换好了", told=True, now=NINE)
        actions.escalate_overdue(now=NINE + 15 * DAY - timedelta(seconds=1))
        assert fresh(case).status == Status.TOLD
        for _again in range(2):
            actions.escalate_overdue(now=NINE + 40 * DAY)
        event = CaseEvent.objects.get(case=case, kind="lapse")
        assert (fresh(case).status, fresh(case).closed_at, event.at) == (
            Status.CLOSED,
            NINE + 15 * DAY,
            NINE + 15 * DAY,
        )
        assert "15 天没有回音" in event.text

    def test_it_can_still_be_reopened(self, street: Street) -> None:
        case = reported(street)
        actions.answer(actor=street.actor("李邻长"), case=case.pk, text="换好了", told=True, now=NINE)
        late = NINE + 20 * DAY
        case = actions.reopen(actor=street.actor("李邻长"), case=case.pk, reason="又不亮了", now=late)
        assert (case.status, case.rung) == (Status.OPEN, Rung.GROUP)

    def test_a_resident_with_a_code_is_told_by_the_system_when_nobody_does(self, street: Street) -> None:
        key = uuid4()
        case = actions.report_public(case=NewCase(text="井盖坏了", place="岩门 3 号"), now=NINE, client_id=key)
        post = Post.objects.get(pk=case.holder_id)
        name = next(name for name in street.users if post.pk in street.actor(name).posts())
        actions.answer(actor=street.actor(name), case=case.pk, text="换好了", now=NINE)
        due = fresh(case).due_at
        assert due is not None
        actions.escalate_overdue(now=due)
        assert (fresh(case).status, fresh(case).told_at) == (Status.TOLD, due)
        assert queries.view(case.number, codes.code_for(key)).answer == "换好了"


class TestClocksOfAKind:
    def test_a_hazard_has_its_own_clock(self, street: Street) -> None:
        for hours, kind in ((10, ""), (2, "hazard")):
            actions.set_clock(
                actor=street.actor("街道老彭"), territory=street.xibu.pk, rung=Rung.NEIGHBOURHOOD,
                urgency=Urgency.NORMAL, clock=Clock(hours), purpose=Purpose.ANSWER, kind=kind, now=NINE,
            )  # fmt: skip
        assert reported(street).due_at == NINE + 10 * HOUR
        assert reported(street, kind="hazard").due_at == NINE + 2 * HOUR
