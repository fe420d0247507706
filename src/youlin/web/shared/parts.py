"""Plain data that page parts are drawn from: a view fills these in, a tag of `templatetags/youlin.py` draws them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Tone = Literal["plain", "done", "due", "late", "accent"]


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter over a list: a link that turns it on or off."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice among several that narrows a list: its name in the address, and the values with their words."""

    name: str
    label: object
    options: Sequence[tuple[str, object]]
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a summary list: what it is, what it says, and the way to change it."""

    label: str
    value: object
    url: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with its name; `url` leads to the records it counts."""

    label: str
    value: int | str
    url: str = ""
    note: str = ""
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened, for the trail of a case: when, who, what, and in what words."""

    at: datetime
    who: str
    what: str
    note: str = ""
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart."""

    label: str
    value: int
    url: str = ""
    tone: Tone = "accent"


@dataclass(frozen=True, slots=True)
class NavLink:
    """One place in a navigation, drawn only where its page exists."""

    label: str
    url: str
    icon: str
    current: bool = False
    count: int | None = None
