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
    earlier = rules.before(period)
    assert earlier.length == period.length
    assert earlier.end == period.start - timedelta(days=1)


@given(periods(), st.data())
def test_no_day_is_lost_between_weeks(period: Period, data: st.DataObject) -> None:
    first, last = rules.days_of(period)
    days = data.draw(st.dictionaries(st.dates(first, last), st.integers(1, 9), max_size=30))
    weeks = rules.by_week(period, days)

    assert sum(count for _start, count in weeks) == sum(days.values())
    assert weeks[0][0] == first
    assert all((last - start).days % 7 == 6 for start, _count in weeks[1:])
    assert all(first <= start <= last for start, _count in weeks)
