"""Pure rules of people and homes: how an address and a name are folded for finding, and when a look needs a reason."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache

from youlin.foundation.values import half_width

CHILD_UNDER = 14  # 个人信息保护法 art. 31: what is known of anyone under 14 is sensitive as a whole

# Surnames that a dictionary of common words reads wrongly.
_SURNAMES = {
    "单": "s", "仇": "q", "查": "z", "曾": "z", "解": "x", "区": "o", "任": "r", "覃": "q", "翟": "z", "盖": "g",
    "朴": "p", "乐": "y", "缪": "m", "冼": "x", "员": "y", "佘": "s", "尉": "y", "逄": "p", "隗": "w", "晁": "c",
}  # fmt: skip

_UNITS = "号栋幢单楼层室组片座户弄"
_NUMERALS = {"\u3007": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SPOKEN = re.compile(rf"([一二三四五六七八九]?十[一二三四五六七八九]?|[\u3007零一二三四五六七八九]+)(?=[{_UNITS}])")


def address_key(text: str) -> str:
    """An address folded for comparing: one width, no spaces or signs, 三栋 as 3栋, letters large.

    >>> address_key("溪布社区 老屋场组 十二号")
    '溪布社区老屋场组12号'
    >>> address_key("3栋-２单元，101室") == address_key("三栋2单元101室")
    True
    """
    kept = "".join(sign for sign in half_width(text).upper() if unicodedata.category(sign)[0] in "LN")
    return _SPOKEN.sub(lambda found: _spoken_number(found[1]), kept)


def _spoken_number(words: str) -> str:
    """十二 is 12, 二十 is 20, 一〇三 is 103."""
    if "十" not in words:
        return "".join(str(_NUMERALS[sign]) for sign in words)
    tens, _ten, ones = words.partition("十")
    return str((_NUMERALS[tens] if tens else 1) * 10 + (_NUMERALS[ones] if ones else 0))


def pinyin_initials(name: str) -> str:
    """The first letters by which a clerk finds a name, small; letters stay, what has no reading is dropped.

    >>> pinyin_initials("单桂英")
    'sgy'
    """
    initials = "".join(_initial(sign) for sign in name).lower()
    if name[:1] in _SURNAMES:
        initials = _SURNAMES[name[0]] + initials[1:]
    return "".join(letter for letter in initials if letter.isascii() and letter.isalnum())[:20]


@lru_cache(maxsize=30_000)
def _initial(sign: str) -> str:
    """One sign's first letter. Sign by sign: names are no phrases, and few signs make all the names of a street."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(sign, style=Style.FIRST_LETTER, errors="default"))


def age_on(born: date | None, day: date) -> int | None:
    """Full years on a day; None where the birth date is unknown. Who was born on 29 February is older on 1 March."""
    if born is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def grown_up_if_born_by(day: date) -> date:
    """The latest birth date of whoever is 18 on a day (未成年人保护法 art. 2).

    >>> grown_up_if_born_by(date(2026, 11, 2)).isoformat(), grown_up_if_born_by(date(2028, 2, 29)).isoformat()
    ('2008-11-02', '2010-02-28')
    """
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return date(day.year - 18, day.month, last)


def reason_needed(born: date | None, day: date) -> bool:
    """Whether a look at a sensitive field must say why: for a child it must."""
    age = age_on(born, day)
    return age is not None and age < CHILD_UNDER
