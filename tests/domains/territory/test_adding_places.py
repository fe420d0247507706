"""Growing the tree by many places at once."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.cast import START, Street
from youlin.domains.access.actor import SYSTEM
from youlin.domains.territory import actions
from youlin.domains.territory.actions import NewTerritory, add_territories
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level


def neighbourhoods(street: Street, *names: str) -> list[NewTerritory]:
    return [NewTerritory(street.group, Level.NEIGHBOURHOOD, name) for name in names]


def names_below(parent: Territory, *order: str) -> list[str]:
    rows = Territory.objects.filter(parent=parent)
    return list((rows.order_by(*order) if order else rows).values_list("name", flat=True))


def test_two_doors_never_have_one_code(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: Iterator[str] = iter([street.lin1.door_code, "AAAAAA", "AAAAAA", "CCCCCC", "DDDDDD"])
    monkeypatch.setattr(actions, "_door_code", lambda: next(drawn))
    added = add_territories(actor=SYSTEM, places=neighbourhoods(street, "邻8", "邻9"), now=START)
    assert sorted(place.door_code for place in added) == ["AAAAAA", "CCCCCC"]


def test_places_stand_in_the_order_in_which_people_count_them(street: Street) -> None:
    add_territories(actor=SYSTEM, places=neighbourhoods(street, "邻10", "邻9"), now=START)
    assert names_below(street.group) == ["邻1", "邻2", "邻9", "邻10"]
    assert names_below(street.group, "path") == ["邻1", "邻2", "邻9", "邻10"]


def test_places_without_a_number_stand_behind_those_that_are_there(street: Street) -> None:
    for name in ("竹山组", "罗家组", "白水组"):
        add_territories(actor=SYSTEM, places=[NewTerritory(street.area, Level.GROUP, name)], now=START)
    assert names_below(street.area)[-3:] == ["竹山组", "罗家组", "白水组"]
    assert names_below(street.area, "path") == names_below(street.area)


def test_adding_many_costs_as_many_statements_as_adding_few(street: Street) -> None:
    groups = [NewTerritory(street.area, Level.GROUP, f"{place}组") for place in range(12)]
    above = add_territories(actor=SYSTEM, places=groups, now=START)

    def statements(parents: list[Territory]) -> int:
        with CaptureQueriesContext(connection) as captured:
            places = [NewTerritory(parent, Level.NEIGHBOURHOOD, "邻1") for parent in parents]
            add_territories(actor=SYSTEM, places=places, now=START)
        return len(captured)

    assert statements(above[:2]) == statements(above[2:])
