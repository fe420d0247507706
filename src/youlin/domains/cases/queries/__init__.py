"""Reads of cases: `lists` (many), `record` (one), `public` (by number and code), `clocks`, `duty` (who may act)."""

from youlin.domains.cases.models import Case, CaseEvent, Rungs  # what the reads give back, for who writes their types
from youlin.domains.cases.queries.following import running_at, running_in
from youlin.domains.cases.queries.likely import likely
from youlin.domains.cases.queries.lists import Counts, Wanted, cases, counts, mine, to_confirm
from youlin.domains.cases.queries.public import PublicStep, PublicView, view
from youlin.domains.cases.queries.record import Deadline, Record, answer_of, get, photo, record, why_due, writers

__all__ = [
    "Case",
    "CaseEvent",
    "Counts",
    "Deadline",
    "PublicStep",
    "PublicView",
    "Record",
    "Rungs",
    "Wanted",
    "answer_of",
    "cases",
    "counts",
    "get",
    "likely",
    "mine",
    "photo",
    "record",
    "running_at",
    "running_in",
    "to_confirm",
    "view",
    "why_due",
    "writers",
]
