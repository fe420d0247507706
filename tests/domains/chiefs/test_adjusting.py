"""Adjustments: proposed with reason and effect, decided, applied on a day, undone; nobody is in two places or none."""

from datetime import timedelta
from uuid import UUID

import pytest

from tests.factories import cast
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions as care
from youlin.domains.care.models import CarePlan
from youlin.domains.cases import actions as cases
from youlin.domains.cases.models import Case, Holding
from youlin.domains.chiefs import actions, queries
from youlin.domains.chiefs.models import Adjustment, Appointment
from youlin.domains.residents import actions as residents
from youlin.domains.residents.models import Household
from youlin.domains.territory.models import Territory
from youlin.foundation import clock, outbox
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal
from youlin.jobs import adjusting, reactions

NOW = cast.START
TODAY = clock.day_of(NOW)


@pytest.fixture(autouse=True)
def connected() -> None:
    reactions.connect()


def grow(street: cast.Street, place: Territory, count: int, prefix: str = "7") -> list[Household]:
    return [cast.household(place, f"{prefix}{number:04}", f"老屋场组{number}号") for number in range(count)]


def found(street: cast.Street, kind: str, place: Territory | None = None) -> Adjustment:
    adjusting.propose_adjustments(now=NOW)
    return Adjustment.objects.get(kind=kind, place=place or street.lin1)


def accept(street: cast.Street, row: Adjustment, days: int = 0) -> None:
    day = TODAY + timedelta(days=days)
    actions.accept_adjustments(actor=street.actor("社区小覃"), adjustments=[row.pk], apply_on=day, now=NOW)


def apply(days: int = 0) -> int:
    now = NOW + timedelta(days=days)
    done = actions.apply_due(actor=SYSTEM, now=now)
    outbox.dispatch_waiting(now=now)
    return done


def everybody_has_one_neighbourhood() -> bool:
    """No household in none, none in a closed one, and each neighbourhood with permanent homes has one who answers."""
    closed = Household.objects.filter(neighbourhood__closed_on__isnull=False)
    return not closed.exists() and not queries.coverage(SYSTEM, day=TODAY).uncovered


class TestSplitting:
    def test_a_large_one_is_proposed_once_with_its_effect(self, street: cast.Street) -> None:
        grow(street, street.lin1, 16)
        care.open_plans(actor=SYSTEM, now=NOW)
        row = found(street, "too_large")
        assert row.facts == {"size": 18, "most": 15, "parts": 2}
        assert (row.effect["households"], row.effect["before"]["邻1"]) == (9, 18)
        assert sorted(row.effect["after"].values()) == [9, 9]
        assert adjusting.propose_adjustments(now=NOW) == 0

    def test_applied_the_new_one_has_its_homes_its_post_and_somebody_at_once(self, street: cast.Street) -> None:
        grow(street, street.lin1, 16)
        accept(street, found(street, "too_large"))
        assert apply() == 1 and apply() == 0
        new = Territory.objects.get(parent=street.group, name="邻3")
        sizes = [Household.objects.filter(neighbourhood=place).count() for place in (street.lin1, new)]
        assert sizes == [9, 9]
        post = street.post_of(new)
        held = queries.holders([post.pk], day=TODAY)[post.pk]
        assert [(one.name, one.kind) for one in held] == [("李邻长", "acting")]
        assert everybody_has_one_neighbourhood()

    def test_undone_everything_is_as_before(self, street: cast.Street) -> None:
        grow(street, street.lin1, 16)
        before = dict(Household.objects.values_list("pk", "neighbourhood"))
        row = found(street, "too_large")
        accept(street, row)
        apply()
        actions.undo_adjustment(actor=street.actor("社区小覃"), adjustment=row.pk, now=NOW)
        outbox.dispatch_waiting(now=NOW)
        assert dict(Household.objects.values_list("pk", "neighbourhood")) == before
        assert Territory.objects.filter(parent=street.group, closed_on__isnull=True).count() == 2
        assert not Appointment.objects.filter(kind="acting", ends_on__gt=TODAY).exists()
        assert everybody_has_one_neighbourhood()
        row.refresh_from_db()
        assert row.state == "undone" and adjusting.propose_adjustments(now=NOW) == 0

    def test_not_once_a_home_has_moved_on_and_it_says_which(self, street: cast.Street) -> None:
        grow(street, street.lin1, 16)
        row = found(street, "too_large")
        accept(street, row)
        apply()
        new = Territory.objects.get(parent=street.group, name="邻3")
        home = Household.objects.filter(neighbourhood=new).order_by("number").first()
        assert home is not None
        residents.move_household(
            actor=street.actor("社区小覃"),
            household=home.pk,
            neighbourhood=street.lin2.pk,
            evidence="住到儿子家",
            moved_on=TODAY,
            now=NOW,
        )
        with pytest.raises(Refusal) as refused:
            actions.undo_adjustment(actor=street.actor("社区小覃"), adjustment=row.pk, now=NOW)
        assert refused.value.code == "moved_since" and home.number in refused.value.message


class TestMerging:
    @pytest.fixture
    def small(self, street: cast.Street) -> Adjustment:
        """邻1 has two homes, 王奶奶 and 刘小满 in care, a case about each and one about the place; 邻2 has room."""
        grow(street, street.lin2, 6)
        care.open_plans(actor=SYSTEM, now=NOW)
        li = street.actor("李邻长")
        cases.report(actor=li, case=cases.NewCase(text="屋顶漏雨", household=street.wang_home.pk), now=NOW)
        cases.report(actor=li, case=cases.NewCase(text="路灯不亮", territory=street.lin1.pk), now=NOW)
        return found(street, "too_small")

    def test_care_and_cases_go_with_the_homes_and_nobody_is_left(self, street: cast.Street, small: Adjustment) -> None:
        assert small.effect == {
            "households": 2,
            "people_in_care": 2,
            "open_cases": 1,
            "before": {"邻1": 2, "邻2": 7},
            "after": {"邻1": 0, "邻2": 9},
        }
        accept(street, small)
        apply()
        street.lin1.refresh_from_db()
        assert street.lin1.closed_on == TODAY and street.lin1.name == "邻1（已并）"
        assert set(Household.objects.values_list("neighbourhood", flat=True)) == {street.lin2.pk}
        assert set(CarePlan.objects.values_list("neighbourhood", flat=True)) == {street.lin2.pk}
        post = street.post_of(street.lin2)
        assert set(Case.objects.values_list("holder", "territory")) == {(post.pk, street.lin2.pk)}
        assert set(Holding.objects.filter(active=True).values_list("post", flat=True)) == {post.pk}
        assert everybody_has_one_neighbourhood()
        assert not street.actor("李邻长").grants  # the post is gone, and its keys with it

    def test_undone_the_chief_the_homes_and_their_cases_are_back(self, street: cast.Street, small: Adjustment) -> None:
        accept(street, small)
        apply()
        actions.undo_adjustment(actor=street.actor("街道老彭"), adjustment=small.pk, now=NOW)
        outbox.dispatch_waiting(now=NOW)
        street.lin1.refresh_from_db()
        assert (street.lin1.closed_on, street.lin1.name) == (None, "邻1")
        assert Household.objects.filter(neighbourhood=street.lin1).count() == 2
        about_home = Case.objects.get(household=street.wang_home)
        assert about_home.holder == street.post_of(street.lin1)
        assert everybody_has_one_neighbourhood() and street.actor("李邻长").grants

    def test_on_a_later_day_nothing_happens_before_it(self, street: cast.Street, small: Adjustment) -> None:
        accept(street, small, days=3)
        assert [apply(days) for days in (0, 2, 3, 4)] == [0, 0, 1, 0]

    def test_who_moved_in_between_stops_it_and_it_says_so(self, street: cast.Street, small: Adjustment) -> None:
        accept(street, small, days=3)
        residents.move_household(
            actor=street.actor("社区小覃"),
            household=street.wang_home.pk,
            neighbourhood=street.lin2.pk,
            evidence="住到儿子家",
            moved_on=TODAY,
            now=NOW,
        )
        assert apply(3) == 0
        small.refresh_from_db()
        assert small.state == "stuck" and "已经换了邻" in small.problem
        assert Territory.objects.filter(closed_on__isnull=False).count() == 0

    def test_by_hand_at_the_desk_and_undone(self, street: cast.Street) -> None:
        office = street.actor("社区小覃")
        row = actions.merge_places(actor=office, place=street.lin2.pk, into=street.lin1.pk, now=NOW)
        assert Household.objects.filter(neighbourhood=street.lin1).count() == 3
        actions.undo_adjustment(actor=office, adjustment=row.pk, now=NOW)
        assert Household.objects.filter(neighbourhood=street.lin2).count() == 1
        with pytest.raises(NotThere):
            actions.merge_places(actor=office, place=street.lin2.pk, into=street.yanmen_lin.pk, now=NOW)


class TestDeciding:
    def test_a_decline_needs_a_reason_and_is_remembered(self, street: cast.Street) -> None:
        row, office = found(street, "too_small", street.lin2), street.actor("社区小覃")
        with pytest.raises(Invalid):
            actions.decline_adjustments(actor=office, adjustments=[row.pk], reason=" ", now=NOW)
        actions.decline_adjustments(actor=office, adjustments=[row.pk], reason="山上只有这两户", now=NOW)
        assert adjusting.propose_adjustments(now=NOW) == 0
        row.refresh_from_db()
        assert (row.state, row.reason, row.decided_by_name) == ("declined", "山上只有这两户", "社区小覃")

    def test_other_facts_are_another_proposal_and_the_old_one_is_gone(self, street: cast.Street) -> None:
        row = found(street, "too_small", street.lin2)
        grow(street, street.lin2, 1)
        assert adjusting.propose_adjustments(now=NOW) == 1
        row.refresh_from_db()
        assert row.state == "gone"

    def test_only_the_own_office_decides_and_only_once(self, street: cast.Street) -> None:
        grow(street, street.lin2, 4)
        row = found(street, "too_small")
        for who, kind in (("岩门小吴", NotThere), ("李邻长", NotThere), ("田组长", NotThere)):
            with pytest.raises((kind, NotAllowed)):
                actions.accept_adjustments(actor=street.actor(who), adjustments=[row.pk], apply_on=TODAY, now=NOW)
        accept(street, row)
        with pytest.raises(Refusal) as refused:
            accept(street, row)
        assert refused.value.code == "decided_already"

    def test_where_nothing_fits_there_is_nothing_to_accept(self, street: cast.Street) -> None:
        adjusting.propose_adjustments(now=NOW)
        row = Adjustment.objects.get(place=street.yanmen_lin)
        with pytest.raises(Refusal) as refused:
            actions.accept_adjustments(actor=street.actor("街道老彭"), adjustments=[row.pk], apply_on=TODAY, now=NOW)
        assert refused.value.code == "needs_hands"

    def test_bounds_of_a_place_count_below_it(self, street: cast.Street) -> None:
        office = street.actor("社区小覃")
        actions.set_size_bounds(actor=office, place=street.group.pk, least=1, most=4, now=NOW)
        assert adjusting.propose_adjustments(now=NOW) == 1  # 岩门's alone, whose bounds are the usual ones
        with pytest.raises(Invalid):
            actions.set_size_bounds(actor=office, place=street.group.pk, least=9, most=4, now=NOW)
        with pytest.raises(NotThere):
            actions.set_size_bounds(actor=office, place=street.yanmen.pk, least=1, most=4, now=NOW)


def test_a_chief_who_moved_away_is_proposed_and_the_nearest_stands_in(street: cast.Street) -> None:
    home = cast.household(street.yanmen_lin, "00009", "岩门社区桥头组9号")
    person = cast.resident(home, "李邻长")
    sits = Appointment.objects.get(post=street.post_of(street.lin1))
    Appointment.objects.filter(pk=sits.pk).update(resident=person)
    row = found(street, "chief_moved")
    assert row.facts["name"] == "李邻长" and "桥头组" in str(row.facts["where"])
    accept(street, row)
    apply()
    post = street.post_of(street.lin1).pk
    assert [one.name for one in queries.holders([post], day=TODAY)[post]] == ["周邻长"]
    actions.undo_adjustment(actor=street.actor("社区小覃"), adjustment=row.pk, now=NOW)
    assert [one.name for one in queries.holders([post], day=TODAY)[post]] == ["李邻长"]


def test_moving_many_costs_the_same_for_two_and_for_forty(
    street: cast.Street, django_assert_max_num_queries: object
) -> None:
    homes = grow(street, street.lin1, 40)
    moves: dict[UUID, UUID] = {home.pk: street.lin2.pk for home in homes}
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        residents.move_many(actor=SYSTEM, moves=moves, evidence="调整", moved_on=TODAY, now=NOW)
    with pytest.raises(Refusal) as refused:
        away = {homes[0].pk: street.yanmen_lin.pk}
        residents.move_many(actor=SYSTEM, moves=away, evidence="调整", moved_on=TODAY, now=NOW)
    assert refused.value.code == "other_community"
