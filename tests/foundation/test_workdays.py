"""Working days come from a table that is filled from the library, corrected by hand, and says what it does not know."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.cast import Street
from youlin.foundation import calendar, clock, workdays
from youlin.foundation.models import AuditEntry, CalendarDay
from youlin.foundation.refusal import Invalid

NOW = clock.at(date(2026, 11, 22), 9)
MONDAY = date(2026, 11, 23)


@pytest.mark.django_db
class TestTheTable:
    def test_it_is_filled_once_from_the_published_years(self) -> None:
        assert workdays.seed([2025, 2026, 2027], now=NOW) > 20
        assert workdays.seed([2025, 2026, 2027], now=NOW) == 0
        assert not CalendarDay.objects.filter(day__year=2027).exists(), "the notice for 2027 is not out"
        assert not calendar.is_working_day(date(2026, 10, 1))
        assert calendar.is_working_day(date(2026, 10, 10)), "a Saturday worked for the holiday"

    def test_a_year_without_a_notice_says_so_and_goes_by_weekdays(self) -> None:
        assert (calendar.published(2026), calendar.published(2027)) == (True, False)
        assert calendar.is_working_day(date(2027, 3, 1))

    def test_without_a_table_the_library_is_asked(self) -> None:
        assert not CalendarDay.objects.exists()
        assert not calendar.is_working_day(date(2026, 10, 1))


class TestADayByHand:
    def test_it_moves_a_working_clock_and_is_on_record(self, street: Street) -> None:
        start = clock.start_of(MONDAY)
        assert calendar.deadline(start, 24, working=True) == clock.start_of(date(2026, 11, 24))
        workdays.set_day(actor=street.actor("街道老彭"), day=MONDAY, working=False, name="土家年", now=NOW)
        assert calendar.deadline(start, 24, working=True) == clock.start_of(date(2026, 11, 25))
        assert AuditEntry.objects.get(verb="calendar.set").actor_name == "街道老彭"

    def test_the_rest_of_the_year_stays_as_published(self, street: Street) -> None:
        workdays.set_day(actor=street.actor("街道老彭"), day=MONDAY, working=False, name="", now=NOW)
        assert not calendar.is_working_day(date(2026, 10, 1))
        assert calendar.published(2026)

    def test_a_day_far_away_is_a_slip(self, street: Street) -> None:
        with pytest.raises(Invalid) as said:
            workdays.set_day(actor=street.actor("街道老彭"), day=date(2062, 1, 1), working=True, name="", now=NOW)
        assert said.value.field == "day"
