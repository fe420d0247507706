"""Who lives together is told by numbers, by merged cells, or by the 户主; nobody is lost with a bad head."""

import pytest

from tests.domains.residents.roster.papers import (
    LI,
    PLACE,
    WANG,
    XIAOMAN,
    ZHAO,
    codes,
    homes,
    identity,
    read,
    sheet,
    workbook,
)

NO_NUMBER = ["社区", "片", "组", "邻", "与户主关系", "姓名", "身份证号"]


def test_a_merged_number_covers_its_household() -> None:
    rows = [
        ["社区", "组", "户编号", "与户主关系", "姓名", "身份证号", "家庭年收入(元)"],
        ["溪布社区", "老屋场组", "00001", "户主", "李邻长", LI, 24000],
        [None, None, None, "父母", "王奶奶", WANG, None],
        [None, None, "00002", "户主", "赵大伯", ZHAO, 6000],
    ]
    merges = [(1, 2, 2, 2), (1, 6, 2, 6), (1, 0, 3, 0), (1, 1, 3, 1)]
    book = read(workbook(("花名册", rows), merges=merges))
    assert homes(book) == [["李邻长", "王奶奶"], ["赵大伯"]]
    assert [household.income_fen for household in book.households] == [2_400_000, 600_000]


def test_a_number_written_once_covers_the_rows_below() -> None:
    book = sheet(
        [*PLACE, "00001", "户主", "李邻长", "男", LI],
        [*PLACE, None, "父母", "王奶奶", "女", WANG],
        [*PLACE, "00002", "户主", "赵大伯", "男", ZHAO],
    )
    assert homes(book) == [["李邻长", "王奶奶"], ["赵大伯"]]


def test_rows_of_one_number_find_together_wherever_they_stand() -> None:
    book = sheet(
        [*PLACE, "00001", "户主", "李邻长", "男", LI],
        [*PLACE, "00002", "户主", "赵大伯", "男", ZHAO],
        [*PLACE, "00001", "父母", "王奶奶", "女", WANG],
    )
    assert homes(book) == [["李邻长", "王奶奶"], ["赵大伯"]]


def test_a_number_stored_as_a_number_is_a_name_all_the_same() -> None:
    assert sheet([*PLACE, 7.0, "户主", "李邻长", "男", LI]).households[0].number == "7"


def test_without_numbers_a_household_begins_at_its_head() -> None:
    book = sheet(
        [*PLACE, "户主", "李邻长", LI],
        [*PLACE, "父母", "王奶奶", WANG],
        [*PLACE, "户主", "赵大伯", ZHAO],
        header=NO_NUMBER,
    )
    assert homes(book) == [["李邻长", "王奶奶"], ["赵大伯"]]
    assert {household.number for household in book.households} == {""}


def test_an_empty_number_beside_a_head_begins_a_household_too() -> None:
    book = sheet(
        [*PLACE, "00001", "户主", "李邻长", "男", LI],
        [*PLACE, None, "户主", "赵大伯", "男", ZHAO],
    )
    assert homes(book) == [["李邻长"], ["赵大伯"]]


def test_a_rejected_head_does_not_take_the_household_along() -> None:
    book = sheet(
        [*PLACE, "户主", "李邻长", LI[:-2]],
        [*PLACE, "父母", "王奶奶", WANG],
        [*PLACE, "孙子女", "刘小满", XIAOMAN],
        header=NO_NUMBER,
    )
    assert homes(book) == [["王奶奶", "刘小满"]]
    assert codes(book) == [(2, "身份证号", "id_length")]


def test_a_rejected_head_still_gives_number_address_and_income() -> None:
    header = ["社区", "组", "户编号", "与户主关系", "姓名", "身份证号", "现住地址", "家庭年收入(元)"]
    rows = [
        header,
        ["溪布社区", "老屋场组", "00009", "户主", "", LI, "老屋场组9号", 24000],
        ["溪布社区", "老屋场组", None, "父母", "王奶奶", WANG, "", None],
    ]
    household = read(workbook(("花名册", rows))).households[0]
    assert (household.number, household.address, household.income_fen) == ("00009", "老屋场组9号", 2_400_000)


def test_a_row_before_any_head_belongs_nowhere() -> None:
    book = sheet([*PLACE, "配偶", "王奶奶", WANG], [*PLACE, "户主", "李邻长", LI], header=NO_NUMBER)
    assert homes(book) == [["李邻长"]]
    assert codes(book) == [(2, "", "household_missing")]


def test_a_row_of_another_place_does_not_join_the_household_above() -> None:
    elsewhere = ("溪布社区", "第1片", "桥头组", "邻4")
    book = sheet([*PLACE, "户主", "李邻长", LI], [*elsewhere, "配偶", "王奶奶", WANG], header=NO_NUMBER)
    assert homes(book) == [["李邻长"]]
    assert codes(book) == [(3, "", "household_missing")]


def test_the_same_number_in_two_groups_is_two_households() -> None:
    book = sheet(
        ["溪布社区", "第1片", "老屋场组", "邻1", "1", "户主", "李邻长", "男", LI],
        ["溪布社区", "第1片", "桥头组", "邻1", "1", "户主", "王奶奶", "女", WANG],
    )
    assert homes(book) == [["李邻长"], ["王奶奶"]]


def test_one_place_in_two_spellings_is_one_place() -> None:
    book = sheet(
        ["溪布社区", "第1片", "3组", "邻1", "1", "户主", "李邻长", "男", LI],
        ["溪布居委会", "第一片", "第三组", "1邻", "1", "父母", "王奶奶", "女", WANG],
    )
    assert homes(book) == [["李邻长", "王奶奶"]]


def test_one_sheet_a_group_told_by_the_sheets_name_and_the_title() -> None:
    header = ["姓名", "身份证号", "与户主关系"]
    book = read(
        workbook(
            ("老屋场组", [["溪布社区老屋场组居民花名册"], header, ["李邻长", LI, "户主"]]),
            ("桥头组", [["溪布社区居民花名册"], header, ["王奶奶", WANG, "户主"]]),
            ("田家湾组", [["居民花名册"], header, ["赵大伯", ZHAO, "户主"]]),
        ),
        "溪布社区花名册.xlsx",
    )
    assert [(home.place.community, home.place.group) for home in book.households] == [
        ("溪布社区", "老屋场组"),
        ("溪布社区", "桥头组"),
        ("溪布社区", "田家湾组"),
    ]


@pytest.mark.parametrize(
    ("sheet_name", "title", "group"),
    [
        ("老屋场组", "溪布社区居民花名册", "老屋场组"),
        ("老屋场", "溪布社区居民花名册", "老屋场组"),
        ("溪布老屋场组", "溪布社区居民花名册", "老屋场组"),
        ("溪布社区老屋场组", "居民花名册", "老屋场组"),
        ("Sheet1", "锣溪街道溪布社区老屋场组居民花名册（2026年）", "老屋场组"),
        ("1", "溪布社区第3组居民花名册", "第3组"),
        ("常住人口", "溪布社区居民花名册", ""),
        ("花名册", "溪布社区居民花名册", ""),
        ("溪布", "溪布社区居民花名册", ""),
    ],
)
def test_the_ways_a_sheet_tells_its_group(sheet_name: str, title: str, group: str) -> None:
    rows = [[title], ["姓名", "身份证号", "与户主关系"], ["李邻长", LI, "户主"]]
    place = read(workbook((sheet_name, rows)), "导出.xlsx").households[0].place
    assert (place.community, place.group) == ("溪布社区", group)


def test_a_place_written_once_holds_until_another_is_written() -> None:
    book = sheet(
        ["溪布社区", "第1片", "老屋场组", "邻1", "1", "户主", "李邻长", "男", LI],
        ["", "", "", "邻2", "2", "户主", "王奶奶", "女", WANG],
        ["岩门社区", "", "桥头组", "邻1", "3", "户主", "赵大伯", "男", ZHAO],
    )
    assert [(home.place.community, home.place.area, home.place.neighbourhood) for home in book.households] == [
        ("溪布社区", "第1片", "邻1"),
        ("溪布社区", "第1片", "邻2"),
        ("岩门社区", "", "邻1"),
    ]


def test_several_levels_in_one_cell_are_told_apart() -> None:
    header = ["所属网格", "与户主关系", "姓名", "身份证号"]
    place = sheet(["溪布社区第1片老屋场组邻3", "户主", "李邻长", LI], header=header).households[0].place
    assert (place.community, place.area, place.group, place.neighbourhood) == ("溪布社区", "第1片", "老屋场组", "邻3")


def test_the_address_tells_the_place_where_nothing_else_does() -> None:
    header = ["与户主关系", "姓名", "身份证号", "现住地址"]
    place = sheet(["户主", "李邻长", LI, "溪布社区第1片老屋场组12号"], header=header).households[0].place
    assert (place.community, place.group) == ("溪布社区", "老屋场组")


def test_a_row_of_no_known_community_stays_out_and_says_so() -> None:
    book = sheet(["户主", "李邻长", LI], header=["与户主关系", "姓名", "身份证号"])
    assert [(problem.code, problem.why, problem.kept) for problem in book.problems] == [
        ("household_missing", "community", False)
    ]


def test_a_list_of_heads_only_is_a_list_of_households() -> None:
    header = ["社区", "户主姓名", "身份证号", "住址"]
    book = sheet(["溪布社区", "李邻长", LI, "1号"], ["溪布社区", "赵大伯", ZHAO, "2号"], header=header)
    assert homes(book) == [["李邻长"], ["赵大伯"]]


def test_the_heads_name_beside_each_row_tells_households_apart() -> None:
    header = ["社区", "户主", "姓名", "身份证号"]
    book = sheet(
        ["溪布社区", "李邻长", "李邻长", LI],
        ["溪布社区", "李邻长", "王奶奶", WANG],
        ["溪布社区", "赵大伯", "赵大伯", ZHAO],
        header=header,
    )
    assert homes(book) == [["李邻长", "王奶奶"], ["赵大伯"]]


def test_where_only_addresses_are_told_one_address_is_one_household() -> None:
    header = ["社区", "姓名", "身份证号", "住址"]
    book = sheet(
        ["溪布社区", "李邻长", LI, "老屋场组1号"],
        ["溪布社区", "王奶奶", WANG, "老屋场组1号"],
        ["溪布社区", "赵大伯", ZHAO, "老屋场组2号"],
        header=header,
    )
    assert homes(book) == [["李邻长", "王奶奶"], ["赵大伯"]]


@pytest.mark.parametrize(
    ("states", "household"),
    [
        (("空挂户", "空挂户"), "registered_only"),
        (("空挂户", "人户一致"), "permanent"),
        (("外出务工", "外出务工"), "away"),
        (("", ""), ""),
    ],
)
def test_a_household_is_permanent_where_anybody_lives(states: tuple[str, str], household: str) -> None:
    header = ["社区", "户编号", "姓名", "身份证号", "人户状态"]
    book = sheet(
        ["溪布社区", "1", "李邻长", LI, states[0]], ["溪布社区", "1", "王奶奶", WANG, states[1]], header=header
    )
    assert book.households[0].residence == household


def test_households_run_on_through_a_long_list() -> None:
    rows = []
    for serial in range(0, 600, 3):
        rows.append([*PLACE, "户主", f"户主{serial}", identity("19800101", serial)])
        rows += [[*PLACE, "子女", f"子女{serial}{child}", identity("20100101", serial + child)] for child in (1, 2)]
    book = sheet(*rows, header=NO_NUMBER)
    assert {len(home) for home in homes(book)} == {3}
    assert (len(book.households), codes(book)) == (200, [])
