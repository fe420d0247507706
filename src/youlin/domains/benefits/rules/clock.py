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


@dataclass(frozen=True, slots=True)
class Gathered:
    """What there is towards a step."""

    ready: bool = False  # every paper of the checklist
    consented: bool = False  # every adult
    declared: bool = False  # whether anybody of the house is a near relative of the staff
    signed: bool = False  # the paper of this step, by everybody who must
    investigators: int = 0
    visited: bool = False
    document: str = ""
    note: str = ""


def missing_for(wanted: str, got: Gathered) -> str | None:
    """What a step still lacks, as a code; None where it may be taken."""
    checks: dict[str, tuple[tuple[str, bool], ...]] = {
        "filed": (
            ("materials_missing", got.ready),
            ("consent_missing", got.consented),
            ("relatives_missing", got.declared),
            ("signature_missing", got.signed),
        ),
        "surveyed": (
            ("investigators_missing", got.investigators >= INVESTIGATORS),
            ("visit_missing", got.visited),
            ("survey_unsigned", got.signed),
        ),
        "granted": (("document_missing", bool(got.document.strip())),),
        "refused": (
            ("document_missing", bool(got.document.strip())),
            ("reasons_missing", bool(got.note.strip())),
        ),
    }
    return next((code for code, there in checks.get(wanted, ()) if not there), None)
