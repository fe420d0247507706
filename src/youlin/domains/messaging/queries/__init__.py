"""Reads of messaging: `notices` everybody their own, `postings` what is on public notice, and what was said of it."""

from youlin.domains.messaging.queries.notices import count, mine, state, unread_count
from youlin.domains.messaging.queries.postings import (
    Objection,
    Posting,
    objection,
    objections,
    of,
    posting,
    postings,
    public_posting,
    showing,
    waiting,
)

__all__ = [
    "Objection",
    "Posting",
    "count",
    "mine",
    "objection",
    "objections",
    "of",
    "posting",
    "postings",
    "public_posting",
    "showing",
    "state",
    "unread_count",
    "waiting",
]
