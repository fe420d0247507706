"""Reading care: who is owed what, who has been forgotten, what was done, and the figures of it."""

from __future__ import annotations

from youlin.domains.care.models import Alarm, CarePlan, CareQuestion, Consent, Contact, Declined, Pace, Surge, Tiers
from youlin.domains.care.queries.asking import (
    Asking,
    askings,
    consents,
    consents_of,
    latest_word,
    open_questions,
    question,
    question_keys,
)
from youlin.domains.care.queries.carrying import owed_to
from youlin.domains.care.queries.figures import (
    Punctuality,
    contacts_between,
    in_care,
    obligation_counts,
    punctuality,
)
from youlin.domains.care.queries.finding import Suggestion, ages_of, declined, suggestions
from youlin.domains.care.queries.homes import cared_at, cared_in, empty_visits, last_words
from youlin.domains.care.queries.people import (
    InNeed,
    alarms_of,
    cadence_rules,
    cadences,
    contact,
    contacts_of,
    paces_before,
    paces_now,
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
from youlin.domains.care.queries.whole import PlanRecord, Whole, due_by, whole, whole_plans

__all__ = [
    "Alarm",
    "Asking",
    "Board",
    "Call",
    "Called",
    "CarePlan",
    "CareQuestion",
    "Consent",
    "Contact",
    "Declined",
    "Forgotten",
    "InNeed",
    "Letter",
    "Owing",
    "Pace",
    "PlanRecord",
    "Punctuality",
    "RollWanted",
    "Suggestion",
    "Surge",
    "Tiers",
    "Whole",
    "ages_of",
    "alarms_of",
    "askings",
    "board",
    "cadence_rules",
    "cadences",
    "calls",
    "cared_at",
    "cared_in",
    "consents",
    "consents_of",
    "contact",
    "contacts_between",
    "contacts_of",
    "declined",
    "done_today",
    "due_by",
    "empty_visits",
    "in_care",
    "last_words",
    "latest_word",
    "letters",
    "notice_keys",
    "obligation_counts",
    "open_questions",
    "overdue_for_supervisor",
    "owed_to",
    "owing",
    "paces_before",
    "paces_now",
    "plan_of",
    "plans",
    "plans_of",
    "punctuality",
    "question",
    "question_keys",
    "risen_levels",
    "roll",
    "running",
    "settled_by",
    "suggestions",
    "surge",
    "surges",
    "today_for",
    "whole",
    "whole_plans",
    "without_plan",
]
