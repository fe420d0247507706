"""What people type is put right where it is sure, and counted."""

import datetime as dt
import doctest
from types import ModuleType

import pytest

from tests.domains.residents.roster.papers import HEADER, LI, PLACE, WANG, codes, people, read, sheet, workbook
from youlin.domains.residents.roster import clean, columns, kinds, place


@pytest.mark.parametrize("module", [clean, columns, kinds, place])
def test_the_examples_in_the_source_are_true(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("typed", "name", "fixes"),
    [
        ("王小明", "王小明", 0),
        (" 闫 妹 云　", "闫妹云", 4),
        ("王\u3000小明", "王小明", 1),
        ("王小明\u200b", "王小明", 1),
        ("阿依古丽·买买提", "阿依古丽·买买提", 0),
        ("阿依古丽•买买提", "阿依古丽·买买提", 1),
        ("阿依古丽.买买提", "阿依古丽·买买提", 1),
        ("John Smith", "John Smith", 1),
        ("𠮷田", "𠮷田", 0),
        ("无", "", 0),
        (None, "", 0),
    ],
)
def test_names(typed: str | None, name: str, fixes: int) -> None:
    assert clean.name(typed).text == name
    if name and " " not in name:
        assert clean.name(typed).fixes == fixes


FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")  # noqa: RUF001


@pytest.mark.parametrize(
    ("typed", "fixes"),
    [
        (WANG, 0),
        (WANG.translate(FULL_WIDTH), 1),
        (f" {WANG} ", 2),
        (f"{WANG[:6]} {WANG[6:14]} {WANG[14:]}", 2),
        (f"'{WANG}", 1),
        (f'="{WANG}"', 1),
        (f"{WANG}\t", 1),
    ],
)
def test_identity_numbers(typed: str, fixes: int) -> None:
    number, counted = clean.id_number(typed)
    assert (number.value if number else None, counted) == (WANG, fixes)


def test_a_small_x_becomes_large() -> None:
    number, fixes = clean.id_number("11010519491231002x")
    assert (number.value if number else None, fixes) == ("11010519491231002X", 1)


def test_an_old_number_stored_as_a_number_is_read() -> None:
    number, fixes = clean.id_number(430899500302001.0)
    assert (number.born if number else None, fixes) == (dt.date(1950, 3, 2), 2)


def test_a_long_number_stored_as_a_number_has_lost_its_end() -> None:
    with pytest.raises(clean.BadCell) as bad:
        clean.id_number(float(WANG[:17] + "0"))
    assert (bad.value.code, bad.value.why) == ("id_checksum", "number")


@pytest.mark.parametrize("typed", [None, "", " ", "无", "未办理", "-"])
def test_no_number_is_no_number(typed: str | None) -> None:
    assert clean.id_number(typed) == (None, 0)


@pytest.mark.parametrize(
    ("typed", "read_as", "fixes"),
    [
        ("14000000002", "14000000002", 0),
        (14000000002.0, "14000000002", 1),
        ("１４０００００００２".replace("０００００００", "００００００００"), "14000000002", 1),
        ("14000000002/0744-5612345", "14000000002", 0),
        ("空号、14000000002", "14000000002", 0),
        ("0744-5612345", "0744-5612345", 0),
        ("无", "", 0),
        (None, "", 0),
    ],
)
def test_phones(typed: str | float | None, read_as: str, fixes: int) -> None:
    assert clean.phone(typed) == (read_as, fixes)


@pytest.mark.parametrize("typed", ["1400000", "一四零", 12.5, True])
def test_what_is_no_phone(typed: str | float) -> None:
    with pytest.raises(clean.BadCell):
        clean.phone(typed)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("是", True),
        ("√", True),
        (1.0, True),
        ("Y", True),
        ("否", False),
        (0.0, False),
        ("×", False),
        ("", None),
        ("看情况", None),
    ],
)
def test_yes_and_no(typed: str | float, told: bool | None) -> None:
    assert clean.yes_no(clean.plain(typed)) is told


@pytest.mark.parametrize(
    ("typed", "told"),
    [("男", "1"), (1.0, "1"), ("女性", "2"), ("F", "2"), ("0", "0"), ("", "0"), ("不详", "0")],
)
def test_sexes_and_a_nought_that_systems_disagree_on(typed: str | float, told: str) -> None:
    assert clean.sex(clean.plain(typed)) == told


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("空挂户", "registered_only"),
        ("人户一致", "permanent"),
        ("人在户不在", "permanent"),
        ("外出务工", "away"),
        ("空房", "empty"),
        ("已搬离", "moved"),
        ("人户分离", ""),
    ],
)
def test_how_a_person_stands_to_the_address(typed: str, told: str) -> None:
    assert clean.residence(typed) == told


@pytest.mark.parametrize(
    ("header", "typed", "fen"),
    [
        ("家庭年收入(元)", 24000, 2_400_000),
        ("家庭年收入(元)", "24,000", 2_400_000),
        ("家庭年收入(元)", "2.4万", 2_400_000),
        ("家庭年收入(万元)", 2.4, 2_400_000),
        ("家庭年收入（万元）", "2.4", 2_400_000),
        ("月收入(元)", 2000, 2_400_000),
        ("家庭年收入(元)", 0, 0),
        ("家庭年收入(元)", "无", None),
    ],
)
def test_incomes_are_read_by_the_unit_of_their_header(header: str, typed: str | float, fen: int | None) -> None:
    rows = [["社区", "与户主关系", "姓名", "身份证号", header], ["溪布社区", "户主", "李邻长", LI, typed]]
    assert read(workbook(("花名册", rows))).households[0].income_fen == fen


@pytest.mark.parametrize(
    "typed", ["1950.3.2", "1950年3月2日", "1950-03-02", "19500302", 19500302, 18324, dt.date(1950, 3, 2)]
)
def test_birth_dates_are_read_however_they_stand(typed: str | float | dt.date) -> None:
    rows = [["社区", "与户主关系", "姓名", "出生日期"], ["溪布社区", "户主", "赵大伯", typed]]
    book = read(workbook(("花名册", rows)))
    assert people(book)[0].birth_date == dt.date(1950, 3, 2)
    assert codes(book) == [(2, "", "id_missing")]


@pytest.mark.parametrize("ditto", ["同上", "〃", '"', " 同上 "])
def test_a_ditto_repeats_the_cell_above_and_counts(ditto: str) -> None:
    book = sheet(
        [*PLACE, "1", "户主", "李邻长", "男", LI, "14000000001", "老屋场组1号"],
        [ditto, ditto, ditto, ditto, "2", "户主", "王奶奶", "女", WANG, ditto, ditto],
        [ditto, "同上", "同上", "同上", "3", "户主", "赵大伯", "男", "", "", ""],
    )
    assert book.households[1].place == book.households[0].place == book.households[2].place
    assert people(book)[1].address == "老屋场组1号"
    assert people(book)[1].phone == "14000000001"
    assert book.cleaned == 6 + 4


def test_what_is_only_read_is_no_correction() -> None:
    header = ["社区", "与户主关系", "姓名", "身份证号", "出生日期", "家庭年收入(万元)"]
    book = sheet(["溪布社区", "户主", "李邻长", LI, 25789, 2.4], header=header)
    assert (codes(book), book.cleaned) == ([], 0)


def test_corrections_of_all_kinds_are_added_up() -> None:
    book = sheet(
        [*PLACE, "1", "户主", " 李 邻长　", "男", LI.translate(FULL_WIDTH), 14000000001.0, "老屋场组１号"],
        header=HEADER,
    )
    assert people(book)[0].address == "老屋场组1号"
    assert book.cleaned == 3 + 1 + 1 + 1
