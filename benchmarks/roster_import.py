"""A roster of 100,000 rows and 30 columns: read, taken in, and taken in once more."""

import datetime as dt
import random
import resource
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import xlsxwriter

from tests.factories import cast
from youlin.domains.access.actor import SYSTEM
from youlin.domains.residents.intake.actions import import_roster
from youlin.domains.residents.roster.book import read_roster
from youlin.foundation.values import check_character

if TYPE_CHECKING:
    from benchmarks.figures import Figure

ROWS = 100_000
BAD_EVERY = 200  # one row in so many is wrong, and each must be named
HEADER = (
    "序号",
    "所属社区",
    "片",
    "组",
    "邻",
    "户编号",
    "与户主关系",
    "姓名",
    "性别",
    "民族",
    "公民身份号码",
    "出生日期",
    "联系电话",
    "户籍地址",
    "现住地址",
    "是否常住",
    "人户状态",
    "政治面貌",
    "文化程度",
    "婚姻状况",
    "健康状况",
    "残疾类别等级",
    "特殊群体类别",
    "家庭年收入(元)",
    "职业",
    "工作单位",
    "监护人姓名",
    "监护人电话",
    "帮扶人",
    "备注",
)


def write_roster(path: Path, rows: int, seed: int = 1) -> int:
    """Write a roster of invented people; returns how many rows are wrong."""
    chance, bad = random.Random(seed), 0
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        page = book.add_worksheet("花名册")
        page.write(0, 0, "街道居民花名册")
        page.write_row(1, 0, HEADER)
        for place in range(rows):
            wrong = place % BAD_EVERY == BAD_EVERY - 1
            bad += wrong
            page.write_row(place + 2, 0, _row(chance, place, wrong=wrong))
    return bad


def _row(chance: random.Random, place: int, *, wrong: bool) -> list[object]:
    home, member = divmod(place, 3)
    group = home // 300
    born = dt.date(1940, 1, 1) + dt.timedelta(days=chance.randrange(28_000))
    # The region's last digits carry the row, so that no two people share a number.
    first17 = f"43{place // 1000 % 10000:04}{born:%Y%m%d}{place % 1000:03}"
    number = first17 + check_character(first17)
    sex = "男" if int(number[16]) % 2 else "女"
    address = f"第{group}组{home}号"
    return [
        place + 1,
        f"第{home // 3000 + 1}社区",
        f"第{group // 3 % 4 + 1}片",
        f"{group}组",
        f"邻{home // 12}",
        f"{home:06}",
        ("户主", "配偶", "子女")[member],
        "".join(chance.choice(signs) for signs in ("王李张刘陈杨赵", "桂小建国秀春华", "英明军兰芳强")),
        sex,
        "土家族",
        number[:-1] if wrong else number,
        f"{born.year}.{born.month}.{born.day}",
        f"140{chance.randrange(10**8):08}",
        address,
        address,
        "是",
        "人户一致",
        "群众",
        "初中",
        "已婚",
        "健康",
        "",
        "独居老人" if chance.random() < 0.02 else "",
        24000,
        "务农",
        "",
        "",
        "",
        "",
        "",
    ]


def roster(street: cast.Street) -> Iterator["Figure"]:
    """A roster comes in; the second time nothing changes."""
    from benchmarks.figures import Figure, seconds

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "花名册.xlsx"
        bad = write_roster(path, ROWS)
        today = cast.START.date()
        reading, book = seconds(lambda: read_roster(path, today=today))
        named = len({(problem.sheet, problem.row) for problem in book.problems})
        yield Figure(f"read {ROWS:,} rows x {len(HEADER)} columns", reading, "s", at_most=15)
        yield Figure(f"bad rows that went unnamed, of {bad}", bad - named, "", at_most=0)
        writing, first = seconds(
            lambda: import_roster(actor=SYSTEM, book=book, subdistrict=street.subdistrict.pk, now=cast.START)
        )
        yield Figure(f"take in {first.people.created:,} people", writing, "s")
        yield Figure("read and take in", reading + writing, "s", at_most=30)
        again, second = seconds(
            lambda: import_roster(actor=SYSTEM, book=book, subdistrict=street.subdistrict.pk, now=cast.START)
        )
        changed = second.people.created + second.people.updated + second.households.created + second.households.updated
        yield Figure("the same once more", again, "s", at_most=30)
        yield Figure("records that the second time changed", changed, "", at_most=0)
    # Linux counts kilobytes, macOS bytes.
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)
    yield Figure("most memory", most, "MB", at_most=1200)
