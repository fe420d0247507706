"""Writes of messaging.

`notices` tells accounts, `writing` and `sending` let letters leave the house, `agreeing` and `texts` decide about them,
`postings` puts up for everybody, takes down, hears objections.
"""

from youlin.domains.messaging.actions.agreeing import agree, keep_sheet, pass_on, stop, take_in, un_pass, wish
from youlin.domains.messaging.actions.notices import NewNotice, mark_read, settle, tell, withdraw
from youlin.domains.messaging.actions.postings import answer_objection, look_at_objector, object_to, put_up, take_down
from youlin.domains.messaging.actions.sending import (
    Claimed,
    claim,
    drop_needless,
    record_failed,
    record_sent,
    try_again,
)
from youlin.domains.messaging.actions.texts import set_hours, set_text
from youlin.domains.messaging.actions.writing import Say, Way, write_digests, write_urgent

__all__ = [
    "Claimed",
    "NewNotice",
    "Say",
    "Way",
    "agree",
    "answer_objection",
    "claim",
    "drop_needless",
    "keep_sheet",
    "look_at_objector",
    "mark_read",
    "object_to",
    "pass_on",
    "put_up",
    "record_failed",
    "record_sent",
    "set_hours",
    "set_text",
    "settle",
    "stop",
    "take_down",
    "take_in",
    "tell",
    "try_again",
    "un_pass",
    "wish",
    "withdraw",
    "write_digests",
    "write_urgent",
]
