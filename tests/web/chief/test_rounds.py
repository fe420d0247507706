"""Rounds on the phone, and in its calendar."""

from __future__ import annotations

from django.test import Client
from icalendar import Calendar

from tests.domains.care.conftest import on
from tests.factories.cast import Street
from tests.web.chief.conftest import LogIn, Travel
from youlin.domains.care.models.rounds import RoundWish


def test_today_leads_to_the_walk_and_a_visit_is_ticked(in_care: Street, logged_in: LogIn, travel: Travel) -> None:
    travel(on(7))
    phone = logged_in("李邻长")
    assert "/me/rounds/" in phone.get("/me/").content.decode()
    text = phone.get("/me/rounds/").content.decode()
    assert "今天走访 2 户" in text
    assert "按门牌顺序排" in text
    phone.post(f"/me/people/{in_care.wang.pk}/visit/", {"found": "fine"})
    text = phone.get("/me/rounds/").content.decode()
    assert "今天走访 1 户" in text
    assert "去过了" in text


def test_days_are_chosen(in_care: Street, logged_in: LogIn, travel: Travel) -> None:
    travel(on(1))
    phone = logged_in("李邻长")
    answer = phone.post("/me/rounds/days/", {"weekdays": ["2", "6"]}, follow=True)
    assert "一周 2 天" in answer.content.decode()
    assert phone.post("/me/rounds/days/", {"weekdays": ["9"]}).status_code == 422


def subscribed(phone: Client, shows: str = "count") -> str:
    phone.post("/me/rounds/calendar/", {"shows": shows})
    return f"/calendar/{RoundWish.objects.get().token}.ics"


def test_a_phone_subscribes_and_reads_how_many_but_not_who(in_care: Street, logged_in: LogIn, travel: Travel) -> None:
    travel(on(7))
    address = subscribed(logged_in("李邻长"))
    assert address in logged_in("李邻长").get("/me/rounds/calendar/").content.decode()
    answer = Client().get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == ["走访 2 户"]
    text = answer.content.decode()
    assert "王" not in text
    assert "老屋场" not in text


def test_surnames_only_where_the_chief_chose_them(in_care: Street, logged_in: LogIn, travel: Travel) -> None:
    travel(on(7))
    text = Client().get(subscribed(logged_in("李邻长"), "surnames")).content.decode()
    assert "王**" in text
    assert "桂英" not in text


def test_an_unchanged_plan_is_not_sent_again(in_care: Street, logged_in: LogIn, travel: Travel) -> None:
    travel(on(7))
    phone = logged_in("李邻长")
    address = subscribed(phone)
    first = Client().get(address)
    again = Client().get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    phone.post(f"/me/people/{in_care.wang.pk}/visit/", {"found": "fine"})
    changed = Client().get(address, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200


def test_a_dead_or_guessed_address_is_not_there(in_care: Street, logged_in: LogIn, travel: Travel) -> None:
    phone = logged_in("李邻长")
    address = subscribed(phone)
    phone.post("/me/rounds/calendar/stop/")
    assert Client().get(address).status_code == 404
    assert Client().get("/calendar/guess.ics").status_code == 404
