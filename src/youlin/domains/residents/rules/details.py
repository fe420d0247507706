"""What a ledger may ask of a person, each once: what kind of answer it is, and where the record keeps it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Detail(StrEnum):
    """Something about a person that can be asked and answered."""

    ID_NUMBER = "id_number"
    PHONE = "phone"
    ETHNIC = "ethnic_group"
    POLITICAL = "political_status"
    HEALTH = "health"
    RELATION = "relation"
    INCOME = "annual_income_fen"  # of the household
    NATIVE_PLACE = "native_place"
    MARRIAGE = "marriage"
    EDUCATION = "education"
    REGISTERED_HERE = "registered_here"
    REGISTERED_AT = "registered_at"
    WANTS = "wants"
    HELP = "help"


# Kept in a column of the person or of the household; everything else is kept as said, in a row of its own.
OF_PERSON: Final = frozenset(
    {Detail.ID_NUMBER, Detail.PHONE, Detail.ETHNIC, Detail.POLITICAL, Detail.HEALTH, Detail.RELATION}
)
OF_HOME: Final = frozenset({Detail.INCOME})
CHOICES: Final = MappingProxyType(
    {
        Detail.MARRIAGE: ("未婚", "已婚", "丧偶", "离婚"),
        Detail.EDUCATION: ("研究生", "大学本科", "大学专科", "中专", "高中", "初中", "小学", "没上过学"),
        Detail.POLITICAL: ("中共党员", "中共预备党员", "共青团员", "群众", "其他"),
        Detail.REGISTERED_HERE: ("一致", "不一致"),
    }
)
LONGEST: Final = MappingProxyType({Detail.ETHNIC: 20, Detail.RELATION: 20, Detail.HEALTH: 100})
USUALLY = 200


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an answer cannot be kept: `choice` (none of those offered) or `long`."""

    detail: Detail
    code: str


def problem_with(detail: Detail, text: str) -> Problem | None:
    """What is wrong with an answer; numbers are judged where they are parsed.

    >>> problem_with(Detail.MARRIAGE, "已婚"), problem_with(Detail.MARRIAGE, "好").code
    (None, 'choice')
    """
    if detail in CHOICES and text not in CHOICES[detail]:
        return Problem(detail, "choice")
    if len(text) > LONGEST.get(detail, USUALLY):
        return Problem(detail, "long")
    return None
