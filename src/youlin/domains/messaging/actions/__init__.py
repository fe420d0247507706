"""Writes of messaging: `notices` tells accounts, `postings` puts up for everybody, takes down, hears objections."""

from youlin.domains.messaging.actions.notices import NewNotice, mark_read, settle, tell, withdraw
from youlin.domains.messaging.actions.postings import answer_objection, look_at_objector, object_to, put_up, take_down

__all__ = [
    "NewNotice",
    "answer_objection",
    "look_at_objector",
    "mark_read",
    "object_to",
    "put_up",
    "settle",
    "take_down",
    "tell",
    "withdraw",
]
