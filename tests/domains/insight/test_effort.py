"""What the office takes of its chiefs' days: added up for a subdistrict, told of nobody."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.factories.cast import Street
from youlin.domains.insight import actions, queries
from youlin.domains.insight.models import EffortTally
from youlin.domains.insight.rules import effort as rules
from youlin.domains.insight.rules.effort import Effort, Job
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere, Refusal
from youlin.foundation.values import Period

NOON = clock.at(date(2026, 11, 10), 12)
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


def worked(street: Street, job: Job, *, seconds: int, taps: int = 2, fields: int = 1, times: int = 1) -> None:
    actions.note_effort(
        subdistrict=street.subdistrict.pk, job=job, effort=Effort(seconds, taps, fields), now=NOON, times=times
    )


def burden(street: Street) -> queries.Burden:
    return queries.burden(street.actor("街道老彭"), street.subdistrict, NOVEMBER)


def priced(street: Street, job: Job, who: str = "社区小覃") -> queries.Price:
    return queries.price(
        street.actor(who), street.xibu.pk, job=job, times=700, carriers=20, days=7, today=date(2026, 11, 30)
    )


class TestBurden:
    def test_each_piece_of_work_adds_to_the_day_and_none_makes_a_row_of_its_own(self, street: Street) -> None:
        for _time in range(30):
            worked(street, Job.GREET, seconds=7)
        [row] = EffortTally.objects.all()
        assert (row.times, row.seconds, row.taps, row.fields) == (30, 210, 60, 30)

    def test_the_day_is_that_of_shanghai(self, street: Street) -> None:
        late = clock.at(date(2026, 11, 10), 23)
        actions.note_effort(subdistrict=street.subdistrict.pk, job=Job.VISIT, effort=None, now=late)
        assert EffortTally.objects.get().day == date(2026, 11, 10)

    def test_a_median_a_mean_and_the_minutes_of_one_chief(self, street: Street) -> None:
        worked(street, Job.GREET, seconds=8, taps=2, fields=0, times=30)
        worked(street, Job.GREET, seconds=600, taps=9, fields=0, times=10)  # one phone laid aside moves no median
        found = burden(street)
        [line] = found.jobs
        assert 5 <= (line.seconds or 0) <= 8
        assert line.taps == pytest.approx(3.75)
        total = (8 * 30 + 600 * 10) / 60
        assert line.minutes == pytest.approx(
            total / found.chiefs / 21
        )  # from the 10th, the first day that was measured
        assert found.minutes == line.minutes
        assert found.left == pytest.approx(rules.BUDGET_MINUTES - found.minutes)

    def test_what_was_sent_without_a_measure_took_as_long_as_the_rest(self, street: Street) -> None:
        worked(street, Job.VISIT, seconds=60, times=20)
        before = burden(street).minutes
        actions.note_effort(subdistrict=street.subdistrict.pk, job=Job.VISIT, effort=None, now=NOON, times=20)
        assert burden(street).minutes == pytest.approx(2 * before)

    def test_too_few_samples_say_nothing(self, street: Street) -> None:
        worked(street, Job.CHECK, seconds=30, times=rules.LEAST_SAMPLES - 1)
        [line] = burden(street).jobs
        assert (line.times, line.seconds, line.taps, line.fields, line.minutes) == (19, None, None, None, None)

    def test_few_chiefs_are_said_to_be_few(self, street: Street) -> None:
        assert burden(street).few is (burden(street).chiefs < rules.LEAST_CHIEFS)

    def test_it_is_told_of_nothing_smaller_than_a_subdistrict(self, street: Street) -> None:
        with pytest.raises(Refusal, match="只按街道合计"):
            queries.burden(street.actor("社区小覃"), street.xibu, NOVEMBER)

    def test_it_is_not_told_to_who_sees_less(self, street: Street) -> None:
        with pytest.raises(NotThere):
            queries.burden(street.actor("社区小覃"), street.subdistrict, NOVEMBER)

    def test_the_price_of_a_new_wish_is_known_beforehand(self, street: Street) -> None:
        worked(street, Job.CAMPAIGN, seconds=30, times=40)
        found = priced(street, Job.CAMPAIGN)
        seconds = burden(street).seconds_of(Job.CAMPAIGN)
        assert seconds is not None
        assert found.seconds == seconds
        assert found.minutes == pytest.approx(700 * seconds / 60 / 20)
        assert found.daily == pytest.approx((found.minutes or 0) / 7)
        assert found.after == pytest.approx((found.left or 0) - (found.daily or 0))

    def test_what_nobody_measured_has_no_price(self, street: Street) -> None:
        worked(street, Job.CAMPAIGN, seconds=30, times=40)
        assert priced(street, Job.INSPECTION) == queries.Price(None, None, None, None)
        with pytest.raises(NotThere):
            priced(street, Job.CAMPAIGN, who="岩门小吴")

    def test_the_number_of_queries_does_not_grow_with_the_work(
        self, street: Street, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for job in Job:
            worked(street, job, seconds=12, times=25)
        actor = street.actor("街道老彭")
        with django_assert_max_num_queries(4):
            queries.burden(actor, street.subdistrict, NOVEMBER)

    def test_no_column_could_say_whose_work_it_was(self) -> None:
        names = {field.name for field in EffortTally._meta.get_fields()}
        assert names == {"id", "subdistrict", "day", "job", "part", "times", "seconds", "taps", "fields"}


def test_a_day_without_work_is_not_drawn(street: Street) -> None:
    worked(street, Job.GREET, seconds=12, times=20)
    days = queries.minutes_by_day(street.actor("街道老彭"), street.subdistrict, NOVEMBER)
    assert [day for day, _minutes in days] == [clock.day_of(NOON)]
