"""A chief's rounds: own people only, in the order of the walk, on the chief's days; nothing of it is kept."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.domains.care.conftest import on
from tests.factories import cast
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions as care
from youlin.domains.care.actions import rounds as actions
from youlin.domains.care.models.rounds import RoundWish
from youlin.domains.care.queries import rounds as queries
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.chiefs.models import Appointment
from youlin.domains.residents import actions as residents
from youlin.domains.residents.models import Household
from youlin.domains.residents.rules.positions import Point
from youlin.foundation import clock
from youlin.foundation.refusal import Invalid, NotAllowed

NOW = on(7)


@pytest.fixture
def in_care(street: cast.Street) -> cast.Street:
    """王奶奶 and 刘小满 in care since Monday; by the Monday after both visits are due."""
    care.open_plans(actor=SYSTEM, now=cast.START)
    return street


def pinned(street: cast.Street, home: Household, north: float) -> None:
    point = Point(29.35 + north / 111_195, 110.47)
    residents.set_point(actor=street.actor("社区小覃"), household=home.pk, point=point, now=NOW)


def test_today_is_walked_from_home_by_the_shortest_way(in_care: cast.Street) -> None:
    home = cast.household(in_care.lin1, "00009", "溪布社区第1片老屋场组9号")
    li = cast.resident(home, "李邻长")
    post = in_care.post_of(in_care.lin1)
    Appointment.objects.filter(post=post).update(resident=li)
    pinned(in_care, home, 0)
    pinned(in_care, in_care.liu_home, 100)
    pinned(in_care, in_care.wang_home, 300)
    plan = queries.plan(in_care.actor("李邻长"), NOW)
    walk = queries.walk_of(plan, plan.today)
    assert [stop.household.pk for stop in walk.stops] == [in_care.liu_home.pk, in_care.wang_home.pk]
    assert [round(stop.metres or 0) for stop in walk.stops] == [130, 260]  # as one walks: 1.3 times the straight line
    assert walk.from_home
    assert round(walk.metres or 0) == 390


def test_without_points_it_goes_from_door_to_door_and_says_so(in_care: cast.Street) -> None:
    pinned(in_care, in_care.wang_home, 300)
    plan = queries.plan(in_care.actor("李邻长"), NOW)
    walk = queries.walk_of(plan, plan.today)
    assert [stop.household.address[-2:] for stop in walk.stops] == ["1号", "2号"]
    assert walk.by_doors
    assert walk.metres is None


def test_a_visit_made_is_off_the_round(in_care: cast.Street) -> None:
    visit = care.NewContact(uuid4(), in_care.wang.pk, "visit", "met", NOW, "fine")
    care.record_contacts(actor=in_care.actor("李邻长"), contacts=[visit], now=NOW)
    plan = queries.plan(in_care.actor("李邻长"), NOW)
    assert [stop.household.pk for stop in plan.days[plan.today]] == [in_care.liu_home.pk]
    ahead = next(day for day, stops in plan.days.items() if stops[0].household.pk == in_care.wang_home.pk)
    assert plan.today < ahead <= plan.today + timedelta(7)


def test_the_chiefs_days_are_kept_as_far_as_dues_allow(in_care: cast.Street) -> None:
    li = in_care.actor("李邻长")
    actions.set_days(actor=li, weekdays=[4, 6], now=NOW)
    plan = queries.plan(li, on(1))  # Tuesday; both are due on the Monday after
    assert {day.isoweekday() for day in plan.days} <= {4, 6}
    assert all(day <= date(2026, 11, 9) for day in plan.days)
    with pytest.raises(Invalid):
        actions.set_days(actor=li, weekdays=[8], now=NOW)


def test_another_neighbourhood_is_not_on_the_round(in_care: cast.Street) -> None:
    for name in ("周邻长", "田组长", "社区小覃"):
        assert queries.plan(in_care.actor(name), NOW).days == {}


def test_a_round_asks_the_same_however_many_are_on_it(
    in_care: cast.Street, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        home = cast.household(in_care.lin1, f"1{number}", f"溪布社区第1片老屋场组{20 + number}号")
        cast.circumstance(cast.resident(home, f"覃{number}"), "elder_alone")
    care.open_plans(actor=SYSTEM, now=cast.START)
    li = in_care.actor("李邻长")
    with django_assert_max_num_queries(6):
        plan = queries.plan(li, NOW)
    assert sum(map(len, plan.days.values())) == 14


def test_a_calendar_is_secret_renewed_and_stopped(in_care: cast.Street) -> None:
    li = in_care.actor("李邻长")
    first = actions.share_calendar(actor=li, shows="count", now=NOW).token
    assert len(first) >= 32
    assert queries.calendar_of(first, NOW) is not None
    assert first not in str(RoundWish.objects.values("token_index", "weekdays"))
    second = actions.share_calendar(actor=li, shows="count", now=NOW).token
    assert queries.calendar_of(first, NOW) is None
    assert queries.calendar_of(second, NOW) is not None
    actions.stop_calendar(actor=li, now=NOW)
    actions.stop_calendar(actor=li, now=NOW)
    assert queries.calendar_of(second, NOW) is None
    assert queries.calendar_of("", NOW) is None


def test_the_calendar_ends_with_the_term(in_care: cast.Street) -> None:
    token = actions.share_calendar(actor=in_care.actor("李邻长"), shows="count", now=NOW).token
    term = Appointment.objects.get(post=in_care.post_of(in_care.lin1))
    chiefs.end_term(
        actor=in_care.actor("社区小覃"), appointment=term.pk, ends_on=clock.day_of(NOW), reason="搬走了", now=NOW
    )
    assert queries.calendar_of(token, NOW) is None


def test_only_a_chief_of_a_neighbourhood_has_rounds(in_care: cast.Street) -> None:
    with pytest.raises(NotAllowed):
        actions.set_days(actor=in_care.actor("田组长"), weekdays=[1], now=NOW)
