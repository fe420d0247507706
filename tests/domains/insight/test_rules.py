"""Spans and weeks."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from youlin.domains.insight import rules
from youlin.foundation.values import Period

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start = draw(DAYS)
    return Period(start, start + timedelta(days=draw(st.integers(0, 400))))


@given(periods())
def test_the_span_before_touches_and_is_as_long(period: Period) -> None:
    earlier, (first, last) = rules.before(period), rules.days_of(period)
    assert earlier.end == first - timedelta(days=1)
    months = first.day == 1 and (last + timedelta(days=1)).day == 1
    assert earlier.start.day == 1 if months else earlier.length == period.length


def test_a_month_is_compared_with_the_month_before_and_a_quarter_with_the_quarter() -> None:
    assert rules.before(Period(date(2026, 3, 1), date(2026, 3, 31))).start == date(2026, 2, 1)
    assert rules.before(Period(date(2026, 1, 1), date(2026, 3, 31))).start == date(2025, 10, 1)
    assert rules.before(Period(date(2027, 1, 1), date(2027, 12, 31))).start == date(2026, 1, 1)


@given(periods(), st.data())
def test_no_day_is_lost_between_weeks(period: Period, data: st.DataObject) -> None:
    first, last = rules.days_of(period)
    days = data.draw(st.dictionaries(st.dates(first, last), st.integers(1, 9), max_size=30))
    weeks = rules.by_week(period, days)

    assert sum(count for _start, count in weeks) == sum(days.values())
    assert weeks[0][0] == first
    assert all((last - start).days % 7 == 6 for start, _count in weeks[1:])
    assert all(first <= start <= last for start, _count in weeks)
