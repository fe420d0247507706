"""Decisions about the three chiefs: `terms` posts and time in office."""

from youlin.domains.chiefs.rules.terms import (
    KINDS_OF,
    MAXIMUM_TERM_YEARS,
    ROLE_OF,
    Because,
    Reason,
    Term,
    taken,
    too_long,
    why_empty,
)

__all__ = [
    "KINDS_OF",
    "MAXIMUM_TERM_YEARS",
    "ROLE_OF",
    "Because",
    "Reason",
    "Term",
    "taken",
    "too_long",
    "why_empty",
]
