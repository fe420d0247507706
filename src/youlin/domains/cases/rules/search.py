"""What a case is found by: pairs of neighbouring signs, and pairs of the first letters of how they are read.

Both are kept in the order of the text, so that a word is found where its pairs stand one behind the other: 老李家 by
李家, by 老李家, and by llj. A database needs no Chinese for that, only tokens and their places.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

MOST_SIGNS = 40  # of what somebody types
READ = "0"  # before every pair of first letters, which are no words of the text
_SEGMENT = re.compile(r"[^\W_]+")


def tokens(text: str) -> list[str]:
    """Everything by which a text is found, in order; pairs never reach across a gap in the text.

    >>> tokens("老李家，3栋")
    ['老李', '李家', '家', '0ll', '0lj', '0j', '3栋', '栋', '03d', '0d']
    """
    return [token for segment in _segments(text) for token in _of_segment(segment)]


def terms(typed: str) -> list[list[str]]:
    """Of what somebody typed, a row of tokens for each word; a case is found where each row stands as it is.

    Letters and digits alone are first letters of readings, or stand as they are written. A single sign is the beginning
    of a pair, marked by a star.

    >>> terms("李家 llj")
    [['李家'], ['0ll', '0lj']]
    >>> terms("灯")
    [['灯*']]
    """
    found = []
    for segment in _segments(typed[:MOST_SIGNS]):
        mark = READ if segment.isascii() else ""
        pairs = [mark + pair for pair in _pairs(segment)]
        found.append(pairs if len(segment) > 1 else [f"{mark}{segment}*"])
    return found


def initials(segment: str) -> set[str]:
    """The first letters of how a text is read: sign by sign, and as its words are read where that differs.

    >>> sorted(initials("重庆"))
    ['cq', 'zq']
    """
    return {
        read
        for read in ("".join(_initial(sign) for sign in segment), _as_words(segment))
        if len(read) == len(segment) and read.isascii()
    }


def _of_segment(segment: str) -> Iterator[str]:
    yield from _pairs(segment)
    yield segment[-1]
    if segment.isascii():
        readings = {segment}
    else:
        readings = initials(segment)
    for read in sorted(readings):
        yield from (READ + pair for pair in _pairs(read))
        yield READ + read[-1]


def _segments(text: str) -> Iterable[str]:
    return _SEGMENT.findall(unicodedata.normalize("NFKC", text).lower())


def _pairs(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(len(text) - 1)]


@lru_cache(maxsize=30_000)
def _initial(sign: str) -> str:
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(sign, style=Style.FIRST_LETTER, errors="default"))[:1].lower()


@lru_cache(maxsize=10_000)
def _as_words(segment: str) -> str:
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(segment, style=Style.FIRST_LETTER, errors="default")).lower()
