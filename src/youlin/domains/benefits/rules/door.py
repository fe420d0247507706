"""What an application at the door needs: who must sign what, who may survey, what a signature on glass is.

Two investigators and the consent to the check: 民发[2021]57号. Nothing is asked that the authority's own check
supplies: 社会救助法 art. 62. Near relatives of those who work on it are registered (民发[2021]57号, as above).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Generic, TypeVar

Key = TypeVar("Key")
WIDE, HIGH = 1000, 400  # the glass, in its own units
MOST_POINTS: Final = 6000
FEWEST_POINTS: Final = 8  # a dot or a slip of the finger is no name
_MEANS: Final = re.compile(r"income|property|spending")
_STROKE: Final = re.compile(r"\d{1,4},\d{1,4}(?: \d{1,4},\d{1,4})*")
Stroke = tuple[tuple[int, int], ...]


class Paper(StrEnum):
    """What is signed."""

    CONSENT = "consent"  # each adult: the authority may check the household's means
    FORM = "form"  # the applicant
    SURVEY = "survey"  # the applicant and those who surveyed


class Way(StrEnum):
    """How it is signed."""

    GLASS = "glass"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Dweller(Generic[Key]):
    """One of the household, as far as signing goes."""

    key: Key
    born: date | None
    lives_here: bool


def must_consent(people: Iterable[Dweller[Key]], applicant: Key, *, adult_if_born_by: date) -> list[Key]:
    """Whose means are checked, so who authorises it: the applicant, and each adult who lives there.

    Whose birth date is unknown counts as an adult: to ask one too many wrongs nobody.
    """
    found = [one.key for one in people if one.lives_here and (one.born is None or one.born <= adult_if_born_by)]
    return [applicant, *(key for key in found if key != applicant)]


def checks_means(conditions: Iterable[str]) -> bool:
    """Whether a programme looks at what a family earns, spends or owns: only then is there a check to authorise.

    >>> checks_means(["family.income / family.size < line"]), checks_means(["disability_grade <= 2", "age >= 80"])
    (True, False)
    """
    return any(_MEANS.search(one) for one in conditions)


def strokes(text: str) -> tuple[Stroke, ...] | None:
    """A signature as it comes from the glass: `x,y x,y;x,y …`, strokes after one another; None where it is none.

    >>> strokes("1,2 3,4;5,6")
    (((1, 2), (3, 4)), ((5, 6),))
    >>> strokes("<svg>") is None, strokes("1001,0 1,1") is None
    (True, True)
    """
    parts = [part.strip() for part in text.split(";") if part.strip()]
    if not parts or not all(_STROKE.fullmatch(part) for part in parts):
        return None
    found = tuple(tuple(_point(pair) for pair in part.split(" ")) for part in parts)
    if any(x > WIDE or y > HIGH for stroke in found for x, y in stroke):
        return None
    return found if sum(map(len, found)) <= MOST_POINTS else None


def _point(pair: str) -> tuple[int, int]:
    x, _, y = pair.partition(",")
    return int(x), int(y)


def is_a_name(drawn: tuple[Stroke, ...] | None) -> bool:
    """Whether something was written, and not only touched: enough points, over some width or height."""
    if drawn is None:
        return False
    points = [point for stroke in drawn for point in stroke]
    wide = max(x for x, _y in points) - min(x for x, _y in points)
    high = max(y for _x, y in points) - min(y for _x, y in points)
    return len(points) >= FEWEST_POINTS and max(wide, high) >= WIDE // 20


def drawing(drawn: Sequence[Stroke]) -> str:
    """A signature as an SVG picture, for the paper. Only numbers come in, so nothing of it can be markup.

    >>> drawing((((1, 2), (3, 4)),)).count("<polyline")
    1
    """
    lines = "".join(
        f'<polyline points="{" ".join(f"{x},{y}" for x, y in (stroke if len(stroke) > 1 else stroke * 2))}"/>'
        for stroke in drawn
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}">'
        '<g fill="none" stroke="#1d1a17" stroke-width="9" stroke-linecap="round" stroke-linejoin="round">'
        f"{lines}</g></svg>"
    )


def plain(name: str) -> str:
    """A name by which two can be told to be the same: one width, no spaces.

    >>> plain("小 覃　") == plain("小覃")
    True
    """
    return "".join(unicodedata.normalize("NFKC", name).split())


def objection(
    name: str, *, household: Collection[str], relatives: Collection[str], others: Collection[str]
) -> str | None:
    """Why somebody cannot survey this household, as a code; None where they can.

    `household`: who lives there; `relatives`: whom the household named in the register; `others`: who surveys already.
    """
    wanted = plain(name)
    if wanted in map(plain, household):
        return "investigator_own"
    if wanted in map(plain, relatives):
        return "investigator_relative"
    if wanted in map(plain, others):
        return "investigator_twice"
    return None
