"""Writing the audit and the read log. Call inside the action's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from youlin.foundation.db import add_rows, add_values
from youlin.foundation.models import AuditEntry, Look


class Doer(Protocol):
    """Anybody who can be named in the audit."""

    @property
    def user_id(self) -> UUID | None:
        """The account's key; None for the clock itself."""

    @property
    def name(self) -> str:
        """How people call the doer."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One audited change. `changes` maps a field to [from, to]; sensitive values never go in."""

    verb: str
    target_kind: str
    target: UUID
    scope: UUID | None
    changes: Mapping[str, object] = field(default_factory=dict)


def record(deeds: Iterable[Deed], *, actor: Doer, now: datetime) -> None:
    """Append deeds in one statement."""
    names = ("at", "actor", "actor_name", "verb", "scope", "target_kind", "target", "changes")
    add_values(
        AuditEntry,
        names,
        [
            (now, actor.user_id, actor.name, deed.verb, deed.scope, deed.target_kind, deed.target, dict(deed.changes))
            for deed in deeds
        ],
    )


@dataclass(frozen=True, slots=True)
class Seen:
    """One field of one record that somebody looks at."""

    target_kind: str
    target: UUID
    scope: UUID | None
    field: str


def record_looks(seen: Iterable[Seen], *, actor: Doer, now: datetime) -> None:
    """Append many looks in one statement. Only people look: a doer without an account is a programming error."""
    if actor.user_id is None:
        raise ValueError("the clock does not look at sensitive fields")
    add_rows(
        [
            Look(
                at=now,
                actor=actor.user_id,
                actor_name=actor.name,
                scope=one.scope,
                target_kind=one.target_kind,
                target=one.target,
                field=one.field,
            )
            for one in seen
        ]
    )


def record_look(
    *, actor: Doer, target_kind: str, target: UUID, scope: UUID | None, field: str, now: datetime, reason: str = ""
) -> None:
    """Append one look at a sensitive field. Only people look: a doer without an account is a programming error."""
    if actor.user_id is None:
        raise ValueError("the clock does not look at sensitive fields")
    Look.objects.create(
        at=now,
        actor=actor.user_id,
        actor_name=actor.name,
        scope=scope,
        target_kind=target_kind,
        target=target,
        field=field,
        reason=reason,
    )
