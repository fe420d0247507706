"""Reading benefits: figures and rules of a place, households as facts, what programmes say about them, leads."""

from __future__ import annotations

from youlin.domains.benefits.queries.figures import edition_for, parameters, proposals, region_of, rulebook_for
from youlin.domains.benefits.queries.homes import homes, homes_at
from youlin.domains.benefits.queries.leads import (
    application,
    applications,
    enrolment_counts,
    home,
    lead_counts,
    leads,
    postings,
    programmes,
    unanswered,
)
from youlin.domains.benefits.queries.screening import Screened, Tally, screen, sweep

__all__ = [
    "Screened",
    "Tally",
    "application",
    "applications",
    "edition_for",
    "enrolment_counts",
    "home",
    "homes",
    "homes_at",
    "lead_counts",
    "leads",
    "parameters",
    "postings",
    "programmes",
    "proposals",
    "region_of",
    "rulebook_for",
    "screen",
    "sweep",
    "unanswered",
]
