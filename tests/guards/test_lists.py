"""A page asks the database as often for forty households as for three."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import cast
from tools import doors
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions as care
from youlin.domains.cases import actions as cases
from youlin.domains.outreach import actions as outreach
from youlin.foundation import db

A_WEEK_LATER = cast.START + timedelta(days=8)  # everything that can be late is
# How often a page asks is the same on every database, but where the code asks which one it is: a phone and a desk try.
READERS = [
    "李邻长",
    "社区小覃",
    pytest.param("田组长", marks=pytest.mark.sqlite_only),
    pytest.param("街道老彭", marks=pytest.mark.sqlite_only),
]


@pytest.fixture(autouse=True)
def late_in_the_week() -> Iterator[None]:
    with time_machine.travel(A_WEEK_LATER, tick=False):
        yield


def more(street: cast.Street, prefix: str, count: int) -> None:
    """`count` more households in 邻1: each with somebody in care, a case, and a small act of help."""
    now = cast.START
    li = street.actor("李邻长")
    for place in range(count):
        number = f"{prefix}{place:03}"
        home = cast.household(street.lin1, number, f"溪布社区第1片老屋场组{number}号", now=now)
        person = cast.resident(
            home, f"住户{number}", sex="2", born=date(1941, 2, 3), phone=f"1400001{place:04}", now=now
        )
        cast.circumstance(person, "elder_alone", now=now)
        said = cases.NewCase(text="门口的路灯不亮", household=home.pk, resident=person.pk)
        cases.report(actor=li, case=said, now=now)
        help_given = outreach.NewService(
            client_id=db.new_id(),
            neighbourhood=street.lin1.pk,
            household=home.pk,
            resident=person.pk,
            text="帮忙取药",
            happened_at=now,
        )
        outreach.log_service(actor=li, service=help_given, now=now)
    care.open_plans(actor=SYSTEM, now=now)


def queries_of(client: Client, path: str) -> int | None:
    """How many queries a page needs; None where it is no page to read."""
    client.raise_request_exception = False
    with CaptureQueriesContext(connection) as counted:
        answer = client.get(path)
    return len(counted) if answer.status_code == 200 else None


def counts(client: Client) -> dict[str, int]:
    """Queries of every page whose address needs no name. The first look warms caches, the second counts."""
    pages = [door.path for door in doors.doors() if "<" not in door.path and "logout" not in door.path]
    for path in pages:
        client.get(path)
    return {path: count for path in pages if (count := queries_of(client, path)) is not None}


def grown(client: Client, few: dict[str, int]) -> dict[str, tuple[int, int]]:
    """The pages that ask oftener than before, with both counts; what a cold cache asks for is no growth."""
    found = {}
    for path, before in few.items():
        now = queries_of(client, path) or 0
        if now > before and (now := queries_of(client, path) or 0) > before:
            found[path] = (before, now)
    return found


@pytest.mark.parametrize("reader", READERS)
def test_a_page_asks_as_often_for_many_as_for_few(
    street: cast.Street, logged_in: Callable[[str], Client], reader: str
) -> None:
    more(street, "1", 2)
    few = counts(logged_in(reader))
    more(street, "2", 12)
    assert grown(logged_in(reader), few) == {}


def test_a_page_that_asks_once_for_each_row_is_seen(street: cast.Street) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as counted:
            [resident.household.number for resident in type(street.wang).objects.all()]
        return len(counted)

    before = asked()
    more(street, "1", 3)
    assert asked() > before
