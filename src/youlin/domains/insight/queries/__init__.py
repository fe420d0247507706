"""Reads of insight, a file a purpose: `figures` (counting, and showing what was counted)."""

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
    "Bulletin",
    "Drilled",
    "Part",
    "Place",
    "bulletin",
    "by_week",
    "compared",
    "figures",
    "parts",
    "period_of",
    "records",
]
