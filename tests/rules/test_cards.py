"""What a card is worth on a day: it follows from the appointment alone."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from youlin.domains.chiefs.rules import Term
from youlin.domains.chiefs.rules.cards import Standing, last_day, standing

DAYS = st.dates(date(2024, 1, 1), date(2036, 12, 31))


def worth(start: date, end: date | None, day: date, *, early: bool = False, serial: int = 1, now: int = 1) -> Standing:
    return standing(starts_on=start, ends_on=end, ended_early=early, serial=serial, current=now, day=day)


@given(start=DAYS, length=st.none() | st.integers(0, 1826), day=DAYS, early=st.booleans())
def test_a_card_is_good_only_while_its_holder_is_in_office(
    start: date, length: int | None, day: date, early: bool
) -> None:
    end = None if length is None else start + timedelta(days=length)
    if worth(start, end, day, early=early) is Standing.VALID:
        assert Term(start, end).holds_on(day)
        assert start <= day <= last_day(start, end)


@given(start=DAYS, day=DAYS, serial=st.integers(1, 50), now=st.integers(1, 50))
def test_a_card_that_was_replaced_is_never_good_again(start: date, day: date, serial: int, now: int) -> None:
    if serial != now:
        assert worth(start, None, day, serial=serial, now=now) is Standing.REVOKED


def test_no_card_outlives_the_five_years_of_the_law() -> None:
    assert worth(date(2026, 1, 1), None, date(2030, 12, 31)) is Standing.VALID
    assert worth(date(2026, 1, 1), None, date(2031, 1, 1)) is Standing.EXPIRED
    assert last_day(date(2028, 2, 29), None) == date(2033, 2, 28)


def test_on_the_first_day_out_of_office_it_is_worth_nothing() -> None:
    out = date(2026, 11, 2)
    assert worth(date(2026, 1, 1), out, out - timedelta(days=1), early=True) is Standing.VALID
    assert worth(date(2026, 1, 1), out, out, early=True) is Standing.REVOKED
    assert worth(date(2026, 1, 1), out, out) is Standing.EXPIRED
    assert worth(out, None, out - timedelta(days=1)) is Standing.NOT_YET
