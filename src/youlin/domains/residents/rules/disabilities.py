"""Reading the kind and grade of a disability from the words in which rosters write them."""

from __future__ import annotations

import re

_KINDS = {
    "视力": "vision",
    "听力": "hearing",
    "言语": "speech",
    "语言": "speech",
    "肢体": "limb",
    "智力": "intellectual",
    "精神": "mental",
    "多重": "multiple",
}
_GRADES = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_GRADE = re.compile("([一二三四1-4])级")


def disability_in(text: str) -> tuple[str, int | None]:
    """(kind, grade 1 to 4) that a text names; empty and None for what it does not. Two kinds are multiple.

    >>> disability_in("肢体四级"), disability_in("视力残疾 2级"), disability_in("听力、言语一级"), disability_in("残疾")
    (('limb', 4), ('vision', 2), ('multiple', 1), ('', None))
    """
    kinds = {code for word, code in _KINDS.items() if word in text}
    kind = "" if not kinds else next(iter(kinds)) if len(kinds) == 1 else "multiple"
    grade = _GRADE.search(text)
    return kind, _GRADES[grade[1]] if grade else None
