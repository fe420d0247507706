"""What skips the ladder: which law asks for it, whom to tell, and until when.

The articles are those of the statutes; none of these sets a number of minutes, so the time is the street's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from youlin.domains.cases.rules.ladder import Danger

MINUTES = 60  # until an authority must have been told, where a street set nothing
LONGEST_MINUTES = 24 * 60
MOST = 5  # authorities for one kind of danger
ARTICLES: Mapping[Danger, tuple[str, int]] = MappingProxyType(
    {
        Danger.MINOR: ("未成年人保护法", 11),
        Danger.VIOLENCE: ("反家庭暴力法", 14),
        Danger.CRIME: ("人民调解法", 25),
    }
)


class Told(StrEnum):
    """How an authority was told."""

    PHONE = "phone"
    IN_PERSON = "in_person"
    WRITING = "writing"


@dataclass(frozen=True, slots=True)
class Authority:
    """Whom to tell, on which number, within how many minutes. An empty number is not configured."""

    name: str
    phone: str = ""
    minutes: int = MINUTES


_POLICE = Authority("公安", "110")
# Until a street writes its own. Only numbers that are the same in the whole country stand here.
DEFAULTS: Mapping[Danger, tuple[Authority, ...]] = MappingProxyType(
    {
        Danger.MINOR: (_POLICE, Authority("民政")),
        Danger.VIOLENCE: (_POLICE, Authority("妇联")),
        Danger.CRIME: (_POLICE,),
        Danger.LIFE: (_POLICE, Authority("急救", "120")),
    }
)


class Problem(StrEnum):
    """Why a list of authorities cannot stand."""

    EMPTY = "empty"
    MANY = "many"
    TWICE = "twice"
    MINUTES = "minutes"


def problem_with(wanted: Iterable[Authority]) -> Problem | None:
    """What is wrong with a list, or None.

    >>> problem_with([])
    <Problem.EMPTY: 'empty'>
    """
    rows = list(wanted)
    if not rows:
        return Problem.EMPTY
    if len(rows) > MOST:
        return Problem.MANY
    if len({row.name for row in rows}) < len(rows):
        return Problem.TWICE
    if any(not 1 <= row.minutes <= LONGEST_MINUTES for row in rows):
        return Problem.MINUTES
    return None


def due(authority: Authority, since: datetime) -> datetime:
    """When it must have been told; plain minutes, day and night."""
    return since + timedelta(minutes=authority.minutes)
