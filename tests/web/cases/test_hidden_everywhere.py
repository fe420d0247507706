"""What must be hidden from somebody is behind no door that opens for them, in whichever room was built last.

The doors are those of the house itself: a new one is knocked at by being there.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client

from tests.factories.cast import START, Street
from tools import doors
from youlin.domains.cases import actions as cases
from youlin.domains.cases import codes
from youlin.domains.cases.models import Case
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.insight import actions as insight
from youlin.domains.outreach.actions import meetings
from youlin.jobs.tick import tick

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]  # who sees what is asked on both databases elsewhere
LogIn = Callable[[str], Client]
DAY = timedelta(days=1)
NOW = START + 3 * DAY
# A complaint about 李邻长, a beating, and what was raised before everybody and turned out to be no matter for all.
MARKS = ("紫藤架", "苍耳坡", "白芷田")
# Words of the same cases: whoever searches gets their own words back in the field, so they are not the marks.
EVERYTHING = "?as=xlsx&work=all&view=all&from=2026-11-01&to=2026-11-30"
SEARCHED = "?q=收了东西&text=打人吵架收了东西&work=all"
LEAVES = re.compile(r"logout|/language|/display|/password|\.ics|/style/")
ROLES = {"李邻长": "neighbourhood_chief", "社区小覃": "community_staff", "民政老杜": "department_staff"}


@dataclass(frozen=True)
class Hidden:
    """The cases, and what else there is to open."""

    keys: tuple[UUID, ...]
    holes: dict[str, list[str]]


@pytest.fixture
def hidden(street: Street) -> Iterator[Hidden]:
    """Answered, rated and closed where that would bring them into bulletins; the third is carried to a meeting."""
    tian, peng = street.actor("田组长"), street.actor("街道老彭")
    complaint = cases.report_public(
        case=cases.NewCase(text="紫藤架下邻长收了东西", territory=street.lin1.pk, about_rung=Rung.NEIGHBOURHOOD),
        now=START,
    )
    cases.answer(actor=tian, case=complaint.pk, text="问过了，紫藤架下那次退了", now=START)
    cases.tell_resident(actor=tian, case=complaint.pk, now=START)
    cases.confirm_public(number=complaint.number, code=codes.code_for(complaint.client_id), rating=5, now=START)
    beating = cases.report_public(
        case=cases.NewCase(text="苍耳坡那户又打人", territory=street.lin1.pk, danger="violence"), now=START
    )
    first, later = (
        meetings.call_meeting(
            actor=tian,
            meeting=meetings.NewMeeting(uuid4(), "courtyard", street.group.pk, "屋场会", START + day * DAY, "坪里"),
            now=START,
        )
        for day in (0, 20)
    )
    raised = meetings.raise_case(
        actor=tian, meeting=first.pk, text="白芷田边两家吵架", kind="dispute", by="赵大伯", now=START, client_id=uuid4()
    )
    meetings.close_meeting(actor=tian, meeting=first.pk, minutes="说了几件事", now=START)
    cases.answer(actor=tian, case=raised.pk, text="白芷田的界重新量", now=START)
    assert meetings.carry_answers(cases_answered=[raised.pk], now=START) == 1
    Case.objects.filter(pk=raised.pk).update(restricted=True)  # as when people begin to mediate
    issues = [
        insight.make_issue(actor=actor, territory_key=place.pk, first=START.date(), last=NOW.date(), now=NOW)
        for actor, place in ((peng, street.subdistrict), (street.actor("社区小覃"), street.xibu))
    ]
    keys = (complaint.pk, beating.pk, raised.pk)
    holes = {
        "case": [str(key) for key in keys],
        "meeting": [str(first.pk), str(later.pk)],
        "issue": [str(issue.pk) for issue in issues],
        "place": [str(place.pk) for place in (street.lin1, street.xibu)],
        "resident": [str(street.wang.pk)],
        "household": [str(street.wang_home.pk)],
        "key": ["appeals_handled", "problems_found", "disputes_settled", "disputes"],
        "form": ["html"],
        "step": ["answer"],
    }
    with time_machine.travel(NOW, tick=False):
        tick(now=NOW)
        yield Hidden(keys, holes)


def addresses(role: str, holes: dict[str, list[str]]) -> Iterator[str]:
    """Each door that opens for a role and whose holes can be filled; lists are asked for everything, too."""
    for door in doors.doors():
        if LEAVES.search(door.path) or "(?P" in door.path or doors.opens(door.permission, role) != "✓":
            continue
        found = [door.path]
        for hole, name in re.findall(r"(<(?:\w+:)?(\w+)>)", door.path):
            found = [one.replace(hole, value, 1) for one in found for value in holes.get(name, ())]
        queries = (
            () if "<" in door.path else ("", EVERYTHING) if "/cases/" not in door.path else ("", EVERYTHING, SEARCHED)
        )
        yield from [door.path + query for query in queries] or found


def shown(answer: Iterable[bytes]) -> str:
    """Everything that an answer says, a workbook's cells too."""
    content = b"".join(answer)
    if content[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(content)) as book:
            return "".join(book.read(name).decode("utf-8", "ignore") for name in book.namelist())
    return content.decode("utf-8", "ignore")


def seen_by(browser: Client, role: str, hidden: Hidden) -> list[str]:
    """Where a mark or the key of a hidden case shows, behind any door, however the list is asked."""
    marks = (*MARKS, *(str(key) for key in hidden.keys))
    found = []
    for address in addresses(role, hidden.holes):
        # The address of a hidden case itself says no more than that it is not there.
        asked = marks[: len(MARKS)] if any(str(key) in address for key in hidden.keys) else marks
        page = shown(browser.get(address))
        found += [f"{address} shows {mark}" for mark in asked if mark in page]
    return found


@pytest.mark.parametrize("name", ROLES)
def test_no_door_shows_it_to_whom_it_is_hidden_from(
    street: Street, logged_in: LogIn, hidden: Hidden, name: str
) -> None:
    assert seen_by(logged_in(name), ROLES[name], hidden) == []


def test_the_same_walk_finds_it_for_the_subdistrict(street: Street, logged_in: LogIn, hidden: Hidden) -> None:
    listed = shown(logged_in("街道老彭").get("/office/cases/?work=all"))
    assert all(mark in listed for mark in MARKS), "who may see them does, so the walk looks for what is there"
