"""Which place a sheet or a row speaks of: told by columns, by the sheet's name, or by the titles above the header."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from youlin.foundation.values import half_width


@dataclass(frozen=True, slots=True)
class Place:
    """Names of the four levels, as the community writes them; empty where nobody told."""

    community: str = ""
    area: str = ""
    group: str = ""
    neighbourhood: str = ""

    def filled_by(self, other: Place) -> Place:
        """The same place, with what it does not tell taken from another."""
        return Place(
            self.community or other.community,
            self.area or other.area,
            self.group or other.group,
            self.neighbourhood or other.neighbourhood,
        )


_HAN: Final = r"[一-鿿㐀-䶿〇]"
_NOT_HERE: Final = re.compile(r"^.*(?:街道办事处|街道|镇|乡)(?!.*(?:街道|镇|乡))")
_END: Final = rf"(?=$|(?!{_HAN})|居民|村民|花名|名册|人员|人口|住户|户口|家庭|网格|第|邻|{_HAN}{{1,8}}(?:片|组|邻))"
_COMMUNITY: Final = re.compile(
    rf"({_HAN}{{1,10}}?)(社区居?委会|社区|居委会|居民委员会|行政村|村委会|村(?!民|小组|组|社区|居)){_END}"
)
_AREA: Final = re.compile(rf"(第?[0-9一二三四五六七八九十]+片区?|{_HAN}{{1,8}}?片区?){_END}")
_GROUP: Final = re.compile(rf"(第?[0-9一二三四五六七八九十]+|{_HAN}{{1,10}}?)((?:村民|居民)?小?组){_END}")
_NEIGHBOUR: Final = re.compile(
    rf"(邻\s*[0-9一二三四五六七八九十]+|第?[0-9一二三四五六七八九十]+邻里?|{_HAN}{{1,6}}?邻里?(?=居民|$|花名|名册))"
)
_TALK: Final = frozenset("由本各请该每为的所")  # 本表由社区填写 names no place
_LEADING: Final = re.compile(
    r"^(?:[0-9]{4}年(?:度)?|附件[0-9一二三四五六七八九十]*|附表[0-9]*|关于|[0-9.、:\s_\-()《]+)+"
)
_NUMERALS: Final = {numeral: str(value) for value, numeral in enumerate("零一二三四五六七八九")}
_TENS: Final = re.compile(r"([一二三四五六七八九]?)十([一二三四五六七八九]?)")


@lru_cache(maxsize=2048)
def place_in(text: str) -> Place:
    """The levels named in a title, a sheet's name, or a cell that holds several of them.

    >>> place_in("锣鼓塔街道溪布社区老屋场组居民花名册")
    Place(community='溪布社区', area='', group='老屋场组', neighbourhood='')
    >>> place_in("第1片老屋场组邻3")
    Place(community='', area='第1片', group='老屋场组', neighbourhood='邻3')
    """
    rest = _LEADING.sub("", half_width(text).strip())
    rest = _NOT_HERE.sub("", rest)
    found: dict[str, str] = {}
    for part in re.split(r"[\s\-_—·、,，()/:：|]+", rest):
        for level, pattern in (
            ("community", _COMMUNITY),
            ("area", _AREA),
            ("group", _GROUP),
            ("neighbourhood", _NEIGHBOUR),
        ):
            match = pattern.match(part)
            if match is not None and level not in found and not _TALK & set(match[0]):
                found[level] = level_name(level, match[0])
                part = part[match.end() :]
    return Place(**found)


_STREET: Final = re.compile(rf"(?:{_HAN}*[省市县区州])?({_HAN}{{2,8}}(?:街道|镇|乡))(?!办公|工作)")


def street_in(text: str) -> str:
    """The street, town or township a title names; empty where it names none.

    >>> street_in("武陵源区锣鼓塔街道溪布社区花名册"), street_in("街道居民花名册")
    ('锣鼓塔街道', '')
    """
    found = _STREET.search(half_width(text))
    return found[1] if found else ""


_ENDINGS: Final = {
    "community": ("社区", "村", "居委会", "委员会"),
    "area": ("片", "片区"),
    "group": ("组",),
    "neighbourhood": ("邻", "邻里"),
}
_SUFFIX: Final = {"community": "社区", "area": "片", "group": "组", "neighbourhood": "邻"}


@lru_cache(maxsize=8192)
def level_name(level: str, written: str) -> str:
    """The name of a place as one writes it on a door: 居委会 is the 社区, a bare number gets its level's word.

    >>> (
    ...     level_name("community", "溪布居委会"),
    ...     level_name("group", "3"),
    ...     level_name("neighbourhood", "邻 2"),
    ...     level_name("area", "1.0"),
    ... )
    ('溪布社区', '3组', '邻2', '第1片')
    """
    name = re.sub(r"\s+", "", half_width(written))
    name = re.sub(r"^([0-9]+)\.0$", r"\1", name)
    if not name:
        return ""
    if level == "community":
        name = re.sub(r"(?:社区)?(?:居民委员会|社区居委会|居委会)$", "社区", name)
        name = re.sub(r"村(?:民委员会|委会)$", "村", name)
    if name.isdigit():
        return {"area": f"第{name}片", "neighbourhood": f"邻{name}"}.get(level, f"{name}{_SUFFIX[level]}")
    if level == "group":
        name = re.sub(r"(?:村民|居民)小组$", "组", name)
    if level == "neighbourhood" and name.startswith("邻"):
        return name
    return name if name.endswith(_ENDINGS[level]) else name + _SUFFIX[level]


@lru_cache(maxsize=8192)
def place_key(name: str) -> str:
    """By which two spellings of a name are the same place: 第一片 is 第1片, 三组 is 第3组, 1邻 is 邻1.

    >>> place_key("第十二片") == place_key("12片"), place_key("邻3") == place_key("三邻")
    (True, True)
    """
    bare = re.sub(r"\s+", "", half_width(name)).removeprefix("第").replace("片区", "片").replace("邻里", "邻")
    core = re.fullmatch(r"(邻)?([0-9零一二三四五六七八九十]+)(片|小?组|邻)?", bare)
    if core is None:
        return bare
    return f"{_arabic(core[2])}{core[3] or core[1] or ''}".replace("小组", "组")


def _arabic(number: str) -> str:
    text = _TENS.sub(
        lambda found: str(10 * int(_NUMERALS.get(found[1], "1")) + int(_NUMERALS.get(found[2], "0"))), number
    )
    return "".join(_NUMERALS.get(character, character) for character in text).lstrip("0") or "0"


_GENERAL: Final = re.compile(
    r"花名|名单|名册|人口|人员|居民|户|表|数据|汇总|明细|模板|登记|附件|常住|党员|老人|儿童|残疾|低保|困难|特殊|合计|说明|备份|台账"
    r"|[年月日]"
)


def context_of(sheet: str, titles: Iterable[str], filename: str) -> Place:
    """What a sheet says of its place as a whole: its titles first, then its name, then the file's name.

    Under a known community a sheet that is simply called 老屋场 is the group 老屋场组, and 溪布老屋场组 is 老屋场组.

    >>> context_of("老屋场", ["溪布社区居民花名册"], "").group, context_of("溪布老屋场组", ["溪布社区"], "").group
    ('老屋场组', '老屋场组')
    """
    found = Place()
    for text in (*titles, sheet, filename):
        found = found.filled_by(place_in(text))
    stem = re.sub(r"(?:社区|村)$", "", found.community)
    if found.group.startswith(stem) and len(found.group) > len(stem) + 1:
        found = replace(found, group=found.group.removeprefix(stem))
    bare = sheet.strip().removeprefix(found.community).removeprefix(stem)
    simple = re.fullmatch(rf"{_HAN}{{2,6}}", bare) is not None and not _GENERAL.search(bare)
    if found.community and not (found.group or found.area or found.neighbourhood) and simple:
        found = replace(found, group=level_name("group", bare))
    return found


def with_level(place: Place, level: str, written: str) -> Place:
    """The place with one level told by a column; a cell that names several levels tells them all."""
    several = place_in(written)
    own = level_name(level, getattr(several, level) or written)
    told = replace(several, **{level: own}) if getattr(several, level) else Place(**{level: own})
    return told.filled_by(place)
