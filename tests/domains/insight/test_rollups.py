"""Figures added up are those of the records; what reads otherwise later is kept as a correction."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.cast import Street
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions as care
from youlin.domains.cases import actions as cases
from youlin.domains.cases.actions import NewCase
from youlin.domains.cases.models import Case
from youlin.domains.insight import actions, queries
from youlin.domains.insight.models import MonthTally, RollupRun, Tally, TallyChange
from youlin.domains.insight.queries import rollups
from youlin.domains.insight.queries.reconciling import reconciled
from youlin.domains.insight.rules import Key
from youlin.domains.insight.rules.rollups import ROLLED
from youlin.domains.territory.models import Territory
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere
from youlin.foundation.values import Period

NINE = clock.at(date(2026, 11, 2), 9)
DAY = timedelta(days=1)
MONTH = Period(date(2026, 11, 1), date(2026, 11, 30))


HALF_YEAR = [date(2026, month, 1) for month in range(6, 12)]


def reported(street: Street, at: datetime = NINE, by: str = "李邻长", **known: Any) -> Case:
    new = NewCase(**{"text": "路灯坏了", "kind": "problem"} | known)
    return cases.report(actor=street.actor(by), case=new, now=at)


def added_up(street: Street, at: datetime) -> RollupRun:
    return actions.roll_up(subdistrict=street.subdistrict.pk, now=at)


def problems(street: Street, place: Territory, by: str = "街道老彭", period: Period = MONTH) -> int:
    return sum(rollups.by_day(street.actor(by), place, period)[Key.PROBLEMS_FOUND].values())


class TestAddingUp:
    def test_each_place_has_what_its_records_say_and_a_second_time_nothing_changes(self, street: Street) -> None:
        for by in ("李邻长", "周邻长", "岩门邻长"):
            reported(street, by=by)
        reported(street, kind="appeal")
        reported(street, by="街道老彭", territory=street.subdistrict.pk)
        added_up(street, NINE + DAY)
        found = {place: problems(street, place) for place in (street.subdistrict, street.xibu, street.area)}
        assert list(found.values()) == [4, 2, 2]
        assert problems(street, street.county, by="县里老胡") == 4
        before = set(Tally.objects.values_list("pk", "value"))
        assert added_up(street, NINE + DAY).corrected == 0
        assert set(Tally.objects.values_list("pk", "value")) == before

    @pytest.mark.parametrize("name", ["subdistrict", "xibu", "area", "group", "lin1"])
    def test_it_is_the_same_figure_as_everywhere_else(self, street: Street, name: str) -> None:
        for kind in ("problem", "appeal", "problem"):
            reported(street, kind=kind)
        added_up(street, NINE + DAY)
        place, boss = getattr(street, name), street.actor("街道老彭")
        counted = queries.figures(boss, place, MONTH)
        rolled = rollups.by_day(boss, place, MONTH)
        assert {key: sum(rolled[key].values()) for key in ROLLED} == {key: counted[key] for key in ROLLED}
        assert rollups.sums(boss, place, MONTH) == {key: counted[key] for key in ROLLED}

    @pytest.mark.parametrize("name", ["subdistrict", "area", "lin1"])
    def test_months_and_the_days_at_the_ends_are_the_days(self, street: Street, name: str) -> None:
        for month, day in ((8, 30), (8, 31), (9, 1), (9, 30), (10, 1), (10, 2)):
            reported(street, at=clock.at(date(2026, month, day), 9))
        added_up(street, NINE)
        boss, place = street.actor("街道老彭"), getattr(street, name)
        span = Period(date(2026, 8, 31), date(2026, 10, 1))
        assert rollups.sums(boss, place, span)[Key.PROBLEMS_FOUND] == 4
        found = rollups.by_month(boss, place, HALF_YEAR)[Key.PROBLEMS_FOUND]
        assert found == {date(2026, 8, 1): 2, date(2026, 9, 1): 2, date(2026, 10, 1): 2}

    def test_today_is_not_over_and_is_left_for_tomorrow(self, street: Street) -> None:
        reported(street)
        added_up(street, NINE + timedelta(hours=3))
        assert problems(street, street.xibu) == 0

    def test_by_part_adds_up_to_the_whole_at_every_level(self, street: Street) -> None:
        for by in ("李邻长", "周邻长", "岩门邻长"):
            reported(street, by=by)
        added_up(street, NINE + DAY)
        boss = street.actor("街道老彭")
        for place in (street.subdistrict, street.xibu, street.area, street.group):
            parts = rollups.by_part(boss, place, MONTH)
            assert sum(values[Key.PROBLEMS_FOUND] for _part, values in parts) == problems(street, place)

    def test_as_many_questions_for_many_records_as_for_few(self, street: Street) -> None:
        def asked(at: datetime) -> int:
            with CaptureQueriesContext(connection) as counted:
                added_up(street, at)
            return len(counted)

        reported(street)
        few = asked(NINE + DAY)
        for _each in range(6):
            reported(street, kind="appeal")
        assert asked(NINE + 2 * DAY) <= few + 1  # the corrections of a day that was over


class TestCorrections:
    def test_a_withdrawal_shows_as_one_and_the_past_keeps_what_it_knew(self, street: Street) -> None:
        gone = reported(street)
        reported(street)
        added_up(street, NINE + DAY)
        cases.withdraw(actor=street.actor("李邻长"), case=gone.pk, reason="看错了", now=NINE + 3 * DAY)
        assert added_up(street, NINE + 4 * DAY).corrected == 3, "street, community and area"
        boss = street.actor("街道老彭")
        change = rollups.changes(boss, street.xibu, MONTH).get()
        assert (change.day, change.was, change.became) == (date(2026, 11, 2), 2, 1)
        known = {
            on: rollups.as_known(boss, street.xibu, MONTH, on=on)[Key.PROBLEMS_FOUND]
            for on in (date(2026, 11, 1), date(2026, 11, 4), date(2026, 11, 6))
        }
        assert MonthTally.objects.get(territory=street.xibu).value == 1, "its month is put right too"
        assert known == {date(2026, 11, 1): 0, date(2026, 11, 4): 2, date(2026, 11, 6): 1}

    def test_what_is_new_is_no_correction(self, street: Street) -> None:
        reported(street)
        added_up(street, NINE + DAY)
        reported(street, at=NINE + DAY)
        added_up(street, NINE + 2 * DAY)
        assert not TallyChange.objects.exists()


class TestReconciling:
    def test_good_until_somebody_changes_either_side(self, street: Street) -> None:
        reported(street)
        assert reconciled(street.subdistrict).at is None
        added_up(street, NINE + DAY)
        assert reconciled(street.subdistrict).good
        Tally.objects.filter(territory=street.xibu).update(value=7)
        assert reconciled(street.subdistrict).differences == 1
        MonthTally.objects.filter(territory=street.xibu).update(value=7)
        assert reconciled(street.subdistrict).differences == 2, "the month is looked at for itself"
        Case.objects.all().update(kind="appeal")
        assert reconciled(street.subdistrict).differences > 1
        added_up(street, NINE + 2 * DAY)
        assert reconciled(street.subdistrict).good


class TestCareAndNeeds:
    def test_thin_is_where_nobody_is_there_or_somebody_waits(self, street: Street) -> None:
        care.open_plans(actor=SYSTEM, now=NINE, residents=[street.wang.pk, street.liu.pk])
        added_up(street, NINE + DAY)
        fine = rollups.standings(street.actor("街道老彭"), street.subdistrict)
        assert {one.place.name: (one.care.in_care, one.care.seated) for one in fine} == {
            "溪布社区": (2, 2),
            "岩门社区": (0, 1),
        }
        assert not any(one.care.thin for one in fine)
        added_up(street, NINE + 9 * DAY)
        late = rollups.standings(street.actor("街道老彭"), street.subdistrict)
        assert (late[0].place.name, late[0].care.late, late[0].care.thin) == ("溪布社区", 2, True)

    def test_a_need_of_three_months_comes_back(self, street: Street) -> None:
        for month in (8, 9, 10):
            reported(street, at=clock.at(date(2026, month, 5), 9))
        reported(street, by="岩门邻长")
        added_up(street, NINE + DAY)
        back = rollups.coming_back(street.actor("街道老彭"), street.subdistrict, HALF_YEAR)
        assert [(one.place, one.key, one.months, one.times) for one in back] == [
            (street.area, Key.PROBLEMS_FOUND, 3, 3)
        ]


def test_out_of_scope_is_not_there(street: Street) -> None:
    other = street.actor("岩门小吴")
    for read in (rollups.by_day, rollups.by_part, rollups.sums, rollups.changes):
        with pytest.raises(NotThere):
            read(other, street.xibu, MONTH)
    for ask in (rollups.by_month, rollups.coming_back):
        with pytest.raises(NotThere):
            ask(other, street.xibu, HALF_YEAR)
    with pytest.raises(NotThere):
        rollups.standings(street.actor("李邻长"), street.xibu)
