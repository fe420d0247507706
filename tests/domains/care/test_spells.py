"""Care that rests, and closer care: both fall back by themselves, and leave no gap and no double."""

from datetime import date

import pytest

from tests.domains.care.conftest import Record, day, on
from tests.factories.cast import Street
from youlin.domains.care import actions, queries
from youlin.domains.care.models import Alarm, CarePlan, Obligation, Pace
from youlin.foundation.models import AuditEntry
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal

pytestmark = pytest.mark.django_db


def due(plan: CarePlan) -> dict[str, date]:
    return dict(Obligation.objects.filter(plan=plan, state="open").values_list("kind", "due_on"))


def alarms(plan: CarePlan) -> int:
    return Alarm.objects.filter(obligation__plan=plan, withdrawn_at__isnull=True).count()


class TestPausing:
    def test_nothing_is_due_while_王奶奶_is_in_hospital_and_the_clock_starts_anew(
        self, plan: CarePlan, street: Street
    ) -> None:
        actions.pause_plan(actor=street.actor("李邻长"), plan=plan.pk, until=day(20), reason="hospital", now=on(2))
        assert due(plan) == {"greeting": day(23), "visit": day(27)}
        actions.raise_silence(now=on(23))
        assert alarms(plan) == 0
        actions.raise_silence(now=on(24))
        assert alarms(plan) == 1
        assert AuditEntry.objects.filter(verb="care.pause", actor_name="李邻长").count() == 1

    def test_what_was_late_before_stays_and_rises_no_higher(self, plan: CarePlan, street: Street) -> None:
        actions.raise_silence(now=on(4))
        actions.pause_plan(actor=street.actor("社区小覃"), plan=plan.pk, until=day(20), reason="family", now=on(4))
        actions.raise_silence(now=on(19))
        assert alarms(plan) == 1
        assert Obligation.objects.filter(plan=plan, state="paused").count() == 2

    def test_who_was_met_on_the_first_day_of_a_pause_is_met_again_on_the_first_day_after_it(
        self, plan: CarePlan, street: Street, record: Record
    ) -> None:
        record("visit", on(2))
        actions.pause_plan(actor=street.actor("社区小覃"), plan=plan.pk, until=day(5), reason="hospital", now=on(2, 12))
        record("visit", on(5))
        rows = Obligation.objects.filter(plan=plan, kind="visit").exclude(state="void").order_by("opens_on")
        said = list(rows.values_list("opens_on", "due_on", "state", "kept_on"))
        assert said == [(day(0), day(7), "kept", day(2)), (day(5), day(12), "open", None)]
        record("visit", on(6), received=on(8))
        assert list(rows.values_list("opens_on", "kept_on")) == [
            (day(0), day(2)),
            (day(5), day(6)),
            (day(6), None),
        ]

    def test_nor_does_an_earlier_pause_hide_that_meeting(self, plan: CarePlan, street: Street, record: Record) -> None:
        staff = street.actor("社区小覃")
        actions.pause_plan(actor=staff, plan=plan.pk, until=day(4), reason="hospital", now=on(2, 8))
        record("visit", on(6))
        record("visit", on(10, 7))
        actions.pause_plan(actor=staff, plan=plan.pk, until=day(15), reason="hospital", now=on(10, 8))
        record("visit", on(15))
        rows = (
            Obligation.objects.filter(plan=plan, kind="greeting").exclude(state="void").order_by("opens_on", "due_on")
        )
        assert [(row.opens_on, row.state, row.kept_on) for row in rows] == [
            (day(0), "paused", None),
            (day(4), "kept", day(6)),
            (day(6), "kept", day(10)),
            (day(15), "open", None),
        ]

    def test_a_sweep_that_was_late_loses_nothing_to_a_pause(self, plan: CarePlan, street: Street) -> None:
        actions.pause_plan(actor=street.actor("社区小覃"), plan=plan.pk, until=day(20), reason="family", now=on(5))
        rows = Alarm.objects.filter(obligation__plan=plan).order_by("level")
        assert [(row.level, row.raised_at) for row in rows] == [(1, on(4, 0)), (2, on(5, 0))]

    def test_a_greeting_in_hospital_is_kept_on_record_and_leaves_the_pause(
        self, plan: CarePlan, street: Street, record: Record
    ) -> None:
        actions.pause_plan(actor=street.actor("社区小覃"), plan=plan.pk, until=day(20), reason="hospital", now=on(2))
        record("greeting", on(4))
        assert due(plan)["greeting"] == day(23)

    def test_a_visit_before_the_pause_that_comes_in_late_still_counts(
        self, plan: CarePlan, street: Street, record: Record
    ) -> None:
        actions.raise_silence(now=on(5))
        actions.pause_plan(actor=street.actor("社区小覃"), plan=plan.pk, until=day(20), reason="hospital", now=on(5))
        record("visit", on(3), received=on(8))
        assert alarms(plan) == 0
        assert due(plan) == {"greeting": day(23), "visit": day(27)}

    def test_who_comes_home_early_is_due_again_from_that_day(self, plan: CarePlan, street: Street) -> None:
        actions.pause_plan(actor=street.actor("李邻长"), plan=plan.pk, until=day(20), reason="hospital", now=on(2))
        actions.resume_plan(actor=street.actor("李邻长"), plan=plan.pk, now=on(10))
        assert due(plan) == {"greeting": day(13), "visit": day(17)}
        actions.resume_plan(actor=street.actor("李邻长"), plan=plan.pk, now=on(10))
        assert due(plan) == {"greeting": day(13), "visit": day(17)}

    def test_a_pause_taken_back_on_its_first_day_was_none(self, plan: CarePlan, street: Street) -> None:
        actions.pause_plan(actor=street.actor("李邻长"), plan=plan.pk, until=day(20), reason="away", now=on(2))
        actions.resume_plan(actor=street.actor("李邻长"), plan=plan.pk, now=on(2, 18))
        assert due(plan) == {"greeting": day(3), "visit": day(7)}

    def test_a_longer_stay_is_one_pause_after_the_other(self, plan: CarePlan, street: Street) -> None:
        for until, today in ((10, 2), (20, 8)):
            actions.pause_plan(
                actor=street.actor("李邻长"), plan=plan.pk, until=day(until), reason="hospital", now=on(today)
            )
        assert due(plan) == {"greeting": day(23), "visit": day(27)}
        assert Obligation.objects.filter(plan=plan, state="open").count() == 2

    def test_who_dies_in_hospital_leaves_nothing_due(self, plan: CarePlan, street: Street) -> None:
        actions.pause_plan(actor=street.actor("李邻长"), plan=plan.pk, until=day(20), reason="hospital", now=on(2))
        actions.end_plan(actor=street.actor("社区小覃"), plan=plan.pk, reason="过世", now=on(9))
        assert due(plan) == {}
        actions.raise_silence(now=on(60))
        assert alarms(plan) == 0

    @pytest.mark.parametrize("until", [day(2), day(1), day(120)])
    def test_a_pause_has_an_end_within_three_months(self, plan: CarePlan, street: Street, until: date) -> None:
        with pytest.raises(Invalid):
            actions.pause_plan(actor=street.actor("社区小覃"), plan=plan.pk, until=until, reason="hospital", now=on(2))

    def test_and_a_reason(self, plan: CarePlan, street: Street) -> None:
        with pytest.raises(Invalid, match="原因"):
            actions.pause_plan(actor=street.actor("李邻长"), plan=plan.pk, until=day(9), reason="", now=on(2))
        with pytest.raises(Invalid, match="一句"):
            actions.pause_plan(actor=street.actor("李邻长"), plan=plan.pk, until=day(9), reason="other", now=on(2))

    def test_only_by_who_answers_for_the_person(self, plan: CarePlan, street: Street) -> None:
        with pytest.raises(NotThere):
            actions.pause_plan(actor=street.actor("周邻长"), plan=plan.pk, until=day(9), reason="away", now=on(2))


class TestTightening:
    def test_daily_until_a_day_and_then_as_before_by_itself(
        self, plan: CarePlan, street: Street, record: Record
    ) -> None:
        record("greeting", on(2))
        actions.tighten_plan(
            actor=street.actor("李邻长"), plan=plan.pk, greeting_days=1, visit_days=None, last=day(6), reason="刚出院",
            now=on(3),
        )  # fmt: skip
        assert due(plan) == {"greeting": day(3), "visit": day(7)}
        for number in (3, 4, 5):
            record("greeting", on(number))
            assert due(plan)["greeting"] == day(number + 1)
        record("greeting", on(6))
        assert due(plan)["greeting"] == day(9)

    def test_loosened_by_hand_the_usual_holds_at_once(self, plan: CarePlan, street: Street, record: Record) -> None:
        often = {"greeting_days": 1, "visit_days": 2, "last": day(20), "reason": "一个人在家"}
        actions.tighten_plan(actor=street.actor("社区小覃"), plan=plan.pk, now=on(0, 10), **often)  # type: ignore[arg-type]
        assert due(plan) == {"greeting": day(1), "visit": day(2)}
        actions.loosen_plan(actor=street.actor("社区小覃"), plan=plan.pk, now=on(1))
        assert due(plan) == {"greeting": day(3), "visit": day(7)}
        assert Pace.objects.get(plan=plan).cut_by_name == "社区小覃"

    @pytest.mark.parametrize(("days", "last", "reason"), [(0, 6, "病"), (1, -1, "病"), (1, 200, "病"), (1, 6, " ")])
    def test_what_cannot_be(self, plan: CarePlan, street: Street, days: int, last: int, reason: str) -> None:
        with pytest.raises(Invalid):
            actions.tighten_plan(
                actor=street.actor("李邻长"), plan=plan.pk, greeting_days=days, visit_days=None, last=day(last),
                reason=reason, now=on(2),
            )  # fmt: skip

    def test_not_for_an_ended_plan(self, plan: CarePlan, street: Street) -> None:
        actions.end_plan(actor=street.actor("社区小覃"), plan=plan.pk, reason="搬走", now=on(2))
        with pytest.raises(Refusal, match="已经结束"):
            actions.loosen_plan(actor=street.actor("社区小覃"), plan=plan.pk, now=on(3))


class TestTiers:
    def test_somebody_is_put_into_a_tier_and_back(self, plan: CarePlan, street: Street) -> None:
        staff = street.actor("社区小覃")
        actions.set_tier(actor=staff, plan=plan.pk, tier="monthly", reason="女儿住在隔壁", now=on(1))
        assert due(plan) == {"greeting": day(30), "visit": day(30)}
        actions.set_tier(actor=staff, plan=plan.pk, tier="", reason="女儿搬走了", now=on(9))
        assert due(plan) == {"greeting": day(9), "visit": day(9)}  # late for nothing before that day
        actions.raise_silence(now=on(9))
        assert alarms(plan) == 0

    def test_a_place_gives_a_tier_its_days(self, plan: CarePlan, street: Street) -> None:
        actions.set_tier(actor=street.actor("社区小覃"), plan=plan.pk, tier="weekly", reason="身体好", now=on(0, 10))
        actions.set_cadence(
            actor=street.actor("街道老彭"), place=street.xibu.pk, circumstance="", tier="weekly",
            greeting_days=5, visit_days=10, now=on(1),
        )  # fmt: skip
        assert due(plan) == {"greeting": day(5), "visit": day(10)}
        actions.set_cadence(
            actor=street.actor("街道老彭"), place=street.xibu.pk, circumstance="", greeting_days=2, visit_days=4,
            now=on(1),
        )  # fmt: skip
        assert due(plan) == {"greeting": day(5), "visit": day(10)}

    def test_a_chief_puts_nobody_into_a_tier(self, plan: CarePlan, street: Street) -> None:
        with pytest.raises(NotAllowed):
            actions.set_tier(actor=street.actor("李邻长"), plan=plan.pk, tier="monthly", reason="忙", now=on(1))

    def test_late_evidence_is_judged_by_the_cadence_of_its_days(
        self, plan: CarePlan, street: Street, record: Record
    ) -> None:
        actions.set_tier(actor=street.actor("社区小覃"), plan=plan.pk, tier="monthly", reason="好转", now=on(8))
        record("greeting", on(5), received=on(9))  # it had been due on day 3
        rows = Alarm.objects.filter(obligation__plan=plan, obligation__kept_on=day(5), withdrawn_at__isnull=True)
        assert [row.level for row in rows.order_by("level")] == [1, 2]

    def test_an_alarm_by_a_later_due_day_gives_way_to_that_of_the_days_own(
        self, plan: CarePlan, street: Street, record: Record
    ) -> None:
        actions.raise_silence(now=on(4))  # due on day 3
        actions.set_cadence(
            actor=street.actor("街道老彭"), place=street.xibu.pk, circumstance="", greeting_days=5, visit_days=10,
            now=on(5),
        )  # fmt: skip
        actions.raise_silence(now=on(6))  # due on day 5 since then: late again, by a day
        record("greeting", on(4), received=on(7))
        rows = Alarm.objects.filter(obligation__plan=plan, obligation__kind="greeting").order_by("raised_at", "seen_at")
        said = [(row.level, row.raised_at, row.withdrawn_at) for row in rows]
        assert said == [(1, on(4, 0), on(5)), (1, on(4, 0), None), (1, on(6, 0), on(7))]


def test_a_person_who_moves_takes_on_the_cadence_of_the_new_place(plan: CarePlan, street: Street) -> None:
    actions.set_cadence(
        actor=street.actor("街道老彭"), place=street.lin2.pk, circumstance="", greeting_days=9, visit_days=9, now=on(1)
    )
    street.wang_home.neighbourhood = street.lin2
    street.wang_home.save()
    actions.follow_households(actor=street.actor("街道老彭"), now=on(2))
    assert due(plan) == {"greeting": day(9), "visit": day(9)}
    assert [item.resident.name for item in queries.today_for(street.actor("周邻长"), on(9))] == ["王桂英"]
