"""What stayed out can be corrected in its own workbook and brought in by the same command."""

import io

from python_calamine import CalamineWorkbook

from tests.domains.residents.roster.papers import LI, PLACE, WANG, XIAOMAN, ZHAO, codes, homes, read, sheet, workbook
from youlin.domains.residents.roster import wording
from youlin.domains.residents.roster.book import RosterBook
from youlin.domains.residents.roster.rejects import write_rejects


def rejects(book: RosterBook) -> bytes:
    target = io.BytesIO()
    write_rejects(book, target, wording.row_problem)
    return target.getvalue()


def table(data: bytes, name: str = "花名册") -> list[list[object]]:
    page = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(name)
    return [[*row] for row in page.to_python()]


def corrected(data: bytes, changes: dict[str, str], name: str = "花名册") -> bytes:
    """The workbook with some cells typed anew."""
    return workbook((name, [[changes.get(str(cell), cell) for cell in row] for row in table(data, name)]))


def test_the_row_stands_as_it_was_typed_with_what_is_wrong_beside_it() -> None:
    book = sheet([*PLACE, "00001", "户主", " 李 邻长 ", "男", LI[:-1], 14000000001.0, "老屋场组1号"])
    header, row = table(rejects(book))
    told = dict(zip(header, row, strict=True))
    assert (told["姓名"], told["公民身份号码"], told["联系电话"]) == (" 李 邻长 ", LI[:-1], 14000000001.0)
    assert told["哪里不对"] == "身份证号位数不对，应是 18 位。请照证件重填。"


def test_good_rows_are_not_in_it() -> None:
    book = sheet([*PLACE, "1", "户主", "李邻长", "男", LI, "", ""], [*PLACE, "2", "户主", "", "女", WANG, "", ""])
    assert len(table(rejects(book))) == 2


def test_nothing_wrong_leaves_an_empty_list_with_its_header() -> None:
    data = rejects(sheet([*PLACE, "1", "户主", "李邻长", "男", LI, "", ""]))
    assert len(table(data)) == 1


def test_a_corrected_row_keeps_its_household_and_its_place() -> None:
    rows = [
        ["溪布社区居民花名册"],
        ["户编号", "与户主关系", "姓名", "身份证号"],
        ["00007", "户主", "李邻长", LI],
        [None, "父母", "王奶奶", WANG[:-1]],
    ]
    data = workbook(("老屋场组", rows), merges=[(2, 0, 3, 0)])
    again = read(corrected(rejects(read(data)), {WANG[:-1]: WANG}, name="老屋场组"), "待改正.xlsx")
    home = again.households[0]
    assert (home.number, home.place.community, home.place.group) == ("00007", "溪布社区", "老屋场组")
    assert (homes(again), codes(again)) == ([["王奶奶"]], [])


def test_without_numbers_a_corrected_row_names_somebody_of_its_household() -> None:
    header = ["社区", "组", "与户主关系", "姓名", "身份证号"]
    place = ["溪布社区", "老屋场组"]
    book = sheet(
        [*place, "户主", "李邻长", LI],
        [*place, "父母", "王奶奶", WANG[:-1]],
        [*place, "子女", "刘小满", XIAOMAN[:-1]],
        [*place, "户主", "赵大伯", ZHAO[:-1]],
        header=header,
    )
    again = read(corrected(rejects(book), {WANG[:-1]: WANG, XIAOMAN[:-1]: XIAOMAN, ZHAO[:-1]: ZHAO}))
    assert homes(again) == [["王奶奶", "刘小满"], ["赵大伯"]]
    assert [home.anchor for home in again.households] == [LI, ""]


def test_dittos_are_written_out_because_the_row_above_is_gone() -> None:
    book = sheet(
        [*PLACE, "1", "户主", "李邻长", "男", LI, "14000000001", "老屋场组1号"],
        ["同上", "同上", "同上", "同上", "2", "户主", "王奶奶", "女", WANG[:-1], "", "同上"],
    )
    _header, row = table(rejects(book))
    assert row[:4] == list(PLACE)
    assert row[10] == "老屋场组1号"


def test_uncorrected_it_says_the_same_again() -> None:
    book = sheet(
        [*PLACE, "1", "户主", "李邻长", "男", LI, "", ""],
        [*PLACE, "2", "户主", "王奶奶", "女", LI, "", ""],
        [*PLACE, "3", "户主", "", "男", ZHAO, "", ""],
        [*PLACE, "4", "户主", "李邻长", "男", LI, "", ""],
    )
    again = read(rejects(book))
    assert [code for _row, _column, code in codes(again)] == [code for _row, _column, code in codes(book)]


def test_a_correction_of_a_correction_still_works() -> None:
    book = sheet([*PLACE, "1", "户主", "", "女", WANG[:-1], "", ""])
    second = read(corrected(rejects(book), {WANG[:-1]: WANG}))
    assert codes(second) == [(2, "姓名", "name_missing")]
    header, row = table(rejects(second))
    assert header.count("哪里不对") == 1
    named = [[("王奶奶" if label == "姓名" else cell) for label, cell in zip(header, row, strict=True)]]
    third = read(workbook(("花名册", [header, *named])))
    assert (homes(third), codes(third)) == ([["王奶奶"]], [])


def test_a_name_that_looks_like_a_formula_stays_a_name() -> None:
    book = sheet([*PLACE, "1", "户主", "=1+1", "女", WANG[:-1], "@x", ""])
    _header, row = table(rejects(book))
    assert (row[6], row[9]) == ("=1+1", "@x")
