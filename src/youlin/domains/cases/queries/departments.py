"""Departments: what goes to which, how long each has, and what lies on the desk of who asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can, Role
from youlin.domains.cases.models import Case, CaseEvent, DepartmentClock, DepartmentRoute, Helping
from youlin.domains.cases.queries import lists
from youlin.domains.cases.rules.clocks import Clock
from youlin.domains.cases.rules.desks import Route, department_for, words_of
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.cases.rules.states import Status, Step
from youlin.domains.chiefs.models import Post
from youlin.foundation import clock
from youlin.foundation.db import under
from youlin.foundation.prepared import Prepared

__all__ = ["Queue", "clocks_of", "desks", "names", "only_departments", "queue", "routed_to", "routes"]

ANSWERED_DAYS = 30


def clocks_of(streets: Iterable[UUID]) -> dict[tuple[UUID, str], Clock]:
    """The departments' own clocks by post and urgency. One query."""
    return {(post, urgency): Clock(hours, working) for post, urgency, hours, working in _own(frozenset(streets)).all()}


@lru_cache(maxsize=64)
def _own(streets: frozenset[UUID]) -> Prepared[tuple[Any, ...]]:
    rows = DepartmentClock.objects.filter(subdistrict__in=streets)
    return Prepared(rows.values_list("post", "urgency", "hours", "working"))


def routes(streets: Iterable[UUID]) -> QuerySet[DepartmentRoute]:
    """The lines in force, in the order in which they were written."""
    rows = DepartmentRoute.objects.filter(subdistrict__in=list(streets), ended_at=None)
    return rows.select_related("post__territory").order_by("post__department", "made_at", "id")


def routed_to(case: Case) -> UUID | None:
    """The department that the street's table gives a case to; None where no line fits."""
    lines = [Route(row.post_id, row.kind, row.danger, words_of(row.words)) for row in routes([case.subdistrict_id])]
    return department_for(lines, kind=case.kind, danger=case.danger, text=f"{case.text} {case.place}")


def desks(actor: Actor) -> QuerySet[Post]:
    """The departments of the streets that the actor sets up."""
    rows = Post.objects.filter(role=Role.DEPARTMENT_STAFF).select_related("territory").order_by("department")
    if actor.everywhere:
        return rows
    found = rows.none()
    for path in actor.paths(Can.CONFIGURE):
        found |= rows.filter(under("territory__path", path))
    return found


def only_departments(actor: Actor) -> bool:
    """Whether the actor sits for departments and nothing else: then their queue is the first page."""
    return bool(actor.grants) and all(grant.role is Role.DEPARTMENT_STAFF for grant in actor.grants)


def names(actor: Actor) -> list[str]:
    """The departments that the actor sits for."""
    return list(Post.objects.filter(pk__in=actor.posts()).order_by("department").values_list("department", flat=True))


@dataclass(frozen=True, slots=True)
class Queue:
    """What lies on a desk. `came`: why each case came here, in the words of who sent it."""

    late: list[Case]
    today: list[Case]
    later: list[Case]
    standing: list[Case]  # its clock stands still
    helping: list[Case]
    answered: list[Case]  # by this desk, and not told to the resident yet
    came: dict[UUID, CaseEvent]
    answers: int  # given in the last thirty days
    on_time: int  # of them before their deadline

    @property
    def waiting(self) -> int:
        """How many must be acted on."""
        return len(self.late) + len(self.today) + len(self.later)


def queue(actor: Actor, *, now: datetime) -> Queue:
    """The actor's desk, each part by the nearest deadline. A constant number of queries."""
    end = clock.end_of(clock.day_of(now))
    mine = [case for case in lists.mine(actor, now=now) if case.status == Status.OPEN]
    running = [case for case in mine if case.paused_until is None or case.paused_until <= now]
    helping = Helping.objects.filter(post__in=actor.posts(), until=None).values("case")
    shown = Case.objects.visible_to(actor).select_related("territory", "holder__territory")
    gave = CaseEvent.objects.filter(kind=Step.ANSWER, from_post__in=actor.posts(), from_rung=Rung.DEPARTMENT)
    keys = [case.pk for case in mine]
    came = CaseEvent.objects.filter(case__in=keys, to_post__in=actor.posts(), kind__in=(Step.ESCALATE, Step.HAND_OVER))
    answers = list(gave.filter(at__gte=now - timedelta(days=ANSWERED_DAYS)).values_list("case", flat=True))
    missed = set(
        CaseEvent.objects.filter(case__in=answers, kind=Step.OVERDUE, from_rung=Rung.DEPARTMENT).values_list(
            "case", flat=True
        )
    )
    return Queue(
        late=[case for case in running if case.due_at is not None and case.due_at < now],
        today=[case for case in running if case.due_at is not None and now <= case.due_at < end],
        later=[case for case in running if case.due_at is not None and case.due_at >= end],
        standing=[case for case in mine if case.paused_until is not None and case.paused_until > now],
        helping=list(shown.filter(pk__in=helping, status=Status.OPEN).order_by("due_at", "pk")),
        answered=list(shown.filter(pk__in=gave.values("case"), status=Status.ANSWERED).order_by("due_at", "pk")),
        came={event.case_id: event for event in came.select_related("from_post__territory").order_by("seq")},
        answers=len(answers),
        on_time=sum(key not in missed for key in answers),
    )
