"""Every form under /me/: it names its write and its moment, and sent twice it is done once.

The pages are walked as a thumb walks them, so a new form is found by itself; a door that only takes letters and that no
page leads to fails here.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import resolve
from PIL import Image

from tests.domains.care.conftest import on
from tests.factories.cast import Street
from tests.web.chief import busy
from tests.web.chief.conftest import LogIn, Travel
from tools import doors

WALKERS = ("李邻长", "周邻长", "田组长", "向片长")
MOST_PAGES = 140
WORDS = "一句话说清楚"
# What a thumb would not leave empty, though the form would let it.
SAID: dict[str, dict[str, Any]] = {
    "me/neighbours/<uuid:household>/point/": {"point": "29.34512, 110.47891"},
    "me/known/chats/<uuid:chat>/count/": {"households": "3"},
    "me/cases/new/": {"about": "", "phone": ""},  # nobody takes down a complaint about themselves
    "me/volunteer/new/": {"starts_at": "2026-11-10T09:00", "ends_at": "2026-11-10T11:00", "places": "5"},
    "me/rounds/days/": {"weekdays": ["2", "4"]},
    "me/hazards/<uuid:hazard>/<str:step>/ order": {"due_on": "2026-11-12", "name": "村委会"},
    "me/hazards/<uuid:hazard>/<str:step>/ extend": {"until": "2026-11-20"},
    "me/disputes/<uuid:dispute>/moves/<slug:move>/ party": {"kind": "resident", "name": "王桂英"},
    "me/meetings/new/": {"starts_at": "2026-11-10T19:00"},
    "me/benefits/applications/<uuid:application>/materials/": {"ready": ["0"]},
    "me/benefits/applications/<uuid:application>/sign/<slug:of>/<uuid:who>/ consent": {"way": "paper"},
    "me/benefits/applications/<uuid:application>/sign/<slug:of>/<uuid:who>/ form": {"way": "paper"},
    "me/benefits/applications/<uuid:application>/survey/": {"visited_on": "2026-11-04", "seen": WORDS},
}
# A look at a hidden number is on record each time, and changes nothing else; so does a chat that is only read.
LOOKS = {"me/people/<uuid:resident>/phone/", "me/cases/<uuid:case>/phone/", "me/cases/paste/"}
# Doors that no chief of this street has a form for; each has its own test of being sent.
BEHIND = {
    "me/cases/<uuid:case>/writing/": "no form: a script's sign of life, in tests/web/cases/test_bending_pages.py",
    "me/cases/<uuid:case>/reporter/": "the subdistrict's own, refused to chiefs, in tests/web/cases/test_ways_in.py",
    "me/disputes/<uuid:dispute>/unseal/": "for who does not mediate, in tests/web/office/test_dispute_pages.py",
    "me/services/notes/<uuid:contact>/take/": "for a note that tells of help, in tests/web/public/test_volunteering.py",
    "me/services/notes/<uuid:contact>/decline/": "its other button, in the same file",
    "me/volunteer/<uuid:activity>/come/": "where an activity is ahead, in the same file",
    "me/volunteer/certificate/": "for who has served, in the same file",
    "me/volunteer/sign-ups/<uuid:sign_up>/cancel/": "for who signed up, in the same file",
}
NOT_KEPT = {
    "sessions.session",
    "foundation.look",
    "axes.accessattempt",
    "axes.accesslog",
    "axes.accessfailurelog",
}
HOLE = "00000000-0000-7000-8000-000000000000"


@dataclass
class Form:
    """A form as a page drew it."""

    page: str
    action: str
    fields: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """Which door it goes to; steps of a case are one kind each."""
        match = resolve(urlsplit(self.action).path)
        steps = [value for value in match.kwargs.values() if not isinstance(value, str) or "-" not in value]
        return match.route + "".join(f" {step}" for step in steps if isinstance(step, str))


class Reader(HTMLParser):
    """Finds links and the forms that write."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.links, self.forms = page, list[str](), list[Form]()
        self.open: Form | None = None
        self.choosing = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        link = urljoin(self.page, said.get("href", "")).split("#")[0]
        if tag == "a" and link.startswith("/me/"):
            self.links.append(link)
        if tag == "form" and said.get("method") == "post":
            self.open = Form(self.page, said.get("action") or self.page)
            if self.open.action.startswith("/me/"):
                self.forms.append(self.open)
        elif self.open is not None:
            self._field(tag, said)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None

    def _field(self, tag: str, said: dict[str, str]) -> None:
        form, name = self.open, said.get("name", "")
        assert form is not None
        if tag == "select":
            self.choosing = name
            form.fields.setdefault(name, "")
        elif tag == "option" and self.choosing:
            if "selected" in said or (not form.fields[self.choosing] and said.get("value")):
                form.fields[self.choosing] = said.get("value", "")
        elif tag == "input" and name:
            self._input(form, name, said)
        elif tag == "textarea" and name:
            form.fields[name] = WORDS
        elif tag == "button" and name:
            form.fields.setdefault(name, said.get("value", ""))

    def _input(self, form: Form, name: str, said: dict[str, str]) -> None:
        kind, value = said.get("type", "text"), said.get("value", "")
        if kind == "radio":
            form.fields.setdefault(name, value)
        elif kind == "checkbox":
            if "checked" in said or "required" in said:
                form.fields[name] = value or "on"
        elif kind == "file":
            form.files.append(name)
        else:
            missing = "required" in said and not value
            form.fields[name] = {"date": "2026-11-10", "number": "1"}.get(kind, WORDS) if missing else value


def walk(client: Client) -> Iterator[Form]:
    """The forms of the pages that can be reached from the first one, a page of each kind and some more."""
    waiting, seen, often = ["/me/"], {"/me/"}, dict[str, int]()
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        answer = client.get(address)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        reader = Reader(urlsplit(address).path)
        reader.feed(answer.content.decode())
        yield from reader.forms
        for link in reader.links:
            kind = re.sub(r"[0-9a-f-]{36}", "*", urlsplit(link).path) + "".join(parse_qs(urlsplit(link).query))
            if link not in seen and often.get(kind, 0) < 4:
                often[kind] = often.get(kind, 0) + 1
                seen.add(link)
                waiting.append(link)


def everything() -> dict[str, str]:
    """What is in every table, as a mark each."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if model._meta.label_lower not in NOT_KEPT:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
                rows = sorted(map(repr, cursor.fetchall()))
                found[model._meta.label_lower] = hashlib.sha256(repr(rows).encode()).hexdigest()
    return found


def pictures(form: Form) -> dict[str, SimpleUploadedFile]:
    """A photograph for each field that takes one; it is read once, so a new one for each letter."""
    taken = BytesIO()
    Image.new("RGB", (480, 640), "white").save(taken, "JPEG")
    return {name: SimpleUploadedFile("a.jpg", taken.getvalue(), "image/jpeg") for name in form.files}


def trouble(client: Client, form: Form, known: set[str]) -> dict[str, list[str]]:
    """What is wrong with a form, by kind; the street is as before afterwards.

    What the page that comes next offers anew, such as taking it back, is tried there and then; what is `known` is not,
    and each kind tried becomes known: a meeting's deeds follow each other in more orders than there is time for.
    """
    known.add(form.kind)
    wrong = [f"has no {name}" for name in ("client_id", "happened_at") if name not in form.fields]
    with transaction.atomic():
        before = everything()
        sent = {**form.fields, **SAID.get(form.kind, {}), "happened_at": on(4, 9).isoformat()}
        first = client.post(form.action, sent | pictures(form))
        once = everything()
        second = client.post(form.action, sent | pictures(form))
        twice = everything()
        after = dict[str, list[str]]()
        for onward in fresh(client, second.headers.get("Location", "")):
            if onward.kind not in known:
                after |= trouble(client, onward, known)
        transaction.set_rollback(True)
    if form.kind not in LOOKS:
        if first.status_code != 302:
            wrong.append(f"as it stands it is refused: {first.status_code}")
        if once == before:
            wrong.append("changes nothing")
        if second.status_code not in (302, 404):  # who handed a case on may not see it any more
            wrong.append(f"sent again it is answered {second.status_code}")
    changed = [table for table in once if once[table] != twice[table]]
    return {form.kind: wrong + [f"sent again it changes {table}" for table in changed]} | after


def fresh(client: Client, onward: str) -> list[Form]:
    """The forms of the page that an answer leads to; one of each kind."""
    if not onward.startswith("/me/"):
        return []
    reader = Reader(urlsplit(onward).path)
    reader.feed(client.get(onward).content.decode())
    return list({form.kind: form for form in reversed(reader.forms)}.values())


@pytest.fixture
def walked(street: Street, logged_in: LogIn, travel: Travel) -> dict[str, tuple[Client, Form]]:
    """The first form of each kind, with whose phone it was found on."""
    travel(on(4))
    busy.fill(street)
    found: dict[str, tuple[Client, Form]] = {}
    for name in WALKERS:
        client = logged_in(name)
        for form in walk(client):
            found.setdefault(form.kind, (client, form))
    return found


def only_letters(client: Client) -> set[str]:
    """The doors under /me/ that take a letter and show nothing."""
    found = set()
    for door in doors.doors():
        if door.path.startswith("/me/"):
            address = re.sub(r"<uuid:\w+>", HOLE, door.path)
            if client.get(re.sub(r"<\w+:\w+>", "x", address)).status_code == 405:
                found.add(door.path.lstrip("/"))
    return found


def test_every_form_is_named_dated_and_done_once_and_every_door_has_one(
    walked: dict[str, tuple[Client, Form]], logged_in: LogIn
) -> None:
    said: dict[str, list[str]] = {}
    known = set(walked)
    for client, form in walked.values():
        said |= trouble(client, form, known)
    wrong = [f"{kind}: {line}" for kind, lines in said.items() for line in lines]
    assert not wrong, "\n".join(wrong)
    unseen = only_letters(logged_in("李邻长")) - {kind.split(" ")[0] for kind in said}
    assert unseen - BEHIND.keys() == set(), "no page leads to these"
    assert BEHIND.keys() - unseen == set(), "these have a form by now"


def test_a_form_that_does_it_twice_is_seen(street: Street, logged_in: LogIn, travel: Travel) -> None:
    """The walk can fail: a form that forgets who it is leaves two rows."""
    travel(on(4))
    form = Form("/me/services/", "/me/services/", {"text": "换了灯泡", "neighbourhood": str(street.lin1.pk)})
    said = trouble(logged_in("李邻长"), form, set())[form.kind]
    assert "has no client_id" in said
    assert "sent again it changes outreach.microservice" in said
