"""A rate is honest: what is late and unfinished counts against it, and what says nothing yet is left out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.factories.cast import Street
from youlin.domains.cases import actions
from youlin.domains.cases.actions import NewCase
from youlin.domains.cases.models import Case
from youlin.domains.insight.rates import rates
from youlin.domains.insight.rules import Rate, Share
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere
from youlin.foundation.values import Period

NINE = clock.at(date(2026, 11, 2), 9)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


def reported(street: Street, text: str, **known: Any) -> Case:
    return actions.report(actor=street.actor("李邻长"), case=NewCase(text=text, **known), now=NINE)


def answered(street: Street, case: Case, *, after: timedelta = HOUR) -> None:
    actions.answer(actor=street.actor("李邻长"), case=case.pk, text="办好了", told=True, now=NINE + after)


def of(street: Street, place: Any = None) -> dict[Share, Rate]:
    found = rates(street.actor("街道老彭"), place or street.subdistrict, NOVEMBER)
    return {rate.share: rate for rate in found}


class TestHonestRates:
    def test_nothing_is_said_where_nothing_happened(self, street: Street) -> None:
        assert [rate.percent for rate in of(street).values()] == [None] * 4

    def test_late_and_unfinished_counts_against_and_a_running_clock_says_nothing(self, street: Street) -> None:
        answered(street, reported(street, "一"))
        reported(street, "二")  # nobody answers
        actions.escalate_overdue(now=NINE + DAY)
        actions.report(actor=street.actor("李邻长"), case=NewCase(text="三"), now=NINE + DAY)  # its clock still runs
        found = of(street)
        assert (found[Share.ANSWERED].good, found[Share.ANSWERED].of) == (1, 2)
        assert found[Share.ON_TIME].percent == 50

    def test_answered_after_a_missed_clock_is_answered_and_not_on_time(self, street: Street) -> None:
        case = reported(street, "一")
        actions.escalate_overdue(now=NINE + DAY)
        answered(street, case, after=DAY + HOUR)
        found = of(street)
        assert (found[Share.ANSWERED].percent, found[Share.ON_TIME].percent) == (100, 0)

    def test_a_clock_missed_after_the_answer_is_not_the_answers_fault(self, street: Street) -> None:
        case = reported(street, "一")
        actions.escalate(actor=street.actor("李邻长"), case=case.pk, reason="办不了", now=NINE)
        actions.answer(actor=street.actor("田组长"), case=case.pk, text="办好了", now=NINE + HOUR)
        actions.escalate_overdue(now=NINE + 9 * DAY)  # nobody hands it on
        assert of(street)[Share.ON_TIME].percent == 100

    def test_content_is_who_rated_well_and_wanted_nothing_more(self, street: Street) -> None:
        cases = [reported(street, text) for text in "一二三四"]
        for case in cases:
            answered(street, case)
        lin = street.actor("李邻长")
        actions.confirm(actor=lin, case=cases[0].pk, rating=5, now=NINE + 2 * HOUR)
        actions.confirm(actor=lin, case=cases[1].pk, rating=3, now=NINE + 2 * HOUR)
        actions.reopen(actor=lin, case=cases[2].pk, reason="又坏了", now=NINE + 2 * HOUR)
        found = of(street)
        assert (found[Share.CONTENT].good, found[Share.CONTENT].of) == (1, 3)
        assert (found[Share.FINISHED].good, found[Share.FINISHED].of) == (2, 4)

    def test_what_was_taken_back_is_not_counted(self, street: Street) -> None:
        case = reported(street, "一")
        actions.withdraw(actor=street.actor("李邻长"), case=case.pk, reason="看错了", now=NINE)
        assert of(street)[Share.ANSWERED].of == 0

    def test_by_place_and_only_within_scope(self, street: Street) -> None:
        answered(street, reported(street, "一"))
        assert of(street, street.lin2)[Share.ANSWERED].of == 0
        with pytest.raises(NotThere):
            rates(street.actor("李邻长"), street.subdistrict, NOVEMBER)

    def test_one_query(self, street: Street, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        for text in "一二三":
            answered(street, reported(street, text))
        actor = street.actor("街道老彭")
        with django_assert_num_queries(1):
            rates(actor, street.subdistrict, NOVEMBER)
