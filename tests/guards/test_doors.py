"""Who may open which door, and that the doors do what the table says."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.factories.cast import Street
from tools import doors

PEOPLE = {
    "邻": "李邻长",
    "组": "田组长",
    "片": "向片长",
    "社": "社区小覃",
    "街": "街道老彭",
    "部": "民政老杜",
    "县": "县里老胡",
}


def test_every_door_names_who_may_open_it() -> None:
    assert [door.path for door in doors.doors() if not door.permission] == []


def test_the_kept_table_is_what_the_doors_say() -> None:
    kept = doors.TABLE.read_text(encoding="utf-8") if doors.TABLE.exists() else ""
    assert kept == doors.table(), "run .venv/bin/python -m tools.doors and read what changed"


def what_happens(client: Client, door: doors.Door) -> str:
    """✓, · or → as in the table; a door that only takes letters gets an empty one."""
    client.raise_request_exception = False  # a door that falls off its hinges is a 500 in the list
    address = doors.knock_at(door)
    answer: Any = client.get(address)
    if answer.status_code == 405:
        answer = client.post(address)
    return sign(answer)


def sign(answer: HttpResponse) -> str:
    """An answer in the table's signs."""
    if answer.status_code == 404:
        return "·"
    if answer.status_code == 302 and answer["Location"].startswith("/account/login/"):
        return "→"
    return "✓" if answer.status_code < 500 else str(answer.status_code)


def surprises(arrive: Callable[[], Client], role: str | None) -> list[str]:
    """Doors that did something else than the table says. Behind an open one with a name in it, nobody may be there.

    Whoever was logged out by a door arrives anew at the next.
    """
    found = []
    client = arrive()
    for door in doors.doors():
        said = doors.opens(door.permission, role)
        happened = what_happens(client, door)
        if role is not None and "_auth_user_id" not in client.session:
            client = arrive()
        nobody_there = said == "✓" and happened == "·" and "<" in door.path
        developers_only = door.path.startswith("/style/")
        if happened != said and not nobody_there and not developers_only:
            found.append(f"{door.path}: {happened} instead of {said}")
    return found


# Who may is the same on every database; what is behind a door asks it, so these two knock on each: between them and
# whoever comes from the street, every door opens.
ON_EACH = ("组", "街")
KNOCKING = [
    pytest.param(mark, id=role, marks=[] if mark in ON_EACH else [pytest.mark.sqlite_only])
    for mark, role in doors.ROLES.items()
]


def test_every_door_is_opened_on_each_database() -> None:
    shut = [door.path for door in doors.doors() if all(closed(door, doors.ROLES[mark]) for mark in ON_EACH)]
    assert shut == []


def closed(door: doors.Door, role: str) -> bool:
    """Whether neither somebody with `role` nor anybody from the street may open it."""
    return "✓" not in (doors.opens(door.permission, role), doors.opens(door.permission, None))


@pytest.mark.parametrize("mark", KNOCKING)
def test_somebody_with_a_role_opens_just_the_doors_of_the_table(logged_in: Callable[[str], Client], mark: str) -> None:
    assert surprises(lambda: logged_in(PEOPLE[mark]), doors.ROLES[mark]) == []


def test_somebody_from_the_street_opens_just_the_public_doors(street: Street) -> None:
    assert surprises(Client, None) == []


def test_a_door_that_opens_too_far_is_seen(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "opens", lambda permission, role: "·")
    assert surprises(Client, None)
