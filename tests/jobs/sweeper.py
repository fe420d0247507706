"""A house of its own for tests that kill: `python -m tests.jobs.sweeper prepare|tick|creates`, in YOULIN_HOME.

`tick N` ends its own process with SIGKILL right before its Nth statement; nothing can be caught or tidied up. `creates`
lets a child report a case and end so, before each of its statements in turn; then the phone sends the same again.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4


def prepare() -> object:
    """The cast's street: two people in care, six cases, and nobody who does anything."""
    from tests.factories.cast import START, street
    from youlin.domains.care import actions as care
    from youlin.domains.cases import actions as cases
    from youlin.foundation.birth import give_birth

    give_birth()
    cast = street()
    care.open_plans(actor=cast.actor("社区小覃"), now=START)
    for number in range(6):
        case = cases.NewCase(text=f"第{number}件事", territory=cast.lin1.pk)
        cases.report(actor=cast.actor("李邻长"), case=case, now=START + timedelta(minutes=number))
    return len(cast.users)


def tick(kill_before: int) -> object:
    """One sweep, twelve days later; returns how many statements it took, and what it left."""
    from django.db import connection

    from tests.factories.cast import START
    from youlin.jobs.tick import tick as sweep

    deadly = Deadly(kill_before)
    with connection.execute_wrapper(deadly):
        sweep(now=START + timedelta(days=12))
    return {"statements": deadly.asked, "left": left()}


class Deadly:
    """Counts statements, and ends the process right before one of them."""

    def __init__(self, kill_before: int) -> None:
        self.asked, self.kill_before = 0, kill_before

    def __call__(self, execute: Callable[..., Any], *statement: Any) -> Any:
        self.asked += 1
        if self.asked == self.kill_before:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*statement)


def creates() -> object:
    """For each statement of a report: how the child ended, and what there is of its case once it was sent again."""
    from django.db import connection

    from tests.factories.cast import START
    from youlin.domains.access import queries as access
    from youlin.domains.access.models import User
    from youlin.domains.cases import actions as cases
    from youlin.domains.cases.models import Case
    from youlin.foundation import clock, outbox

    qin = User.objects.get(username="qin")
    actor = access.actor_of(qin.pk, today=clock.day_of(START))
    case = cases.NewCase(text="路灯不亮", territory=Case.objects.values_list("territory", flat=True)[0])
    found, deadly = [], Deadly(0)

    def report(client: UUID) -> None:
        cases.report(actor=actor, case=case, client_id=client, now=START)

    with connection.execute_wrapper(deadly):
        report(uuid4())
    for place in range(1, deadly.asked + 1):
        client = uuid4()
        connection.close()
        child = os.fork()
        if child == 0:
            with connection.execute_wrapper(Deadly(place)):
                report(client)
            os._exit(0)
        _pid, ended = os.waitpid(child, 0)
        report(client)  # the phone never heard that it arrived
        outbox.dispatch_waiting(now=START)  # what the next tick begins with
        found.append({"signal": os.WTERMSIG(ended), **of_case(client)})
    return found


def of_case(client: UUID) -> dict[str, int]:
    """How often each thing is there that one report makes once."""
    from django.db import connection

    from youlin.domains.cases.models import Case, CaseEvent, CaseNumber, Holding
    from youlin.domains.messaging.models import Notice
    from youlin.foundation.models import AuditEntry, OutboxEvent

    case = Case.objects.get(client_id=client)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_search WHERE key = %s", [case.pk.hex])
        indexed = int(cursor.fetchone()[0])
    return {
        "cases": Case.objects.filter(client_id=client).count(),
        "steps": CaseEvent.objects.filter(case=case).count(),
        "holdings": Holding.objects.filter(case=case).count(),
        "audit": AuditEntry.objects.filter(target=case.pk).count(),
        "indexed": indexed,
        "letters": Notice.objects.filter(params__case=str(case.pk)).count(),
        "untold": OutboxEvent.objects.filter(dispatched_at__isnull=True).count(),
        "numbers_without_a_case": CaseNumber.objects.get().last - Case.objects.count(),
    }


def left() -> dict[str, object]:
    """Everything a sweep may leave behind, without the keys that differ from run to run."""
    from youlin.domains.care.models import Alarm
    from youlin.domains.cases.models import Case, CaseEvent
    from youlin.domains.messaging.models import Notice
    from youlin.foundation.models import OutboxEvent

    return {
        "alarms": sorted(
            map(
                str,
                Alarm.objects.values_list("obligation__plan__resident__name", "obligation__kind", "level", "raised_at"),
            )
        ),
        "cases": sorted(map(str, Case.objects.values_list("number", "status", "rung", "due_at", "version"))),
        "steps": sorted(map(str, CaseEvent.objects.values_list("case__number", "seq", "kind", "at", "due_at"))),
        "notices": sorted(map(str, Notice.objects.values_list("user__username", "template", "url", "at"))),
        "untold": OutboxEvent.objects.filter(dispatched_at__isnull=True).count(),
    }


if __name__ == "__main__":
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "youlin.config.settings.test"
    django.setup()
    verb, *rest = sys.argv[1:]
    verbs: dict[str, Callable[..., object]] = {"prepare": prepare, "tick": tick, "creates": creates}
    sys.stdout.write(json.dumps(verbs[verb](*map(int, rest)), ensure_ascii=False))
