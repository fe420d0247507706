"""The desk's works beside django-helpdesk, both in this run and on the same kind of database."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.test import Client

from tests.factories import cast
from youlin.domains.cases import actions as cases
from youlin.domains.cases.models import Case

if TYPE_CHECKING:
    from benchmarks.works import Figure

PEER = "django-helpdesk==2.6.1"
OVERDUE, LISTED, MADE = 1_000, 10_000, 60
LOOKS = 7


def helpdesk(street: cast.Street) -> "Iterator[Figure]":
    """A thousand overdue, a list of ten thousand, sixty new ones: seconds of the clock, and of the processor."""
    from benchmarks.works import Figure, many_cases

    where = connection.vendor
    told = _peer()
    ours = _ours(street, many_cases)
    for name, what, unit, scale in (
        ("escalate", f"escalate {OVERDUE:,} overdue", "s", 1.0),
        ("list", f"list of {LISTED:,}", "ms", 1000.0),
        ("create", "create", "ms", 1000.0),
    ):
        wall, cpu = ours[name]
        yield Figure(f"{what}, ours ({where})", wall * scale, unit)
        yield Figure(f"{what}, ours, by processor ({where})", cpu * scale, unit)
        if told is not None:
            theirs, theirs_cpu = told[name]
            yield Figure(f"{what}, {PEER} ({where})", theirs * scale, unit)
            yield Figure(f"{what}, {PEER}, by processor ({where})", theirs_cpu * scale, unit)
            yield Figure(f"{what}, times as quick by processor ({where})", theirs_cpu / cpu, "x", at_least=1)


def _ours(street: cast.Street, many_cases: Callable[..., None]) -> dict[str, tuple[float, float]]:
    many_cases(street, OVERDUE, "E")
    due = Case.objects.order_by("due_at").values_list("due_at", flat=True)[0]
    late = (due or cast.START) + timedelta(minutes=1)
    escalated = _timed(lambda: cases.escalate_overdue(now=late))
    many_cases(street, LISTED - OVERDUE, "L")
    client = Client()
    client.force_login(street.users["社区小覃"], backend="django.contrib.auth.backends.ModelBackend")
    client.get("/office/cases/")
    li, said = street.actor("李邻长"), cases.NewCase(text="门口的路灯不亮")
    return {
        "escalate": escalated,
        "list": _median(lambda: client.get("/office/cases/"), LOOKS),
        "create": _median(lambda: cases.report(actor=li, case=said, now=cast.START), MADE),
    }


def _peer() -> dict[str, tuple[float, float]] | None:
    """What the peer needs for the same; None where it cannot be installed, which is said."""
    script = str(Path(__file__).with_name("helpdesk_peer.py"))
    with tempfile.TemporaryDirectory(prefix="youlin-peer-") as place:
        venv.create(place, with_pip=True)
        python = str(Path(place) / "bin" / "python")
        made = subprocess.run(
            [python, "-m", "pip", "install", "-q", PEER, "psycopg[binary]"], capture_output=True, check=False
        )
        if made.returncode:
            print(f"{PEER} cannot be installed here; ours are measured alone", file=sys.stderr)
            return None
        address = os.environ.get("YOULIN_DATABASE_URL", "") if connection.vendor == "postgresql" else ""
        done = subprocess.run(
            [python, script, str(OVERDUE), str(LISTED), address], capture_output=True, text=True, check=True
        )
        said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {
        "escalate": (said["escalate_seconds"], said["escalate_cpu"]),
        "list": (said["list_ms"] / 1000, said["list_cpu_ms"] / 1000),
        "create": (said["create_ms"] / 1000, said["create_cpu_ms"] / 1000),
    }


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def _median(work: Callable[[], object], times: int) -> tuple[float, float]:
    found = [_timed(work) for _each in range(times)]
    return statistics.median(one[0] for one in found), statistics.median(one[1] for one in found)
