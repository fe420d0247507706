"""Tables of cases: `cases` and their steps, `clocks` of territories, and what stands `beside` a case."""

from youlin.domains.cases.models.beside import CasePhoto, StreetAttempt, Writing
from youlin.domains.cases.models.cases import (
    Case,
    CaseEvent,
    CaseNumber,
    CaseQuerySet,
    Helping,
    Holding,
    Rungs,
    Urgencies,
)
from youlin.domains.cases.models.clocks import CaseBounds, ClockRule

__all__ = [
    "Case",
    "CaseBounds",
    "CaseEvent",
    "CaseNumber",
    "CasePhoto",
    "CaseQuerySet",
    "ClockRule",
    "Helping",
    "Holding",
    "Rungs",
    "StreetAttempt",
    "Urgencies",
    "Writing",
]
