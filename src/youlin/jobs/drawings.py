"""Neighbourhoods that were asked for at the desk, drawn in the background."""

from __future__ import annotations

from uuid import UUID

from django_q.tasks import async_task

from youlin.domains.access import queries as access
from youlin.domains.chiefs.actions import drawing
from youlin.foundation import clock


def ask_for_work(key: UUID, user: UUID) -> None:
    """Put a drawing on the queue. The queue is no record: the drawing itself says what it waits for."""
    async_task("youlin.jobs.drawings.work", str(key), str(user), group="drawing")


def work(key: str, user: str) -> bool:
    """Draw, with the roles that whoever asked has now."""
    actor = access.actor_of(UUID(user), today=clock.day_of(clock.now()))
    return drawing.work(actor=actor, drawing=UUID(key), beat=clock.now)
