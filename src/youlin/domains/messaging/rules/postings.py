"""What may stand on public notice: per kind the fields and the days; never an identity number, never a minor.

A line maps a field to its text. `born` (ISO day) may come with a line so that its age is judged; it is never kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

ADULT_AT = 18  # 未成年人保护法 art. 2: whoever is under 18
BORN = "born"
LINES_AT_MOST = 2000

# 民政部 on 事实无人抚养儿童: their recognition is never published. The word itself has no place on a wall.
NEVER_SAID = ("事实无人抚养",)

_ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])(?:[0-9]{17}[0-9Xx]|[0-9]{15})(?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9])1[0-9]{2}[ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])")


class Kind(StrEnum):
    """What a public notice is about."""

    CANDIDATES = "candidates"
    CHIEFS = "chiefs"
    BENEFIT = "benefit"
    GENERAL = "general"


class Bad(StrEnum):
    """Why something may not be put up."""

    KIND = "kind_unknown"
    EMPTY = "nothing_to_show"
    TOO_MANY = "too_many_lines"
    FIELD = "field_not_public"
    MISSING = "field_missing"
    DAYS_FEW = "too_few_days"
    DAYS_MANY = "too_many_days"
    AGE_UNKNOWN = "age_unknown"
    MINOR = "minor"
    FORBIDDEN = "never_published"
    ID_NUMBER = "id_number_shown"
    PHONE = "phone_shown"


@dataclass(frozen=True, slots=True)
class Form:
    """What one kind may show, in this order, and for how many days."""

    fields: tuple[str, ...]
    required: frozenset[str]
    least_days: int  # by law where there is one, else our own floor
    usual_days: int
    most_days: int  # what was to be known is known; longer is no notice but a record
    ages: bool  # each line is about a person whose age must be known
    objections: bool


FORMS: MappingProxyType[Kind, Form] = MappingProxyType(
    {
        # 居委会组织法 (in force 2026-01-01) gives elections of its committee 15 days; chiefs follow it as the usual.
        Kind.CANDIDATES: Form(
            ("name", "post", "place", "standing"), frozenset({"name", "post"}), 3, 15, 60, ages=True, objections=True
        ),
        Kind.CHIEFS: Form(
            ("name", "post", "area", "station", "phone"),
            frozenset({"name", "post"}),
            1,
            366,
            366,
            ages=False,
            objections=True,
        ),
        # 民发[2021]57号 and 43号: seven days; name, household size, amount and nothing else.
        Kind.BENEFIT: Form(
            ("name", "size", "amount"), frozenset({"name", "size"}), 7, 7, 60, ages=True, objections=True
        ),
        Kind.GENERAL: Form(("item", "detail"), frozenset({"item"}), 1, 15, 366, ages=False, objections=False),
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, in which line (from 1; 0 is the whole), and the field or figure it is about."""

    bad: Bad
    line: int = 0
    what: str = ""


def age_on(born: date, day: date) -> int:
    """Full years on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def problem_of(
    kind: str, *, title: str, text: str, lines: Iterable[Mapping[str, str]], days: int, day: date
) -> Problem | None:
    """The first reason why this may not be put up from `day` for `days` days; None where it may."""
    if kind not in set(Kind):
        return Problem(Bad.KIND, what=kind)
    form, rows = FORMS[Kind(kind)], list(lines)
    if not title.strip() or not (rows or text.strip()):
        return Problem(Bad.EMPTY)
    if len(rows) > LINES_AT_MOST:
        return Problem(Bad.TOO_MANY, what=str(LINES_AT_MOST))
    if days < form.least_days:
        return Problem(Bad.DAYS_FEW, what=str(form.least_days))
    if days > form.most_days:
        return Problem(Bad.DAYS_MANY, what=str(form.most_days))
    found = _problem_of_words(title, 0) or _problem_of_words(text, 0)
    for number, line in enumerate(rows, 1):
        found = found or _problem_of_line(form, line, number, day)
    return found


def _problem_of_line(form: Form, line: Mapping[str, str], number: int, day: date) -> Problem | None:
    for field in line:
        if field not in form.fields and field != BORN:
            return Problem(Bad.FIELD, number, field)
    for field in form.fields:
        if field in form.required and not line.get(field, "").strip():
            return Problem(Bad.MISSING, number, field)
        found = _problem_of_words(line.get(field, ""), number, phone=field == "phone")
        if found:
            return found
    born = _day(line.get(BORN, ""))
    if born is not None and age_on(born, day) < ADULT_AT:
        return Problem(Bad.MINOR, number, line.get("name", ""))
    if born is None and form.ages:
        return Problem(Bad.AGE_UNKNOWN, number, line.get("name", ""))
    return None


def _problem_of_words(words: str, number: int, *, phone: bool = False) -> Problem | None:
    for word in NEVER_SAID:
        if word in words:
            return Problem(Bad.FORBIDDEN, number, word)
    if _ID_NUMBER.search(words):
        return Problem(Bad.ID_NUMBER, number)
    if not phone and _MOBILE.search(words):
        return Problem(Bad.PHONE, number)
    return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def shown(kind: Kind, line: Mapping[str, str]) -> dict[str, str]:
    """What is kept and shown of a line: the fields of the kind, in their order, and nothing else.

    >>> shown(Kind.BENEFIT, {"size": "3", "name": "王桂英", "born": "1944-03-02"})
    {'name': '王桂英', 'size': '3'}
    """
    return {field: line[field].strip() for field in FORMS[kind].fields if line.get(field, "").strip()}


def last_day(first: date, days: int) -> date:
    """The last day on which a notice shows. The day it goes up does not count: seven days are seven whole ones.

    >>> last_day(date(2026, 11, 2), 7).isoformat()
    '2026-11-09'
    """
    return first + timedelta(days=days)


def named_minors(words: str, names: Iterable[str]) -> list[str]:
    """Those of the names that stand in a free text. Names of two signs are left out: they stand in many words."""
    return sorted({name for name in names if len(name) >= 3 and name in words})
