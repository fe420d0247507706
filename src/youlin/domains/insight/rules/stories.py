"""Stories without names: what is taken out of a case's words before anybody publishes them; and small counts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

SOMEBODY, SOMEWHERE, NUMBER = "某某", "某处", "（号码略）"

_ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])(?:[0-9]{17}[0-9Xx]|[0-9]{15})(?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9])1[0-9]{2}[ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])")
_LANDLINE = re.compile(r"(?<![0-9])0[0-9]{2,3}[ -]?[0-9]{7,8}(?![0-9])")
_DOOR = re.compile(
    r"[0-9一二三四五六七八九十百]+(?:号院|号楼|栋|单元|号|室)(?:[0-9一二三四五六七八九十]+(?:栋|单元|号|室|户))*"
)
_SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏"
    "苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵覃向"
)
_CALLED = re.compile(rf"[{_SURNAMES}]?(?:奶奶|爷爷|大爷|大妈|大伯|大娘|阿姨|师傅)")


class Left(StrEnum):
    """What still stands in a text that must not."""

    ID_NUMBER = "id_number_shown"
    PHONE = "phone_shown"
    NAME = "name_shown"
    DOOR = "address_shown"


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, and the very words."""

    left: Left
    what: str


def without_names(text: str, *, names: Iterable[str], places: Iterable[str] = ()) -> str:
    """A text with names, numbers and addresses put away; the longest first, so that no half of one stays.

    >>> without_names("王桂英（14000000001）住老屋场1号，李大爷帮了忙。", names=["王桂英"])
    '某某（（号码略））住老屋场某处，某某帮了忙。'
    """
    said = _MOBILE.sub(NUMBER, _LANDLINE.sub(NUMBER, _ID_NUMBER.sub(NUMBER, text)))
    for place in sorted((one for one in places if len(one) > 2), key=len, reverse=True):
        said = said.replace(place, SOMEWHERE)
    for name in sorted((one for one in names if len(one) > 1), key=len, reverse=True):
        said = said.replace(name, SOMEBODY)
    said = _DOOR.sub(SOMEWHERE, said)
    return _CALLED.sub(SOMEBODY, said)


def first_clause(text: str) -> str:
    """What a story may be called for a start.

    >>> first_clause("进组的小路塌了一角，摩托车差点翻下去。")
    '进组的小路塌了一角'
    """
    return re.split(r"[，。！？；：,.!?;:\n]", text.strip(), maxsplit=1)[0][:30]


def still_shown(text: str, *, names: Iterable[str]) -> Found | None:
    """The first thing in a text that nobody may publish; None where there is none."""
    for left, pattern in (
        (Left.ID_NUMBER, _ID_NUMBER), (Left.PHONE, _MOBILE), (Left.PHONE, _LANDLINE), (Left.DOOR, _DOOR),
    ):  # fmt: skip
        match = pattern.search(text)
        if match:
            return Found(left, match[0])
    for name in sorted((one for one in names if len(one) > 1), key=len, reverse=True):
        if name in text:
            return Found(Left.NAME, name)
    return None
