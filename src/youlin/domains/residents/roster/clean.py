"""One cell to one value, and how much of it had to be put right.

The count is of corrections: each run of stray spaces, of full-width characters or of small x is one, a number where
text belongs is one, a 同上 is one. What is only *read* (a date as a serial, an income in 万元) is not a correction.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Final, NamedTuple

from youlin.domains.residents.roster.cells import Cell
from youlin.domains.residents.rules.positions import Point, from_chinese_map, read_point
from youlin.foundation.values import BadValueError, IdNumber, Money, Phone, half_width, parse_date


class Cleaned(NamedTuple):
    """Text put right, and the number of corrections."""

    text: str
    fixes: int = 0


_DITTOS: Final = ("同上", "〃", "″", '"', "”", "“", "\uff02", "〞", "''", "同前", "同上行")
DITTO: Final = frozenset(f"{before}{mark}{after}" for mark in _DITTOS for before in ("", " ") for after in ("", " "))
_NOTHING: Final = frozenset(
    {
        "",
        "无",
        "暂无",
        "没有",
        "-",
        "—",
        "——",
        "/",
        "\\",
        "未办",
        "未办理",
        "不详",
        "未知",
        "不清楚",
        "N/A",
        "null",
        "None",
    }
)
_SPACES: Final = re.compile(r"[\s\u200b-\u200d\u2060\ufeff\u00ad]+")
_WIDE_RUN: Final = re.compile(r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff0d\uff0b\uff0e\uff08\uff09]+")
_WIDE_WORDS: Final = re.compile(r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+")
_DOTS: Final = re.compile(r"(?<=[一-鿿㐀-䶿])[•・\uff0e.‧∙●⋅](?=[一-鿿㐀-䶿])")
_FORMULA_TEXT: Final = re.compile(r'="?([^"]*)"?')
_HAN: Final = re.compile(r"[一-鿿㐀-䶿\U00020000-\U0003ffff]")


def plain(cell: Cell) -> str:
    """A cell as a person reads it: whole numbers without a tail, days as days."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e16 else repr(cell)
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return str(cell)


def text(cell: Cell) -> Cleaned:
    """Free words: outer spaces gone, inner ones single, full-width digits and letters narrowed, "none" is nothing."""
    return _text(plain(cell))


@lru_cache(maxsize=65_536)
def _text(written: str) -> Cleaned:
    stripped = written.strip()
    if stripped in _NOTHING:
        return Cleaned("")
    if stripped.isascii() or (stripped.isalnum() and not _WIDE_WORDS.search(stripped)):
        return Cleaned(" ".join(stripped.split()))
    fixes = len(_WIDE_WORDS.findall(stripped))
    narrowed = _WIDE_WORDS.sub(lambda run: half_width(run[0]), stripped)
    return Cleaned(_SPACES.sub(" ", narrowed).strip(), fixes)


def code(cell: Cell) -> Cleaned:
    """A number that names something (户编号): as written, zeros kept, without spaces."""
    written = plain(cell).strip().lstrip("'’")
    if written in _NOTHING - {"-", "/"} or not written:
        return Cleaned("")
    narrowed = half_width(written)
    return Cleaned("".join(narrowed.split()), len(_WIDE_RUN.findall(written)))


def name(cell: Cell) -> Cleaned:
    """A person's name: spaces inside a Han name go, the dot of a long name stays and becomes the one dot ·.

    >>> name(" 闫 妹 云　"), name("阿依古丽.买买提").text, name("John  Smith").text
    (Cleaned(text='闫妹云', fixes=4), '阿依古丽·买买提', 'John Smith')
    """
    written = plain(cell)
    if written.isalnum() and not _WIDE_WORDS.search(written):
        return Cleaned("" if written in _NOTHING else written)
    runs = len(_SPACES.findall(written)) + len(_WIDE_WORDS.findall(written))
    joint = "" if _HAN.search(written) else " "
    bare = half_width(_SPACES.sub(joint, written)).strip()
    dotted = _DOTS.sub("·", bare)
    return Cleaned(
        "" if dotted in _NOTHING else dotted, runs + sum(old != new for old, new in zip(bare, dotted, strict=True))
    )


class BadCell(Exception):
    """A cell that holds no value of its kind. `code` is a row code of the import; `why` tells kinds of it apart."""

    def __init__(self, row_code: str, why: str = "") -> None:
        super().__init__(row_code)
        self.code = row_code
        self.why = why


_ID_CODES: Final = {"length": "id_length", "checksum": "id_checksum", "date": "id_checksum"}


def id_number(cell: Cell) -> tuple[IdNumber | None, int]:
    """An identity number, and the corrections. None for an empty cell. Raises BadCell."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        if cell >= 1e15:  # a spreadsheet keeps fifteen digits of a number and makes the rest up
            raise BadCell("id_checksum", "number")
        written, fixes = plain(cell), 1
    else:
        written, fixes = plain(cell), 0
    if not (written.isascii() and written.isalnum() and not written.endswith("x")):
        if written.strip() in _NOTHING:
            return None, 0
        written, more = _bare_id(written)
        fixes += more
    try:
        return IdNumber.parse(written), fixes + (len(written) == 15)
    except BadValueError as bad:
        raise BadCell(_ID_CODES[bad.code], bad.code) from None


def _bare_id(written: str) -> tuple[str, int]:
    fixes = len(_SPACES.findall(written)) + len(_WIDE_RUN.findall(written))
    bare = half_width(_SPACES.sub("", written))
    if bare[:1] in {"'", "’", "‘", "`"} or bare.startswith("="):
        bare = (_FORMULA_TEXT.sub(r"\1", bare) if bare.startswith("=") else bare[1:]).strip()
        fixes += 1
    if bare.endswith("x"):
        bare = bare.upper()
        fixes += 1
    return bare, fixes


_BETWEEN_PHONES: Final = re.compile(r"[、,，;；/\n|]+|(?<=\d{11})\s+")


def phone(cell: Cell) -> tuple[str, int]:
    """The first telephone number of a cell, and the corrections. Empty for an empty cell. Raises BadCell."""
    if isinstance(cell, str):
        if len(cell) == 11 and cell.isascii() and cell.isdigit() and cell[0] == "1":
            return cell, 0
        written = cell.strip()
        fixes = len(_WIDE_RUN.findall(written)) + (1 if written[:1] in {"'", "’"} else 0)
    elif isinstance(cell, float) or (isinstance(cell, int) and not isinstance(cell, bool)):
        written, fixes = plain(cell), 1
    else:
        written, fixes = plain(cell), 0
    if written in _NOTHING:
        return "", 0
    for part in _BETWEEN_PHONES.split(half_width(written).lstrip("'’")):
        try:
            return Phone.parse(part).value, fixes
        except BadValueError:
            continue
    raise BadCell("phone_bad")


def day(cell: Cell) -> dt.date | None:
    """A day however it was written; None for an empty cell. Raises BadCell."""
    if isinstance(cell, str):
        if cell.strip() in _NOTHING:
            return None
    elif cell is None:
        return None
    elif isinstance(cell, bool | dt.time | dt.timedelta):
        raise BadCell("date_bad")
    try:
        return parse_date(cell)
    except BadValueError:
        raise BadCell("date_bad") from None


def income(cell: Cell, *, months: int, wan: bool) -> int | None:
    """A yearly income in fen; None for an empty cell. Raises BadCell: no income is below nothing."""
    if isinstance(cell, bool | dt.date | dt.time | dt.timedelta):
        raise BadCell("number_bad")
    if cell is None or (isinstance(cell, str) and cell.strip() in _NOTHING):
        return None
    try:
        money = Money.from_wan(cell) if wan else Money.from_yuan(cell)
    except BadValueError:
        raise BadCell("number_bad") from None
    fen = money.fen * months
    if not 0 <= fen <= 10**13:
        raise BadCell("number_bad")
    return fen


def point(latitude: Cell, longitude: Cell, both: Cell, *, shifted: bool) -> Point | None:
    """Where a household lives; None for empty cells. Raises BadCell for half a point, or one where nobody lives."""
    cells = [plain(cell).strip() for cell in (both, latitude, longitude)]
    written = " ".join(cell for cell in cells if cell not in _NOTHING)
    if not written:
        return None
    found = read_point(half_width(written))
    if found is None:
        raise BadCell("number_bad", "point")
    return from_chinese_map(found) if shifted else found


_YES: Final = frozenset({"是", "√", "✓", "✔", "1", "有", "y", "yes", "true", "对", "是的", "o", "○", "●", "☑", "v"})
_NO: Final = frozenset({"否", "×", "✗", "✘", "x", "0", "无", "n", "no", "false", "不是", "没有", "☐", "-", "/", "不"})


@lru_cache(maxsize=1024)
def yes_no(written: str) -> bool | None:
    """Yes, no, or not told."""
    word = half_width(written).strip().casefold()
    return True if word in _YES else False if word in _NO else None


_SEXES: Final = {"男": "1", "男性": "1", "m": "1", "1": "1", "女": "2", "女性": "2", "f": "2", "2": "2"}


@lru_cache(maxsize=256)
def sex(written: str) -> str:
    """GB/T 2261.1: 1 male, 2 female; 0 where the cell tells neither (systems disagree on what a 0 means)."""
    return _SEXES.get(half_width(written).strip().casefold(), "0")


_HEADS: Final = frozenset({"户主", "本人", "户主本人", "本户", "本户户主", "户主(本人)", "0", "00", "01", "02"})
_RELATIONS: Final = {
    "1": "配偶",
    "2": "子",
    "3": "女",
    "4": "孙子女",
    "5": "父母",
    "6": "祖父母",
    "7": "兄弟姐妹",
    "8": "其他",
}  # GB/T 4761


@lru_cache(maxsize=1024)
def relation(written: str) -> str:
    """The relation to the 户主 in words; the head's own is 户主."""
    word = "".join(half_width(written).split())
    if word in _HEADS:
        return "户主"
    return _RELATIONS.get(word, word)[:20]


_RESIDENCES: Final = (
    ("registered_only", re.compile(r"空挂户?|挂户|有户无人|户在人不在|人不在户在|只有户口|.*空挂.*")),
    ("empty", re.compile(r"空房|空置房?|无人居住|空户")),
    ("moved", re.compile(r"(?:已经?)?(?:搬离|搬走|迁出|搬迁)")),
    ("away", re.compile(r"(?:暂时|全家|举家|常年|长期)?(?:外出|在外)(?:务工|打工|居住|人员)?")),
    ("permanent", re.compile(r"人户一致|一致|01|常住(?:户|人口)?|人户同在|人在户在|有人居住|在家")),
    ("permanent", re.compile(r"人在户不在|暂住|租住|租户|流动人口")),  # registered elsewhere, and lives here
)  # fmt: skip


@lru_cache(maxsize=1024)
def residence(written: str) -> str:
    """How a person stands to the address, as `Household.Residence` names it; empty where the words do not tell."""
    word = "".join(half_width(written).split())
    return next((kind for kind, words in _RESIDENCES if words.fullmatch(word)), "")
