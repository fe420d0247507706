"""A matching that was asked for at the desk, worked out in the background."""

from __future__ import annotations

from uuid import UUID

from django_q.tasks import async_task

from youlin.domains.access import queries as access
from youlin.domains.care.actions import matching
from youlin.foundation import clock


def ask_for_work(run: UUID, user: UUID) -> None:
    """Put a run on the queue. The queue is no record: the run itself says what it waits for."""
    async_task("youlin.jobs.matching.work", str(run), str(user), group="matching")


def work(run: str, user: str) -> bool:
    """Work a run out, with the roles that whoever asked for it has now."""
    actor = access.actor_of(UUID(user), today=clock.day_of(clock.now()))
    return matching.work_run(actor=actor, run=UUID(run), beat=clock.now)
