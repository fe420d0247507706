"""What a phone carries along: small, whole, and not sent twice."""

import gzip
import json
import re
import zlib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.domains.care.conftest import on
from tests.factories import cast
from tests.factories.cast import Street
from tests.web.chief import fifteen
from tests.web.chief.conftest import LogIn, Travel
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions as care
from youlin.domains.care.models import Contact
from youlin.domains.cases import actions as cases
from youlin.domains.outreach.actions import campaigns
from youlin.domains.residents import actions as residents
from youlin.foundation import clock
from youlin.web.chief.pack import views

PACK = "/me/pack/"
HOMES = fifteen.HOMES
LIMIT, PAGE_LIMIT = 150_000, 100_000


@pytest.fixture
def full(street: Street) -> Street:
    """Fifteen households of three, one of each in care."""
    fifteen.fill(street)
    return street


@pytest.fixture
def li(full: Street, logged_in: LogIn, travel: Travel) -> Client:
    travel(on(3))
    return logged_in("李邻长")


def ask(client: Client, known: str = "") -> tuple[int, str]:
    """The status and the mark."""
    answer = client.get(PACK, headers={"If-None-Match": known} if known else {})
    return answer.status_code, answer["ETag"]


def test_fifteen_households_weigh_little(li: Client) -> None:
    answer = li.get(PACK, headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert answer["Cache-Control"] == "private, no-cache"
    assert len(answer.content) < LIMIT / 10
    told = json.loads(gzip.decompress(answer.content))
    assert len(told["homes"]) == HOMES
    assert len(told["people"]) == (HOMES - 2) * 3 + 2
    assert len(told["today"]) == HOMES - 2 + 2
    [said] = told["campaigns"]
    assert (said["title"], len(said["doors"])) == ("冬季用电安全", HOMES)
    assert told["version"] in answer["ETag"]


@pytest.fixture
def lived(li: Client, full: Street) -> Client:
    """李邻长's phone where months of contacts, cases and rounds stand behind each of the fifteen doors."""
    fifteen.live(full)
    return li


def test_a_chief_with_months_behind_each_door_carries_no_heavier_letter(lived: Client) -> None:
    answer = lived.get(PACK, headers={"Accept-Encoding": "gzip"})
    assert len(answer.content) < LIMIT / 10
    told = json.loads(gzip.decompress(answer.content))
    assert len(told["campaigns"]) == 4
    assert (len(told["inspections"]), len(told["deliveries"])) == (HOMES, HOMES)
    assert told["cases"]["mine"] == HOMES * fifteen.CASES_EACH


def test_each_page_that_it_names_is_light_and_all_of_them_together_weigh_less_than_the_limit(lived: Client) -> None:
    """A phone that keeps whole pages instead of the data stays below the limit too, page for page compressed.

    A page weighs what comes for it to an empty phone: itself, its sheets, its scripts and the drawings it uses.
    """
    pages = json.loads(lived.get(PACK).content)["pages"]
    assert len(pages) > 150
    together = zlib.compressobj(9, zlib.DEFLATED, 31)
    weight, linked = 0, set()
    for path in pages:
        answer = lived.get(path)
        assert answer.status_code == 200, path
        linked |= (own := linked_by(answer.content.decode()))
        assert len(gzip.compress(answer.content)) + sum(map(weight_of, own)) < PAGE_LIMIT, path
        weight += len(together.compress(answer.content))
    weight += len(together.flush())
    assert any(name.endswith(".css") for name in linked)
    assert weight + sum(map(weight_of, linked)) < LIMIT


def linked_by(page: str) -> set[str]:
    """The files that a page asks the browser to fetch."""
    return set(re.findall(r'(?:href|src)="/static/([^"?#]+)', page))


@cache
def weight_of(name: str) -> int:
    """How many bytes of a file go over the wire."""
    found = finders.find(name)
    assert found is not None, name
    return len(gzip.compress(Path(found).read_bytes()))


def test_it_says_what_is_needed_at_the_door_and_no_more(li: Client, full: Street) -> None:
    answer = li.get(PACK)
    text = answer.content.decode()
    wang = next(one for one in json.loads(text)["people"] if one["key"] == str(full.wang.pk))
    assert wang["phone"] == "140****0001"
    assert wang["kinds"] == ["独居老人"]
    assert wang["care"]["greet_by"] == "2026-11-05"
    assert "14000000001" not in text
    assert "id_number" not in text
    assert "赵大伯" not in text  # of 邻2


def test_nothing_new_is_one_cheap_request(li: Client, full: Street) -> None:
    _status, mark = ask(li)
    assert ask(li, mark) == (304, mark)
    assert ask(li, f"W/{mark}") == (304, mark)  # as it comes back through compression
    actor = full.actor("李邻长")
    with CaptureQueriesContext(connection) as counted:
        views.version(actor, on(3))
    assert len(counted) <= 2
    with CaptureQueriesContext(connection) as counted:
        ask(li, mark)
    who_asks = 3  # the session, the account, its roles
    assert len(counted) <= 2 + who_asks


def test_the_letter_costs_as_many_questions_for_many_as_for_few(li: Client, full: Street) -> None:
    with CaptureQueriesContext(connection) as few:
        li.get(PACK)
    for place in range(8):
        home = cast.household(full.lin1, f"8{place:04}", f"溪布社区第1片老屋场组8{place}号")
        cast.circumstance(cast.resident(home, f"新住户{place}", sex="1", born=date(1940, 1, 1)), "elder_alone")
    care.open_plans(actor=SYSTEM, now=on(1))
    with CaptureQueriesContext(connection) as many:
        li.get(PACK)
    assert len(many) <= len(few)


class TestNews:
    """Each thing that changes a page changes the mark; what others do elsewhere does not."""

    def test_a_greeting(self, li: Client, full: Street) -> None:
        _status, mark = ask(li)
        li.post(f"/me/people/{full.wang.pk}/greet/", {"client_id": uuid4()})
        assert ask(li, mark)[0] == 200

    def test_a_greeting_taken_back(self, li: Client, full: Street) -> None:
        li.post(f"/me/people/{full.wang.pk}/greet/", {"client_id": uuid4()})
        _status, mark = ask(li)
        li.post(f"/me/contacts/{Contact.objects.get().pk}/undo/")
        assert ask(li, mark)[0] == 200

    def test_a_campaign_begun_a_sound_to_play_at_the_door_and_a_door_told(self, li: Client, full: Street) -> None:
        _status, mark = ask(li)
        row = fifteen.tell(full, "暴雨今晚到", on(3))
        status, begun = ask(li, mark)
        assert status == 200
        campaigns.add_material(actor=full.actor("社区小覃"), campaign=row.pk, audio=b"ID3" + bytes(64), now=on(3))
        status, with_sound = ask(li, begun)
        assert status == 200
        found = json.loads(li.get(PACK).content)
        [said] = [one for one in found["campaigns"] if one["title"] == "暴雨今晚到"]
        assert li.get(said["materials"][0]["at"])["Content-Type"] == "audio/mpeg"
        told = found["forms"]["told"].format(campaign=said["key"])
        sent = {"door": said["doors"][0]["key"], "client_id": str(uuid4()), "happened_at": on(3, 7).isoformat()}
        assert [li.post(told, sent).status_code for _twice in range(2)] == [302, 302]
        assert ask(li, with_sound)[0] == 200
        [left] = [one for one in json.loads(li.get(PACK).content)["campaigns"] if one["title"] == "暴雨今晚到"]
        assert len(left["doors"]) == HOMES - 1

    def test_the_next_day(self, li: Client, travel: Travel) -> None:
        _status, mark = ask(li)
        travel(on(4))
        assert ask(li, mark)[0] == 200

    def test_a_household_that_moved_away_and_one_that_came(self, li: Client, full: Street, logged_in: LogIn) -> None:
        zhou = logged_in("周邻长")
        mine, theirs = ask(li)[1], ask(zhou)[1]
        residents.move_household(
            actor=full.actor("社区小覃"),
            household=full.wang_home.pk,
            neighbourhood=full.lin2.pk,
            moved_on=clock.day_of(on(3)),
            evidence="邻长上门看过",
            now=on(3),
        )
        assert ask(li, mine)[0] == 200
        assert ask(zhou, theirs)[0] == 200

    def test_a_cadence_set_far_above(self, li: Client, full: Street) -> None:
        _status, mark = ask(li)
        care.set_cadence(
            actor=full.actor("街道老彭"),
            place=full.subdistrict.pk,
            circumstance="",
            greeting_days=2,
            visit_days=6,
            now=on(3),
        )
        assert ask(li, mark)[0] == 200

    def test_another_role(self, li: Client, full: Street) -> None:
        mark = views.version(full.actor("李邻长"), on(3))
        assert mark != views.version(full.actor("周邻长"), on(3))

    def test_what_happens_next_door_is_no_news(self, li: Client, full: Street) -> None:
        _status, mark = ask(li)
        cases.report(
            actor=full.actor("周邻长"), case=cases.NewCase(text="路灯坏了", household=full.zhao_home.pk), now=on(3)
        )
        seen = care.NewContact(uuid4(), full.zhao.pk, "visit", "met", on(3) - timedelta(hours=1), "fine")
        care.record_contacts(actor=full.actor("周邻长"), contacts=[seen], now=on(3))
        assert ask(li, mark) == (304, mark)
