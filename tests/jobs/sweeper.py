"""A house of its own for tests that kill: `python -m tests.jobs.sweeper prepare|tick`, in YOULIN_HOME.

`tick N` ends its own process with SIGKILL right before its Nth statement; nothing can be caught or tidied up.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any


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

    asked = 0

    def count(execute: Callable[..., Any], *statement: Any) -> Any:
        nonlocal asked
        asked += 1
        if asked == kill_before:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*statement)

    with connection.execute_wrapper(count):
        sweep(now=START + timedelta(days=12))
    return {"statements": asked, "left": left()}


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
    sys.stdout.write(json.dumps(prepare() if verb == "prepare" else tick(int(rest[0])), ensure_ascii=False))
