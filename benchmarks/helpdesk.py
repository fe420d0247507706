"""The desk's works beside django-helpdesk, both in this run, at the same size, on the same kind of database."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import crowd
from benchmarks.figures import Figure, Took, quantile, size, spread, timed
from tests.factories import cast
from youlin.domains.cases import actions as cases
from youlin.domains.cases.models import Case

PEER = "django-helpdesk==2.6.1"
OVERDUE, LISTED, MADE = 10_000, 100_000, 200
LOOKS, SWEEPS = 40, 3
BACKEND = "youlin.domains.access.sessions.Accounts"
Timed = dict[str, list[Took]]


def helpdesk(street: cast.Street) -> Iterator[Figure]:
    """Ten thousand overdue, a list of a hundred thousand, two hundred new ones; ours, theirs, and how they compare."""
    overdue, listed = size(OVERDUE), size(LISTED)
    ours: Timed = {"escalate": [], "list": [], "create": []}
    yield from _escalate(street, overdue, ours)
    yield from _list(street, listed - overdue, ours)
    yield from _create(street, ours)
    theirs = _peer(overdue, listed)
    if theirs is None:
        return
    for name, what, unit, scale in (
        ("escalate", f"escalate {overdue:,} overdue", "s", 1.0),
        ("list", f"list of {listed:,}", "ms", 1000.0),
        ("create", "create", "ms", 1000.0),
    ):
        yield from spread(f"{what}, {PEER}", [one.wall * scale for one in theirs[name]], unit)
        mine, other = (statistics.median(one.cpu for one in some[name]) for some in (ours, theirs))
        yield Figure(f"{what}, times as quick by processor", other / mine, "x", at_least=1)


def _escalate(street: cast.Street, overdue: int, ours: Timed) -> Iterator[Figure]:
    """Three rungs up, each a sweep of all; then one in which nothing is left to do."""
    crowd.cases(street, overdue, "E")
    late = cast.START
    for _rung in range(SWEEPS):
        due = Case.objects.filter(due_at__isnull=False).order_by("-due_at").values_list("due_at", flat=True)[0]
        late = (due or late) + timedelta(minutes=1)
        climbed: list[int] = []
        ours["escalate"] += timed(lambda late=late, climbed=climbed: climbed.append(cases.escalate_overdue(now=late)))  # type: ignore[misc]
        if climbed[0] < overdue:
            raise AssertionError(f"{climbed[0]} of {overdue} climbed")
    what = f"escalate {overdue:,} overdue, audited and told"
    yield from spread(what, [one.wall for one in ours["escalate"]], "s", at_most=3)
    yield Figure(f"{what}, by processor", statistics.median(one.cpu for one in ours["escalate"]), "s")
    again: list[int] = []
    took = timed(lambda: again.append(cases.escalate_overdue(now=late)))[0]
    yield Figure("the same once more", took.wall, "s", at_most=0.5)
    yield Figure("the same once more, steps", again[0], "", at_most=0)


def _list(street: cast.Street, more: int, ours: Timed) -> Iterator[Figure]:
    client = Client()
    client.force_login(street.users["社区小覃"], backend=BACKEND)
    few = _statements(client)
    crowd.cases(street, more, "L")
    ours["list"] = timed(lambda: client.get("/office/cases/"), LOOKS)
    what = f"list of {Case.objects.count():,}"
    yield from spread(f"{what}, p50", [one.wall * 1000 for one in ours["list"]], "ms")
    yield Figure(f"{what}, p95", quantile([one.wall for one in ours["list"]], 0.95), "ms", at_most=60)
    yield Figure(f"{what}, by processor", statistics.median(one.cpu for one in ours["list"]) * 1000, "ms")
    yield Figure(f"{what}, statements more than of {size(OVERDUE):,}", _statements(client) - few, "", at_most=0)


def _statements(client: Client) -> int:
    """What the list asks the database, once everything that is kept between two pages is there."""
    client.get("/office/cases/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/office/cases/")
    return len(asked)


def _create(street: cast.Street, ours: Timed) -> Iterator[Figure]:
    li, said = street.actor("李邻长"), cases.NewCase(text="门口的路灯不亮")
    cases.report(actor=li, case=said, now=cast.START)
    ours["create"] = timed(lambda: cases.report(actor=li, case=said, now=cast.START), MADE)
    walls = [one.wall for one in ours["create"]]
    yield from spread("create, p50", [wall * 1000 for wall in walls], "ms")
    yield Figure("create, p95", quantile(walls, 0.95), "ms", at_most=40)
    yield Figure("create, by processor", statistics.median(one.cpu for one in ours["create"]) * 1000, "ms")


def _peer(overdue: int, listed: int) -> Timed | None:
    """What the peer needs for the same; None where it cannot be installed, which is said."""
    script = str(Path(__file__).with_name("peers") / "helpdesk_peer.py")
    with tempfile.TemporaryDirectory(prefix="youlin-peer-") as place:
        python = os.environ.get("HELPDESK_PYTHON")
        if python is None:
            venv.create(place, with_pip=True)
            python = str(Path(place) / ("Scripts" if os.name == "nt" else "bin") / "python")
            command = [python, "-m", "pip", "install", "-q", PEER, "psycopg[binary]"]
            if subprocess.run(command, capture_output=True, check=False).returncode:
                print(f"{PEER} cannot be installed here; ours are measured alone", file=sys.stderr)
                return None
        address = os.environ.get("YOULIN_DATABASE_URL", "") if connection.vendor == "postgresql" else ""
        sizes = [str(number) for number in (overdue, listed, SWEEPS, LOOKS, MADE)]
        done = subprocess.run([python, script, *sizes, address], stdout=subprocess.PIPE, text=True, check=True)
    said: dict[str, list[list[float]]] = json.loads(done.stdout.splitlines()[-1])
    return {name: [Took(*one) for one in each] for name, each in said.items()}
