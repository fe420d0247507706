"""Announcements: written with their cause, told after the commit, told again until they were heard.

A domain announces; `jobs.reactions` hears. The registry is filled there, so that no domain knows its listeners.
"""

from __future__ import annotations

import dataclasses
import json
import logging
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import F

from youlin.foundation import clock
from youlin.foundation.db import add_rows
from youlin.foundation.models import OutboxEvent

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 8


@dataclasses.dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened. Subclasses are named in the past tense and hold keys and plain values only."""

    kind: ClassVar[str]


Reaction = Callable[[Any, datetime], None]
_events: dict[str, type[Event]] = {}
_reactions: dict[str, list[Reaction]] = {}


def event(cls: type[Event]) -> type[Event]:
    """Class decorator: give an event its name on the wire, `<domain>.<ClassName>`."""
    cls.kind = f"{cls.__module__.split('.')[-2]}.{cls.__name__}"
    _events[cls.kind] = cls
    return cls


def listen(cls: type[Event], reaction: Reaction) -> None:
    """Register a reaction; it must be safe to run twice."""
    known = _reactions.setdefault(cls.kind, [])
    if reaction not in known:
        known.append(reaction)


def known_events() -> dict[str, type[Event]]:
    """Every event class by its name."""
    return dict(_events)


def announce(events: Iterable[Event], *, now: datetime) -> None:
    """Write events inside the caller's transaction and dispatch them once it commits."""
    rows = [OutboxEvent(at=now, kind=item.kind, payload=_payload(item)) for item in events]
    if not rows:
        return
    add_rows(rows)
    transaction.on_commit(lambda: _dispatch(rows, now))  # what was told meanwhile is claimed already, and left


def _payload(item: Event) -> dict[str, Any]:
    """An event as JSON says it. Not `asdict`, which would copy each key of a batch of thousands."""
    said = {each.name: getattr(item, each.name) for each in dataclasses.fields(item)}
    payload: dict[str, Any] = json.loads(json.dumps(said, cls=DjangoJSONEncoder))
    return payload


def dispatch_waiting(*, now: datetime, limit: int = 5000) -> int:
    """Tell what a killed process left untold; returns how many were told. Idempotent."""
    waiting = OutboxEvent.objects.filter(dispatched_at__isnull=True, attempts__lt=MAX_ATTEMPTS).order_by("id")
    return _dispatch(waiting[:limit], now)


def untold(*, before: datetime) -> int:
    """How many announcements made before an instant nobody has heard yet, for whatever reason."""
    return OutboxEvent.objects.filter(dispatched_at__isnull=True, at__lt=before).count()


def _dispatch(waiting: Iterable[OutboxEvent], now: datetime) -> int:
    told = 0
    for row in list(waiting):
        try:
            with transaction.atomic():
                # Claim first: of two dispatchers one sees a changed row and leaves it.
                claimed = OutboxEvent.objects.filter(pk=row.pk, dispatched_at__isnull=True).update(dispatched_at=now)
                if not claimed:
                    continue
                heard = _revive(row)
                for reaction in _reactions.get(row.kind, ()):
                    reaction(heard, row.at)
                told += 1
        except Exception as error:
            # Kept and retried by the next tick; `doctor` shows what stays untold.
            log.exception("reaction to %s failed", row.kind)
            OutboxEvent.objects.filter(pk=row.pk).update(
                attempts=F("attempts") + 1, problem=f"{clock.now():%F %T} {error!r}"[:500]
            )
    return told


def _revive(row: OutboxEvent) -> Event:
    cls = _events[row.kind]
    hints = {item.name: str(item.type) for item in dataclasses.fields(cls)}
    values = {name: _typed(value, hints[name]) for name, value in row.payload.items()}
    return cls(**values)


def _typed(value: object, hint: str) -> object:
    """JSON text back to the type written in the dataclass: UUID, datetime, date, and optional ones."""
    if isinstance(value, list):
        return tuple(_typed(item, hint) for item in value)
    if not isinstance(value, str):
        return value
    if "UUID" in hint:
        return UUID(value)
    if "datetime" in hint:
        return datetime.fromisoformat(value)
    if "date" in hint:
        return date.fromisoformat(value)
    return value
