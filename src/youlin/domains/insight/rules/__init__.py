"""Pure rules of insight, a file a purpose: `figures` (which there are, and with which span one is compared)."""

from youlin.domains.insight.rules.figures import (
    CONTENT_FROM,
    REPORTED,
    Compared,
    Key,
    Rate,
    Share,
    before,
    by_week,
    compare,
    days_of,
)

__all__ = ["CONTENT_FROM", "REPORTED", "Compared", "Key", "Rate", "Share", "before", "by_week", "compare", "days_of"]
