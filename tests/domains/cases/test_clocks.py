"""What the clock does by itself: a missed deadline rises one rung, an answer falls one, each at its instant, once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.factories.cast import Street
from youlin.domains.access.actor import SYSTEM
from youlin.domains.cases import actions
from youlin.domains.cases.actions import NewCase
from youlin.domains.cases.models import Case, CaseEvent, Holding, StreetAttempt
from youlin.domains.cases.rules.clocks import Clock, Purpose, Urgency
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.chiefs.models import Appointment
from youlin.domains.messaging.models import Notice
from youlin.foundation import clock
from youlin.foundation.models import AuditEntry
from youlin.foundation.refusal import Invalid, NotAllowed

NINE = clock.at(date(2026, 11, 2), 9)  # a Monday
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def reported(street: Street, **known: Any) -> Case:
    return actions.report(actor=street.actor("李邻长"), case=NewCase(**{"text": "楼道灯坏了"} | known), now=NINE)


def trail(case: Case) -> list[tuple[str, int | None, object]]:
    return list(CaseEvent.objects.filter(case=case).order_by("seq").values_list("kind", "to_rung", "at"))


class TestRising:
    def test_a_missed_deadline_rises_one_rung_with_a_fresh_clock(self, street: Street) -> None:
        case = reported(street)
        assert actions.escalate_overdue(now=NINE + DAY - timedelta(seconds=1)) == 0
        assert actions.escalate_overdue(now=NINE + DAY + 5 * HOUR) == 1

        case.refresh_from_db()
        assert case.holder == street.post_of(street.group)
        assert (case.clock_started_at, case.due_at) == (NINE + DAY, NINE + 2 * DAY)
        assert trail(case)[-1] == ("climb", Rung.GROUP, NINE + DAY)

    def test_sweeping_twice_changes_nothing(self, street: Street) -> None:
        case = reported(street)
        now = NINE + DAY + HOUR
        assert [actions.escalate_overdue(now=now) for _again in range(3)] == [1, 0, 0]
        assert len(trail(case)) == 2
        assert AuditEntry.objects.filter(verb="case.climb").count() == 1

    def test_a_sweep_that_comes_days_late_finds_every_miss_at_its_instant(self, street: Street) -> None:
        case = reported(street)
        assert actions.escalate_overdue(now=NINE + 3 * DAY + HOUR) == 3
        assert trail(case)[1:] == [
            ("climb", Rung.GROUP, NINE + DAY),
            ("climb", Rung.AREA, NINE + 2 * DAY),
            ("climb", Rung.COMMUNITY, NINE + 3 * DAY),
        ]

    def test_often_or_once_the_trail_is_the_same(self, street: Street) -> None:
        often, once = reported(street), reported(street)
        for hours in range(0, 24 * 20, 7):
            Case.objects.filter(pk=once.pk).update(overdue_since=NINE)  # out of the sweep's sight for now
            actions.escalate_overdue(now=NINE + hours * HOUR)
        Case.objects.filter(pk=once.pk).update(overdue_since=None)
        actions.escalate_overdue(now=NINE + 20 * DAY)
        assert trail(often) == trail(once)
        assert len(trail(often)) == 6

    def test_at_the_top_it_is_marked_once_and_stays(self, street: Street) -> None:
        case = reported(street)
        for days in (60, 61, 90):
            actions.escalate_overdue(now=NINE + days * DAY)
        case.refresh_from_db()
        assert (case.rung, case.overdue_since) == (Rung.SUBDISTRICT, case.due_at)
        assert [kind for kind, _rung, _at in trail(case)] == ["report", *["climb"] * 4, "overdue"]

    def test_a_clock_at_the_desk_stands_still_on_days_off(self, street: Street) -> None:
        case = reported(street)
        actions.escalate_overdue(now=NINE + 3 * DAY)  # Thursday nine, at the community: two working days
        case.refresh_from_db()
        assert clock.day_of(case.due_at or NINE) == date(2026, 11, 9)  # Monday

    def test_acting_late_and_unswept_leaves_the_same_trail_as_swept(self, street: Street) -> None:
        swept, unswept = reported(street), reported(street)
        late = NINE + DAY + HOUR
        Case.objects.filter(pk=unswept.pk).update(overdue_since=NINE)
        actions.escalate_overdue(now=late)
        Case.objects.filter(pk=unswept.pk).update(overdue_since=None)
        for case in (swept, unswept):
            actions.answer(actor=street.actor("李邻长"), case=case.pk, text="换好了", now=late)
        assert trail(swept) == trail(unswept)
        assert [kind for kind, _rung, _at in trail(swept)] == ["report", "climb", "answer"]

    def test_the_rung_that_missed_it_and_the_one_above_both_have_the_duty(self, street: Street) -> None:
        case = reported(street)
        actions.escalate_overdue(now=NINE + 2 * DAY)
        active = Holding.objects.filter(case=case, active=True).values_list("rung", flat=True)
        assert sorted(active) == [Rung.NEIGHBOURHOOD, Rung.GROUP, Rung.AREA]

    def test_a_case_whose_holder_left_climbs_as_any_other(self, street: Street) -> None:
        case = reported(street)
        term = Appointment.objects.get(user=street.users["李邻长"])
        chiefs.end_term(actor=SYSTEM, appointment=term.pk, ends_on=date(2026, 11, 2), reason="搬走了", now=NINE)
        actions.escalate_overdue(now=NINE + DAY)
        case.refresh_from_db()
        assert case.holder == street.post_of(street.group)

    def test_what_is_told_or_closed_or_withdrawn_has_no_clock(self, street: Street) -> None:
        case = reported(street)
        actions.answer(actor=street.actor("李邻长"), case=case.pk, text="好了", told=True, now=NINE)
        assert actions.escalate_overdue(now=NINE + 99 * DAY) == 0

    def test_old_knocks_at_the_public_door_are_forgotten(self, street: Street) -> None:
        StreetAttempt.objects.create(door="track", origin="x", at=NINE - 2 * DAY)
        StreetAttempt.objects.create(door="track", origin="x", at=NINE)
        actions.escalate_overdue(now=NINE)
        assert StreetAttempt.objects.count() == 1


class TestFalling:
    def answered_at_area(self, street: Street) -> Case:
        case = reported(street)
        for name in ("李邻长", "田组长"):
            actions.escalate(actor=street.actor(name), case=case.pk, reason="办不了", now=NINE)
        return actions.answer(actor=street.actor("向片长"), case=case.pk, text="已报修", now=NINE)

    def test_an_answer_that_nobody_hands_on_goes_on_by_itself_and_says_so(self, street: Street) -> None:
        case = self.answered_at_area(street)
        assert case.due_at == NINE + 12 * HOUR
        actions.escalate_overdue(now=NINE + DAY + 2 * HOUR)

        assert trail(case)[-2:] == [
            ("drop_down", Rung.NEIGHBOURHOOD, NINE + 12 * HOUR),
            ("overdue", Rung.NEIGHBOURHOOD, NINE + DAY),
        ]
        case.refresh_from_db()
        assert (case.status, case.holder) == ("answered", street.post_of(street.lin1))

    def test_the_system_tells_no_resident_so_the_case_waits_for_a_person(self, street: Street) -> None:
        case = self.answered_at_area(street)
        actions.escalate_overdue(now=NINE + 30 * DAY)
        told = actions.tell_resident(actor=street.actor("李邻长"), case=case.pk, now=NINE + 31 * DAY)
        assert (told.status, told.overdue_since) == ("told", None)


class TestConfiguredClocks:
    def test_a_communitys_own_clock_holds_for_its_groups(self, street: Street) -> None:
        actions.set_clock(
            actor=street.actor("街道老彭"), territory=street.xibu.pk, rung=Rung.NEIGHBOURHOOD,
            urgency=Urgency.NORMAL, clock=Clock(5), now=NINE,
        )  # fmt: skip
        assert reported(street).due_at == NINE + 5 * HOUR
        elsewhere = actions.report(actor=street.actor("岩门邻长"), case=NewCase(text="灯坏了"), now=NINE)
        assert elsewhere.due_at == NINE + DAY

    def test_the_office_may_set_it_and_a_chief_may_not(self, street: Street) -> None:
        with pytest.raises(NotAllowed):
            actions.set_clock(
                actor=street.actor("向片长"), territory=street.area.pk, rung=Rung.GROUP,
                urgency=Urgency.NORMAL, clock=Clock(5), now=NINE,
            )  # fmt: skip

    @pytest.mark.parametrize("hours", [0, 24 * 91])
    def test_a_clock_has_sensible_bounds(self, street: Street, hours: int) -> None:
        with pytest.raises(Invalid):
            actions.set_clock(
                actor=street.actor("街道老彭"), territory=street.subdistrict.pk, rung=Rung.GROUP,
                urgency=Urgency.URGENT, clock=Clock(hours), purpose=Purpose.HAND_ON, now=NINE,
            )  # fmt: skip


class TestWhoHears:
    def heard(self, street: Street, name: str) -> list[str]:
        return list(
            Notice.objects.filter(user=street.users[name]).order_by("at", "id").values_list("template", flat=True)
        )

    def test_the_holder_hears_of_a_case_and_the_reporter_not_of_the_own_one(
        self, street: Street, django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            actions.report(
                actor=street.actor("社区小覃"), case=NewCase(text="灯", household=street.wang_home.pk), now=NINE
            )
            reported(street)
        assert self.heard(street, "李邻长") == ["cases.report"]
        assert Notice.objects.get(user=street.users["李邻长"]).url.startswith("/me/cases/")

    def test_a_climb_is_heard_on_both_rungs_and_once(
        self, street: Street, django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            reported(street)
        for _again in range(2):
            with django_capture_on_commit_callbacks(execute=True):
                actions.escalate_overdue(now=NINE + DAY)
        assert self.heard(street, "田组长") == ["cases.climb"]
        assert self.heard(street, "李邻长") == ["cases.climbed_from"]

    def test_after_an_outage_one_letter_says_how_many(
        self, street: Street, django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            for _case in range(12):
                reported(street)
        for _again in range(2):
            with django_capture_on_commit_callbacks(execute=True):
                actions.escalate_overdue(now=NINE + DAY)
        assert self.heard(street, "田组长") == ["cases.many"]
        assert self.heard(street, "李邻长") == ["cases.many_climbed_from"]
        assert Notice.objects.get(user=street.users["田组长"]).params == {"n": 12}
        assert Notice.objects.get(user=street.users["田组长"]).url == "/me/cases/"

    def test_for_an_empty_post_the_next_occupied_rung_hears(
        self, street: Street, django_capture_on_commit_callbacks: Any
    ) -> None:
        for name in ("李邻长", "田组长"):
            term = Appointment.objects.get(user=street.users[name])
            chiefs.end_term(actor=SYSTEM, appointment=term.pk, ends_on=date(2026, 11, 2), reason="搬走了", now=NINE)
        with django_capture_on_commit_callbacks(execute=True):
            actions.report(
                actor=street.actor("街道老彭"), case=NewCase(text="灯", household=street.wang_home.pk), now=NINE
            )
        assert self.heard(street, "向片长") == ["cases.report"]
        assert Case.objects.get().holder == street.post_of(street.lin1)

    def test_staff_are_led_to_the_desk(self, street: Street, django_capture_on_commit_callbacks: Any) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            actions.report_public(case=NewCase(text="桥断了", place="岩门社区"), now=NINE)
        assert Notice.objects.get(user=street.users["岩门小吴"]).url.startswith("/office/cases/")
