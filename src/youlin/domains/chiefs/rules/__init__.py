"""Decisions about the three chiefs: `terms` time in office, `absence` who answers, `appraisal`, `coverage` alarms."""

from youlin.domains.chiefs.rules.absence import LATEST_START_DAYS, LONGEST_ABSENCE_DAYS, Seat, answerer, trouble_with
from youlin.domains.chiefs.rules.appraisal import Verdict, ends_term
from youlin.domains.chiefs.rules.coverage import MOST_LETTERS, began, ended
from youlin.domains.chiefs.rules.helping import MOST_PEOPLE, Skill
from youlin.domains.chiefs.rules.terms import (
    KINDS_OF,
    MAXIMUM_TERM_YEARS,
    ROLE_OF,
    Because,
    Reason,
    Term,
    five_years_after,
    runs_out_on,
    taken,
    too_long,
    why_empty,
)

__all__ = [
    "KINDS_OF",
    "LATEST_START_DAYS",
    "LONGEST_ABSENCE_DAYS",
    "MAXIMUM_TERM_YEARS",
    "MOST_LETTERS",
    "MOST_PEOPLE",
    "ROLE_OF",
    "Because",
    "Reason",
    "Seat",
    "Skill",
    "Term",
    "Verdict",
    "answerer",
    "began",
    "ended",
    "ends_term",
    "five_years_after",
    "runs_out_on",
    "taken",
    "too_long",
    "trouble_with",
    "why_empty",
]
