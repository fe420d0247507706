"""The store and the lists as the desk sees them, and the door as a chief does."""

from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from tests.domains.care.test_supplies import lot, receive, winter
from tests.factories.cast import START, Street
from tests.web.chief.conftest import LogIn
from youlin.domains.care.models import Delivery, SupplyList, SupplyLot


@pytest.fixture(autouse=True)
def that_morning() -> object:
    with time_machine.travel(START, tick=False):
        yield


@pytest.fixture
def desk(street: Street, logged_in: LogIn) -> Client:
    return logged_in("社区小覃")


def text_of(answer: object) -> str:
    return str(getattr(answer, "content", b"").decode())


class TestTheDesk:
    def test_an_empty_store_says_how_to_begin(self, desk: Client) -> None:
        assert "先入库，再按情形做清单" in text_of(desk.get("/office/supplies/"))
        assert "先入库，再做清单" in text_of(desk.get("/office/supplies/lists/new/"))

    def test_a_lot_comes_in_by_the_form(self, desk: Client, street: Street) -> None:
        sent = {
            "client_id": uuid4(),
            "goods": "大米",
            "quantity": "50",
            "unit": "袋",
            "territory": street.xibu.pk,
            "received_on": "2026-11-01",
            "expires_on": "2026-11-20",
        }
        assert desk.post("/office/supplies/new/", sent).status_code == 302
        text = text_of(desk.get("/office/supplies/"))
        assert "50袋" in text
        assert "11月20日 周五到期" in text

    def test_a_slip_of_the_finger_comes_back_as_typed(self, desk: Client, street: Street) -> None:
        sent = {
            "goods": "大米",
            "quantity": "0",
            "unit": "袋",
            "territory": street.xibu.pk,
            "received_on": "2026-11-01",
        }
        answer = desk.post("/office/supplies/new/", sent)
        assert answer.status_code == 422
        assert "数量要在 1 到 100 万之间" in text_of(answer)
        assert 'value="大米"' in text_of(answer)

    def test_one_looks_before_a_list_is_made(self, desk: Client, street: Street) -> None:
        rice = lot(street)
        asked = {
            "client_id": uuid4(),
            "name": "冬天",
            "territory": street.xibu.pk,
            "circumstances": ["elder_alone"],
            f"lot_{rice.pk}": "2",
        }
        looked = text_of(desk.post("/office/supplies/lists/new/", {**asked, "look": "1"}))
        assert "一共 1 户" in looked
        assert "要 2袋，够" in looked
        assert "王桂英" in looked
        assert not SupplyList.objects.exists()
        answer = desk.post("/office/supplies/lists/new/", {**asked, "make": "1"}, follow=True)
        assert "清单做好了，1 户已经在邻长的手机上。" in text_of(answer)

    def test_too_little_is_said_before_anything_is_promised(self, desk: Client, street: Street) -> None:
        rice = lot(street, quantity=1)
        asked = {
            "client_id": uuid4(),
            "name": "冬天",
            "territory": street.xibu.pk,
            "circumstances": ["elder_alone", "left_behind_child"],
            f"lot_{rice.pk}": "1",
        }
        looked = text_of(desk.post("/office/supplies/lists/new/", {**asked, "look": "1"}))
        assert "还差 1袋" in looked
        assert 'name="make"' not in looked
        answer = desk.post("/office/supplies/lists/new/", {**asked, "make": "1"})
        assert answer.status_code == 422
        assert "大米还差 1袋" in text_of(answer)

    def test_the_board_says_where_it_is_missing_and_who_brings_it(self, desk: Client, street: Street) -> None:
        made = winter(street, lot(street))
        receive(street, made.deliveries.get(household=street.wang_home), receiver="neighbour", receiver_name="赵大伯")
        text = text_of(desk.get(f"/office/supplies/lists/{made.pk}/"))
        assert "一共 2 户，收到了 1 户，还有 1 户没送到。" in text
        assert "李邻长" in text
        assert "赵大伯（邻居代收）" in text
        only = text_of(desk.get(f"/office/supplies/lists/{made.pk}/?state=waiting"))
        assert "刘小满" in only
        assert "赵大伯" not in only

    def test_a_sheet_to_sign_has_those_who_wait_only(self, desk: Client, street: Street) -> None:
        made = winter(street, lot(street))
        receive(street, made.deliveries.get(household=street.wang_home))
        text = text_of(desk.get(f"/office/supplies/lists/{made.pk}/sheet/"))
        assert "刘小满" in text
        assert "王桂英" not in text

    def test_a_lot_tells_why_there_is_less_than_came_in(self, desk: Client, street: Street) -> None:
        page = f"/office/supplies/lots/{lot(street).pk}/"
        assert "盘点过" not in text_of(desk.get(page))
        desk.post(f"{page}recount/", {"left": "8", "reason": "两袋受潮"})
        text = text_of(desk.get(page))
        assert ("10袋 改成 8袋" in text, "两袋受潮" in text) == (True, True)

    @pytest.mark.parametrize("page", ["", "lots/{lot}/", "lists/", "lists/{list}/"])
    def test_every_table_can_be_taken_along(self, desk: Client, street: Street, page: str) -> None:
        rice = lot(street)
        made = winter(street, rice)
        answer = desk.get(f"/office/supplies/{page.format(lot=rice.pk, list=made.pk)}?as=xlsx")
        assert answer.content[:2] == b"PK"

    def test_it_is_given_to_who_stands_there_and_taken_back(self, desk: Client, street: Street) -> None:
        rice = lot(street)
        door = f"/office/supplies/lots/{rice.pk}/give/"
        assert f"?resident={street.zhao.pk}" in text_of(desk.get(door + "?q=赵大伯"))
        sent = {"client_id": uuid4(), "quantity": "3", "receiver": "self"}
        answer = desk.post(f"{door}?resident={street.zhao.pk}", sent, follow=True)
        assert "已发给赵大伯：大米 3袋。" in text_of(answer)
        assert SupplyLot.objects.get().left == 7
        desk.post(f"/office/supplies/deliveries/{Delivery.objects.get().pk}/undo/")
        assert SupplyLot.objects.get().left == 10

    def test_a_door_is_struck_off_with_a_reason(self, desk: Client, street: Street) -> None:
        made = winter(street, lot(street))
        row = made.deliveries.get(household=street.wang_home)
        door = f"/office/supplies/deliveries/{row.pk}/cancel/"
        assert desk.post(door, {"reason": ""}).status_code == 422
        assert "已划掉" in text_of(desk.post(door, {"reason": "去女儿家了"}, follow=True))

    def test_next_door_sees_nothing_of_it(self, street: Street, logged_in: LogIn) -> None:
        rice = lot(street)
        made = winter(street, rice)
        other = logged_in("岩门小吴")
        for path in (f"lots/{rice.pk}/", f"lists/{made.pk}/", f"lists/{made.pk}/sheet/"):
            assert other.get(f"/office/supplies/{path}").status_code == 404


class TestThePhone:
    @pytest.fixture
    def li(self, street: Street, logged_in: LogIn) -> Client:
        winter(street, lot(street))
        return logged_in("李邻长")

    def test_it_is_two_taps_from_today_with_a_way_back(self, li: Client, street: Street) -> None:
        assert "/me/supplies/" in text_of(li.get("/me/"))  # the first tap
        row = Delivery.objects.get(household=street.wang_home)
        assert f'action="/me/supplies/{row.pk}/"' in text_of(li.get("/me/supplies/"))
        answer = li.post(f"/me/supplies/{row.pk}/", {"client_id": uuid4(), "receiver": "self"}, follow=True)  # second
        assert "王桂英收到了：大米 1袋。还有 1 户要送。" in text_of(answer)
        assert f'action="/me/supplies/{row.pk}/undo/"' in text_of(answer)
        answer = li.post(f"/me/supplies/{row.pk}/undo/", follow=True)
        assert "还有 2 户要送" in text_of(answer)

    def test_a_neighbour_has_a_name(self, li: Client, street: Street) -> None:
        door = f"/me/supplies/{Delivery.objects.get(household=street.wang_home).pk}/"
        answer = li.post(door, {"client_id": uuid4(), "receiver": "neighbour"})
        assert answer.status_code == 422
        assert "请写上收的人的名字" in text_of(answer)
        sent = {"client_id": uuid4(), "receiver": "neighbour", "receiver_name": "赵大伯"}
        assert "赵大伯收到了" in text_of(li.post(door, sent, follow=True))

    def test_nothing_to_bring_says_so(self, street: Street, logged_in: LogIn) -> None:
        assert "没有要送的东西" in text_of(logged_in("周邻长").get("/me/supplies/"))

    def test_the_neighbour_chief_sees_nothing_of_it(self, li: Client, street: Street, logged_in: LogIn) -> None:
        door = f"/me/supplies/{Delivery.objects.first().pk}/"  # type: ignore[union-attr]
        assert logged_in("周邻长").get(door).status_code == 404
