"""How a letter goes out: how soon, what quiet hours hold back, when to try again, what a text may name.

A *letter* is one message to one person by one channel outside the in-app list. Without consent there is none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Pace(StrEnum):
    """How soon somebody has to know."""

    NOW = "now"  # danger and what is urgent: by night too
    SOON = "soon"  # at once, but quiet hours hold it back
    DIGEST = "digest"  # with everything else, in one letter in the morning


class State(StrEnum):
    """Where a letter stands."""

    QUEUED = "queued"
    SENT = "sent"
    GIVEN_UP = "given_up"
    DROPPED = "dropped"  # nobody needs it any more: read meanwhile, taken back, or consent withdrawn


class Step(StrEnum):
    """What can happen to a letter; each is one appended line of the log."""

    QUEUED = "queued"
    HELD = "held"
    SENT = "sent"
    FAILED = "failed"
    GIVEN_UP = "given_up"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Hours:
    """A street's hours of the day, Shanghai time: quiet from and until, and when the morning's letter goes."""

    quiet_from: int = 21
    quiet_until: int = 7
    digest: int = 7

    def quiet(self, hour: int) -> bool:
        """Whether an hour of the day lies in the quiet ones; the same hour twice means there are none.

        >>> Hours(21, 7).quiet(23), Hours(21, 7).quiet(7), Hours(12, 14).quiet(13), Hours(0, 0).quiet(3)
        (True, False, True, False)
        """
        if self.quiet_from == self.quiet_until:
            return False
        if self.quiet_from < self.quiet_until:
            return self.quiet_from <= hour < self.quiet_until
        return hour >= self.quiet_from or hour < self.quiet_until


def goes_at(local: datetime, hours: Hours, pace: Pace) -> datetime:
    """When a letter may go that is ready at a Shanghai instant: at once, or when the quiet hours are over."""
    if pace is Pace.NOW or not hours.quiet(local.hour):
        return local
    over = local.replace(hour=hours.quiet_until, minute=0, second=0, microsecond=0)
    return over if over > local else over + timedelta(days=1)


WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=6))
LEASE = timedelta(minutes=5)  # who claimed a letter and said nothing for so long was killed: it is sent again


def wait_after(attempts: int) -> timedelta | None:
    """How long to wait after so many tries that failed; None when it was enough.

    >>> wait_after(1), wait_after(len(WAITS) + 1)
    (datetime.timedelta(seconds=60), None)
    """
    return WAITS[attempts - 1] if attempts <= len(WAITS) else None


# ------------------------------------------------------------------------------------------------------- texts
TEXT_LIMIT = 200
_BLANK = re.compile(r"\{([^{}]*)\}")
_CODE = re.compile(r"%\((\w+)\)s")
# What a blank is called by people, for the variables that letters have. One that is missing goes by its own name.
BLANKS: Mapping[str, str] = {
    "kind": "类别",
    "number": "编号",
    "due": "期限",
    "n": "数量",
    "name": "姓名",
    "other": "另一位",
    "days": "天数",
    "title": "标题",
    "post": "岗位",
    "since": "开始",
    "until": "结束",
    "place": "地方",
    "places": "几处",
    "homes": "户数",
}


class Wrong(StrEnum):
    """Why a text cannot be used."""

    EMPTY = "text_missing"
    LONG = "text_too_long"
    BLANK = "blank_unknown"
    BRACE = "brace_open"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a text, and the blank it is about."""

    wrong: Wrong
    what: str = ""


def variables(sentence: str) -> list[str]:
    """The variables of a sentence as the code writes it, in order.

    >>> variables("%(kind)s %(number)s 请在%(due)s前答复")
    ['kind', 'number', 'due']
    """
    return list(dict.fromkeys(_CODE.findall(sentence)))


def blank(variable: str) -> str:
    """What people call a variable."""
    return BLANKS.get(variable, variable)


def with_blanks(sentence: str) -> str:
    """A sentence of the code as an office edits it.

    >>> with_blanks("请在%(due)s前答复。")
    '请在{期限}前答复。'
    """
    return _CODE.sub(lambda found: "{" + blank(found[1]) + "}", sentence)


def fault_of(text: str, known: Collection[str]) -> Fault | None:
    """The first thing wrong with an office's text, given the variables it may use; None where it can be used."""
    if not text.strip():
        return Fault(Wrong.EMPTY)
    if len(text) > TEXT_LIMIT:
        return Fault(Wrong.LONG)
    names = {blank(variable) for variable in known}
    for said in _BLANK.findall(text):
        if said.strip() not in names:
            return Fault(Wrong.BLANK, said.strip())
    return Fault(Wrong.BRACE) if re.search(r"[{}]", _BLANK.sub("", text)) else None


def filled(text: str, values: Mapping[str, str]) -> str:
    """An office's text with its blanks filled; one without a value stays empty rather than shown as a brace.

    >>> filled("请在{期限}前答复{编号}。", {"due": "今天 9:00", "number": "26-17"})
    '请在今天 9:00前答复26-17。'
    """
    by_name = {blank(variable): value for variable, value in values.items()}
    return _BLANK.sub(lambda found: by_name.get(found[1].strip(), ""), text)


# ----------------------------------------------------------------------------------------------------- replies
STOPS = frozenset({"退订", "td", "t", "不要再发", "stop"})


def asks_to_stop(text: str) -> bool:
    """Whether a reply withdraws consent.

    >>> asks_to_stop(" TD。"), asks_to_stop("退订"), asks_to_stop("收到，下午去")
    (True, True, False)
    """
    return text.strip().strip("。.!！").strip().lower() in STOPS


DIGEST_LINES = 10


def digest(lines: list[str]) -> tuple[list[str], int]:
    """The lines of a morning's letter, each once, and how many more there are.

    >>> digest(["甲", "乙", "甲"])
    (['甲', '乙'], 0)
    """
    once = list(dict.fromkeys(lines))
    return once[:DIGEST_LINES], len(once) - len(once[:DIGEST_LINES])
