"""Rice and quilts: in, promised, received by name; never below zero, and nobody left out."""

import threading
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import OperationalError, connections
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.factories import cast
from tests.factories.cast import START, Street
from youlin.domains.care.actions import handing_over
from youlin.domains.care.actions import supplies as actions
from youlin.domains.care.models import Delivery, Receipt, SupplyList, SupplyLot
from youlin.domains.care.queries import supplies as queries
from youlin.foundation import clock
from youlin.foundation.models import AuditEntry
from youlin.foundation.refusal import NotThere, Refusal

DAY = timedelta(days=1)


def lot(street: Street, goods: str = "大米", quantity: int = 10, *, who: str = "社区小覃", **said: object) -> SupplyLot:
    facts: dict[str, object] = {
        "client_id": uuid4(),
        "territory": street.xibu.pk,
        "goods": goods,
        "unit": "袋",
        "quantity": quantity,
        "received_on": clock.day_of(START),
        "came_from": "街道民政办",
        **said,
    }
    return actions.stock_in(actor=street.actor(who), lot=actions.NewLot(**facts), now=START)  # type: ignore[arg-type]


def winter(street: Street, *lots: SupplyLot, each: int = 1, identity: UUID | None = None) -> SupplyList:
    new = actions.NewList(
        client_id=identity or uuid4(),
        territory=street.xibu.pk,
        name="2026 年冬天送温暖",
        circumstances=("elder_alone", "left_behind_child"),
        each={row.pk: each for row in lots},
    )
    return actions.make_list(actor=street.actor("社区小覃"), new=new, now=START)


def receive(street: Street, row: Delivery, *, who: str = "李邻长", now: datetime = START, **said: object) -> Receipt:
    facts: dict[str, object] = {
        "client_id": uuid4(),
        "delivery": row.pk,
        "receiver": "self",
        "happened_at": now,
        **said,
    }
    return handing_over.receive(
        actor=street.actor(who),
        receipt=handing_over.NewReceipt(**facts),  # type: ignore[arg-type]
        now=now,
    )


def stands(row: SupplyLot) -> tuple[int, int]:
    """What is left and what of it is promised."""
    row.refresh_from_db()
    return row.left, row.promised


class TestTheStore:
    def test_a_lot_comes_in_once(self, street: Street) -> None:
        identity = uuid4()
        assert lot(street, client_id=identity).pk == lot(street, client_id=identity).pk
        assert SupplyLot.objects.count() == 1
        assert AuditEntry.objects.filter(verb="supply.in").count() == 1

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"goods": " "}, "goods_missing"),
            ({"quantity": 0}, "quantity_bad"),
            ({"received_on": clock.day_of(START) + DAY}, "received_in_future"),
            ({"expires_on": date(2026, 1, 1)}, "expired_before"),
        ],
    )
    def test_what_cannot_be_is_refused_with_its_field(self, street: Street, said: dict[str, object], code: str) -> None:
        with pytest.raises(Refusal) as refused:
            lot(street, **said)  # type: ignore[arg-type]
        assert refused.value.code == code
        assert refused.value.field

    def test_next_door_has_its_own(self, street: Street) -> None:
        row = lot(street)
        assert list(queries.lots(street.actor("岩门小吴"))) == []
        with pytest.raises(NotThere):
            queries.lot(street.actor("岩门小吴"), row.pk)
        with pytest.raises(NotThere):
            lot(street, who="岩门小吴")
        with pytest.raises(NotThere):
            lot(street, who="李邻长")

    def test_counting_says_what_is_really_there(self, street: Street) -> None:
        row = lot(street)
        for _twice in range(2):
            actions.recount(actor=street.actor("社区小覃"), lot=row.pk, left=8, reason="两袋受潮", now=START)
        assert stands(row) == (8, 0)
        assert AuditEntry.objects.filter(verb="supply.recount").count() == 1

    def test_what_is_promised_cannot_be_counted_away(self, street: Street) -> None:
        row = lot(street)
        winter(street, row)
        with pytest.raises(Refusal, match="已经答应出去 2袋"):
            actions.recount(actor=street.actor("社区小覃"), lot=row.pk, left=1, reason="受潮", now=START)


class TestAList:
    def test_it_goes_to_every_household_in_the_circumstance_and_promises_for_each(self, street: Street) -> None:
        rice, oil = lot(street), lot(street, "食用油", 5)
        made = winter(street, rice, oil, each=2)
        assert {row.household_id for row in made.deliveries.all()} == {street.wang_home.pk, street.liu_home.pk}
        assert (stands(rice), stands(oil)) == ((10, 4), (5, 4))
        counted = queries.list_of(street.actor("社区小覃"), made.pk)
        assert (counted.doors, counted.received, counted.waiting) == (2, 0, 2)  # type: ignore[attr-defined]

    def test_a_household_with_two_in_need_is_one_door(self, street: Street) -> None:
        cast.circumstance(cast.resident(street.wang_home, "王小妹"), "left_behind_child")
        cast.circumstance(street.wang, "disabled")
        assert winter(street, lot(street)).deliveries.count() == 2

    def test_too_little_says_how_much_is_missing_and_promises_nothing(self, street: Street) -> None:
        rice, oil = lot(street), lot(street, "食用油", 1)
        with pytest.raises(Refusal, match="食用油还差 1袋"):
            winter(street, rice, oil)
        assert (stands(rice), stands(oil)) == ((10, 0), (1, 0))
        assert not SupplyList.objects.exists()

    def test_the_same_letter_twice_is_one_list(self, street: Street) -> None:
        rice, identity = lot(street), uuid4()
        assert winter(street, rice, identity=identity).pk == winter(street, rice, identity=identity).pk
        assert stands(rice) == (10, 2)

    def test_what_went_off_is_not_offered(self, street: Street) -> None:
        old = lot(street, expires_on=clock.day_of(START))
        assert list(queries.usable(street.actor("社区小覃"), today=clock.day_of(START)))
        assert not list(queries.usable(street.actor("社区小覃"), today=clock.day_of(START) + DAY))
        assert old.pk in [row.pk for row in queries.lots(street.actor("社区小覃"), shelf="soon", today=old.received_on)]

    def test_who_moved_away_gets_nothing(self, street: Street) -> None:
        type(street.wang).objects.filter(pk=street.wang.pk).update(lives_here=False)
        assert [row.household_id for row in winter(street, lot(street)).deliveries.all()] == [street.liu_home.pk]

    def test_a_door_struck_off_frees_what_it_was_promised(self, street: Street) -> None:
        rice = lot(street)
        row = winter(street, rice).deliveries.get(household=street.wang_home)
        for _twice in range(2):
            actions.cancel_delivery(actor=street.actor("社区小覃"), delivery=row.pk, reason="去女儿家了", now=START)
        assert stands(rice) == (10, 1)
        with pytest.raises(Refusal) as refused:
            receive(street, row)
        assert refused.value.code == "not_needed"

    def test_as_many_questions_for_forty_doors_as_for_two(
        self, street: Street, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        rice = lot(street, quantity=500)
        for place in range(40):
            home = cast.household(street.lin1, f"7{place:04}", f"老屋场组7{place}号")
            cast.circumstance(cast.resident(home, f"老人{place}"), "elder_alone")
        with django_assert_max_num_queries(20):
            made = winter(street, rice)
        assert stands(rice) == (500, 42)
        desk = street.actor("社区小覃")
        with django_assert_max_num_queries(6):
            assert len(list(queries.deliveries(desk, list_key=made.pk))) == 42
            assert [(one.doors, one.waiting) for one in queries.board(desk, made.pk)] == [(42, 42)]


class TestAtTheDoor:
    @pytest.fixture
    def rice(self, street: Street) -> SupplyLot:
        return lot(street)

    @pytest.fixture
    def door(self, street: Street, rice: SupplyLot) -> Delivery:
        """王奶奶's."""
        return winter(street, rice).deliveries.get(household=street.wang_home)

    def test_the_chief_has_it_to_bring_and_the_neighbour_has_not(self, street: Street, door: Delivery) -> None:
        assert door.pk in {row.pk for row in queries.to_bring(street.actor("李邻长"))}
        assert queries.to_bring(street.actor("周邻长")) == []
        with pytest.raises(NotThere):
            receive(street, door, who="周邻长")

    def test_it_leaves_the_store_by_name(self, street: Street, rice: SupplyLot, door: Delivery) -> None:
        assert receive(street, door).receiver_name == "王桂英"
        assert stands(rice) == (9, 1)

    def test_a_neighbour_takes_it_by_name(self, street: Street, door: Delivery) -> None:
        made = receive(street, door, receiver="neighbour", receiver_name="赵大伯")
        assert (made.receiver, made.receiver_name) == ("neighbour", "赵大伯")

    def test_sent_twice_it_is_once(self, street: Street, rice: SupplyLot, door: Delivery) -> None:
        identity = uuid4()
        assert receive(street, door, client_id=identity).pk == receive(street, door, client_id=identity).pk
        assert stands(rice) == (9, 1)

    def test_of_two_who_brought_it_the_second_hears_who_was_first(self, street: Street, door: Delivery) -> None:
        receive(street, door)
        with pytest.raises(Refusal, match="是李邻长记的"):
            receive(street, door, who="田组长")

    def test_a_slip_is_taken_back_and_can_be_noted_again(self, street: Street, rice: SupplyLot, door: Delivery) -> None:
        receive(street, door)
        for _twice in range(2):
            handing_over.take_back(actor=street.actor("李邻长"), delivery=door.pk, now=START)
        assert stands(rice) == (10, 2)
        receive(street, door)
        assert stands(rice) == (9, 1)
        assert Receipt.objects.count() == 2  # the first one stays to be seen

    def test_after_a_day_the_desk_takes_it_back(self, street: Street, door: Delivery) -> None:
        receive(street, door)
        with pytest.raises(Refusal) as refused:
            handing_over.take_back(actor=street.actor("李邻长"), delivery=door.pk, now=START + 2 * DAY)
        assert refused.value.code == "too_late_to_undo"
        handing_over.take_back(actor=street.actor("社区小覃"), delivery=door.pk, now=START + 2 * DAY)
        assert Delivery.objects.get(pk=door.pk).state == "waiting"

    def test_another_ones_slip_is_not_mine_to_take_back(self, street: Street, door: Delivery) -> None:
        receive(street, door)
        with pytest.raises(NotThere):
            handing_over.take_back(actor=street.actor("田组长"), delivery=door.pk, now=START)


class TestOnTheSpot:
    def gift(self, street: Street, row: SupplyLot, quantity: int = 1, **said: object) -> Delivery:
        facts: dict[str, object] = {
            "client_id": uuid4(),
            "lot": row.pk,
            "quantity": quantity,
            "household": street.zhao_home.pk,
            "receiver": "self",
            "happened_at": START,
            **said,
        }
        gift = handing_over.NewGift(**facts)  # type: ignore[arg-type]
        return handing_over.give(actor=street.actor("社区小覃"), gift=gift, now=START)

    def test_it_leaves_the_store_at_once(self, street: Street) -> None:
        row, identity = lot(street), uuid4()
        for _twice in range(2):
            self.gift(street, row, 2, client_id=identity)
        assert stands(row) == (8, 0)
        assert [slip.receiver_name for slip in Receipt.objects.all()] == ["赵大伯"]

    def test_what_is_promised_is_not_given_away(self, street: Street) -> None:
        row = lot(street, quantity=3)
        winter(street, row)
        with pytest.raises(Refusal, match="只有 1袋"):
            self.gift(street, row, 2)
        assert stands(row) == (3, 2)

    def test_taken_back_it_stands_in_the_store_again(self, street: Street) -> None:
        row = lot(street)
        made = self.gift(street, row)
        handing_over.take_back(actor=street.actor("社区小覃"), delivery=made.pk, now=START)
        assert stands(row) == (10, 0)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_reach_for_the_last_bag_one_gets_it() -> None:
    street = cast.street()
    row = lot(street, quantity=1)
    desk = street.actor("社区小覃")
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def reach() -> None:
        gift = handing_over.NewGift(uuid4(), row.pk, 1, street.zhao_home.pk, "self", START)
        start.wait()
        try:
            while True:
                try:
                    handing_over.give(actor=desk, gift=gift, now=START)
                    outcomes.append("given")
                except Refusal as refusal:
                    outcomes.append(refusal.code)
                except OperationalError:  # SQLite in memory does not wait for a lock, a file does: send it again
                    continue
                break
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=reach) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["given", "supplies_short"]
    assert stands(row) == (0, 0)
