"""Checklists with versions, rounds to every door, and one small form a place."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.domains.cases.inspecting import TODAY, door_of, look, open_round, set_days, site
from tests.factories import cast
from tests.factories.cast import START, Street
from youlin.domains.cases.actions import hazards, inspections
from youlin.domains.cases.models import Checklist, Hazard, Inspection, InspectionDoor, InspectionRound
from youlin.domains.cases.queries import inspections as queries
from youlin.domains.cases.queries.inspections import Line
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.messaging.models import Notice
from youlin.domains.territory.rules import Level
from youlin.foundation import outbox
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal

DAY = timedelta(days=1)


def rewritten(street: Street, **said: object) -> queries.Sheet:
    """街道老彭 writes a version of the fire checklist with one question."""
    facts: dict[str, object] = {
        "code": "fire",
        "seen": queries.sheet(street.subdistrict.pk, "fire").version,
        "name": "消防检查",
        "topic": "fire",
        "target": "household",
        "source": "锣溪街道2026年通知",
        "lines": [Line("楼道走得通？", "楼道不通", "serious", "搬开")],
        **said,
    }
    return inspections.write_checklist(
        actor=street.actor("街道老彭"),
        subdistrict=street.subdistrict.pk,
        new=inspections.NewSheet(**facts),  # type: ignore[arg-type]
        now=START,
    )


class TestChecklists:
    def test_those_that_come_along_are_there_before_anybody_wrote_one(self, street: Street) -> None:
        sheets = queries.sheets(street.subdistrict.pk)
        assert [one.code for one in sheets] == [
            "fire", "gas", "electricity", "slope", "water", "food", "sanitation", "covenant",
        ]  # fmt: skip
        assert {one.version for one in sheets} == {0}
        assert all(one.source == "" for one in sheets)  # no standard is known, so none is cited

    def test_a_change_is_a_new_version_and_a_round_that_runs_keeps_its_own(self, street: Street) -> None:
        row = open_round(street)
        made = rewritten(street, seen=1)
        assert (made.version, len(made.lines), made.source) == (2, 1, "锣溪街道2026年通知")
        assert len(queries.questions(door_of(street, row))) == 6
        assert rewritten(street).version == 2  # nothing changed is no new version
        assert Checklist.objects.filter(code="fire").count() == 2

    def test_of_two_who_write_at_once_the_second_sees_the_first(self, street: Street) -> None:
        rewritten(street)
        with pytest.raises(Refusal, match="刚刚有人改过"):
            rewritten(street, seen=0, name="另一版")

    def test_a_street_has_its_own(self, street: Street) -> None:
        own = rewritten(street, code="", seen=0, name="老旧电梯", topic="other")
        assert [one.name for one in queries.sheets(street.subdistrict.pk)][-1] == "老旧电梯"
        assert queries.sheet(street.subdistrict.pk, own.code).topic_name == "其他"

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"lines": []}, "questions_missing"),
            ({"lines": [Line("问？", "", "awful", "")]}, "severity_unknown"),
            ({"name": ""}, "name_missing"),
            ({"lines": [Line(f"问{n}？", "", "general", "") for n in range(31)]}, "questions_many"),
        ],
    )
    def test_what_cannot_be_is_refused(self, street: Street, said: dict[str, object], code: str) -> None:
        with pytest.raises(Invalid) as refused:
            rewritten(street, **said)
        assert refused.value.code == code

    def test_a_community_does_not_write_the_streets(self, street: Street) -> None:
        new = inspections.NewSheet("fire", 0, "我的", "fire", "household", "", [Line("问？", "", "general", "")])
        with pytest.raises(NotAllowed):
            inspections.write_checklist(
                actor=street.actor("社区小覃"), subdistrict=street.subdistrict.pk, new=new, now=START
            )


class TestARound:
    def test_it_goes_to_every_permanent_home_and_tells_who_carries_it(self, street: Street) -> None:
        row = open_round(street)
        homes = set(InspectionDoor.objects.filter(round=row).values_list("household", flat=True))
        assert homes == {street.wang_home.pk, street.liu_home.pk, street.zhao_home.pk}
        outbox.dispatch_waiting(now=START)
        told = {note.user.display_name: note.params["n"] for note in Notice.objects.filter(template="inspections.open")}
        assert told == {"李邻长": 2, "周邻长": 1}

    def test_the_same_round_twice_is_one(self, street: Street) -> None:
        new = inspections.NewRound(uuid4(), street.xibu.pk, "gas", "查燃气", Rung.GROUP, TODAY, TODAY + 9 * DAY)
        qin = street.actor("社区小覃")
        one, other = (inspections.open_round(actor=qin, new=new, now=START) for _twice in range(2))
        assert one == other
        assert InspectionRound.objects.count() == 1

    def test_sites_of_its_topic_and_no_others(self, street: Street) -> None:
        with pytest.raises(Refusal, match="还没有这一类的地点"):
            open_round(street, "water")
        pond = site(street)
        site(street, "桥头面馆", "food")
        doors = InspectionDoor.objects.filter(round=open_round(street, "water"))
        assert [door.site for door in doors] == [pond]

    def test_it_is_carried_by_whoever_holds_the_rung_today(self, street: Street) -> None:
        open_round(street, carried_by=Rung.GROUP)
        mine = {name: queries.my_doors_count(street.actor(name), now=START) for name in ("李邻长", "田组长", "向片长")}
        assert mine == {"李邻长": 0, "田组长": 3, "向片长": 0}

    def test_it_is_made_in_as_many_statements_for_three_homes_as_for_forty(
        self, street: Street, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(40):
            cast.household(street.lin1, f"1{number:04}", f"老屋场组{number}号")
        with django_assert_max_num_queries(24):
            row = open_round(street)
        assert row.doors.count() == 43

    def test_a_finished_round_asks_nobody_any_more(self, street: Street) -> None:
        row = open_round(street)
        for _twice in range(2):
            inspections.close_round(actor=street.actor("社区小覃"), round_key=row.pk, now=START)
        assert queries.carried_by_me(street.actor("李邻长"), now=START) == []
        with pytest.raises(Refusal, match="已经结束"):
            look(street, door_of(street, row))

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"name": " "}, "name_missing"),
            ({"ends_on": TODAY - DAY}, "period_backwards"),
            ({"code": "none"}, "checklist_unknown"),
            ({"carried_by": Rung.SUBDISTRICT}, "carrier_unknown"),
        ],
    )
    def test_what_cannot_be_is_refused(self, street: Street, said: dict[str, Any], code: str) -> None:
        facts: dict[str, Any] = {
            "client_id": uuid4(), "territory": street.xibu.pk, "code": "fire", "name": "查",
            "carried_by": Rung.NEIGHBOURHOOD, "starts_on": TODAY, "ends_on": TODAY,
        }  # fmt: skip
        with pytest.raises(Refusal) as refused:
            inspections.open_round(
                actor=street.actor("社区小覃"),
                new=inspections.NewRound(**{**facts, **said}),
                now=START,
            )
        assert refused.value.code == code

    def test_next_door_and_chiefs_open_none(self, street: Street) -> None:
        for who in ("岩门小吴", "李邻长"):
            with pytest.raises(NotThere):
                open_round(street, who=who)

    def test_the_board_counts_what_is_missing(self, street: Street) -> None:
        row = open_round(street)
        look(street, door_of(street, row), 1)
        board = queries.board(street.actor("社区小覃"), row.pk)
        assert {(part.place, part.doors, part.waiting, part.failed) for part in board} == {
            (street.lin1, 2, 1, 1),
            (street.lin2, 1, 1, 0),
        }
        assert sum(part.waiting for part in queries.board(street.actor("社区小覃"), row.pk, Level.COMMUNITY)) == 2


class TestALook:
    def test_each_no_is_a_hazard_and_a_yes_is_none(self, street: Street) -> None:
        row = open_round(street)
        door = door_of(street, row)
        look(street, door, 1, 2)
        door.refresh_from_db()
        assert door.state == "failed"
        found = list(Hazard.objects.order_by("number").values_list("text", "severity", "household", "topic"))
        home = street.wang_home.pk
        assert found == [
            ("楼道、门口堆了东西，走不通", "general", home, "fire"),
            ("电动车或电瓶在楼道里、家里充电", "serious", home, "fire"),
        ]

    def test_a_door_where_all_is_well_is_done(self, street: Street) -> None:
        door = door_of(street, open_round(street))
        look(street, door)
        assert not Hazard.objects.exists()
        assert door.pk not in {one.pk for one in queries.carried_by_me(street.actor("李邻长"), now=START)}

    def test_a_question_without_an_answer_is_named(self, street: Street) -> None:
        door = door_of(street, open_round(street))
        first, *others = queries.questions(door)
        new = inspections.NewInspection(uuid4(), door.pk, {one.pk: "fine" for one in others}, START)
        with pytest.raises(Invalid, match="还有 1 个问题没有点") as refused:
            inspections.inspect(actor=street.actor("李邻长"), inspection=new, now=START)
        assert refused.value.field == f"q_{first.pk}"

    def test_the_same_form_twice_is_one_and_two_people_are_told_apart(self, street: Street) -> None:
        set_days(street)
        door = door_of(street, open_round(street))
        answers = {item.pk: "failed" for item in queries.questions(door)}
        new = inspections.NewInspection(uuid4(), door.pk, answers, START)
        for _twice in range(2):
            inspections.inspect(actor=street.actor("李邻长"), inspection=new, now=START)
        assert (Inspection.objects.count(), Hazard.objects.count()) == (1, 6)
        with pytest.raises(Refusal, match="李邻长在 11-02 08:00 已经查过"):
            look(street, door, who="田组长")

    def test_nobody_in_is_written_and_the_door_waits_on(self, street: Street) -> None:
        door = door_of(street, open_round(street))
        new = inspections.NewInspection(uuid4(), door.pk, {}, START)
        for _twice in range(2):
            inspections.note_absent(actor=street.actor("李邻长"), inspection=new, now=START)
        door.refresh_from_db()
        assert (door.state, door.absences) == ("waiting", 1)
        look(street, door)

    def test_the_phones_clock_counts_but_never_ahead_of_ours(self, street: Street) -> None:
        door = door_of(street, open_round(street))
        assert look(street, door, now=START).happened_at == START
        other = InspectionDoor.objects.get(household=street.liu_home)
        answers = {item.pk: "fine" for item in queries.questions(other)}
        new = inspections.NewInspection(uuid4(), other.pk, answers, START + DAY)
        assert inspections.inspect(actor=street.actor("李邻长"), inspection=new, now=START).happened_at == START

    def test_what_was_noted_by_mistake_is_taken_back_with_its_hazards(self, street: Street) -> None:
        door = door_of(street, open_round(street))
        made = look(street, door, 1)
        for _twice in range(2):
            inspections.take_back(actor=street.actor("李邻长"), inspection=made.pk, now=START + DAY)
        door.refresh_from_db()
        assert (door.state, Hazard.objects.get().status) == ("waiting", "dismissed")
        look(street, door)

    def test_not_once_somebody_has_begun_nor_after_a_day_nor_by_another(self, street: Street) -> None:
        door = door_of(street, open_round(street))
        made = look(street, door, 1)
        with pytest.raises(NotThere):
            inspections.take_back(actor=street.actor("田组长"), inspection=made.pk, now=START)
        with pytest.raises(Refusal, match="过了一天"):
            inspections.take_back(actor=street.actor("李邻长"), inspection=made.pk, now=START + 2 * DAY)
        hazards.fix(actor=street.actor("田组长"), hazard=Hazard.objects.get().pk, text="搬开了", now=START)
        with pytest.raises(Refusal, match="已经有人在办"):
            inspections.take_back(actor=street.actor("李邻长"), inspection=made.pk, now=START)

    def test_a_door_of_next_door_is_not_there(self, street: Street) -> None:
        door = door_of(street, open_round(street))
        for who in ("岩门邻长", "周邻长"):
            with pytest.raises(NotThere):
                look(street, door, who=who)


class TestSites:
    def test_a_site_with_its_keeper_tells_who_must_fix(self, street: Street) -> None:
        set_days(street)
        shop = site(street, "桥头面馆", "food", keeper="向老板")
        door = InspectionDoor.objects.get(round=open_round(street, "food"))
        look(street, door, 1)
        hazard = Hazard.objects.get()
        assert (hazard.site, hazard.fixer_kind, hazard.fixer_name) == (shop, "owner", "向老板")

    def test_one_name_a_place_and_a_closed_one_is_looked_at_no_more(self, street: Street) -> None:
        pond = site(street)
        with pytest.raises(Refusal, match="换个叫法"):
            site(street)
        row = open_round(street, "water")
        qin = street.actor("社区小覃")
        for _twice in range(2):
            inspections.close_site(actor=qin, site=pond.pk, now=START)
        assert row.doors.count() == 0
        assert list(queries.sites(qin)) == []

    def test_correcting_says_what_was_before(self, street: Street) -> None:
        pond = site(street)
        new = inspections.NewSite(street.lin1.pk, "water", "老屋场水塘", keeper="覃老伯")
        changed = inspections.change_site(actor=street.actor("社区小覃"), site=pond.pk, new=new, now=START)
        assert changed.keeper == "覃老伯"
        with pytest.raises(NotThere):
            inspections.change_site(actor=street.actor("岩门小吴"), site=pond.pk, new=new, now=START)


def test_a_round_that_has_not_begun_waits(street: Street) -> None:
    new = inspections.NewRound(
        uuid4(), street.xibu.pk, "fire", "下周查", Rung.NEIGHBOURHOOD, date(2026, 11, 9), date(2026, 11, 20)
    )
    inspections.open_round(actor=street.actor("社区小覃"), new=new, now=START)
    assert queries.my_doors_count(street.actor("李邻长"), now=START) == 0
    assert queries.my_doors_count(street.actor("李邻长"), now=START + 7 * DAY) == 2
