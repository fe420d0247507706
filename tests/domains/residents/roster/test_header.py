"""The header is found under any title, in any words, of one row or two."""

import pytest

from tests.domains.residents.roster.papers import LI, PLACE, WANG, codes, homes, people, read, workbook
from youlin.domains.residents.roster.columns import Field, meaning, months_and_wan


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("公民身份号码", Field.ID),
        ("身份证号", Field.ID),
        ("身份证", Field.ID),
        (" 身 份 证\n号 码 ", Field.ID),
        ("证件号码", Field.ID),
        ("居民身份证号码(18位)", Field.ID),
        ("*身份证号：", Field.ID),
        ("户编号", Field.HOUSEHOLD),
        ("户号", Field.HOUSEHOLD),
        ("家庭编号", Field.HOUSEHOLD),
        ("姓 名", Field.NAME),
        ("户主姓名", Field.HEAD_NAME),
        ("与户主关系", Field.RELATION),
        ("家庭关系", Field.RELATION),
        ("联系方式", Field.PHONE),
        ("手机号码", Field.PHONE),
        ("出生年月日", Field.BIRTH),
        ("现居住地址", Field.ADDRESS),
        ("家庭住址", Field.ADDRESS),
        ("户籍地址", Field.UNKEPT),
        ("是否常住", Field.LIVES_HERE),
        ("人户状态", Field.RESIDENCE),
        ("所属社区", Field.COMMUNITY),
        ("村（社区）", Field.COMMUNITY),
        ("村民小组", Field.GROUP),
        ("所属网格", Field.PLACE),
        ("特殊群体类别", Field.CIRCUMSTANCE),
        ("重点人群类别", Field.CIRCUMSTANCE),
        ("是否独居老人", Field.FLAG),
        ("留守儿童", Field.FLAG),
        ("残疾类别等级", Field.DISABILITY),
        ("家庭年收入(万元)", Field.INCOME),
        ("监护人电话", Field.UNKEPT),
        ("户主身份证号", Field.UNKEPT),
        ("序号", Field.IGNORED),
        ("人均收入", None),
        ("王奶奶", None),
        ("14000000001", None),
    ],
)
def test_a_label_means(label: str, field: Field | None) -> None:
    assert meaning(label) is field


def test_the_unit_of_an_income_stands_in_its_header() -> None:
    assert months_and_wan("家庭年收入（元）") == (1, False)
    assert months_and_wan("家庭年收入(万元)") == (1, True)
    assert months_and_wan("月收入") == (12, False)


def test_titles_above_the_header_are_passed_over() -> None:
    book = read(
        workbook(
            (
                "花名册",
                [
                    ["溪布社区居民花名册"],
                    ["填表单位：（盖章）", None, None, "填表日期：2026年11月1日"],
                    [],
                    ["序号", "组", "与户主关系", "姓名", "身份证号"],
                    [1, "老屋场组", "户主", "李邻长", LI],
                ],
            )
        )
    )
    assert homes(book) == [["李邻长"]]
    assert (book.households[0].place.community, people(book)[0].row) == ("溪布社区", 5)


def test_a_header_of_two_rows_is_one() -> None:
    rows = [
        ["溪布社区老屋场组花名册", None, None, None, None, None, None],
        ["基本情况", None, None, "家庭情况", None, "特殊群体", None],
        ["姓名", "身份证号", "与户主关系", "户号", "家庭年收入\n(万元)", "独居老人", "残疾人"],
        ["李邻长", LI, "户主", "1", 2.4, "否", "否"],
        ["王奶奶", WANG, "户主", "2", "1.2", "√", "是"],
    ]
    merges = [(0, 0, 0, 6), (1, 0, 1, 2), (1, 3, 1, 4), (1, 5, 1, 6)]
    book = read(workbook(("花名册", rows), merges=merges))
    assert homes(book) == [["李邻长"], ["王奶奶"]]
    assert [household.income_fen for household in book.households] == [2_400_000, 1_200_000]
    assert people(book)[1].circumstances == (("elder_alone", ""), ("disabled", ""))


def test_a_label_may_stand_above_its_unit() -> None:
    rows = [
        ["姓名", "身份证号", "与户主关系", "组", "家庭年收入"],
        [None, None, None, None, "(万元)"],
        ["李邻长", LI, "户主", "老屋场组", 2.4],
    ]
    book = read(workbook(("溪布社区", rows)))
    assert [household.income_fen for household in book.households] == [2_400_000]


def test_the_second_row_is_not_taken_for_a_header_when_it_names_somebody() -> None:
    rows = [
        ["姓名", "身份证号", "与户主关系", "特殊群体类别"],
        ["王奶奶", WANG, "户主", "独居老人"],
    ]
    book = read(workbook(("溪布社区老屋场组", rows)))
    assert people(book)[0].circumstances == (("elder_alone", ""),)


def test_columns_may_stand_in_any_order_and_begin_anywhere() -> None:
    rows = [
        [],
        [None, None, "身份证号码", "姓名", "邻", "户主关系", "社区", "组"],
        [None, None, LI, "李邻长", "邻1", "户主", "溪布社区", "老屋场组"],
    ]
    book = read(workbook(("Sheet1", rows)))
    assert homes(book) == [["李邻长"]]
    assert (people(book)[0].row, book.households[0].place.neighbourhood) == (3, "邻1")


def test_columns_that_mean_nothing_to_us_are_named() -> None:
    header = ["序号", "社区", "姓名", "身份证号", "与户主关系", "口头禅", "学历"]
    book = read(workbook(("花名册", [header, [1, "溪布社区", "李邻长", LI, "户主", "莫急", "初中"]])))
    assert book.sheets[0].header.unused == ("口头禅", "学历")


def test_repeated_headers_sums_and_signatures_are_no_people() -> None:
    header = ["社区", "组", "户编号", "与户主关系", "姓名", "身份证号"]
    rows = [
        header,
        ["溪布社区", "老屋场组", "1", "户主", "李邻长", LI],
        header,
        [],
        ["溪布社区", "老屋场组", "2", "户主", "王奶奶", WANG],
        ["合计", None, 2],
        ["填表人：李邻长", None, None, None, "审核人：", None],
    ]
    book = read(workbook(("花名册", rows)))
    assert (book.rows, codes(book), book.sheets[0].notes) == (2, [], [6, 7])


def test_sheets_that_are_no_roster_are_named() -> None:
    rows = [["社区", "姓名", "身份证号", "与户主关系"], [PLACE[0], "李邻长", LI, "户主"]]
    book = read(workbook(("说明", [["请先看这里"]]), ("花名册", rows), ("汇总", [["社区", "户数"]]), ("空白", [])))
    assert [(skipped.name, skipped.because) for skipped in book.skipped] == [
        ("说明", "no_header"),
        ("汇总", "no_header"),
        ("空白", "empty"),
    ]
    assert [sheet.name for sheet in book.sheets] == ["花名册"]
