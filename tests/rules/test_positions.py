"""Where a household lives: what is read, how far it is, and what a building lends to who has no point."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from youlin.domains.residents.rules import positions as rules
from youlin.domains.residents.rules.positions import Point, Spot

points = st.builds(Point, st.floats(18, 53), st.floats(74, 135))


def great_circle(here: Point, there: Point) -> float:
    north, south = math.radians(here.latitude), math.radians(there.latitude)
    apart = math.radians(there.longitude - here.longitude)
    half = math.sin((south - north) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin(apart / 2) ** 2
    return 2 * rules.EARTH * math.asin(math.sqrt(half))


@given(points, st.floats(-0.05, 0.05), st.floats(-0.05, 0.05))
def test_a_flat_street_is_true_to_the_round_earth(here: Point, north: float, east: float) -> None:
    there = Point(here.latitude + north, here.longitude + east)
    assert abs(rules.metres(here, there) - great_circle(here, there)) < 1
    (_origin, (x, y)) = rules.plane([here, there])
    assert abs(math.hypot(x, y) - rules.metres(here, there)) <= 0.002 * rules.metres(here, there) + 1


@given(points)
def test_a_point_written_down_is_read_again_in_either_order(point: Point) -> None:
    written = Point(round(point.latitude, 6), round(point.longitude, 6))
    assert rules.read_point(str(written)) == written
    assert rules.read_point(f"经度{written.longitude:.6f} 纬度{written.latitude:.6f}") == written


def test_half_a_point_and_a_point_abroad_are_none() -> None:
    for written in ("", "29.35", "一二", "29.35,110.47,12", "2.1, 200.5", "48.85, 2.35"):
        assert rules.read_point(written) is None


@given(points)
def test_a_chinese_map_is_put_right_to_a_metre(ground: Point) -> None:
    shown = rules.on_chinese_map(ground)
    assert 20 < rules.metres(ground, shown) < 1500
    assert rules.metres(rules.from_chinese_map(shown), ground) < 1


def test_who_has_no_point_stands_in_the_middle_of_the_building() -> None:
    spots = {
        "101": Spot("溪布社区3栋101室", Point(29.0, 110.0), "pin"),
        "201": Spot("溪布社区3栋201室", Point(29.2, 110.4), "roster"),
        "301": Spot("溪布社区3栋301室", None),
        "4栋": Spot("溪布社区4栋101室", None),
        "none": Spot("", None),
    }
    found = rules.positions(spots)
    assert found["301"].source == "building"
    assert math.isclose(found["301"].point.latitude, 29.1)
    assert math.isclose(found["301"].point.longitude, 110.2)
    assert (found["101"].source, found["201"].source) == ("pin", "roster")
    assert set(found) == {"101", "201", "301"}


def test_doors_follow_one_another_as_one_walks() -> None:
    doors = ["老屋场组10号", "3栋2单元101", "老屋场组2号", "3栋1单元201", "3栋1单元1001", "老屋场组"]
    assert sorted(doors, key=rules.door_order) == [
        "3栋1单元201", "3栋1单元1001", "3栋2单元101", "老屋场组", "老屋场组2号", "老屋场组10号",
    ]  # fmt: skip
