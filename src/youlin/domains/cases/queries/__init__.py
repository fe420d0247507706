"""Reads of cases.

`lists` (many), `record` (one), `public` (by number and code), `clocks`, `departments`, `duty` (who may act).
"""

from youlin.domains.cases.models import (
    AuthorityDuty,
    Case,
    CaseEvent,
    Rungs,
    SealedReporter,
    Urgencies,
)  # what the reads give back, for who writes their types
from youlin.domains.cases.queries.authorities import all_told_of, waiting
from youlin.domains.cases.queries.batches import batch, desks, posts
from youlin.domains.cases.queries.chat import Proposal, propose
from youlin.domains.cases.queries.following import running_at, running_in
from youlin.domains.cases.queries.likely import likely
from youlin.domains.cases.queries.lists import Counts, Listed, Shown, Wanted, by_keys, cases, counts, mine, to_confirm
from youlin.domains.cases.queries.public import PublicStep, PublicView, view
from youlin.domains.cases.queries.record import (
    Deadline,
    Record,
    answer_of,
    cases_of,
    get,
    photo,
    record,
    sees,
    taken_in,
    why_due,
    writers,
)
from youlin.domains.cases.queries.saved import Seen, views
from youlin.domains.cases.queries.search import MOST as MOST_FOUND

__all__ = [
    "MOST_FOUND",
    "AuthorityDuty",
    "Case",
    "CaseEvent",
    "Counts",
    "Deadline",
    "Listed",
    "Proposal",
    "PublicStep",
    "PublicView",
    "Record",
    "Rungs",
    "SealedReporter",
    "Seen",
    "Shown",
    "Urgencies",
    "Wanted",
    "all_told_of",
    "answer_of",
    "batch",
    "by_keys",
    "cases",
    "cases_of",
    "counts",
    "desks",
    "get",
    "likely",
    "mine",
    "photo",
    "posts",
    "propose",
    "record",
    "running_at",
    "running_in",
    "sees",
    "taken_in",
    "to_confirm",
    "view",
    "views",
    "waiting",
    "why_due",
    "writers",
]
