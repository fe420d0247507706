"""Pure rules of micro-services."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from enum import StrEnum

TEXT_LIMIT = 200  # one line
CLOCK_SKEW = timedelta(minutes=10)  # a phone's clock may run ahead by this much


PROPOSED_FOR = timedelta(days=14)  # a note older than this is no news any more
_CLAUSES = re.compile("[，。；！？,;.!?]")
_NOT_YET = re.compile("明天|下次|改天|要帮|想帮|没能|没有帮")  # what is only meant is not done


class Problem(StrEnum):
    """Why a micro-service cannot be logged as it was told."""

    TEXT_MISSING = "text_missing"
    TEXT_LONG = "text_long"
    IN_FUTURE = "in_future"


def one_line(text: str) -> str:
    """What was typed, on one line.

    >>> one_line("  帮王奶奶   换灯泡 ")
    '帮王奶奶 换灯泡'
    """
    return " ".join(text.split())


def problem_with(*, text: str, happened_at: datetime, now: datetime) -> Problem | None:
    """What is wrong with one line, or None."""
    if not text:
        return Problem.TEXT_MISSING
    if len(text) > TEXT_LIMIT:
        return Problem.TEXT_LONG
    if happened_at > now + CLOCK_SKEW:
        return Problem.IN_FUTURE
    return None


# What somebody did with their own hands, as notes of visits say it.
_DONE = re.compile(
    r"(?:帮|替|给|陪|代)[^，。；！？,;.!?]{0,12}?"
    r"(?:换|修|买|送|提|搬|扫|洗|做|缴|交|取|寄|办|充|装|通|贴|挑|劈|接|看病|去医院|理发|剪)[^，。；！？,;.!?]{0,20}"
)


def service_in(note: str) -> str:
    """The act of help that a note of a contact tells of, in its own words; empty where it tells of none.

    >>> service_in("精神很好，帮她换了灯泡，说腿疼")
    '帮她换了灯泡'
    >>> service_in("精神很好，想换个灯泡")
    ''
    """
    for clause in _CLAUSES.split(one_line(note)):
        found = _DONE.search(clause)
        if found and not _NOT_YET.search(clause):
            return found.group().strip()[:TEXT_LIMIT]
    return ""
