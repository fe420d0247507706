"""Volunteering page by page: called at the desk, signed up without an account, checked off, certified, verified."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import time_machine
from django.test import Client

from tests.domains.care.conftest import on
from tests.factories.cast import Street
from tests.web.public.proofs import proved
from youlin.domains.access.models import User
from youlin.domains.care import actions as care
from youlin.domains.outreach import tokens
from youlin.domains.outreach.models import Activity, Certificate, Covenant, MicroService, NoService, SignUp
from youlin.foundation import clock, crypto
from youlin.web.public import tickets

LogIn = Callable[[str], Client]
NINE = clock.at(date(2026, 11, 2), 9)
BEGINS, ENDS = NINE + timedelta(days=1), NINE + timedelta(days=1, hours=2)


def text_of(answer: Any) -> str:
    page: str = answer.content.decode()
    assert "INVALID" not in page
    return page


def called(desk: Client, street: Street, base: str) -> Activity:
    said = {
        "title": "河边捡垃圾", "territory": str(street.group.pk), "place": "桥头", "starts_at": "2026-11-03T09:00",
        "ends_at": "2026-11-03T11:00", "places": "2",
    }  # fmt: skip
    assert desk.post(f"{base}new/", said).status_code == 302
    return Activity.objects.get()


def test_from_the_call_to_the_certificate(street: Street, logged_in: LogIn) -> None:
    desk, passer_by = logged_in("社区小覃"), Client()
    with time_machine.travel(NINE, tick=False):
        row = called(desk, street, "/office/outreach/volunteering/")
        assert "河边捡垃圾" in text_of(passer_by.get("/volunteer/"))
        address = f"/volunteer/{row.pk}/"
        assert passer_by.post(address, {"name": "王桂英", "phone": "14000000001"}).status_code == 422  # no proof
        come = {"name": "王桂英", "phone": "14000000001", **proved()}
        mine = passer_by.post(address, come, follow=True)
        page = text_of(mine)
        code = re.search(r"<strong>([0-9A-Z-]+)</strong>", page)
        assert code is not None
        assert "14000000001" not in text_of(passer_by.get(address)) + page
        wrong = passer_by.post(address, come | proved() | {"code": "AAAA-AAAA"})
        assert wrong.status_code == 422 and "对不上" in text_of(wrong) and "AAAA-AAAA" in text_of(wrong)
        assert "140****0001" in text_of(desk.get(f"/office/outreach/volunteering/{row.pk}/"))
    with time_machine.travel(ENDS, tick=False):
        again = passer_by.post("/volunteer/mine/", {"phone": "14000000001", "code": code[1]}, follow=True)
        own = again.redirect_chain[-1][0]  # the sealed address of yesterday opens nothing any more
        one = SignUp.objects.get()
        came = {"what": "came", f"came_{one.pk}": "on", f"minutes_{one.pk}": "90"}
        desk.post(f"/office/outreach/volunteering/{row.pk}/", came)
        assert "1.5 小时" in text_of(passer_by.get(own))
        passer_by.post(f"{own}certificate/", {})
        waiting = Certificate.objects.get()
        assert passer_by.get(f"{own}papers/{waiting.pk}/").status_code == 404  # not issued yet
        record = f"/office/outreach/volunteering/certificates/{waiting.pk}/"
        assert "王桂英" in text_of(desk.get("/office/outreach/volunteering/certificates/"))
        desk.post(record, {"what": "issue"})
        for client, paper in ((passer_by, f"{own}papers/{waiting.pk}/"), (desk, f"{record}paper/")):
            assert client.get(paper).content.startswith(b"%PDF")
        checked = text_of(passer_by.get(f"/certificates/{tokens.issue(waiting.pk)}"))
        for words in ("有效", "王桂英", "1.5 小时", "2026-00001"):
            assert words in checked
        assert passer_by.get("/certificates/made-up").status_code == 404
        desk.post(record, {"what": "revoke", "reason": "开错了人"})
        assert "已作废" in text_of(passer_by.get(f"/certificates/{tokens.issue(waiting.pk)}"))
        assert "河边捡垃圾" in text_of(passer_by.get(own))
        assert passer_by.post("/volunteer/mine/", {"phone": "14000000001", "code": "AAAAAAAA"}).status_code == 422
        of_a_case = tickets.issue("2026-000001", "AAAAAAAA")
        assert passer_by.get(f"/volunteer/mine/{of_a_case}/").headers["Location"] == "/volunteer/mine/"


def test_a_chief_comes_with_one_tap_takes_it_back_and_asks_for_a_certificate(street: Street, logged_in: LogIn) -> None:
    phone = "14000000021"
    li = User.objects.get(pk=street.users["李邻长"].pk)
    li.phone, li.phone_index = phone, crypto.blind_index(phone, field="phone")
    li.save()
    chief, tian = logged_in("李邻长"), logged_in("田组长")
    with time_machine.travel(NINE, tick=False):
        row = called(tian, street, "/me/volunteer/")
        assert "还差 2 人" in text_of(chief.get("/me/volunteer/"))
        chief.post(f"/me/volunteer/{row.pk}/come/", {})
        one = SignUp.objects.get()
        assert "取消报名" in text_of(chief.get("/me/volunteer/"))
        chief.post(f"/me/volunteer/sign-ups/{one.pk}/cancel/", {})
        assert "我来" in text_of(chief.get("/me/volunteer/"))
        chief.post(f"/me/volunteer/{row.pk}/come/", {})
        one = SignUp.objects.get(cancelled_at=None)
    with time_machine.travel(ENDS, tick=False):
        tian.post(f"/me/volunteer/{row.pk}/", {"what": "came", f"came_{one.pk}": "on"})
        assert "2 小时" in text_of(chief.get("/me/volunteer/"))
        chief.post("/me/volunteer/certificate/", {})
        assert Certificate.objects.get().name == "李邻长"


def test_an_activity_that_is_called_off_says_why_to_everybody(street: Street, logged_in: LogIn) -> None:
    desk = logged_in("社区小覃")
    with time_machine.travel(NINE, tick=False):
        row = called(desk, street, "/office/outreach/volunteering/")
        assert desk.post(f"/office/outreach/volunteering/{row.pk}/", {"what": "off"}).status_code == 422
        desk.post(f"/office/outreach/volunteering/{row.pk}/", {"what": "off", "reason": "下大雨"})
        page = text_of(Client().get(f"/volunteer/{row.pk}/"))
        assert "下大雨" in page
        assert "proof_token" not in page


def test_a_covenant_is_written_published_and_looked_at_again(street: Street, logged_in: LogIn) -> None:
    desk = logged_in("社区小覃")
    with time_machine.travel(NINE, tick=False):
        said = {
            "territory": str(street.group.pk), "kind": "village", "text": "垃圾不下河。", "agreed_on": "2026-11-01",
            "agreed_how": "屋场会举手",
        }  # fmt: skip
        desk.post("/office/outreach/covenants/new/", said)
        row = Covenant.objects.get()
        address = f"/office/outreach/covenants/{row.pk}/"
        assert Client().get(f"/covenants/{row.pk}/").status_code == 404
        desk.post(f"{address}publish/", {"version": str(row.versions.get().pk)})
        assert "垃圾不下河" in text_of(Client().get(f"/covenants/{row.pk}/"))
        assert "老屋场组" in text_of(Client().get("/covenants/"))
        desk.post(address, {"on": "2026-11-02", "outcome": "kept", "next_on": "2027-11-02"})
        assert "照旧" in text_of(desk.get(address))
        assert "公约" in text_of(desk.get("/office/outreach/"))


def test_a_note_that_tells_of_help_is_proposed_and_taken_or_declined(street: Street, logged_in: LogIn) -> None:
    li = street.actor("李邻长")
    with time_machine.travel(on(4, 10), tick=False):
        care.record_contacts(
            actor=li,
            contacts=[
                care.NewContact(uuid4(), street.wang.pk, "visit", "met", on(4, 9), "fine", note)
                for note in ("精神很好，帮她换了灯泡", "陪她去医院看了眼睛", "明天帮她买米")
            ],
            now=on(4, 10),
        )
        chief = logged_in("李邻长")
        page = text_of(chief.get("/me/services/"))
        assert "帮她换了灯泡" in page
        assert "陪她去医院看了眼睛" in page
        assert "帮她买米" not in page
        take = re.search(r"/me/services/notes/([0-9a-f-]+)/take/", page)
        assert take is not None
        for _press in range(2):
            chief.post(f"/me/services/notes/{take[1]}/take/", {"text": "帮王奶奶换了灯泡"})
        assert [(one.text, one.resident_id) for one in MicroService.objects.all()] == [
            ("帮王奶奶换了灯泡", street.wang.pk)
        ]
        left = re.search(r"/me/services/notes/([0-9a-f-]+)/decline/", text_of(chief.get("/me/services/")))
        assert left is not None
        for _press in range(2):
            chief.post(f"/me/services/notes/{left[1]}/decline/", {})
        assert NoService.objects.count() == 1
        assert "/notes/" not in text_of(chief.get("/me/services/"))
        assert logged_in("周邻长").post(f"/me/services/notes/{take[1]}/take/", {"text": "我做的"}).status_code == 404
