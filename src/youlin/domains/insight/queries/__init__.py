"""Reads of insight, a file a purpose: `effort` (what the office costs its chiefs), `figures` (counting and showing)."""

from youlin.domains.insight.queries.effort import Asked, Burden, JobEffort, asked, burden, cost, minutes_by_day
from youlin.domains.insight.queries.effort import subdistrict_of as subdistrict_of
from youlin.domains.insight.queries.figures import (
    Bulletin,
    Drilled,
    Part,
    Place,
    bulletin,
    by_week,
    compared,
    figures,
    parts,
    period_of,
    records,
)

__all__ = [
    "Asked",
    "Bulletin",
    "Burden",
    "Drilled",
    "JobEffort",
    "Part",
    "Place",
    "asked",
    "bulletin",
    "burden",
    "by_week",
    "compared",
    "cost",
    "figures",
    "minutes_by_day",
    "parts",
    "period_of",
    "records",
    "subdistrict_of",
]
