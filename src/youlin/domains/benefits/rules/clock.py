"""The legal clock of an application: what follows what, and by when. Working days are counted by the caller.

Limits from the project's collection of facts, to be confirmed: 低保, 低保边缘 and 刚性支出 by the rules of 2021 and the
notice of October 2022, 特困 by 民发[2021]43号, children 15 and 15 working days. A programme of which no limit is known
has none (未配置, never a guess); where the law leaves it to the place, the place says it (临时救助, 国发[2014]47号).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

INVESTIGATORS: Final = 2
NOTICE_DAYS: Final = 7  # whole days; the day it goes up does not count


@dataclass(frozen=True, slots=True)
class Limit:
    """How long the next step may take: in working days, or in days of the calendar; from a stage, or from this one.

    `figure`: the parameter by which the place says the days, instead of the law.
    """

    days: int = 0
    working: bool = True
    since: str = ""
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """The limits of a kind of programme by stage, and in how many working days from the filing it is decided."""

    limits: Mapping[str, Limit]
    total: int | None = None
    longest: int | None = None  # the total in special cases
    figure: str = ""  # the parameter by which the place says the total


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
# 急难: help comes first and its papers after (国发[2014]47号). What was given is not withdrawn; its papers are made up.
EMERGENCIES: Final = frozenset({"temporary_emergency"})
HELPED: Final = "helped"
HELP_FIRST: Final = MappingProxyType(
    {"gathering": ("filed",), "filed": (HELPED, "refused"), HELPED: ("granted", "refused")}
)
WITHDRAWN: Final = "withdrawn"
CLOSED: Final = frozenset({"granted", "refused", WITHDRAWN})
NOTICE: Final = Limit(NOTICE_DAYS, working=False)  # the notice hangs
LIVING: Final = Clock(
    MappingProxyType(
        {
            "filed": Limit(3),  # the survey begins
            "surveyed": Limit(3),  # the data check
            "checked": Limit(3),
            "posted": NOTICE,
            "reviewed": Limit(10),  # the county
            "refused": Limit(3),  # the letter with the reasons
        }
    ),
    total=30,
    longest=45,
)
_STREET: Final = Limit(15, since="filed")  # everything that the street does
_HALVES: Final = {"filed": Limit(15), "surveyed": _STREET, "checked": _STREET, "reviewed": Limit(15)}
TEKUN: Final = Clock(MappingProxyType({**_HALVES, "posted": NOTICE}))
CHILD: Final = Clock(MappingProxyType(_HALVES))
UNKNOWN: Final = Clock(MappingProxyType({"posted": NOTICE}))
# To help first is due on the day it is reported; by when the papers are made up, and the whole of an application for
# expenses, the place says.
EMERGENCY: Final = Clock(
    MappingProxyType({"filed": Limit(0, working=False), HELPED: Limit(figure="temporary.papers.days")})
)
EXPENSE: Final = Clock(MappingProxyType({"posted": NOTICE}), figure="temporary.expense.days")
CLOCKS: Final = MappingProxyType(
    {
        **dict.fromkeys(("dibao", "single", "edge", "rigid"), LIVING),
        "tekun": TEKUN,
        **dict.fromkeys(("orphan", "unattended"), CHILD),
        **dict.fromkeys(EMERGENCIES, EMERGENCY),
        "temporary_expense": EXPENSE,
    }
)


def clock_of(programme: str) -> Clock:
    """The limits of a programme; one that is not known has only the notice's days.

    >>> clock_of("dibao").total, clock_of("aged_80").total
    (30, None)
    """
    return CLOCKS.get(programme, UNKNOWN)


NEVER_POSTED: Final = frozenset({"unattended", "orphan"})  # a child's recognition is not published


def may_follow(stage: str, wanted: str, programme: str) -> bool:
    """Whether a stage may come next.

    A programme of children goes from the check to the review without a notice; in an emergency help comes first.

    >>> may_follow("checked", "posted", "dibao"), may_follow("checked", "posted", "unattended")
    (True, False)
    >>> may_follow("granted", "withdrawn", "dibao"), may_follow("helped", "withdrawn", "temporary_emergency")
    (False, False)
    """
    if stage in CLOSED:
        return False
    if wanted == WITHDRAWN:
        return stage != HELPED
    if programme in EMERGENCIES:
        return wanted in HELP_FIRST.get(stage, ())
    if programme in NEVER_POSTED and stage == "checked":
        return wanted in ("reviewed", "refused")
    return wanted in FOLLOWS.get(stage, ())


def following(stage: str, programme: str) -> list[str]:
    """The stages that may come next, a withdrawal last.

    >>> following("filed", "dibao"), following("refused", "dibao")
    (['surveyed', 'withdrawn'], [])
    """
    every = [*FOLLOWS, HELPED, "granted", "refused", WITHDRAWN]
    return [one for one in every if may_follow(stage, one, programme)]


def may_gather(stage: str, programme: str) -> bool:
    """Whether papers and names may still be added: before the filing, and in an emergency until it is decided.

    >>> may_gather("filed", "dibao"), may_gather("helped", "temporary_emergency")
    (False, True)
    """
    return stage == "gathering" or (programme in EMERGENCIES and stage not in CLOSED)


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


def missing_for(wanted: str, got: Gathered, programme: str = "") -> str | None:
    """What a step still lacks, as a code; None where it may be taken. In an emergency papers may wait for the end."""
    papers = (
        ("materials_missing", got.ready),
        ("consent_missing", got.consented),
        ("relatives_missing", got.declared),
        ("signature_missing", got.signed),
    )
    after = programme in EMERGENCIES
    checks: dict[str, tuple[tuple[str, bool], ...]] = {
        "filed": () if after else papers,
        HELPED: (("help_missing", bool(got.note.strip())),),
        "surveyed": (
            ("investigators_missing", got.investigators >= INVESTIGATORS),
            ("visit_missing", got.visited),
            ("survey_unsigned", got.signed),
        ),
        "granted": (*(papers if after else ()), ("document_missing", bool(got.document.strip()))),
        "refused": (
            ("document_missing", bool(got.document.strip())),
            ("reasons_missing", bool(got.note.strip())),
        ),
    }
    return next((code for code, there in checks.get(wanted, ()) if not there), None)
