"""Plain values that many rooms share: an identity number, a phone, an amount of money, a day, a span of days.

Pure: no Django, no clock, no database. Each parser either returns a value that is right or raises `BadValueError` with
a short code; the words for people are chosen by whoever asked.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Self


class BadValueError(ValueError):
    """What was written is no such value. `code` says what is wrong with it, for a program to act on."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


_WIDE: Final = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20}


def half_width(text: str) -> str:
    """Turn full-width letters, digits, signs and spaces into their half-width twins; leave Han text alone.

    >>> half_width("（王）：430899")
    '(王):430899'
    """
    return text if text.isascii() else text.translate(_WIDE)


# ------------------------------------------------------------------------------------------------ identity number
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"
_EIGHTEEN: Final = re.compile(r"[0-9]{17}[0-9X]")
_FIFTEEN: Final = re.compile(r"[0-9]{15}")


def check_character(first17: str) -> str:
    """The 18th character that belongs to the first seventeen digits (GB 11643, ISO 7064 MOD 11-2).

    >>> check_character("11010519491231002")
    'X'
    """
    return _CHECKS[sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first17, strict=True)) % 11]


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A citizen identity number in its 18-character form (GB 11643).

    The region code is never judged: counties merge and vanish, and people keep the number they were given.

    >>> number = IdNumber.parse("11010519491231002x")
    >>> number.value, number.born.isoformat(), number.sex, number.masked
    ('11010519491231002X', '1949-12-31', 'female', '110105********002X')
    """

    value: str
    born: dt.date

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an 18- or 15-character number, in any width, with spaces, with a small x.

        Raises `BadValueError`: `length` when it has neither 18 nor 15 characters, `checksum` when a character is wrong,
        `date` when the day of birth in it does not exist.
        """
        number = "".join(half_width(text).split()).upper()
        if len(number) == 15:
            number = cls._lengthen(number)
        if len(number) != 18:
            raise BadValueError("length")
        if not _EIGHTEEN.fullmatch(number) or check_character(number[:17]) != number[17]:
            raise BadValueError("checksum")
        try:
            born = dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
        except ValueError:
            raise BadValueError("date") from None
        return cls(number, born)

    @staticmethod
    def _lengthen(number: str) -> str:
        """A number of the first generation (1984) had no century and no check character."""
        if not _FIFTEEN.fullmatch(number):
            raise BadValueError("checksum")
        seventeen = f"{number[:6]}19{number[6:]}"
        return seventeen + check_character(seventeen)

    @property
    def sex(self) -> str:
        """`male` where the 17th digit is odd, `female` where it is even."""
        return "male" if int(self.value[16]) % 2 else "female"

    @property
    def region(self) -> str:
        """The six-digit code of the county that gave the number, as it was then."""
        return self.value[:6]

    @property
    def masked(self) -> str:
        """What a screen may show: the region and the last four."""
        return f"{self.value[:6]}********{self.value[14:]}"

    def __str__(self) -> str:
        return self.value


# --------------------------------------------------------------------------------------------------------- phone
_MOBILE: Final = re.compile(r"(?:\+?86|0086)?(1[0-9]{10})")
_LANDLINE: Final = re.compile(r"(0[0-9]{2,3})?([2-9][0-9]{6,7})")


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number as it is dialled inside China: a mobile of 11 digits, or a landline.

    >>> Phone.parse("+86 140-0267-7354").value, Phone.parse("0744 5612345").value
    ('14002677354', '0744-5612345')
    """

    value: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a number however it was typed. Raises `BadValueError("phone")`.

        Any 11 digits that begin with 1 are taken for a mobile: prefixes are given out faster than lists are kept.
        """
        digits = re.sub(r"[\s\-()—–－]", "", half_width(text))
        if mobile := _MOBILE.fullmatch(digits):
            return cls(mobile[1])
        if landline := _LANDLINE.fullmatch(digits):
            return cls(f"{landline[1]}-{landline[2]}" if landline[1] else landline[2])
        raise BadValueError("phone")

    @property
    def is_mobile(self) -> bool:
        """Whether it can be sent a text message."""
        return len(self.value) == 11 and self.value.startswith("1")

    @property
    def masked(self) -> str:
        """What a screen may show: `140****7354`."""
        return f"{self.value[:3]}****{self.value[-4:]}"

    def __str__(self) -> str:
        return self.value


# --------------------------------------------------------------------------------------------------------- money
@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in whole fen. Amounts near a line decide about people's bread: no float ever holds one.

    >>> Money.from_yuan("1,250.5") + Money.from_wan("2.4")
    Money(fen=2525050)
    >>> str(Money(fen=2525050))
    '25,250.50'
    """

    fen: int

    @classmethod
    def from_yuan(cls, amount: str | int | float | Decimal) -> Self:
        """Read yuan: `24000`, `"24,000元"`, `"2.4万"`. Raises `BadValueError("number")`. Parts of a fen are rounded."""
        return cls._read(amount, fen_per_unit=100)

    @classmethod
    def from_wan(cls, amount: str | int | float | Decimal) -> Self:
        """Read ten thousands of yuan: `2.4`, `"2.4万元"` are both 24,000 yuan. Raises `BadValueError("number")`."""
        return cls._read(amount, fen_per_unit=1_000_000)

    @classmethod
    def _read(cls, amount: str | int | float | Decimal, *, fen_per_unit: int) -> Self:
        if isinstance(amount, float) and amount.is_integer() and abs(amount) < 1e15:
            return cls(int(amount) * fen_per_unit)
        text = re.sub(r"[\s,¥￥]|元整?|人民币", "", half_width(str(amount)))
        unit = fen_per_unit
        if text.endswith("万"):
            text, unit = text[:-1], 1_000_000
        try:
            return cls(_whole(Decimal(text) * unit))
        except (ArithmeticError, ValueError):
            raise BadValueError("number") from None

    @property
    def yuan(self) -> Decimal:
        """The same amount in yuan, exact."""
        return Decimal(self.fen).scaleb(-2)

    def __add__(self, other: Self) -> Self:
        return type(self)(self.fen + other.fen)

    def __sub__(self, other: Self) -> Self:
        return type(self)(self.fen - other.fen)

    def __mul__(self, times: int) -> Self:
        return type(self)(self.fen * times)

    def __neg__(self) -> Self:
        return type(self)(-self.fen)

    def __bool__(self) -> bool:
        return self.fen != 0

    def __str__(self) -> str:
        return f"{self.yuan:,.2f}"


def _whole(fen: Decimal) -> int:
    """Whole fen, halves rounded away from zero as in a shop. Raises ValueError for what nobody owns."""
    if not fen.is_finite() or fen.adjusted() > 20:
        raise ValueError
    return int(fen.to_integral_value(rounding="ROUND_HALF_UP"))


# ---------------------------------------------------------------------------------------------------------- days
_YMD: Final = re.compile(r"([12][0-9]{3})[-./年、\\ ]+([0-9]{1,2})[-./月、\\ ]+([0-9]{1,2})[日号]?")
_PACKED: Final = re.compile(r"([12][0-9]{3})([0-9]{2})([0-9]{2})")
_SERIAL: Final = re.compile(r"([0-9]{4,5})(?:\.[0-9]*)?")
_MIDNIGHT: Final = re.compile(r"(?:[T ]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?$")
_EPOCH: Final = dt.date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 61, 73_415  # 1900-03-01, where Excel's count becomes true, to 2100-12-31


def parse_date(value: str | float | dt.date) -> dt.date:
    """Read a day as people and spreadsheets write it. Raises `BadValueError("date")`.

    Year, month and day must all be there: a missing day is not made up. Numbers of eight digits are days written
    together; smaller ones are Excel's serials.

    >>> [str(parse_date(day)) for day in ("1950.3.2", "1950年3月2日", "19500302", 18324)]
    ['1950-03-02', '1950-03-02', '1950-03-02', '1950-03-02']
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = half_width(str(value)).strip()
    if packed := _PACKED.fullmatch(text.removesuffix(".0")):
        return _day(packed)
    text = _MIDNIGHT.sub("", text)
    if written := _YMD.fullmatch(text):
        return _day(written)
    if serial := _SERIAL.fullmatch(text):
        days = int(serial[1])
        if _FIRST_SERIAL <= days <= _LAST_SERIAL and not 1900 <= days <= 2100:  # 1950 is a year, not a day of 1905
            return _EPOCH + dt.timedelta(days=days)
    raise BadValueError("date")


def _day(found: re.Match[str]) -> dt.date:
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise BadValueError("date") from None


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, both ends included; without an end it is still running.

    >>> Period(dt.date(2026, 11, 1), dt.date(2026, 11, 30)).length
    30
    """

    start: dt.date
    end: dt.date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise BadValueError("period")

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    def overlaps(self, other: "Period") -> bool:
        """Whether they share at least one day."""
        return (other.end is None or self.start <= other.end) and (self.end is None or other.start <= self.end)

    @property
    def length(self) -> int:
        """How many days. Raises `BadValueError("open")` for a span without an end."""
        if self.end is None:
            raise BadValueError("open")
        return (self.end - self.start).days + 1

    def days(self) -> Iterator[dt.date]:
        """Each day in turn; without an end it never stops by itself."""
        day = self.start
        while self.end is None or day <= self.end:
            yield day
            day += dt.timedelta(days=1)
