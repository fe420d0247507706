"""A hazard stays on the list until somebody other than its fixer finds it gone; what is late rises by itself."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.domains.cases.inspecting import TODAY, door_of, found, look, open_round, set_days
from tests.factories.cast import START, Street
from youlin.domains.cases import actions as cases
from youlin.domains.cases.actions import hazards
from youlin.domains.cases.models import Case, Hazard, HazardEvent, Rectification
from youlin.domains.cases.queries import hazards as queries
from youlin.domains.cases.rules import hazards as rules
from youlin.domains.cases.rules.hazards import HazardStatus, HazardStep
from youlin.domains.messaging.models import Notice
from youlin.foundation import clock, outbox
from youlin.foundation.models import AuditEntry
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal

DAY = timedelta(days=1)


def whole(hazard: Hazard) -> Hazard:
    """What must be true of a hazard after anything at all; the row as it stands."""
    hazard.refresh_from_db()
    trail = list(HazardEvent.objects.filter(hazard=hazard).order_by("seq"))
    assert [event.seq for event in trail] == list(range(1, hazard.version + 1))
    status: HazardStatus | None = None
    for event in trail:
        status = rules.after(status, HazardStep(event.kind))
        assert event.to_status == status.value
    assert hazard.status == status
    assert trail[-1].to_post_id == hazard.holder_id
    assert (hazard.removed_at is not None) is (hazard.status == HazardStatus.REMOVED)
    return hazard


def order(street: Street, hazard: Hazard, who: str = "李邻长", **said: object) -> Hazard:
    asked: dict[str, object] = {"kind": "household", "due_on": TODAY + 5 * DAY, **said}
    return hazards.order(actor=street.actor(who), hazard=hazard.pk, now=START, **asked)  # type: ignore[arg-type]


def fixed(street: Street, hazard: Hazard, who: str = "李邻长", now: datetime = START) -> Hazard:
    return hazards.fix(actor=street.actor(who), hazard=hazard.pk, text="换了新线，包好了", now=now)


def recheck(
    street: Street, hazard: Hazard, who: str, passed: bool = True, now: datetime = START, **said: object
) -> Hazard:
    return hazards.recheck(
        actor=street.actor(who),
        hazard=hazard.pk,
        passed=passed,
        text="看过了",
        now=now,
        **said,  # type: ignore[arg-type]
    )


def letters(template: str) -> set[str]:
    """Who was told by a template, after everything that was announced was heard."""
    outbox.dispatch_waiting(now=START)
    return set(Notice.objects.filter(template=template).values_list("user__display_name", flat=True))


class TestTheWayOffTheList:
    def test_found_ordered_fixed_looked_at_by_another_and_gone(self, street: Street) -> None:
        hazard = found(street)
        assert (hazard.status, hazard.due_at) == ("found", None)  # 未配置: nobody has set any days
        order(street, hazard)
        fixed(street, hazard)
        recheck(street, hazard, "田组长")
        assert whole(hazard).status == "removed"
        assert [event.kind for event in hazard.events.order_by("seq")] == ["find", "order", "fix", "pass"]
        [row] = Rectification.objects.filter(hazard=hazard)
        assert (row.fixed_by_name, row.checked_by_name, row.passed) == ("李邻长", "田组长", True)
        assert AuditEntry.objects.filter(target=hazard.pk).count() == 4

    def test_it_may_be_removed_on_the_spot_and_still_somebody_else_must_look(self, street: Street) -> None:
        hazard = found(street)
        fixed(street, hazard)
        with pytest.raises(NotAllowed, match="整改的人不能自己复查"):
            recheck(street, hazard, "李邻长")
        assert recheck(street, hazard, "社区小覃").status == "removed"

    def test_the_table_refuses_a_look_at_the_own_work_whatever_the_program_does(self, street: Street) -> None:
        hazard = found(street)
        fixed(street, hazard)
        rows = Rectification.objects.filter(hazard=hazard)
        account = rows.get().fixed_by
        for own in (
            {"checked_by": account, "checked_by_name": "别人"},
            {"checked_by": uuid4(), "checked_by_name": "张师傅", "fixer_name": "张师傅"},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                rows.update(checked_at=START, passed=True, **own)
        with pytest.raises(IntegrityError), transaction.atomic():
            post = hazard.holder_id
            rows.update(fixer_post=post, checked_post=post, checked_at=START, passed=True, checked_by_name="别人")

    def test_a_department_that_had_to_fix_it_does_not_look_at_it_itself(self, street: Street) -> None:
        hazard = found(street, "at_once")
        department = queries.record(street.actor("街道老彭"), hazard.pk, now=START).departments[0]
        order(street, hazard, "街道老彭", kind="department", department=department.pk)
        assert queries.get(street.actor("民政老杜"), hazard.pk).pk == hazard.pk
        fixed(street, hazard, "民政老杜")
        with pytest.raises(NotAllowed):
            recheck(street, hazard, "民政老杜")
        assert recheck(street, hazard, "李邻长").status == "removed"

    def test_who_was_told_by_name_to_fix_it_does_not_look(self, street: Street) -> None:
        hazard = found(street)
        order(street, hazard, kind="owner", name="田组长")
        fixed(street, hazard)
        with pytest.raises(NotAllowed):
            recheck(street, hazard, "田组长")

    def test_what_does_not_pass_has_a_new_day_one_rung_up(self, street: Street) -> None:
        set_days(street)
        hazard = found(street)
        fixed(street, hazard)
        later = START + 2 * DAY
        recheck(street, hazard, "向片长", passed=False, now=later)
        whole(hazard)
        assert (hazard.status, hazard.rung, hazard.attempt) == ("ordered", 2, 2)
        assert hazard.due_at == clock.end_of(TODAY + 9 * DAY)
        assert letters("hazards.fail") == {"田组长"}
        fixed(street, hazard, now=later)
        assert recheck(street, hazard, "向片长", now=later).status == "removed"
        assert [row.passed for row in hazard.orders.order_by("attempt")] == [False, True]

    def test_without_set_days_a_failed_look_needs_a_day(self, street: Street) -> None:
        hazard = found(street)
        fixed(street, hazard)
        with pytest.raises(Invalid) as refused:
            recheck(street, hazard, "田组长", passed=False)
        assert (refused.value.code, refused.value.field) == ("due_missing", "due_on")
        assert recheck(street, hazard, "田组长", passed=False, due_on=TODAY + DAY).status == "ordered"

    def test_only_a_desk_that_did_not_find_it_says_that_it_is_none(self, street: Street) -> None:
        hazard = found(street, who="社区小覃")
        for who in ("李邻长", "社区小覃"):
            with pytest.raises(NotAllowed):
                hazards.dismiss(actor=street.actor(who), hazard=hazard.pk, reason="是新线", now=START)
        hazards.dismiss(actor=street.actor("街道老彭"), hazard=hazard.pk, reason="是新线，没有破", now=START)
        assert whole(hazard).status == "dismissed"
        with pytest.raises(Refusal, match="现在是“不是隐患”"):
            fixed(street, hazard)


class TestDays:
    def test_where_days_are_set_the_household_is_told_at_once(self, street: Street) -> None:
        set_days(street, fix=7)
        hazard = found(street)
        assert (hazard.status, hazard.fixer_kind, hazard.attempt) == ("ordered", "household", 1)
        assert hazard.due_at == clock.end_of(TODAY + 7 * DAY)

    def test_an_order_without_any_day_says_what_is_missing(self, street: Street) -> None:
        with pytest.raises(Invalid, match="还没有配置整改期限"):
            order(street, found(street), due_on=None)

    def test_more_time_once_with_a_reason_that_the_rung_above_reads(self, street: Street) -> None:
        hazard = order(street, found(street))
        said = {"actor": street.actor("李邻长"), "hazard": hazard.pk, "now": START}
        hazards.extend(until=TODAY + 9 * DAY, reason="等电工回来", **said)  # type: ignore[arg-type]
        assert whole(hazard).due_at == clock.end_of(TODAY + 9 * DAY)
        assert letters("hazards.extend") == {"田组长"}
        with pytest.raises(Refusal, match="已经延过一次期"):
            hazards.extend(until=TODAY + 20 * DAY, reason="再等等", **said)  # type: ignore[arg-type]

    def test_what_is_late_rises_by_itself_and_the_same_however_late_it_is_asked(self, street: Street) -> None:
        set_days(street, fix=2)
        hazard = found(street)
        on_time = START + 2 * DAY
        assert hazards.raise_overdue_hazards(now=on_time) == 0
        assert hazards.raise_overdue_hazards(now=START + 20 * DAY) == 1
        assert hazards.raise_overdue_hazards(now=START + 20 * DAY) == 0
        whole(hazard)
        climbs = list(hazard.events.exclude(kind__in=("find", "order")).order_by("seq").values_list("kind", "at"))
        first = clock.end_of(TODAY + 2 * DAY)
        assert climbs == [
            (kind, first + 3 * number * DAY)
            for number, kind in enumerate(("climb", "climb", "climb", "climb", "overdue"))
        ]
        assert (hazard.rung, hazard.overdue_since, hazard.due_at) == (5, first, first)
        assert letters("hazards.climb") == {"田组长", "向片长", "社区小覃", "街道老彭"}

    def test_what_nobody_looks_at_again_rises_too(self, street: Street) -> None:
        set_days(street, recheck=3)
        hazard = found(street)
        fixed(street, hazard)
        hazards.raise_overdue_hazards(now=START + 5 * DAY)
        assert (whole(hazard).status, hazard.rung) == ("fixed", 2)

    def test_only_the_street_sets_days_and_none_means_not_configured(self, street: Street) -> None:
        said = {"territory": street.subdistrict.pk, "severity": "general", "now": START}
        with pytest.raises(NotAllowed):
            hazards.set_terms(
                actor=street.actor("社区小覃"),
                order_days=1,
                fix_days=1,
                recheck_days=1,
                **said,  # type: ignore[arg-type]
            )
        peng = street.actor("街道老彭")
        hazards.set_terms(actor=peng, order_days=1, fix_days=None, recheck_days=None, **said)  # type: ignore[arg-type]
        assert found(street).status == "found"
        with pytest.raises(Invalid, match="0 到 365"):
            hazards.set_terms(
                actor=peng,
                order_days=1,
                fix_days=999,
                recheck_days=None,
                **said,  # type: ignore[arg-type]
            )


class TestWhoKnows:
    def test_a_serious_one_is_with_the_rung_above_at_once(self, street: Street) -> None:
        hazard = found(street, "serious")
        assert (hazard.rung, hazard.events.get().kind) == (2, "raise")
        assert letters("hazards.raise") == {"田组长"}

    def test_danger_to_life_has_a_case_that_skips_the_ladder_and_leads_back(self, street: Street) -> None:
        hazard = found(street, "at_once", at_once="拉闸")
        case = Case.objects.get()
        assert (case.kind, case.danger, case.rung, case.household) == ("hazard", "life", 5, street.wang_home)
        assert hazard.case == case
        assert queries.of_case(street.actor("街道老彭"), case) == hazard

    def test_what_a_resident_reports_goes_into_the_register_once(self, street: Street) -> None:
        li = street.actor("李邻长")
        new = cases.NewCase(text="水塘护栏断了", kind="hazard", place="村口", territory=street.lin1.pk)
        case = cases.report(actor=li, case=new, now=START)
        said = {"actor": li, "case": case.pk, "topic": "water", "now": START}
        hazard = hazards.enter_case(severity="serious", **said)  # type: ignore[arg-type]
        assert hazards.enter_case(severity="general", **said) == hazard  # type: ignore[arg-type]
        assert (hazard.text, hazard.where, hazard.case) == ("水塘护栏断了", "村口", case)
        other = cases.report(actor=li, case=cases.NewCase(text="想问低保"), now=START)
        with pytest.raises(NotThere):
            hazards.enter_case(actor=li, case=other.pk, topic="water", severity="general", now=START)

    def test_next_door_sees_nothing(self, street: Street) -> None:
        hazard = found(street)
        for name in ("岩门邻长", "岩门小吴", "县里老胡", "周邻长", "民政老杜"):
            with pytest.raises(NotThere):
                queries.get(street.actor(name), hazard.pk)
        assert queries.hazards(street.actor("岩门小吴"), queries.Wanted(), now=START).count() == 0


class TestOnce:
    def test_the_same_write_twice_is_one(self, street: Street) -> None:
        identity = uuid4()
        new = hazards.NewHazard(identity, "楼道堆物", "fire", "general", START, household=street.wang_home.pk)
        li = street.actor("李邻长")
        assert hazards.find(actor=li, hazard=new, now=START) == hazards.find(actor=li, hazard=new, now=START)
        hazard = Hazard.objects.get()
        press = uuid4()
        for _twice in range(2):
            hazards.fix(actor=li, hazard=hazard.pk, text="搬走了", now=START, client_id=press)
        assert whole(hazard).version == 2

    def test_found_again_while_it_is_listed_is_a_line_in_its_trail(self, street: Street) -> None:
        first = found(street)
        assert found(street) == first
        assert whole(first).events.filter(kind="note").count() == 1
        assert Hazard.objects.count() == 1

    def test_one_that_comes_back_names_the_one_before(self, street: Street) -> None:
        first = found(street)
        fixed(street, first)
        recheck(street, first, "田组长")
        again = found(street)
        assert (again.pk != first.pk, again.repeats_id) == (True, first.pk)
        wanted = queries.Wanted(repeated=True)
        assert list(queries.hazards(street.actor("社区小覃"), wanted, now=START)) == [again]

    def test_numbers_run_without_a_gap(self, street: Street) -> None:
        look(street, door_of(street, open_round(street)), 1, 3)
        found(street)
        numbers = sorted(Hazard.objects.values_list("number", flat=True))
        assert numbers == ["YH2026-00001", "YH2026-00002", "YH2026-00003"]

    def test_two_at_once_are_told_apart(self, street: Street) -> None:
        hazard = order(street, found(street))
        fixed(street, hazard)
        with pytest.raises(Refusal, match="现在是“待复查”"):
            fixed(street, hazard, "田组长")

    def test_it_goes_with_its_household(self, street: Street) -> None:
        hazard, row = found(street), open_round(street)
        street.wang_home.neighbourhood = street.lin2
        street.wang_home.save(update_fields=["neighbourhood"])
        for _twice in range(2):
            hazards.move_hazards(actor=street.actor("社区小覃"), households=[street.wang_home.pk], now=START)
        assert whole(hazard).territory == street.lin2
        assert hazard.holder == street.post_of(street.lin2)
        assert door_of(street, row).territory == street.lin2
        assert hazard.events.filter(kind="note").count() == 1


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"text": " "}, "text_missing"),
        ({"topic": "war"}, "topic_unknown"),
        ({"household": uuid4()}, "household_unknown"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(street: Street, said: dict[str, object], code: str) -> None:
    facts = {"client_id": uuid4(), "text": "裂缝", "topic": "slope", "severity": "general", "happened_at": START}
    new = hazards.NewHazard(**{**facts, "territory": street.lin1.pk, **said})  # type: ignore[arg-type]
    with pytest.raises(Refusal) as refused:
        hazards.find(actor=street.actor("李邻长"), hazard=new, now=START)
    assert refused.value.code == code


def test_a_day_in_the_past_is_no_deadline(street: Street) -> None:
    with pytest.raises(Invalid, match="已经过了"):
        order(street, found(street), due_on=date(2026, 10, 1))
