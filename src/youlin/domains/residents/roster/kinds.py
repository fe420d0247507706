"""The words for what calls for care, and the kinds they mean. The kinds are those of `Circumstance.Kinds`."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import Final

OTHER: Final = "other"
DISABLED: Final = "disabled"
NAMES: Final = MappingProxyType(
    {
        "elder_alone": "独居老人",
        "empty_nest": "空巢老人",
        "left_behind_child": "留守儿童",
        "disabled": "残疾人",
        "serious_illness": "大病",
        "bereaved": "失独",
        "dementia": "失智",
        OTHER: "其他",
    }
)
_SYNONYMS: Final = {
    "elder_alone": ("独居老人", "独居", "独居老年人", "孤寡老人"),
    "empty_nest": ("空巢老人", "空巢", "空巢老年人"),
    "left_behind_child": ("留守儿童", "农村留守儿童", "留守未成年人"),
    "disabled": ("残疾人", "残疾", "残障", "残障人士", "残障人员"),
    "serious_illness": ("大病", "重病", "大病患者", "重病患者", "重大疾病", "患大病"),
    "bereaved": ("失独", "失独家庭", "失独老人"),
    "dementia": ("失智", "失智老人", "认知障碍"),
}
_KIND_OF: Final = MappingProxyType({word: kind for kind, words in _SYNONYMS.items() for word in words})
_OTHERS: Final = frozenset(
    {
        "孤儿",
        "事实无人抚养儿童",
        "困境儿童",
        "特困",
        "特困人员",
        "低保户",
        "低保",
        "五保户",
        "留守老人",
        "留守妇女",
        "失能",
        "失能老人",
        "高龄老人",
        "退役军人",
        "精神障碍患者",
    }
)
CIRCUMSTANCE_WORDS: Final = frozenset(_KIND_OF) | _OTHERS
_NOTHING: Final = frozenset(
    {
        "",
        "无",
        "否",
        "不是",
        "没有",
        "/",
        "-",
        "—",
        "——",
        "0",
        "一般",
        "正常",
        "普通",
        "普通居民",
        "一般人群",
        "非特殊群体",
    }
)
_SEPARATORS: Final = re.compile(r"[、,，;；/|+\s]+|和|及")


@lru_cache(maxsize=4096)
def circumstances_in(text: str) -> tuple[tuple[str, str], ...]:
    """The kinds a cell names, each once, with the words where the kind is `other`.

    >>> circumstances_in("独居老人、残疾人"), circumstances_in("孤儿"), circumstances_in("无")
    ((('elder_alone', ''), ('disabled', '')), (('other', '孤儿'),), ())
    """
    found: dict[str, list[str]] = {}
    for word in _SEPARATORS.split(text.strip()):
        if word in _NOTHING:
            continue
        kind = _KIND_OF.get(word, OTHER)
        details = found.setdefault(kind, [])
        if kind == OTHER and word not in details:
            details.append(word)
    return tuple((kind, "、".join(details)) for kind, details in found.items())


def merged(some: tuple[tuple[str, str], ...], more: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Both lists as one, each kind once.

    >>> merged((("other", "孤儿"),), (("other", "低保"), ("disabled", "")))
    (('other', '孤儿、低保'), ('disabled', ''))
    """
    found = dict(some)
    for kind, detail in more:
        words = [word for word in (found.get(kind, ""), detail) if word]
        found[kind] = "、".join(dict.fromkeys(words))[:60]
    return tuple(found.items())
