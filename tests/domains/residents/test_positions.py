"""A household's place: said once by who stands at the door, or by a column; lent by the building; never compulsory."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from tests.factories import cast
from youlin.domains.residents import actions
from youlin.domains.residents.intake.actions import import_roster
from youlin.domains.residents.models import Household
from youlin.domains.residents.queries import positions
from youlin.domains.residents.roster.book import read_roster
from youlin.domains.residents.rules.positions import Point
from youlin.foundation import clock
from youlin.foundation.models import AuditEntry
from youlin.foundation.refusal import Invalid, NotThere

DOOR = Point(29.3512, 110.4723)


def pin(street: cast.Street, name: str, home: Household, point: Point | None = DOOR) -> Household:
    return actions.set_point(actor=street.actor(name), household=home.pk, point=point, now=cast.START)


def test_a_chief_pins_a_door_once_and_it_is_known(street: cast.Street) -> None:
    pin(street, "李邻长", street.wang_home)
    pin(street, "李邻长", street.wang_home)
    found = positions.position_of(street.actor("李邻长"), street.wang_home.pk)
    assert found is not None
    assert (found.point, found.source) == (DOOR, "pin")
    deeds = AuditEntry.objects.filter(verb="household.point")
    assert [deed.changes for deed in deeds] == [{"known": [False, True]}]  # where exactly is nobody's to read there


def test_a_pin_can_be_taken_away(street: cast.Street) -> None:
    pin(street, "李邻长", street.wang_home)
    pin(street, "社区小覃", street.wang_home, None)
    assert positions.position_of(street.actor("李邻长"), street.wang_home.pk) is None


def test_nobody_pins_a_door_that_is_not_theirs_to_see(street: cast.Street) -> None:
    with pytest.raises(NotThere):
        pin(street, "李邻长", street.zhao_home)
    with pytest.raises(NotThere):
        pin(street, "岩门小吴", street.wang_home)


def test_a_point_abroad_is_refused(street: cast.Street) -> None:
    with pytest.raises(Invalid):
        pin(street, "李邻长", street.wang_home, Point(48.85, 2.35))


def test_a_neighbour_in_the_building_lends_the_point(street: cast.Street) -> None:
    upstairs = cast.household(street.lin1, "00011", "溪布社区3栋201室")
    downstairs = cast.household(street.lin2, "00012", "溪布社区3栋101室")
    pin(street, "周邻长", downstairs)
    # 李邻长 does not see the household below, and learns of it only that the building stands there.
    found = positions.positions_at(street.actor("李邻长"), street.lin1.pk)
    assert {key: (one.point, one.source) for key, one in found.items()} == {upstairs.pk: (DOOR, "building")}
    with_everything = positions.positions_of(
        street.actor("社区小覃"), [upstairs.pk, downstairs.pk, street.wang_home.pk]
    )
    assert {one.source for one in with_everything.values()} == {"pin", "building"}
    assert len(with_everything) == 2


HEAD = ("社区", "片", "组", "邻", "户编号", "与户主关系", "姓名", "身份证号", "现住地址")
ROWS = (("王桂英", "430899194403020027", "00001", "1号"), ("刘长根", "430899195301010017", "00002", "2号"))


def bring_in(street: cast.Street, folder: Path, columns: tuple[str, ...], *told: tuple[object, ...]) -> list[str]:
    """A roster of two homes with more columns; the codes of what was wrong."""
    path = folder / "花名册.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("花名册")
        sheet.write_row(0, 0, (*HEAD, *columns))
        for line, ((name, number, home, door), more) in enumerate(zip(ROWS, told, strict=True), 1):
            place = ("溪布社区", "第1片", "老屋场组", "邻1", home, "户主", name, number, "溪布社区第1片老屋场组" + door)
            sheet.write_row(line, 0, (*place, *more))
    read = read_roster(path, today=clock.day_of(cast.START))
    import_roster(actor=street.actor("社区小覃"), book=read, subdistrict=street.subdistrict.pk, now=cast.START)
    return [problem.code for problem in read.problems if problem.why == "point"]


def known(home: Household) -> tuple[float | None, float | None, str]:
    home.refresh_from_db()
    return home.latitude, home.longitude, home.point_source


def test_two_columns_of_a_roster_say_where_homes_are(street: cast.Street, tmp_path: Path) -> None:
    assert bring_in(street, tmp_path, ("经度", "纬度"), (110.5, 29.4), ("", "")) == []
    assert known(street.wang_home) == (29.4, 110.5, "roster")
    assert known(street.liu_home) == (None, None, "")


def test_a_roster_does_not_move_a_pin_nor_erase_a_point(street: cast.Street, tmp_path: Path) -> None:
    pin(street, "李邻长", street.wang_home)
    bring_in(street, tmp_path, ("经度", "纬度"), (110.5, 29.4), (110.6, 29.5))
    assert known(street.wang_home) == (DOOR.latitude, DOOR.longitude, "pin")
    bring_in(street, tmp_path, ("备注",), ("",), ("",))
    assert known(street.liu_home) == (29.5, 110.6, "roster")


def test_one_column_may_tell_both_and_a_chinese_map_is_put_right(street: cast.Street, tmp_path: Path) -> None:
    bring_in(street, tmp_path, ("经纬度（高德）",), ("110.500000,29.400000",), ("",))
    latitude, longitude, _source = known(street.wang_home)
    assert latitude is not None
    assert longitude is not None
    assert 200 < 111_195 * ((latitude - 29.4) ** 2 + (longitude - 110.5) ** 2) ** 0.5 < 900


def test_a_bad_point_costs_its_cell_only_and_is_named(street: cast.Street, tmp_path: Path) -> None:
    assert bring_in(street, tmp_path, ("经度", "纬度"), ("", 29.4), (2.35, 48.85)) == ["number_bad", "number_bad"]
    assert known(street.wang_home) == (None, None, "")
