"""The works that are measured. Each builds what it needs, then yields figures; a figure may have an aim."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

from django.test import Client

from benchmarks import crowd
from benchmarks.boards import boards
from benchmarks.coverage import coverage
from benchmarks.drawing import drawing
from benchmarks.figures import Figure, quantile, seconds, size
from benchmarks.finding import finding
from benchmarks.helpdesk import helpdesk
from benchmarks.matching import matching
from benchmarks.roster_import import roster
from benchmarks.rounds import rounds
from benchmarks.screening import screening
from benchmarks.served import served
from benchmarks.silence import silence, silence_of_a_city
from benchmarks.sweep import sweep
from benchmarks.year import year
from tests.factories import cast
from youlin.domains.cases import actions as cases
from youlin.domains.cases.models import Case


def escalate(street: cast.Street) -> Iterator[Figure]:
    """Overdue cases rise by themselves, with history, audit and notices."""
    crowd.cases(street, size(10_000), "E")
    first = Case.objects.order_by("-due_at").values_list("due_at", flat=True)[0]
    late = (first or cast.START) + timedelta(minutes=1)
    taken, climbed = seconds(lambda: cases.escalate_overdue(now=late))
    again, nothing = seconds(lambda: cases.escalate_overdue(now=late))
    yield Figure(f"escalate overdue cases ({climbed:,} steps of 10,000 cases)", taken, "s", at_most=3)
    yield Figure(f"the same once more ({nothing} steps)", again, "s", at_most=0.5)


def report(street: cast.Street) -> Iterator[Figure]:
    """A case is reported by a chief."""
    li = street.actor("李邻长")
    said = cases.NewCase(text="门口的路灯不亮")
    times = [seconds(lambda: cases.report(actor=li, case=said, now=cast.START))[0] for _ in range(400)]
    yield Figure("report a case, p50", quantile(times, 0.5), "ms")
    yield Figure("report a case, p95", quantile(times, 0.95), "ms", at_most=40)
    yield Figure("report a case", len(times) / sum(times), "/s", at_least=60)


def case_list(street: cast.Street) -> Iterator[Figure]:
    """The desk's list of cases, when there are very many."""
    crowd.cases(street, size(100_000), "L")
    client = Client()
    client.force_login(street.users["社区小覃"], backend="youlin.domains.access.sessions.Accounts")
    client.get("/office/cases/")
    times = [seconds(lambda: client.get("/office/cases/"))[0] for _ in range(40)]
    yield Figure("list of cases, 100,000 open, p50", quantile(times, 0.5), "ms")
    yield Figure("list of cases, 100,000 open, p95", quantile(times, 0.95), "ms", at_most=60)


def case_search(street: cast.Street) -> Iterator[Figure]:
    """Search among very many cases: a word that one has, and one that all have."""
    crowd.cases(street, size(100_000), "S")
    cases.report(actor=street.actor("李邻长"), case=cases.NewCase(text="老李家漏水"), now=cast.START)
    Case.objects.filter(number__startswith="S").update(searchable=0)
    taken, count = seconds(cases.index_waiting)
    yield Figure(f"take {count:,} cases into the search index", count / taken, "/s", at_least=2000)
    client = Client()
    client.force_login(street.users["社区小覃"], backend="youlin.domains.access.sessions.Accounts")
    for typed in ("llj", "路灯"):
        client.get(f"/office/cases/?q={typed}")
        address = f"/office/cases/?q={typed}"
        times = [seconds(partial(client.get, address))[0] for _ in range(20)]
        yield Figure(f"search 100,000 cases for {typed}, p50", quantile(times, 0.5), "ms")
        yield Figure(f"search 100,000 cases for {typed}, p95", quantile(times, 0.95), "ms", at_most=300)


WORKS: dict[str, Callable[[cast.Street], Iterator[Figure]]] = {
    "report": report,
    "escalate": escalate,
    "silence": silence,
    "silence-city": silence_of_a_city,
    "case-list": case_list,
    "case-search": case_search,
    "helpdesk": helpdesk,
    "served": served,
    "boards": boards,
    "coverage": coverage,
    "roster": roster,
    "screening": screening,
    "finding": finding,
    "drawing": drawing,
    "rounds": rounds,
    "sweep": sweep,
    "matching": matching,
    "year": year,
}

# What an aim holds for on both databases; the others are measured on SQLite, as an office runs it.
ON_BOTH = {
    "silence", "silence-city", "report", "escalate", "case-list", "case-search", "helpdesk", "served", "boards",
    "finding",
}  # fmt: skip
