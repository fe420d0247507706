"""What a register's own columns mean; the others are read as a roster's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from youlin.domains.access.rules import Role
from youlin.foundation.values import half_width


class Extra(StrEnum):
    """A meaning that only a register has."""

    ROLE = "role"
    KIND = "kind"
    SINCE = "since"
    UNTIL = "until"
    COUNTED = "counted"  # 负责户数 and 序号: counted here, never read


_PATTERNS: Final = (
    (Extra.ROLE, r"(?:三长)?(?:职务|岗位|职位|身份类别|人员类别|类别|三长类型|担任职务)(?:名称)?"),
    (Extra.KIND, r"(?:怎么任的|任职方式|任职形式|任职情况|是否代理)"),
    (Extra.SINCE, r"(?:任职|上任|到任|聘任|聘用|担任|开始)(?:时间|日期|年月|日)|到任|任期(?:开始|起|自)"),
    (Extra.UNTIL, r"(?:离任|卸任|截止|期满)(?:时间|日期|年月|日)?|任期(?:结束|止|至|到)|(?:聘任|任职)(?:截止|至)"),
    (Extra.COUNTED, r"(?:负责|管理|联系|服务|包联|管辖|常住)(?:的)?户(?:数)?(?:户)?"),
)
_NOISE: Final = re.compile(r"[\s*:：_\-、./()（）]+")
ROLES: Final = (
    (Role.AREA_CHIEF, re.compile(r"片区?长")),
    (Role.GROUP_CHIEF, re.compile(r"组长")),
    (Role.NEIGHBOURHOOD_CHIEF, re.compile(r"邻里?长")),
)


def extras(labels: Sequence[str]) -> dict[Extra, int]:
    """The columns of a header that a register adds.

    >>> extras(["姓名", "职务", "任职时间"])[Extra.SINCE]
    2
    """
    found: dict[Extra, int] = {}
    for place, label in enumerate(labels):
        bare = _NOISE.sub("", half_width(label))
        meant = next((extra for extra, words in _PATTERNS if bare and re.fullmatch(words, bare)), None)
        if meant is not None:
            found.setdefault(meant, place)
    return found


def role_in(text: str) -> Role | None:
    """The one title that words name; None where they name none, or several.

    >>> role_in("邻 长（代理）"), role_in("片长兼组长")
    (<Role.NEIGHBOURHOOD_CHIEF: 'neighbourhood_chief'>, None)
    """
    bare = "".join(text.split())
    found = [role for role, words in ROLES if words.search(bare)]
    return found[0] if len(found) == 1 else None
