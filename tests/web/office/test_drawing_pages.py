"""Drawing neighbourhoods at the desk."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from django.test import Client

from tests.factories import cast
from youlin.domains.access.actor import SYSTEM
from youlin.domains.chiefs.models.drawing import Drawing
from youlin.domains.residents.models import Household
from youlin.domains.territory.actions import add_territory
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.web.office.drawing.picture import hull, picture

LogIn = Callable[[str], Client]


@pytest.fixture
def group(street: cast.Street) -> Territory:
    """下河组: 18 households along a lane, not yet divided."""
    group = add_territory(actor=SYSTEM, parent=street.area, level=Level.GROUP, name="下河组", now=cast.START)
    undivided = add_territory(actor=SYSTEM, parent=group, level=Level.NEIGHBOURHOOD, name="未分邻", now=cast.START)
    for door in range(1, 19):
        home = cast.household(undivided, f"1{door:04}", f"溪布社区第1片下河组{door}号")
        home.latitude, home.longitude = 29.35, 110.47 + 0.0002 * door
        home.save()
    return group


def propose(desk: Client, group: Territory) -> str:
    answer = desk.post("/office/drawing/", {"place": str(group.pk), "smallest": 5, "largest": 12})
    page = str(answer["Location"])
    desk.post(page + "now/")
    return page


def test_from_a_place_to_neighbourhoods_and_back(street: cast.Street, group: Territory, logged_in: LogIn) -> None:
    desk = logged_in("社区小覃")
    page = propose(desk, group)
    text = desk.get(page).content.decode()
    assert "还没有变" in text
    assert "<polygon" in text
    assert "下河组邻1" in text
    assert "style=" not in text
    answer = desk.post(page + "accept/", follow=True)
    assert "已经采用" in answer.content.decode()
    assert Household.objects.filter(neighbourhood__parent=group, neighbourhood__name="邻1").exists()
    answer = desk.post(page + "undo/", follow=True)
    assert "回到了原来的邻" in answer.content.decode()
    assert not Territory.objects.filter(parent=group, name="邻1").exists()


def test_other_sizes_are_drawn_again_and_the_first_one_is_let_be(
    street: cast.Street, group: Territory, logged_in: LogIn
) -> None:
    desk = logged_in("社区小覃")
    first = propose(desk, group)
    answer = desk.post(first, {"smallest": 9, "largest": 9})
    assert answer.status_code == 302
    desk.post(answer["Location"] + "now/")
    assert [part.size for part in Drawing.objects.latest("started_at").parts.all()] == [9, 9]
    assert "这次没有采用" in desk.get(first).content.decode()


def test_a_household_is_moved_and_a_neighbourhood_renamed(
    street: cast.Street, group: Territory, logged_in: LogIn
) -> None:
    desk = logged_in("社区小覃")
    page = propose(desk, group)
    row = Drawing.objects.get()
    home = row.parts.get(number=1).homes.order_by("rank")[0].household_id
    answer = desk.post(page + "parts/1/", {"households": [str(home)], "to": "2"}, follow=True)
    assert "挪了 1 户" in answer.content.decode()
    answer = desk.post(page + "parts/2/", {"name": "水井边"}, follow=True)
    assert "下河组水井边" in answer.content.decode()
    assert desk.post(page + "parts/1/", {"name": "水井边"}).status_code == 422


def test_it_prints_as_a_workbook(street: cast.Street, group: Territory, logged_in: LogIn) -> None:
    desk = logged_in("社区小覃")
    answer = desk.get(propose(desk, group) + "?as=xlsx")
    assert answer["Content-Type"].endswith("sheet")


def test_another_community_sees_none_of_it(street: cast.Street, group: Territory, logged_in: LogIn) -> None:
    page = propose(logged_in("社区小覃"), group)
    assert logged_in("岩门小吴").get(page).status_code == 404


def test_the_picture_tells_neighbours_apart_without_colour() -> None:
    found = picture(
        [(number, 29.35, 110.47 + 0.001 * number + 0.0001 * home) for number in range(6) for home in range(8)]
    )
    assert found is not None
    looks = [area.look for area in found.areas]
    assert all(one != other for one, other in pairwise(looks))
    assert picture([]) is None
    assert hull([(0, 0), (4, 0), (2, 1), (4, 4), (0, 4)]) == [(0, 0), (4, 0), (4, 4), (0, 4)]
