"""Letters leave the house: written, claimed, handed to their channel, and written down. A sweep may die anywhere."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from youlin.channels.registry import CHANNELS
from youlin.channels.ways import Channel, Message, NotSentError, fitted
from youlin.domains.messaging import actions, queries
from youlin.domains.messaging.actions import Claimed, Say, Way
from youlin.jobs import sentences

log = logging.getLogger(__name__)
MOST_ROUNDS = 20  # of a hundred letters: what is left then waits for the next minute


def sweep(*, now: datetime, channels: Mapping[str, Channel] = CHANNELS) -> dict[str, int]:
    """Write what is to be written and send what is due, once; running it twice sends nothing twice."""
    ways = [Way(code, channel.capability.outside) for code, channel in channels.items()]
    say = _say(now)
    written = actions.write_urgent(ways=ways, say=say, now=now) + actions.write_digests(ways=ways, say=say, now=now)
    sent = failed = 0
    for _round in range(MOST_ROUNDS):
        claimed = actions.claim(channels=list(channels), now=now)
        for letter in claimed:
            if _carry(letter, channels[letter.channel], now):
                sent += 1
            else:
                failed += 1
        if not claimed:
            break
    return {"written": written, "sent": sent, "failed": failed}


def _carry(letter: Claimed, channel: Channel, now: datetime) -> bool:
    """Hand one letter to its channel and write down what came of it."""
    message = Message(
        id=letter.id,
        subdistrict=letter.subdistrict,
        user=letter.user,
        name=letter.name,
        phone=letter.phone,
        title=letter.title,
        text=fitted(letter.text, channel.capability, "…"),
        url=letter.url,
        at=letter.made_at,
    )
    try:
        receipt = channel.send(message, now=now)
    except NotSentError as error:
        actions.record_failed(letter=letter, reason=error.reason, final=error.final, now=now)
        return False
    except Exception as error:
        # A channel is somebody else's code: whatever it raises is written down, and tried again later.
        log.exception("channel %s failed", channel.code)
        reason = _("渠道出了意外：%(what)s") % {"what": type(error).__name__}
        actions.record_failed(letter=letter, reason=reason, final=False, now=now)
        return False
    actions.record_sent(letter=letter, receipt=receipt.reference, now=now)
    return True


def _say(now: datetime) -> Say:
    """How sentences are made in this sweep; a street's own words are asked for once."""
    known: dict[UUID, dict[str, str]] = {}

    def say(template: str, params: Mapping[str, object], street: UUID, outside: bool) -> str:
        if street not in known:
            known[street] = {name: text for (_street, name), text in queries.texts([street]).items()}
        return sentences.said(template, params, own=known[street].get(template, ""), outside=outside)

    return say
