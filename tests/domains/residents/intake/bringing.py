"""Rosters that the tests of the intake bring in, and what came of them."""

import datetime as dt

from tests.domains.residents.roster.papers import (
    HEADER,
    LI,
    PLACE,
    WANG,
    XIAOMAN,
    ZHAO,
    sheet,
)
from youlin.domains.access.actor import SYSTEM
from youlin.domains.residents.intake.actions import import_roster
from youlin.domains.residents.intake.outcome import ImportOutcome
from youlin.domains.residents.models import Circumstance, Household, ResidenceFact, Resident
from youlin.domains.residents.roster.book import RosterBook
from youlin.domains.territory.models import Territory
from youlin.foundation import clock
from youlin.foundation.models import AuditEntry, OutboxEvent

NOW = clock.at(dt.date(2026, 11, 22), 9)
LATER = clock.at(dt.date(2026, 12, 1), 9)
MORE = (*HEADER, "是否常住", "人户状态", "特殊群体类别", "残疾类别等级", "家庭年收入(元)", "备注")
TABLES = (Household, Resident, Circumstance, ResidenceFact, Territory, AuditEntry, OutboxEvent)


def bring(book: RosterBook, street: Territory, *, now: dt.datetime = NOW, dry_run: bool = False) -> ImportOutcome:
    return import_roster(actor=SYSTEM, book=book, subdistrict=street.pk, now=now, dry_run=dry_run)


def row(
    home: str,
    relation: str,
    name: str,
    number: str,
    *,
    place: tuple[str, ...] = PLACE,
    phone: str = "",
    address: str = "老屋场组1号",
    lives: str = "是",
    state: str = "人户一致",
    calls: str = "",
    grade: str = "",
    income: object = None,
    note: str = "",
) -> list[object]:
    return [*place, home, relation, name, "", number, phone, address, lives, state, calls, grade, income, note]


def roster(*rows: list[object]) -> RosterBook:
    return sheet(*rows, header=MORE)


FAMILY = [
    row("00001", "户主", "李邻长", LI, phone="14000000001", income=24000),
    row("00001", "父母", "王奶奶", WANG, calls="独居老人", note="爱听戏"),
    row("00001", "子女", "刘小满", XIAOMAN, calls="留守儿童、残疾人", grade="肢体四级"),
    row("00002", "户主", "赵大伯", ZHAO, address="老屋场组2号", lives="否", state="空挂户"),
]


def counts() -> dict[str, int]:
    return {table.__name__: table.objects.count() for table in TABLES}


def tallies(outcome: ImportOutcome) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    homes, people = outcome.households, outcome.people
    return (homes.created, homes.updated, homes.unchanged), (people.created, people.updated, people.unchanged)
