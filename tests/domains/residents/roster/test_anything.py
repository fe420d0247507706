"""Whatever is in a file: it is read or refused, never an accident; and no row is lost on the way."""

import csv
import datetime as dt
import io
from collections.abc import Callable

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.domains.residents.roster.papers import HEADER, LI, PLACE, TODAY, WANG, ZHAO, read, workbook
from youlin.domains.residents.roster import wording
from youlin.domains.residents.roster.book import RosterBook, read_roster
from youlin.domains.residents.roster.rejects import write_rejects
from youlin.domains.residents.roster.unreadable import RosterUnreadable

COLUMNS = (*HEADER, "出生日期", "是否常住", "人户状态", "特殊群体类别", "残疾类别等级", "家庭年收入(万元)", "备注")
LIKELY = st.sampled_from(
    [
        "",
        " ",
        "同上",
        "〃",
        "无",
        "户主",
        "配偶",
        "李邻长",
        "王 奶奶",
        LI,
        WANG,
        ZHAO,
        LI[:-1],
        LI.lower(),
        *PLACE,
        "邻9",
        "1",
        "00001",
        "1950.3.2",
        "是",
        "否",
        "空挂户",
        "独居老人、残疾人",
        "2.4",
        "-1",
        "14000000001",
        "\uff11\uff14",
        "合计",
        "=1+1",
        "姓名",
        "nan",
    ]
)
TEXTS = LIKELY | st.text(max_size=12)
CELLS = st.one_of(
    TEXTS,
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)),
)


def rows_of(cells: st.SearchStrategy[object]) -> st.SearchStrategy[list[list[object]]]:
    return st.lists(st.lists(cells, min_size=len(COLUMNS), max_size=len(COLUMNS)), min_size=1, max_size=6)


def nothing_is_lost(book: RosterBook) -> None:
    out = {(problem.sheet, problem.row) for problem in book.problems if not problem.kept}
    assert book.rows == book.people + len(out)
    assert all((problem.sheet, problem.row) in book.flagged for problem in book.problems)
    for problem in book.problems:
        assert wording.row_problem(problem)
    numbers = [member.id_number for home in book.households for member in home.members if member.id_number]
    assert len(numbers) == len(set(numbers))


def read_or_refused(reading: Callable[[], RosterBook]) -> RosterBook | str:
    """What came of a file; where it was refused, the code, and its sentence was there to be said."""
    try:
        return reading()
    except RosterUnreadable as refused:
        return refused.code if wording.unreadable(refused) else "speechless"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows_of(TEXTS))
def test_any_text_in_any_cell(rows: list[list[object]]) -> None:
    target = io.StringIO()
    csv.writer(target).writerows([COLUMNS, *rows])
    book = read_or_refused(lambda: read(target.getvalue().encode("utf-8", "replace"), "花名册.csv"))
    if isinstance(book, RosterBook):
        nothing_is_lost(book)
    else:
        assert book in {"no_rows", "unknown_kind", "no_roster"}


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows_of(CELLS))
@example([[True, 1e300, None, dt.date(1950, 3, 2), *[""] * (len(COLUMNS) - 4)]])
def test_any_kind_of_cell_and_the_rejects_can_be_read_again(rows: list[list[object]]) -> None:
    book = read_or_refused(lambda: read(workbook(("花名册", [COLUMNS, *rows]))))
    if not isinstance(book, RosterBook):
        assert book == "no_rows"
        return
    nothing_is_lost(book)
    target = io.BytesIO()
    if write_rejects(book, target, wording.row_problem):
        nothing_is_lost(read(target.getvalue()))


WHOLE = workbook(("花名册", [COLUMNS, [*PLACE, "1", "户主", "李邻长", "男", LI]]))
STARTS = (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<table>", b"\xff\xfe")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(STARTS))
def test_any_bytes(body: bytes, start: bytes) -> None:
    book = read_or_refused(lambda: read_roster(start + body, "花名册.xlsx", today=TODAY))
    assert isinstance(book, RosterBook) or book != "speechless"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_workbook_damaged_anywhere(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(WHOLE) - 1))
    broken = WHOLE[:place] + data.draw(st.binary(min_size=1, max_size=4)) + WHOLE[place + 1 :]
    book = read_or_refused(lambda: read(broken))
    assert isinstance(book, RosterBook) or book != "speechless"
