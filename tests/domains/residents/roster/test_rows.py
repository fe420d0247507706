"""Each bad row is named by sheet, row, column and code; a bad optional cell costs the cell, not the person."""

import pytest

from tests.domains.residents.roster.papers import HEADER, LI, PLACE, WANG, ZHAO, codes, homes, identity, people, sheet
from youlin.domains.residents.roster import wording
from youlin.domains.residents.roster.rows import RowProblem

GOOD = [*PLACE, "1", "户主", "李邻长", "男", LI, "14000000001", "老屋场组1号"]
MORE = ("社区", "户编号", "姓名", "性别", "身份证号", "出生日期", "联系电话", "家庭年收入(元)")


def more(**cells: str | float) -> list[str | float]:
    told: dict[str, str | float] = {
        "place": "溪布社区",
        "home": "1",
        "name": "李邻长",
        "sex": "男",
        "id": LI,
        "born": "",
        "phone": "",
        "income": "",
    }
    return list((told | cells).values())


def problems(*rows: list[str | float]) -> list[tuple[str, str, bool]]:
    return [(problem.column, problem.code, problem.kept) for problem in sheet(*rows, header=MORE).problems]


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"name": ""}, ("姓名", "name_missing", False)),
        ({"id": LI[:-1]}, ("身份证号", "id_length", False)),
        ({"id": LI[:-1] + ("0" if LI[-1] != "0" else "1")}, ("身份证号", "id_checksum", False)),
        ({"id": identity("20870101", 1)}, ("身份证号", "birth_in_future", False)),
        ({"id": identity("17990101", 1)}, ("身份证号", "id_checksum", False)),
        ({"id": ""}, ("身份证号", "id_missing", False)),
        ({"id": "", "born": "1950.3.2"}, ("身份证号", "id_missing", True)),
        ({"id": "", "born": "2087.1.1"}, ("出生日期", "birth_in_future", False)),
        ({"born": "1950.3.2"}, ("出生日期", "birth_conflict", True)),
        ({"born": "很早"}, ("出生日期", "date_bad", True)),
        ({"sex": "女"}, ("性别", "gender_conflict", True)),
        ({"phone": "12345"}, ("联系电话", "phone_bad", True)),
        ({"income": "不好说"}, ("家庭年收入(元)", "number_bad", True)),
        ({"income": -5}, ("家庭年收入(元)", "number_bad", True)),
        ({"home": ""}, ("户编号", "household_missing", False)),
    ],
)
def test_each_kind_of_mistake_has_its_code(cells: dict[str, str | float], problem: tuple[str, str, bool]) -> None:
    assert problems(more(**cells)) == [problem]


def test_a_person_with_a_bad_phone_goes_in_without_it() -> None:
    book = sheet(more(phone="12345"), header=MORE)
    assert [(person.name, person.phone) for person in people(book)] == [("李邻长", "")]


def test_the_identity_number_decides_about_birth_and_sex() -> None:
    book = sheet(more(born="1950.3.2", sex="女"), header=MORE)
    assert (str(people(book)[0].birth_date), people(book)[0].sex) == ("1970-08-09", "1")


def test_a_number_that_is_wrong_accuses_nobody_of_a_wrong_sex() -> None:
    assert problems(more(id=identity("20870101", 1), sex="女", born="1950.3.2")) == [
        ("身份证号", "birth_in_future", False)
    ]


def test_a_row_that_stays_out_tells_all_its_mistakes_at_once() -> None:
    assert problems(more(name="", phone="12345", income="不好说")) == [
        ("姓名", "name_missing", False),
        ("联系电话", "phone_bad", False),
        ("家庭年收入(元)", "number_bad", False),
    ]


def test_the_same_person_twice_goes_in_once() -> None:
    book = sheet(GOOD, GOOD)
    assert homes(book) == [["李邻长"]]
    assert (codes(book), book.duplicates) == ([(3, "公民身份号码", "duplicate")], 1)
    assert dict(book.problems[0].params) == {"sheet": "花名册", "row": 2}


def test_a_rejected_row_makes_no_duplicate_of_the_right_one() -> None:
    nameless = [*GOOD[:6], "", *GOOD[7:]]
    assert codes(sheet(nameless, GOOD)) == [(2, "姓名", "name_missing")]


def test_a_person_without_a_number_is_told_apart_by_name_birth_and_household() -> None:
    header = ("社区", "户编号", "姓名", "身份证号", "出生日期")
    book = sheet(
        ["溪布社区", "1", "赵大伯", "", "1951.1.1"],
        ["溪布社区", "1", "赵大伯", "", "1951-01-01"],
        ["溪布社区", "2", "赵大伯", "", "1951.1.1"],
        header=header,
    )
    assert [code for _row, _column, code in codes(book)] == ["id_missing", "duplicate", "id_missing"]
    assert homes(book) == [["赵大伯"], ["赵大伯"]]


def test_one_number_under_two_names_is_a_conflict_and_both_rows_are_kept_for_correction() -> None:
    book = sheet(GOOD, [*PLACE, "2", "户主", "王奶奶", "男", LI, "", ""])
    assert codes(book) == [(3, "公民身份号码", "id_conflict")]
    assert sorted(book.flagged) == [("花名册", 2), ("花名册", 3)]


def test_no_row_is_lost() -> None:
    rows = [
        GOOD,
        [*PLACE, "1", "父母", "王奶奶", "女", WANG, "12345", ""],
        [*PLACE, "2", "户主", "赵大伯", "男", ZHAO[:-1], "", ""],
        GOOD,
    ]
    book = sheet(*rows)
    out = {problem.row for problem in book.problems if not problem.kept}
    assert book.rows == book.people + len(out) == 4


ALL_CODES = [
    "id_missing",
    "id_length",
    "id_checksum",
    "id_conflict",
    "name_missing",
    "birth_in_future",
    "birth_conflict",
    "gender_conflict",
    "household_missing",
    "phone_bad",
    "date_bad",
    "number_bad",
    "duplicate",
]
WHYS = ("", "number", "date", "too_old", "nothing", "community", "known", "length", "checksum", "household")


@pytest.mark.parametrize("code", ALL_CODES)
@pytest.mark.parametrize("why", WHYS)
def test_every_code_has_a_plain_sentence(code: str, why: str) -> None:
    problem = RowProblem("花名册", 3, "姓名", code, kept=False, why=why, params={"sheet": "花名册", "row": 2})
    sentence = wording.row_problem(problem)
    assert sentence.endswith("。")
    assert "%" not in sentence


def test_a_sentence_never_repeats_an_identity_number() -> None:
    book = sheet(GOOD, GOOD, [*GOOD[:8], LI[:-1], *GOOD[9:]], header=HEADER)
    said = " ".join(wording.row_problem(problem) for problem in book.problems)
    assert LI[:-1] not in said
