"""Pure rules of care: which contact keeps what, when the next one is due, how high a silence has risen.

Everything is counted in Shanghai days. What is due on a day is kept by the end of that day; on the next day it is one
day late. What is due when is a matter of its own: see `course`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

GREETING_DAYS = 3  # the report of 锣鼓塔: an online greeting every three days,
VISIT_DAYS = 7  # and a visit every seven
LONGEST_CADENCE = 92  # a quarter: who is seen less often than that is not in care
TOP_LEVEL = 3
SKEW = timedelta(minutes=5)  # how far a phone's clock may be ahead of ours
OLDEST = timedelta(days=366)  # a phone that says longer ago than this has lost its clock
UNDO_WITHIN = timedelta(minutes=10)
NOTE_LENGTH = 500


class Kind(StrEnum):
    """A way of keeping in touch."""

    GREETING = "greeting"
    VISIT = "visit"


class Outcome(StrEnum):
    """What became of the try."""

    MET = "met"
    SPOKE = "spoke"
    NOT_HOME = "not_home"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"


class Wellbeing(StrEnum):
    """How the person is."""

    FINE = "fine"
    SOMETHING = "something"
    URGENT = "urgent"


REACHED = frozenset({Outcome.MET, Outcome.SPOKE})

# Where somebody is in several circumstances, the plan is for the first of these.
CIRCUMSTANCES = (
    "elder_alone",
    "left_behind_child",
    "dementia",
    "serious_illness",
    "bereaved",
    "disabled",
    "empty_nest",
    "other",
)


def keeps(kind: str, outcome: str) -> frozenset[Kind]:
    """What a contact keeps: nothing where nobody was reached; a visit is a greeting too.

    >>> sorted(keeps("visit", "met"))
    [<Kind.GREETING: 'greeting'>, <Kind.VISIT: 'visit'>]
    >>> keeps("visit", "not_home")
    frozenset()
    """
    if outcome not in REACHED:
        return frozenset()
    return frozenset(Kind) if kind == Kind.VISIT else frozenset({Kind.GREETING})


def level_on(due_on: date, day: date) -> int:
    """How high a silence stands on a day: 0 in time, 1 with the 组长, 2 with the 片长, 3 with the community.

    >>> level_on(date(2026, 11, 5), date(2026, 11, 7))
    2
    """
    return min(TOP_LEVEL, max(0, (day - due_on).days))


def rises_on(due_on: date, level: int) -> date | None:
    """The day on whose first instant a silence reaches the level after `level`; None at the top."""
    return None if level >= TOP_LEVEL else due_on + timedelta(level + 1)


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often, in days; `place` is the path of the territory that set it.

    An empty `circumstance` is any. A cadence of a named tier holds for whoever was put into it.
    """

    place: str
    circumstance: str
    greeting_days: int
    visit_days: int
    tier: str = ""


DEFAULT = Cadence("", "", GREETING_DAYS, VISIT_DAYS)

# Steps that somebody can be put into by hand, for whom neither the usual nor a word on the circumstance fits. A place
# may give them other days. Weekly and monthly are what other streets practise for high risk and for special difficulty.
TIERS = {
    "close": Cadence("", "", 1, 3, "close"),
    "weekly": Cadence("", "", 7, 7, "weekly"),
    "fortnightly": Cadence("", "", 14, 14, "fortnightly"),
    "monthly": Cadence("", "", 30, 30, "monthly"),
}


def cadence_for(path: str, circumstance: str, known: Iterable[Cadence], tier: str = "") -> Cadence:
    """The cadence of somebody who lives at `path`, in a tier or in none.

    The nearest place up the tree that says anything decides; there, a word on the circumstance goes before one on any.
    """
    fitting = [
        item
        for item in known
        if path.startswith(item.place) and item.tier == tier and item.circumstance in ("", circumstance)
    ]
    usual = TIERS.get(tier, DEFAULT)
    return max(fitting, key=lambda item: (len(item.place), item.circumstance != ""), default=usual)


def most_pressing(circumstances: Iterable[str]) -> str:
    """The circumstance that a plan is for, of all that somebody is in.

    >>> most_pressing(["disabled", "elder_alone"])
    'elder_alone'
    """
    return min(circumstances, key=lambda kind: (*CIRCUMSTANCES, kind).index(kind))


def contact_problem(
    *, kind: str, outcome: str, wellbeing: str, note: str, happened_at: datetime, now: datetime
) -> str | None:
    """The code of what is wrong with a contact; None where nothing is.

    How the person is must be said where the person was reached; it may be said where not (nobody opens, and a neighbour
    has not seen them for days).
    """
    checks = {
        "kind_unknown": kind not in set(Kind),
        "outcome_unknown": outcome not in set(Outcome),
        "wellbeing_unknown": wellbeing not in {"", *Wellbeing},
        "wellbeing_missing": outcome in REACHED and not wellbeing,
        "contact_in_future": happened_at > now + SKEW,
        "contact_too_old": happened_at < now - OLDEST,
        "note_too_long": len(note) > NOTE_LENGTH,
    }
    return next((code for code, wrong in checks.items() if wrong), None)
