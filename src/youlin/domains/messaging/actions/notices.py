"""Telling people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from youlin.domains.access.actor import Actor
from youlin.domains.messaging.models import Notice
from youlin.domains.messaging.rules.letters import Pace
from youlin.foundation.db import add_values


@dataclass(frozen=True, slots=True)
class NewNotice:
    """Something to tell one account; `dedupe` names the occasion, so that it is told once.

    `pace`: how soon who agreed to letters gets one; what may wait goes with the morning's.
    """

    subdistrict: UUID
    user: UUID
    template: str
    dedupe: str
    params: Mapping[str, object] = field(default_factory=dict)
    url: str = ""
    pace: Pace = Pace.DIGEST


def tell(*, notices: Iterable[NewNotice], now: datetime) -> None:
    """Write notices in one statement; an occasion already told stays as it was."""
    names = ("subdistrict_id", "user_id", "template", "params", "url", "dedupe", "at", "pace")
    add_values(
        Notice,
        names,
        [
            (one.subdistrict, one.user, one.template, dict(one.params), one.url, one.dedupe, now, one.pace.value)
            for one in notices
        ],
        skip_known=True,
    )


def mark_read(*, actor: Actor, now: datetime, notice: UUID | None = None) -> int:
    """Mark the actor's own notices as read: one, or all."""
    rows = Notice.objects.filter(user=actor.user_id, read_at__isnull=True)
    if notice is not None:
        rows = rows.filter(pk=notice)
    return rows.update(read_at=now)


def withdraw(*, dedupes: list[str], now: datetime) -> int:
    """Take back what proved wrong; it stays in the list, struck through, for those who saw it."""
    return Notice.objects.filter(dedupe__in=dedupes, withdrawn_at__isnull=True).update(withdrawn_at=now)


def settle(*, dedupes: list[str], now: datetime) -> int:
    """Mark as read what has been dealt with in the meantime: nobody need read what is over. It stays in the list."""
    return Notice.objects.filter(dedupe__in=dedupes, read_at__isnull=True).update(read_at=now)
