"""A roster that was uploaded at the desk, worked on in the background."""

from __future__ import annotations

from uuid import UUID

from django_q.tasks import async_task

from youlin.domains.access import queries as access
from youlin.domains.residents.intake import runs
from youlin.foundation import clock


def ask_for_work(run: UUID, user: UUID) -> None:
    """Put a run on the queue. The queue is no record: the run itself says what it waits for."""
    async_task("youlin.jobs.rosters.work", str(run), str(user), group="roster")


def work(run: str, user: str) -> bool:
    """Look at a roster or take it in, with the roles that its uploader has now."""
    actor = access.actor_of(UUID(user), today=clock.day_of(clock.now()))
    return runs.work(actor=actor, run=UUID(run), beat=clock.now)
