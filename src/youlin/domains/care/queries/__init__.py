"""Reading care: who is owed what, who has been forgotten, what was done, and the figures of it."""

from __future__ import annotations

from youlin.domains.care.models import Alarm, CarePlan, Contact, Pace, Surge, Tiers
from youlin.domains.care.queries.carrying import owed_to
from youlin.domains.care.queries.figures import (
    Punctuality,
    contacts_between,
    in_care,
    obligation_counts,
    punctuality,
)
from youlin.domains.care.queries.homes import cared_at, cared_in, empty_visits, last_words
from youlin.domains.care.queries.people import (
    InNeed,
    alarms_of,
    cadence_rules,
    cadences,
    contact,
    contacts_of,
    plan_of,
    plans,
    plans_of,
    without_plan,
)
from youlin.domains.care.queries.roll import RollWanted, roll
from youlin.domains.care.queries.supervision import Forgotten, overdue_for_supervisor, risen_levels
from youlin.domains.care.queries.surges import Board, Call, Called, board, calls, running, surge, surges
from youlin.domains.care.queries.telling import Letter, letters, notice_keys, settled_by
from youlin.domains.care.queries.today import Owing, done_today, owing, today_for

__all__ = [
    "Alarm",
    "Board",
    "Call",
    "Called",
    "CarePlan",
    "Contact",
    "Forgotten",
    "InNeed",
    "Letter",
    "Owing",
    "Pace",
    "Punctuality",
    "RollWanted",
    "Surge",
    "Tiers",
    "alarms_of",
    "board",
    "cadence_rules",
    "cadences",
    "calls",
    "cared_at",
    "cared_in",
    "contact",
    "contacts_between",
    "contacts_of",
    "done_today",
    "empty_visits",
    "in_care",
    "last_words",
    "letters",
    "notice_keys",
    "obligation_counts",
    "overdue_for_supervisor",
    "owed_to",
    "owing",
    "plan_of",
    "plans",
    "plans_of",
    "punctuality",
    "risen_levels",
    "roll",
    "running",
    "settled_by",
    "surge",
    "surges",
    "today_for",
    "without_plan",
]
