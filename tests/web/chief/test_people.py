"""My neighbours: only mine, and a telephone number only once it is asked for."""

from uuid import uuid4

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.domains.care.conftest import on
from tests.factories import cast
from tests.factories.cast import Street
from tests.web.chief.conftest import LogIn, Travel
from youlin.domains.care import actions
from youlin.domains.residents.models import Resident
from youlin.foundation.models import Look
from youlin.web.shared import masks


def text_of(client: object, address: str) -> str:
    return str(client.get(address).content.decode())  # type: ignore[attr-defined]


class TestNeighbours:
    def test_a_chief_sees_the_own_households(self, in_care: Street, logged_in: LogIn, travel: Travel) -> None:
        text = text_of(logged_in("李邻长"), "/me/neighbours/")
        assert "1号" in text
        assert "2号" in text
        assert "3号" not in text

    @pytest.mark.parametrize("word", ["王桂英", "桂英", "wgy", "14000000001", "老屋场组1号"])
    def test_a_word_finds_her(self, in_care: Street, logged_in: LogIn, travel: Travel, word: str) -> None:
        Resident.objects.filter(pk=in_care.wang.pk).update(name_pinyin="wgy")
        text = text_of(logged_in("李邻长"), f"/me/neighbours/?q={word}")
        assert f"/me/neighbours/{in_care.wang_home.pk}/" in text
        assert f"/me/neighbours/{in_care.liu_home.pk}/" not in text

    @pytest.mark.parametrize("word", ["赵大伯", "'; drop", "%", "王" * 300])
    def test_who_is_not_here_is_not_found(self, in_care: Street, logged_in: LogIn, travel: Travel, word: str) -> None:
        answer = logged_in("李邻长").get("/me/neighbours/", {"q": word})
        assert "没有找到" in answer.content.decode()

    def test_many_households_take_as_many_queries(
        self, in_care: Street, logged_in: LogIn, travel: Travel, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(40):
            cast.resident(cast.household(in_care.lin1, f"9{number:04}", f"{number}号"), f"陈{number}")
        client = logged_in("李邻长")
        with django_assert_max_num_queries(13):
            assert "42" in text_of(client, "/me/neighbours/?q=")
        with django_assert_max_num_queries(16):
            assert "只列出前面这些" in text_of(client, "/me/neighbours/?q=陈")

    def test_a_home_shows_who_lives_there(self, in_care: Street, logged_in: LogIn, travel: Travel) -> None:
        text = text_of(logged_in("李邻长"), f"/me/neighbours/{in_care.wang_home.pk}/")
        assert "王桂英" in text
        assert "关照中" in text

    def test_somebody_elses_home_is_not_there(self, in_care: Street, logged_in: LogIn, travel: Travel) -> None:
        assert logged_in("周邻长").get(f"/me/neighbours/{in_care.wang_home.pk}/").status_code == 404


class TestPerson:
    def test_only_what_is_needed_at_the_door(self, in_care: Street, logged_in: LogIn, travel: Travel) -> None:
        Resident.objects.filter(pk=in_care.wang.pk).update(id_number="430899194403020027", note="耳朵背")
        text = text_of(logged_in("李邻长"), f"/me/people/{in_care.wang.pk}/")
        for word in (
            "女 · 82 岁",
            "独居老人",
            "老屋场组1号",
            "耳朵背",
            "每 3 天问候一次，每 7 天上门一次",
            masks.phone("14000000001"),
        ):
            assert word in text
        assert "14000000001" not in text
        assert "430899" not in text

    def test_the_number_is_shown_once_and_the_look_is_on_record(
        self, in_care: Street, logged_in: LogIn, travel: Travel
    ) -> None:
        client = logged_in("李邻长")
        answer = client.post(f"/me/people/{in_care.wang.pk}/phone/")
        assert "tel:14000000001" in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]
        assert [(look.field, look.actor_name) for look in Look.objects.all()] == [("phone", "李邻长")]
        assert "14000000001" not in text_of(client, f"/me/people/{in_care.wang.pk}/")

    def test_looking_is_no_reading(self, in_care: Street, logged_in: LogIn, travel: Travel) -> None:
        assert logged_in("李邻长").get(f"/me/people/{in_care.wang.pk}/phone/").status_code == 405

    def test_of_a_child_it_asks_why(self, in_care: Street, logged_in: LogIn, travel: Travel) -> None:
        child = Resident.objects.get(pk=in_care.liu.pk)
        child.phone = "14000000009"
        child.save(update_fields=["phone"])
        client = logged_in("李邻长")
        address = f"/me/people/{child.pk}/phone/"
        answer = client.post(address, {"reason": " "})
        assert answer.status_code == 422
        assert "请写一句为什么要看。" in answer.content.decode()
        assert Look.objects.count() == 0
        assert "tel:14000000009" in client.post(address, {"reason": "联系家长"}).content.decode()
        assert Look.objects.get().reason == "联系家长"

    def test_a_stranger_learns_no_number(self, in_care: Street, logged_in: LogIn, travel: Travel) -> None:
        assert logged_in("周邻长").post(f"/me/people/{in_care.wang.pk}/phone/").status_code == 404
        assert Look.objects.count() == 0

    def test_who_is_not_in_care_has_a_page_too(self, in_care: Street, logged_in: LogIn, travel: Travel) -> None:
        travel(on(1))
        text = text_of(logged_in("周邻长"), f"/me/people/{in_care.zhao.pk}/")
        assert "没有登记电话" in text
        assert "还没有记录" in text

    def test_what_was_missed_stands_between_what_was_done(
        self, in_care: Street, logged_in: LogIn, travel: Travel
    ) -> None:
        travel(on(5))
        actions.raise_silence(now=on(5))
        client = logged_in("田组长")
        text = text_of(client, f"/me/people/{in_care.wang.pk}/")
        assert text.index("问候晚了 2 天，转到片长") < text.index("问候晚了 1 天，转到组长")
        assert "已撤回" not in text
        late = actions.NewContact(uuid4(), in_care.wang.pk, "greeting", "spoke", on(2), "fine")
        actions.record_contacts(actor=in_care.actor("李邻长"), contacts=[late], now=on(5))
        assert "已撤回：后来知道，那次是按时做了的。" in text_of(client, f"/me/people/{in_care.wang.pk}/")
