"""The legal clock of an application: what follows what, and by when. Working days are counted by the caller.

Limits from the project's collection of facts (低保: the rules of 2021 and the notice of October 2022), to be confirmed.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

INVESTIGATORS: Final = 2
NOTICE_DAYS: Final = 7  # whole days; the day it goes up does not count


@dataclass(frozen=True, slots=True)
class Limit:
    """How long the next step may take: in working days, or in days of the calendar."""

    days: int
    working: bool = True


# From a stage, the stages that may follow. A withdrawal is always open to the applicant.
FOLLOWS: Final = MappingProxyType(
    {
        "gathering": ("filed",),
        "filed": ("surveyed",),
        "surveyed": ("checked",),
        "checked": ("posted", "refused"),
        "posted": ("reviewed", "refused"),
        "reviewed": ("granted", "refused"),
    }
)
WITHDRAWN: Final = "withdrawn"
CLOSED: Final = frozenset({"granted", "refused", WITHDRAWN})
# How long a stage may last.
LIMITS: Final = MappingProxyType(
    {
        "filed": Limit(3),  # the survey begins
        "surveyed": Limit(3),  # the data check
        "checked": Limit(3),
        "posted": Limit(NOTICE_DAYS, working=False),  # the notice hangs
        "reviewed": Limit(10),  # the county
    }
)
NEVER_POSTED: Final = frozenset({"unattended", "orphan"})  # a child's recognition is not published


def may_follow(stage: str, wanted: str, programme: str) -> bool:
    """Whether a stage may come next. A programme of children goes from the check to the review without a notice.

    >>> may_follow("checked", "posted", "dibao"), may_follow("checked", "posted", "unattended")
    (True, False)
    >>> may_follow("granted", "withdrawn", "dibao")
    False
    """
    if stage in CLOSED:
        return False
    if wanted == WITHDRAWN:
        return True
    if programme in NEVER_POSTED and stage == "checked":
        return wanted in ("reviewed", "refused")
    return wanted in FOLLOWS.get(stage, ())


def following(stage: str, programme: str) -> list[str]:
    """The stages that may come next, a withdrawal last.

    >>> following("filed", "dibao"), following("refused", "dibao")
    (['surveyed', 'withdrawn'], [])
    """
    every = [*FOLLOWS, "granted", "refused", WITHDRAWN]
    return [one for one in every if may_follow(stage, one, programme)]


def missing_for(wanted: str, *, consented: bool, ready: bool, people: int, document: str, note: str) -> str | None:
    """What a step still lacks, as a code; None where it may be taken."""
    if wanted == "filed" and not consented:
        return "consent_missing"
    if wanted == "filed" and not ready:
        return "materials_missing"
    if wanted == "surveyed" and people < INVESTIGATORS:
        return "investigators_missing"
    if wanted in ("granted", "refused") and not document.strip():
        return "document_missing"
    if wanted == "refused" and not note.strip():
        return "reasons_missing"
    return None
