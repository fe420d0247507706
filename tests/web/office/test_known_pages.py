"""The pages that make chiefs known, at the desk, on the phone and for residents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.factories import cast
from youlin.domains.chiefs.models import GroupChat, Handout, Station, StationShift
from youlin.domains.residents.models import Household


@pytest.fixture(autouse=True)
def that_monday() -> Iterator[None]:
    with time_machine.travel(cast.START, tick=False):
        yield


def text_of(answer: Any) -> str:
    page: str = answer.content.decode()
    return page


@pytest.fixture
def qin(street: cast.Street, logged_in: Callable[[str], Client]) -> Client:
    return logged_in("社区小覃")


@pytest.fixture
def li(street: cast.Street, logged_in: Callable[[str], Client]) -> Client:
    return logged_in("李邻长")


class TestAStation:
    def opened(self, street: cast.Street, qin: Client) -> Station:
        said = {"name": "溪布三长之家", "address": "溪布社区一楼", "hours": "每天", "phone": "0744-5612345"}
        assert qin.post(f"/office/settings/places/{street.xibu.pk}/station/", said).status_code == 302
        return Station.objects.get()

    def test_is_set_planned_and_read_by_residents(self, street: cast.Street, qin: Client) -> None:
        station = self.opened(street, qin)
        form = {
            "post": str(street.post_of(street.lin1).pk),
            "weekdays": ["1", "3"],
            "starts": "09:00",
            "ends": "11:30",
        }
        assert qin.post(f"/office/known/stations/{street.xibu.pk}/shift/", form).status_code == 302
        page = text_of(Client().get(f"/stations/{station.pk}/"))
        for words in ("溪布社区一楼", "0744-5612345", "09:00–11:30", "李邻长"):
            assert words in page
        assert "溪布三长之家" in text_of(Client().get("/stations/"))

    def test_a_line_comes_off_and_back(self, street: cast.Street, qin: Client) -> None:
        self.opened(street, qin)
        form = {"post": str(street.post_of(street.lin1).pk), "weekdays": ["1"], "starts": "09:00", "ends": "11:30"}
        qin.post(f"/office/known/stations/{street.xibu.pk}/shift/", form)
        off = qin.post(f"/office/known/shifts/{StationShift.objects.get().pk}/off/", follow=True)
        undo = re.search(r'action="(/office/known/stations/[^"]+-1130/)"', text_of(off))
        assert undo
        assert not StationShift.objects.exists()
        qin.post(undo[1])
        assert StationShift.objects.get().weekday == 1

    def test_the_list_says_whose_station_serves_a_place(self, street: cast.Street, qin: Client) -> None:
        self.opened(street, qin)
        page = text_of(qin.get("/office/known/stations/"))
        assert "用溪布三长之家" in page
        assert qin.get("/office/known/stations/?as=xlsx")["Content-Type"].endswith("sheet")


class TestHandingOut:
    def test_the_chief_ticks_on_the_phone_and_the_desk_sees_the_share(
        self, street: cast.Street, li: Client, qin: Client
    ) -> None:
        opened = li.get("/me/known/", follow=True)
        assert "老屋场组1号" in text_of(opened)
        li.post(f"/me/known/homes/{street.wang_home.pk}/card/", {}, follow=True)
        page = text_of(qin.get("/office/known/told/"))
        assert "50%" in page
        all_of_them = li.post(f"/me/known/{street.lin1.pk}/all/", {"kind": "card"}, follow=True)
        assert "每一户都发到了" in text_of(all_of_them)
        undo = re.search(r'action="(/me/known/presses/[^"]+/undo/)"', text_of(all_of_them))
        assert undo
        li.post(undo[1])
        assert Handout.objects.filter(taken_back_at=None).count() == 1
        li.post(f"/me/known/homes/{street.wang_home.pk}/")
        assert not Handout.objects.filter(taken_back_at=None).exists()

    def test_a_double_press_is_one_tick(self, street: cast.Street, li: Client) -> None:
        sent = {"client_id": "6f0f1f7e-6a7b-4a53-8f6a-0d5f5b7d9a11", "kind": "card"}
        for _press in range(2):
            li.post(f"/me/known/{street.lin1.pk}/all/", sent)
        assert Handout.objects.count() == 2

    def test_another_neighbourhood_is_not_there(self, street: cast.Street, li: Client) -> None:
        assert li.get(f"/me/known/{street.lin2.pk}/").status_code == 404
        assert li.post(f"/me/known/homes/{street.zhao_home.pk}/card/", {}).status_code == 404

    def test_the_posters_are_papers(self, street: cast.Street, li: Client, qin: Client) -> None:
        assert li.get(f"/me/known/{street.lin1.pk}/poster/door/").content.startswith(b"%PDF")
        assert li.get(f"/me/known/{street.lin2.pk}/poster/door/").status_code == 404
        for kind in ("door", "stairs", "howto"):
            assert qin.get(f"/office/known/posters/{kind}/").content.startswith(b"%PDF")
        assert qin.get("/office/known/posters/nonsense/").status_code == 404
        assert street.lin1.door_code in text_of(qin.get("/office/known/posters/"))


class TestGroups:
    def test_the_chief_keeps_the_register_and_the_public_page_only_says_ask(
        self, street: cast.Street, li: Client, qin: Client
    ) -> None:
        form = {"territory": str(street.lin1.pk), "name": "老屋场一家亲", "since": "2026-03-01", "households": "8"}
        assert li.post("/me/known/chats/new/", form).status_code == 302
        chat = GroupChat.objects.get()
        assert li.post(f"/me/known/chats/{chat.pk}/count/", {"households": "9"}).status_code == 302
        page = text_of(qin.get("/office/known/chats/"))
        assert "老屋场一家亲" in page
        assert ">9<" in page
        found = text_of(Client().get("/find/", {"q": street.lin1.door_code}))
        assert "请邻长拉您进去" in found
        assert "老屋场一家亲" not in found
        li.post(f"/me/known/chats/{chat.pk}/close/")
        assert "老屋场一家亲" not in text_of(qin.get("/office/known/chats/"))
        assert "老屋场一家亲" in text_of(qin.get("/office/known/chats/?state=all"))

    def test_a_bad_number_keeps_what_was_typed(self, street: cast.Street, li: Client) -> None:
        form = {"territory": str(street.lin1.pk), "name": "一家亲", "since": "2026-03-01", "households": "很多"}
        answer = li.post("/me/known/chats/new/", form)
        assert answer.status_code == 422
        assert "一家亲" in text_of(answer)


class TestFinding:
    def test_by_point_by_place_and_by_a_number_that_is_not_there(self, street: cast.Street) -> None:
        for number in range(3):
            cast.household(street.lin2, f"7{number}", f"东街{number}号")
        Household.objects.filter(neighbourhood=street.lin2).update(latitude=29.3, longitude=110.5)
        passer_by = Client()
        assert "周邻长" in text_of(passer_by.get("/find/?lat=29.301&lon=110.499"))
        assert passer_by.get("/find/?lat=39.3&lon=110.5").status_code == 422
        assert passer_by.get("/find/?lat=x&lon=").status_code == 422
        assert "周邻长" in text_of(passer_by.get("/find/", {"q": "溪布社区第1片老屋场组88号"}))
        assert "溪布社区" in text_of(passer_by.get("/find/"))
        step = text_of(passer_by.get(f"/find/?at={street.group.pk}"))
        assert "田组长" in step
        assert f"?at={street.lin1.pk}" in step
        assert "李邻长" in text_of(passer_by.get(f"/find/?at={street.lin1.pk}"))
        assert passer_by.get("/find/?at=nonsense").status_code == 200

    def test_nobodys_name_or_door_stands_on_the_page(self, street: cast.Street) -> None:
        for query in (f"at={street.lin1.pk}", f"q={street.lin1.door_code}", "q=溪布社区第1片老屋场组1号"):
            page = text_of(Client().get(f"/find/?{query}"))
            assert "王桂英" not in page
            assert "老屋场组2号" not in page


def test_the_guide_reads_the_same_on_the_phone(li: Client) -> None:
    page = text_of(li.get("/me/known/guide/"))
    assert "第一周做什么" in page
    assert li.get("/me/known/guide/paper/").content.startswith(b"%PDF")


def test_in_english_the_pages_speak_english(street: cast.Street, qin: Client, li: Client) -> None:
    for client, path in ((qin, "/office/known/"), (qin, "/office/known/told/"), (li, "/me/known/guide/")):
        page = text_of(client.get(path, headers={"accept-language": "en"}))
        body = page[page.index("<main") :]
        assert "知道" not in body
        assert "第一周" not in body
