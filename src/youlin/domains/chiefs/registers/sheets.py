"""Registers out again: in a form that goes in again, and the rows that stayed out, to be corrected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import xlsxwriter
from django.utils.translation import gettext as _

from youlin.domains.chiefs.queries.book import Place, Seated
from youlin.domains.chiefs.registers.reading import RegisterBook
from youlin.domains.chiefs.registers.wording import row_problem
from youlin.domains.residents.roster.rows import RowProblem

# Written in Chinese whatever the reader's language: these words are the form, and our own reader knows them.
HEAD = (
    "序号",
    "姓名",
    "性别",
    "出生日期",
    "政治面貌",
    "联系电话",
    "职务",
    "社区",
    "片",
    "组",
    "邻",
    "负责户数",
    "任职方式",
    "任职时间",
    "任期至",
)
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One chief in the register."""

    name: str
    sex: str
    born: date | None
    political_status: str
    phone: str
    title: str
    places: tuple[str, str, str, str]  # community, area, group, neighbourhood
    households: int
    kind: str
    since: date
    until: date | None


_SEXES = {"1": "男", "2": "女"}
_TITLES = {"area_chief": "片长", "group_chief": "组长", "neighbourhood_chief": "邻长"}


def line_of(place: Place, one: Seated, *, phone: str) -> RegisterLine:
    """A chief of the book as a line of the register; the telephone as it may be shown."""
    term, person = one.appointment, one.resident
    names = (*place.names, "", "", "", "")
    return RegisterLine(
        name=term.user.display_name,
        sex=_SEXES.get(person.sex, "") if person else "",
        born=person.birth_date if person else None,
        political_status=person.political_status if person else "",
        phone=phone,
        title=_TITLES[term.post.role],
        places=(names[0], names[1], names[2], names[3]),
        households=place.sums.homes,
        kind="代理" if one.acting else "在任",
        since=term.starts_on,
        until=term.ends_on,
    )


def register_sheet(lines: Iterable[RegisterLine], *, title: str) -> bytes:
    """The register as a workbook, with its title above."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        page = book.add_worksheet("三长名册")
        day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        page.merge_range(0, 0, 0, len(HEAD) - 1, title, book.add_format({"bold": True, "align": "center", "size": 16}))
        page.write_row(1, 0, HEAD, book.add_format({"bold": True, "bottom": 1, "bg_color": "#F1EBE3"}))
        page.set_column(0, 0, 6)
        page.set_column(1, len(HEAD) - 1, 13)
        page.freeze_panes(2, 2)
        for number, line in enumerate(lines, 1):
            dates = {3: line.born, 13: line.since, 14: line.until}
            told: list[object] = [number, line.name, line.sex, "", line.political_status, line.phone, line.title]
            told += [*line.places, line.households, line.kind, "", ""]
            page.write_row(number + 1, 0, told)
            for column, value in dates.items():
                if value is not None:
                    page.write_datetime(number + 1, column, value, day)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.repeat_rows(0, 1)
    return out.getvalue()


def rejects_sheet(book: RegisterBook, problems: Sequence[RowProblem]) -> bytes:
    """The rows that stayed out, as typed, with what is wrong and the place that a title or a sheet's name told."""
    wrong: dict[tuple[str, int], list[str]] = {}
    for problem in problems:
        if not problem.kept:
            wrong.setdefault((problem.sheet, problem.row), []).append(row_problem(problem))
    out = BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as target:
        head = target.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        day = target.add_format({"num_format": "yyyy-mm-dd"})
        for number, sheet in enumerate(book.sheets):
            rows = sorted(key for key in wrong if key[0] == sheet.name)
            if not rows and (number or wrong):
                continue
            page = target.add_worksheet(f"{number + 1}")
            labels = [*sheet.header.labels, "社区", "片", "组", "邻", _("哪里不对")]
            page.write_row(0, 0, labels, head)
            for line, key in enumerate(rows, 1):
                place = book.places[key]
                extra = [place.community, place.area, place.group, place.neighbourhood, "；".join(wrong[key])]
                cells = [*book.typed[key]]
                cells += [""] * (len(sheet.header.labels) - len(cells))
                for column, cell in enumerate([*cells[: len(sheet.header.labels)], *extra]):
                    if isinstance(cell, date):
                        page.write_datetime(line, column, cell, day)
                    elif cell is not None:
                        page.write(line, column, cell)
    return out.getvalue()
