"""What a phone carries along: small, whole, and not sent twice."""

import gzip
import json
import zlib
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.domains.care.conftest import on
from tests.factories import cast
from tests.factories.cast import Street
from tests.web.chief.conftest import LogIn, Travel
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions as care
from youlin.domains.care.models import Contact
from youlin.domains.cases import actions as cases
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.outreach.actions import campaigns
from youlin.domains.residents import actions as residents
from youlin.domains.residents.models import Resident
from youlin.foundation import clock
from youlin.web.chief.pack import views

PACK = "/me/pack/"
HOMES = 15
LIMIT = 150_000


@pytest.fixture
def full(street: Street) -> Street:
    """李邻长 answers for fifteen households of three, one of each in care, each with a long note."""
    for place in range(HOMES - 2):
        number = f"9{place:04}"
        home = cast.household(street.lin1, number, f"溪布社区第1片老屋场组桥头路{number}号附2")
        for one in range(3):
            person = cast.resident(
                home, f"住户{number}{one}", sex="2", born=date(1941, 2, 3 + one), phone=f"1400{place:03}{one:04}"
            )
            Resident.objects.filter(pk=person.pk).update(
                note=f"耳朵背，敲门要重一点；狗拴在后院，第{place}家" * 6, health="高血压，腿脚不便", relation="户主"
            )
            if not one:
                cast.circumstance(person, "elder_alone")
    care.open_plans(actor=SYSTEM, now=cast.START)
    tell(street, "冬季用电安全")
    return street


def tell(street: Street, title: str, now: datetime = cast.START) -> Any:
    """A campaign through the community, carried by 邻长."""
    new = campaigns.NewCampaign(
        uuid4(), street.xibu.pk, "electricity", title, "人走断电。电热毯不折着用。" * 9, Rung.NEIGHBOURHOOD,
        on(0).date(), on(20).date(),
    )  # fmt: skip
    return campaigns.begin_campaign(actor=street.actor("社区小覃"), new=new, now=now)


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


def test_every_page_that_it_names_opens_and_all_of_them_together_weigh_less_than_the_limit(li: Client) -> None:
    """A phone that keeps whole pages instead of the data stays below the limit too, page for page compressed."""
    pages = json.loads(li.get(PACK).content)["pages"]
    assert len(pages) > 80
    together = zlib.compressobj(9, zlib.DEFLATED, 31)
    weight = 0
    for path in pages:
        answer = li.get(path)
        assert answer.status_code == 200, path
        weight += len(together.compress(answer.content))
    weight += len(together.flush())
    assert weight < LIMIT


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
        row = tell(full, "暴雨今晚到", on(3))
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
