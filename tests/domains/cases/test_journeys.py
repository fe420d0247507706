"""Cases as people live them: reported, solved or sent up, answered, handed down, told, agreed to."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.factories.cast import Street
from youlin.domains.access.actor import SYSTEM, Actor
from youlin.domains.cases import actions, codes
from youlin.domains.cases.actions import NewCase
from youlin.domains.cases.models import Case, CaseEvent
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.chiefs.models import Appointment, Post
from youlin.foundation import clock
from youlin.foundation.models import AuditEntry
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal

NINE = clock.at(date(2026, 11, 2), 9)  # a Monday
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def reported(street: Street, by: str = "李邻长", *, at: datetime = NINE, **known: object) -> Case:
    known.setdefault("text", "楼道灯坏了")
    return actions.report(actor=street.actor(by), case=NewCase(**known), now=at)  # type: ignore[arg-type]


def steps(case: Case) -> list[str]:
    return list(CaseEvent.objects.filter(case=case).order_by("seq").values_list("kind", flat=True))


def now_of(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def climbed_to(street: Street, case: Case, name: str) -> None:
    order = ["李邻长", "田组长", "向片长", "社区小覃", "街道老彭"]
    for at, person in enumerate(order[: order.index(name)]):
        actions.escalate(
            actor=street.actor(person), case=case.pk, reason="这里办不了", now=NINE + at * timedelta(minutes=1)
        )


class TestReporting:
    def test_a_case_has_a_number_a_holder_and_a_deadline_from_its_first_second(self, street: Street) -> None:
        case = reported(street)

        assert case.number == "2026-000001"
        assert case.holder == street.post_of(street.lin1)
        assert case.due_at == NINE + DAY
        assert steps(case) == ["report"]
        assert AuditEntry.objects.get(target=case.pk).verb == "case.report"

    def test_numbers_run_within_a_subdistrict_and_begin_anew_each_year(self, street: Street) -> None:
        first, second = reported(street), reported(street)
        next_year = reported(street, at=clock.at(date(2027, 1, 1), 8))
        assert [case.number for case in (first, second, next_year)] == ["2026-000001", "2026-000002", "2027-000001"]

    def test_the_year_turns_at_midnight_in_shanghai(self, street: Street) -> None:
        last = reported(street, at=clock.at(date(2026, 12, 31), 23, 59))
        first = reported(street, at=clock.at(date(2027, 1, 1), 0))
        assert (last.number[:4], first.number[:4]) == ("2026", "2027")

    def test_the_same_write_twice_is_one_case(self, street: Street) -> None:
        identity = uuid4()
        new = NewCase(text="楼道灯坏了")
        first = actions.report(actor=street.actor("李邻长"), case=new, client_id=identity, now=NINE)
        again = actions.report(actor=street.actor("李邻长"), case=new, client_id=identity, now=NINE + HOUR)
        assert first == again
        assert Case.objects.count() == CaseEvent.objects.count() == 1

    def test_the_same_write_with_other_words_is_not_lost_in_silence(self, street: Street) -> None:
        identity = uuid4()
        actions.report(actor=street.actor("李邻长"), case=NewCase(text="灯坏了"), client_id=identity, now=NINE)
        with pytest.raises(Refusal, match="2026-000001"):
            actions.report(
                actor=street.actor("李邻长"), case=NewCase(text="灯坏了，线也断了"), client_id=identity, now=NINE
            )

    def test_a_case_about_a_household_belongs_to_its_neighbourhood_whoever_reports_it(self, street: Street) -> None:
        case = reported(street, "社区小覃", household=street.zhao_home.pk, source="desk")
        assert case.holder == street.post_of(street.lin2)

    def test_nobody_reports_for_people_out_of_sight(self, street: Street) -> None:
        with pytest.raises(NotThere):
            reported(street, "岩门邻长", resident=street.wang.pk)
        assert not Case.objects.exists()

    def test_who_has_no_role_reports_only_by_the_public_door(self, street: Street) -> None:
        with pytest.raises(NotAllowed):
            actions.report(actor=Actor(None, "过路人"), case=NewCase(text="灯坏了"), now=NINE)

    @pytest.mark.parametrize(
        ("known", "field"),
        [
            ({"text": "   "}, "text"),
            ({"text": "长" * 2001}, "text"),
            ({"text": "灯", "kind": "poem"}, "kind"),
            ({"text": "灯", "urgency": "soon"}, "urgency"),
            ({"text": "灯", "danger": "wolf"}, "danger"),
            ({"text": "灯", "reporter_phone": "邻居家"}, "phone"),
        ],
    )
    def test_what_cannot_be_is_said_at_its_field(self, street: Street, known: dict[str, Any], field: str) -> None:
        with pytest.raises(Invalid) as refused:
            actions.report(actor=street.actor("李邻长"), case=NewCase(**known), now=NINE)
        assert refused.value.field == field

    def test_a_phone_that_runs_ahead_reports_now(self, street: Street) -> None:
        case = reported(street, happened_at=NINE + 3 * DAY)
        assert case.reported_at == NINE

    def test_what_the_phone_kept_without_signal_is_as_old_as_it_is(self, street: Street) -> None:
        case = reported(street, happened_at=NINE - 5 * HOUR)
        assert (case.reported_at, case.clock_started_at) == (NINE - 5 * HOUR, NINE)

    def test_danger_goes_straight_to_the_subdistrict_and_stays_out_of_the_neighbourhood(self, street: Street) -> None:
        case = reported(street, "李邻长", text="孩子被打", danger="violence")

        assert (case.holder, case.rung) == (street.post_of(street.subdistrict), Rung.SUBDISTRICT)
        assert (steps(case), case.urgency, case.due_at) == (["bypass"], "danger", NINE + HOUR)
        assert sees("李邻长", "街道老彭", street=street, case=case) == [True, True]
        assert sees("周邻长", "田组长", "向片长", "社区小覃", street=street, case=case) == [False] * 4

    def test_a_complaint_about_a_chief_never_reaches_that_chief(self, street: Street) -> None:
        about = street.post_of(street.lin1)
        case = actions.report_public(
            case=NewCase(text="邻长从不来", territory=street.lin1.pk, about_post=about.pk), now=NINE
        )
        assert case.holder == street.post_of(street.group)
        assert sees("李邻长", "田组长", "街道老彭", street=street, case=case) == [False, True, True]

        actions.escalate_overdue(now=NINE + 400 * DAY)
        assert sees("李邻长", street=street, case=case) == [False]
        assert about.pk not in CaseEvent.objects.filter(case=case).values_list("to_post", flat=True)
        answered = actions.answer(actor=street.actor("田组长"), case=case.pk, text="已谈话", now=NINE + 401 * DAY)
        assert answered.holder == street.post_of(street.group)


def sees(*names: str, street: Street, case: Case) -> list[bool]:
    return [Case.objects.visible_to(street.actor(name)).filter(pk=case.pk).exists() for name in names]


class TestTheWayUpAndDown:
    def test_solved_on_the_spot_in_one_go(self, street: Street) -> None:
        case = reported(street)
        told = actions.answer(actor=street.actor("李邻长"), case=case.pk, text="换了灯泡", told=True, now=NINE + HOUR)

        assert (told.status, told.due_at, told.first_answer_at) == ("told", None, NINE + HOUR)
        assert steps(case) == ["report", "answer", "tell"]

    def test_a_need_goes_up_to_a_department_and_comes_back_by_every_hand(self, street: Street) -> None:
        case = reported(street, text="想申请低保", resident=street.wang.pk)
        climbed_to(street, case, "街道老彭")
        civil = Post.objects.get(department="民政办")
        actions.escalate(
            actor=street.actor("街道老彭"), case=case.pk, reason="请民政办看", department=civil.pk, now=NINE + HOUR
        )
        at_department = now_of(case)
        assert (at_department.holder, at_department.rung) == (civil, Rung.DEPARTMENT)

        actions.answer(actor=street.actor("民政老杜"), case=case.pk, text="符合条件，周三上门", now=NINE + 2 * HOUR)
        for later, name in enumerate(["街道老彭", "社区小覃", "向片长", "田组长"], start=3):
            assert now_of(case).status == "answered"
            actions.pass_down(actor=street.actor(name), case=case.pk, text="请转告", now=NINE + later * HOUR)
        actions.tell_resident(actor=street.actor("李邻长"), case=case.pk, now=NINE + 8 * HOUR)
        closed = actions.confirm(actor=street.actor("李邻长"), case=case.pk, rating=5, now=NINE + 9 * HOUR)

        assert (closed.status, closed.rating, closed.closed_at) == ("closed", 5, NINE + 9 * HOUR)
        assert steps(case) == ["report", *["escalate"] * 5, "answer", *["pass_down"] * 4, "tell", "confirm"]
        trail = CaseEvent.objects.filter(case=case).order_by("seq")
        assert [event.seq for event in trail] == list(range(1, 14))
        assert [event.to_rung for event in trail] == [1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1, 1, 1]
        assert all(event.actor_name and event.at for event in trail)

    def test_a_fresh_clock_starts_at_each_rung(self, street: Street) -> None:
        case = reported(street, urgency="urgent")
        sent = actions.escalate(actor=street.actor("李邻长"), case=case.pk, reason="要断电", now=NINE + HOUR)
        assert (case.due_at, sent.due_at) == (NINE + 3 * HOUR, NINE + 4 * HOUR)

    def test_it_can_be_sent_back_twice_and_then_is_answered_where_it_is(self, street: Street) -> None:
        case = reported(street)
        for round_ in range(2):
            actions.escalate(actor=street.actor("李邻长"), case=case.pk, reason="办不了", now=NINE + round_ * HOUR)
            back = actions.return_down(
                actor=street.actor("田组长"), case=case.pk, reason="换灯泡自己可以", now=NINE + round_ * HOUR
            )
            assert (back.holder, back.due_at) == (street.post_of(street.lin1), NINE + round_ * HOUR + DAY)
        actions.escalate(actor=street.actor("李邻长"), case=case.pk, reason="真办不了", now=NINE + 3 * HOUR)
        with pytest.raises(Refusal) as refused:
            actions.return_down(actor=street.actor("田组长"), case=case.pk, reason="还是退", now=NINE + 4 * HOUR)
        assert refused.value.code == "returned_enough"

    def test_the_first_rung_has_nobody_to_send_it_back_to(self, street: Street) -> None:
        case = reported(street)
        with pytest.raises(Refusal) as refused:
            actions.return_down(actor=street.actor("李邻长"), case=case.pk, reason="不归我", now=NINE)
        assert refused.value.code == "nobody_below"

    def test_a_resident_who_is_not_content_is_heard_one_rung_above_the_answer(self, street: Street) -> None:
        case = reported(street)
        actions.answer(actor=street.actor("李邻长"), case=case.pk, text="好了", told=True, now=NINE + HOUR)
        again = actions.reopen(actor=street.actor("李邻长"), case=case.pk, reason="又坏了", now=NINE + DAY)

        assert (again.status, again.holder) == ("open", street.post_of(street.group))
        assert (again.due_at, again.reopened) == (NINE + 2 * DAY, 1)
        actions.answer(actor=street.actor("田组长"), case=case.pk, text="换了整条线", now=NINE + DAY + HOUR)
        assert now_of(case).holder == street.post_of(street.lin1)

    def test_an_old_case_is_not_dug_up(self, street: Street) -> None:
        case = reported(street)
        actions.answer(actor=street.actor("李邻长"), case=case.pk, text="好了", told=True, now=NINE)
        actions.confirm(actor=street.actor("李邻长"), case=case.pk, rating=4, now=NINE)
        with pytest.raises(Refusal) as refused:
            actions.reopen(actor=street.actor("李邻长"), case=case.pk, reason="又坏了", now=NINE + 31 * DAY)
        assert refused.value.code == "too_late_to_reopen"

    @pytest.mark.parametrize("rating", [0, 6, -1])
    def test_a_rating_is_one_to_five(self, street: Street, rating: int) -> None:
        case = reported(street)
        actions.answer(actor=street.actor("李邻长"), case=case.pk, text="好了", told=True, now=NINE)
        with pytest.raises(Invalid):
            actions.confirm(actor=street.actor("李邻长"), case=case.pk, rating=rating, now=NINE)

    def test_who_reported_it_may_take_it_back(self, street: Street) -> None:
        case = reported(street, "周邻长", household=street.zhao_home.pk)
        gone = actions.withdraw(actor=street.actor("周邻长"), case=case.pk, reason="自己修好了", now=NINE)
        assert (gone.status, gone.due_at) == ("withdrawn", None)
        assert actions.escalate_overdue(now=NINE + 30 * DAY) == 0


class TestWhoMayAct:
    def test_only_the_holder_answers(self, street: Street) -> None:
        case = reported(street)
        with pytest.raises(NotAllowed, match="老屋场组邻1"):
            actions.answer(actor=street.actor("田组长"), case=case.pk, text="好了", now=NINE)

    def test_out_of_sight_is_not_there(self, street: Street) -> None:
        case = reported(street)
        for name in ("周邻长", "岩门邻长", "岩门小吴", "民政老杜", "县里老胡"):
            with pytest.raises(NotThere):
                actions.answer(actor=street.actor(name), case=case.pk, text="好了", now=NINE)

    def test_a_department_sees_what_came_to_it_and_keeps_seeing_it(self, street: Street) -> None:
        case, other = reported(street), reported(street)
        climbed_to(street, case, "街道老彭")
        civil = Post.objects.get(department="民政办")
        actions.escalate(
            actor=street.actor("街道老彭"), case=case.pk, reason="请看", department=civil.pk, now=NINE + HOUR
        )
        actions.return_down(actor=street.actor("民政老杜"), case=case.pk, reason="不是民政的事", now=NINE + HOUR)
        assert list(Case.objects.visible_to(street.actor("民政老杜"))) == [case]
        assert other not in Case.objects.visible_to(street.actor("民政老杜"))

    def test_the_next_occupied_rung_stands_in_for_an_empty_post(self, street: Street) -> None:
        case = reported(street)
        for name in ("李邻长", "田组长"):
            term = Appointment.objects.get(user=street.users[name])
            chiefs.end_term(actor=SYSTEM, appointment=term.pk, ends_on=date(2026, 11, 2), reason="搬走了", now=NINE)
        answered = actions.answer(actor=street.actor("向片长"), case=case.pk, text="我去看过了", now=NINE)
        assert (answered.holder, answered.status) == (street.post_of(street.lin1), "answered")

    def test_whoever_missed_the_clock_may_still_answer(self, street: Street) -> None:
        case = reported(street)
        actions.escalate_overdue(now=NINE + DAY)
        assert now_of(case).holder == street.post_of(street.group)
        answered = actions.answer(actor=street.actor("李邻长"), case=case.pk, text="换好了", now=NINE + DAY + HOUR)
        assert (answered.status, answered.holder, answered.answered_rung) == (
            "answered",
            street.post_of(street.lin1),
            1,
        )

    def test_but_may_not_send_on_what_is_already_higher(self, street: Street) -> None:
        case = reported(street)
        actions.escalate_overdue(now=NINE + DAY)
        with pytest.raises(Refusal) as refused:
            actions.escalate(actor=street.actor("李邻长"), case=case.pk, reason="快看看", now=NINE + DAY)
        assert refused.value.code == "already_higher"

    def test_whoever_sent_it_up_gave_the_duty_away(self, street: Street) -> None:
        case = reported(street)
        actions.escalate(actor=street.actor("李邻长"), case=case.pk, reason="办不了", now=NINE)
        with pytest.raises(NotAllowed):
            actions.answer(actor=street.actor("李邻长"), case=case.pk, text="又会了", now=NINE)

    def test_answered_twice_the_second_hears_who_was_quicker_and_when(self, street: Street) -> None:
        case = reported(street)
        actions.escalate_overdue(now=NINE + DAY)
        actions.answer(actor=street.actor("田组长"), case=case.pk, text="好了", now=NINE + DAY + HOUR)
        with pytest.raises(Refusal, match="田组长 在 11-03 10:00 已经答复了这件事"):
            actions.answer(actor=street.actor("李邻长"), case=case.pk, text="我也好了", now=NINE + DAY + 2 * HOUR)

    def test_the_same_answer_sent_twice_is_one_answer(self, street: Street) -> None:
        case, identity = reported(street), uuid4()
        for _press in range(2):
            done = actions.answer(actor=street.actor("李邻长"), case=case.pk, text="好了", client_id=identity, now=NINE)
        assert done.status == "answered"
        assert steps(case) == ["report", "answer"]


class TestWithoutAnAccount:
    def public(self, **known: object) -> tuple[Case, str]:
        identity = uuid4()
        known = {"text": "下水道堵了", "place": "老屋场组1号", "reporter_phone": "140 0000 0009"} | known
        case = actions.report_public(case=NewCase(**known), client_id=identity, now=NINE)  # type: ignore[arg-type]
        return case, codes.code_for(identity)

    def test_an_address_finds_the_neighbourhoods_chief(self, street: Street) -> None:
        case, _code = self.public(place="溪布社区第1片老屋场组1号")
        assert case.holder == street.post_of(street.lin1)

    def test_a_door_code_does_too(self, street: Street) -> None:
        case, _code = self.public(place=street.lin2.door_code.lower())
        assert case.holder == street.post_of(street.lin2)

    def test_a_place_that_only_names_the_community_comes_to_its_desk(self, street: Street) -> None:
        assert self.public(place="岩门社区的桥边")[0].holder == street.post_of(street.yanmen)

    def test_a_place_nobody_knows_comes_to_the_street(self, street: Street) -> None:
        assert self.public(place="河边")[0].holder == street.post_of(street.subdistrict)

    def test_the_phone_is_ciphertext_at_rest(self, street: Street) -> None:
        from django.db import connection

        case, _code = self.public()
        with connection.cursor() as cursor:
            cursor.execute("SELECT reporter_phone FROM cases_case")
            stored = cursor.fetchone()[0]
        assert "14000000009" not in stored
        assert now_of(case).reporter_phone == "14000000009"

    def test_the_code_opens_it_however_it_is_typed(self, street: Street) -> None:
        case, code = self.public()
        climbed = now_of(case)
        actions.answer(actor=SYSTEM, case=climbed.pk, text="疏通了", told=True, now=NINE + HOUR)
        actions.confirm_public(number=case.number, code=f" {codes.shown(code).lower()} ", rating=5, now=NINE + DAY)
        assert now_of(case).status == "closed"

    @pytest.mark.parametrize(
        ("number", "code"), [("2026-000001", "22222222"), ("2026-999999", None), ("", ""), ("2026-000001", "")]
    )
    def test_a_wrong_code_and_an_unknown_number_sound_alike(
        self, street: Street, number: str, code: str | None
    ) -> None:
        _case, right = self.public()
        with pytest.raises(NotThere) as refused:
            actions.confirm_public(number=number, code=right if code is None else code, rating=5, now=NINE)
        assert refused.value.code == "case_unknown"

    def test_by_code_it_can_be_opened_again(self, street: Street) -> None:
        case, code = self.public(place=street.lin1.door_code)
        actions.answer(actor=street.actor("李邻长"), case=case.pk, text="疏通了", told=True, now=NINE + HOUR)
        actions.reopen_public(number=case.number, code=code, reason="又堵了", now=NINE + DAY)
        assert now_of(case).holder == street.post_of(street.group)
