"""Identity numbers, phones, money and days, as people write them."""

import datetime as dt
import doctest
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youlin.foundation import values
from youlin.foundation.values import (
    BadValueError,
    IdNumber,
    Money,
    Period,
    Phone,
    check_character,
    half_width,
    parse_date,
)

FULL_WIDTH = str.maketrans({chr(0x21 + i): chr(0xFF01 + i) for i in range(94)})
birthdays = st.dates(dt.date(1900, 1, 1), dt.date(2026, 11, 22))


@st.composite
def identity_numbers(draw: st.DrawFn) -> str:
    region = draw(st.integers(0, 999_999))
    first17 = f"{region:06}{draw(birthdays):%Y%m%d}{draw(st.integers(0, 999)):03}"
    return first17 + check_character(first17)


def test_the_examples_in_the_source_are_true() -> None:
    assert doctest.testmod(values).failed == 0


class TestIdentityNumbers:
    @given(identity_numbers())
    def test_a_right_number_is_read_whatever_its_region(self, number: str) -> None:
        read = IdNumber.parse(number)
        assert (read.value, f"{read.born:%Y%m%d}") == (number, number[6:14])
        assert read.sex == ("male" if int(number[16]) % 2 else "female")

    @given(identity_numbers())
    def test_width_case_and_spaces_make_no_difference(self, number: str) -> None:
        assert IdNumber.parse(f" {number[:6]} {number[6:].lower()}　".translate(FULL_WIDTH)).value == number

    @given(identity_numbers(), st.integers(0, 16), st.integers(1, 9))
    def test_one_wrong_digit_never_passes(self, number: str, place: int, shift: int) -> None:
        wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
        with pytest.raises(BadValueError):
            IdNumber.parse(wrong)

    @given(identity_numbers(), st.integers(0, 15))
    def test_two_neighbours_swapped_never_pass(self, number: str, place: int) -> None:
        swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        if swapped != number:
            with pytest.raises(BadValueError):
                IdNumber.parse(swapped)

    def test_a_number_of_the_first_generation_is_made_long(self) -> None:
        old = IdNumber.parse("430899500302001")
        assert (old.value[:17], old.born) == ("43089919500302001", dt.date(1950, 3, 2))
        assert IdNumber.parse(old.value) == old

    @pytest.mark.parametrize(
        ("number", "code"),
        [
            ("", "length"),
            ("4308991950030200", "length"),
            ("4308991950030200111", "length"),
            ("43089919500302001Y", "checksum"),
            ("4308995003020OI", "checksum"),
            ("²30899195003020011", "checksum"),
            ("43089919990231001" + check_character("43089919990231001"), "date"),
        ],
    )
    def test_a_wrong_number_says_in_what(self, number: str, code: str) -> None:
        with pytest.raises(BadValueError) as refused:
            IdNumber.parse(number)
        assert refused.value.code == code

    @given(identity_numbers())
    def test_a_screen_never_shows_the_birthday(self, number: str) -> None:
        assert number[6:14] not in IdNumber.parse(number).masked


class TestPhones:
    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("14002677354", "14002677354"),
            ("140 0267 7354", "14002677354"),
            ("+86-140-0267-7354", "14002677354"),
            ("１４００２６７７３５４", "14002677354"),
            ("0744-5612345", "0744-5612345"),
            ("（0744）5612345", "0744-5612345"),
            ("5612345", "5612345"),
        ],
    )
    def test_it_is_read_however_it_was_typed(self, written: str, read: str) -> None:
        assert Phone.parse(written).value == read

    @pytest.mark.parametrize("written", ["", "110", "1400267735", "140026773541", "无", "24002677354", "王奶奶"])
    def test_what_is_no_phone_is_refused(self, written: str) -> None:
        with pytest.raises(BadValueError):
            Phone.parse(written)

    def test_only_a_mobile_gets_messages(self) -> None:
        assert Phone.parse("14002677354").is_mobile
        assert not Phone.parse("0744-5612345").is_mobile

    def test_a_screen_shows_the_ends(self) -> None:
        assert Phone.parse("14002677354").masked == "140****7354"


class TestMoney:
    @given(st.integers(-(10**12), 10**12))
    def test_yuan_and_back_loses_no_fen(self, fen: int) -> None:
        assert Money.from_yuan(Money(fen).yuan) == Money(fen) == Money.from_yuan(str(Money(fen)))

    @pytest.mark.parametrize(
        ("written", "fen"),
        [
            (24000, 2_400_000),
            (24000.0, 2_400_000),
            ("24,000元", 2_400_000),
            ("￥24000.50", 2_400_050),
            ("2.4万", 2_400_000),
            ("2.4万元", 2_400_000),
            (0.1, 10),
            (1e6, 100_000_000),
            (Decimal("0.005"), 1),
        ],
    )
    def test_yuan_are_read(self, written: str | float | Decimal, fen: int) -> None:
        assert Money.from_yuan(written).fen == fen

    @pytest.mark.parametrize("written", [2.4, "2.4", "2.4万", "2.4万元", "２．４"])  # noqa: RUF001
    def test_ten_thousands_are_read_once(self, written: str | float) -> None:
        assert Money.from_wan(written).fen == 2_400_000

    @pytest.mark.parametrize("written", ["", "很多", "1.2.3", "nan", "Infinity", "1e999999"])
    def test_what_is_no_amount_is_refused(self, written: str) -> None:
        with pytest.raises(BadValueError):
            Money.from_yuan(written)

    def test_amounts_are_counted_and_compared(self) -> None:
        assert Money(300) - Money(100) + Money(1) * 2 == Money(202)
        assert Money(-1) < Money(0) <= Money(0)
        assert -Money(5) == Money(-5)
        assert not Money(0)


class TestDays:
    @given(st.dates(dt.date(1900, 3, 1), dt.date(2100, 12, 31)))
    def test_every_way_of_writing_a_day_is_the_same_day(self, day: dt.date) -> None:
        ways: list[str | float | dt.date] = [
            day.isoformat(),
            f"{day.year}.{day.month}.{day.day}",
            f"{day.year}/{day.month}/{day.day}",
            f"{day.year}年{day.month}月{day.day}日",
            f"{day:%Y%m%d}",
            f"{day} 00:00:00",
            f"{day:%Y%m%d}".translate(FULL_WIDTH),
            float(f"{day:%Y%m%d}"),
            dt.datetime.combine(day, dt.time(9)),
        ]
        assert {parse_date(way) for way in ways} == {day}

    @given(st.dates(dt.date(1906, 1, 1), dt.date(2100, 12, 31)))
    def test_a_serial_is_the_day_excel_shows(self, day: dt.date) -> None:
        assert parse_date(float((day - dt.date(1899, 12, 30)).days)) == day

    @pytest.mark.parametrize(
        "written", ["", "1950", "1950.3", 1950.0, "1950年3月", "1950-13-01", "1950.2.30", "春节", "19500230", 99, -1]
    )
    def test_a_day_is_never_made_up(self, written: str | float) -> None:
        with pytest.raises(BadValueError):
            parse_date(written)


class TestPeriods:
    @given(st.dates(), st.integers(0, 400))
    def test_its_days_are_as_many_as_its_length(self, start: dt.date, more: int) -> None:
        if start > dt.date(9990, 1, 1):
            start = dt.date(2026, 1, 1)
        period = Period(start, start + dt.timedelta(days=more))
        days = list(period.days())
        assert len(days) == period.length
        assert all(day in period for day in days)
        assert start - dt.timedelta(days=1) not in period if start > dt.date.min else True

    def test_the_last_day_is_shared(self) -> None:
        first = Period(dt.date(2026, 1, 1), dt.date(2026, 1, 31))
        assert first.overlaps(Period(dt.date(2026, 1, 31)))
        assert not first.overlaps(Period(dt.date(2026, 2, 1)))

    def test_it_does_not_end_before_it_begins(self) -> None:
        with pytest.raises(BadValueError):
            Period(dt.date(2026, 2, 1), dt.date(2026, 1, 1))

    def test_a_running_one_has_no_length(self) -> None:
        with pytest.raises(BadValueError):
            _ = Period(dt.date(2026, 2, 1)).length


def test_full_width_signs_become_half_width_and_han_stays() -> None:
    assert half_width("（王奶奶）：４３０　Ｘ") == "(王奶奶):430 X"  # noqa: RUF001
