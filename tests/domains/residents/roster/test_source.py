"""Whatever file a community sends: it is read, or one sentence says why not."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile

from tests.domains.residents.roster.papers import HEADER, LI, PLACE, TODAY, WANG, homes, people, read, workbook
from youlin.domains.residents.roster import source, wording
from youlin.domains.residents.roster.book import read_roster
from youlin.domains.residents.roster.unreadable import RosterUnreadable

ROWS = [
    [*PLACE, "00001", "户主", "李邻长", "男", LI, "14000000001", "老屋场组1号"],
    [*PLACE, "00002", "户主", "王奶奶", "女", WANG, "14000000002", "老屋场组2号"],
]
TABLE = [list(HEADER), *ROWS]


def csv_of(delimiter: str = ",") -> str:
    return "\r\n".join(delimiter.join(row) for row in TABLE) + "\r\n"


def old_workbook() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("花名册")
    page.write_merge(0, 0, 0, 10, "溪布社区居民花名册")
    for row, cells in enumerate(TABLE, start=1):
        for column, cell in enumerate(cells):
            page.write(row, column, cell)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def web_page() -> bytes:
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in TABLE)
    return f'<html><head><meta charset="gbk"></head><body><table>{cells}</table></body></html>'.encode("gbk")


def open_document() -> bytes:
    """The least that a program of the OpenDocument family writes."""
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in TABLE
    )
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="花名册">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return parcel({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content})


def parcel(files: dict[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as zipped:
        for name, text in files.items():
            zipped.writestr(name, text)
    return target.getvalue()


def with_password(data: bytes) -> bytes:
    target = io.BytesIO()
    locked = OOXMLFile(io.BytesIO(data))
    locked.encrypt("8888", target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "filename"),
    [
        (lambda: workbook(("花名册", TABLE)), "a.xlsx"),
        (lambda: workbook(("花名册", TABLE)), "没有后缀"),
        (old_workbook, "a.xls"),
        (open_document, "a.ods"),
        (web_page, "导出.xls"),
        (lambda: csv_of().encode(), "a.csv"),
        (lambda: csv_of().encode("utf-8-sig"), "a.csv"),
        (lambda: csv_of().encode("gbk"), "a.csv"),
        (lambda: csv_of().encode("gb18030"), "a.txt"),
        (lambda: csv_of().encode("utf-16"), "a.csv"),
        (lambda: csv_of("\t").encode("gbk"), "a.txt"),
        (lambda: csv_of(";").encode(), "a.csv"),
    ],
    ids=["xlsx", "bare", "xls", "ods", "html", "utf8", "utf8-bom", "gbk", "gb18030", "utf16", "tabs", "semicolons"],
)
def test_every_kind_of_table_tells_the_same(data: Callable[[], bytes], filename: str) -> None:
    book = read(data(), filename)
    assert homes(book) == [["李邻长"], ["王奶奶"]]
    assert [person.id_number.value for person in people(book) if person.id_number] == [LI, WANG]
    assert book.households[0].place.group == "老屋场组"
    assert book.problems == []


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (bytes, "empty_file"),
        (lambda: b"\r\n  \r\n", "empty_file"),
        (lambda: b"\x89PNG\r\n\x1a\n" + bytes(200), "picture"),
        (lambda: b"\xff\xd8\xff\xe0" + bytes(200), "picture"),
        (lambda: b"RIFF\x00\x00\x00\x00WEBPVP8 ", "picture"),
        (lambda: b"%PDF-1.7\n%\xe2\xe3", "pdf"),
        (lambda: b"Rar!\x1a\x07\x00" + bytes(50), "archive"),
        (lambda: parcel({"花名册.xlsx": "?"}), "archive"),
        (lambda: parcel({"word/document.xml": "<w/>", "[Content_Types].xml": "<t/>"}), "word"),
        (lambda: parcel({"xl/workbook.xml": "<broken"}), "damaged"),
        (lambda: workbook(("花名册", TABLE))[:2000], "damaged"),
        (lambda: with_password(workbook(("花名册", TABLE))), "encrypted"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged"),
        (
            lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "xml_workbook",
        ),
        (lambda: bytes(range(1, 256)) * 4, "unknown_kind"),
        ("今天天气很好\n明天也好\n".encode, "no_roster"),
        (lambda: workbook(("说明", [["请先看这里"]]), ("汇总", [["社区", "户数"], ["溪布社区", 30]])), "no_roster"),
        (lambda: workbook(("花名册", [HEADER])), "no_rows"),
    ],
)
def test_what_cannot_be_read_gets_one_clear_sentence(data: Callable[[], bytes], code: str) -> None:
    with pytest.raises(RosterUnreadable) as refused:
        read(data(), "花名册.xlsx")
    assert refused.value.code == code
    sentence = wording.unreadable(refused.value)
    assert sentence.endswith("。")
    assert "%" not in sentence


def test_a_file_beyond_the_limit_is_refused_before_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_BYTES", 1000)
    with pytest.raises(RosterUnreadable) as refused:
        read(workbook(("花名册", TABLE)))
    assert refused.value.code == "too_big"


def test_a_parcel_that_would_burst_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_UNPACKED", 1000)
    with pytest.raises(RosterUnreadable) as refused:
        read(workbook(("花名册", TABLE)))
    assert refused.value.code == "too_big"


def test_rows_beyond_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("youlin.domains.residents.roster.book.MAX_ROWS", 1)
    with pytest.raises(RosterUnreadable) as refused:
        read(workbook(("花名册", TABLE)))
    assert refused.value.code == "too_many_rows"


def test_a_path_is_read_as_its_bytes_are(tmp_path: Path) -> None:
    path = tmp_path / "花名册.xlsx"
    path.write_bytes(workbook(("花名册", TABLE)))
    book = read_roster(path, today=TODAY)
    assert (book.filename, book.people) == ("花名册.xlsx", 2)


def test_spanned_cells_of_a_web_page_are_repeated() -> None:
    page = (
        "<table><tr><th>社区</th><th>组</th><th>户号</th><th>姓名</th><th>身份证号</th></tr>"
        '<tr><td rowspan="2">溪布社区</td><td rowspan="2">老屋场组</td><td rowspan=2>7</td>'
        f"<td>李邻长</td><td>{LI}</td></tr>"
        f"<tr><td>王奶奶</td><td>{WANG}</td></tr></table>"
    )
    book = read(page.encode(), "a.xls")
    assert homes(book) == [["李邻长", "王奶奶"]]
    assert book.households[0].number == "7"


def test_a_page_whose_spans_would_fill_the_memory_is_refused() -> None:
    page = "<table>" + "<tr><td colspan=2000 rowspan=2000>x</td></tr>" * 5000 + "</table>"
    with pytest.raises(RosterUnreadable) as refused:
        read(page.encode(), "a.xls")
    assert refused.value.code == "damaged"
