"""The registry: for each figure the one query that is both its count and its records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from youlin.domains.access.rules import CHIEF_ROLES, Can
from youlin.domains.cases.models import Case, Hazard
from youlin.domains.cases.rules.disputes import UNSETTLED
from youlin.domains.chiefs import queries as chiefs
from youlin.domains.chiefs.models import Appointment, Post
from youlin.domains.chiefs.queries import in_office
from youlin.domains.chiefs.wording import post_name, role_name
from youlin.domains.insight.rules import Key, days_of
from youlin.domains.outreach.models import MicroService
from youlin.foundation import clock
from youlin.foundation.db import under
from youlin.foundation.values import Period


@dataclass(frozen=True, slots=True)
class Record:
    """One record that a figure counts. `case` and `hazard` are its key where it is one."""

    at: datetime | date
    what: str
    place: str
    by: str
    number: str = ""
    status: str = ""
    case: UUID | None = None
    hazard: UUID | None = None

    @property
    def day(self) -> date:
        """The Shanghai day it counts on."""
        return clock.day_of(self.at) if isinstance(self.at, datetime) else self.at


Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure. `path` and `at` name the columns of its place and its instant (empty: it has none, it is of a day)."""

    key: Key
    rows: Callable[[Period], Rows]
    path: str
    at: str
    may_see: Can  # what it takes to see the records; the count takes SEE_FIGURES
    describe: Callable[[Sequence[Any], Period], list[Record]]
    order: tuple[str, ...]
    also: Indicator | None = None  # records of another table that the same figure counts; none is counted twice

    def statement(self, path: str, period: Period) -> str:
        """The query itself, for who checks how it is counted; the words of places and days are not quoted in it."""
        asked = (str(one.within(path, period).order_by().values("pk").query) for one in self.tables())
        return "; ".join(asked)

    def within(self, path: str, period: Period) -> Rows:
        """What is counted in a subtree and a span, of the own table."""
        return self.rows(period).filter(under(self.path, path))

    def cells(self, period: Period, narrow: Q, path: str = "") -> Iterator[tuple[str, date, int]]:
        """What is counted, by the path of its place and its Shanghai day, of every table; of a subtree if given."""
        for one in self.tables():
            rows = one.within(path, period) if path else one.rows(period)
            rows = rows.filter(narrow).order_by().annotate(on=TruncDate(one.at, tzinfo=clock.SHANGHAI))
            yield from rows.values(one.path, "on").annotate(n=Count("pk")).values_list(one.path, "on", "n")

    def tables(self) -> tuple[Indicator, ...]:
        """Itself, and what it counts also."""
        return (self,) if self.also is None else (self, self.also)


def _during(column: str, period: Period) -> Q:
    first, last = days_of(period)
    return Q(**{f"{column}__gte": clock.start_of(first), f"{column}__lt": clock.end_of(last)})


def _reported(kind: str, column: str) -> Callable[[Period], Rows]:
    def rows(period: Period) -> Rows:
        counted = Case.objects.filter(_during(column, period), kind=kind)
        # Two reports of one thing are one.
        counted = counted.filter(merged_into__isnull=True)
        return counted.exclude(status=Case.Statuses.WITHDRAWN).select_related("territory")

    return rows


def _closed(kind: str) -> Callable[[Period], Rows]:
    def rows(period: Period) -> Rows:
        counted = Case.objects.filter(
            _during("closed_at", period), kind=kind, status=Case.Statuses.CLOSED, merged_into=None
        )
        if kind == Case.Kinds.DISPUTE:  # told and closed is not settled, where mediation came to nothing
            counted = counted.exclude(disputes__stage__in=UNSETTLED)
        return counted.select_related("territory")

    return rows


def _services(period: Period) -> Rows:
    return MicroService.objects.filter(_during("happened_at", period)).select_related("neighbourhood")


def _chiefs(period: Period) -> Rows:
    _first, last = days_of(period)
    held = Appointment.objects.filter(in_office(last)).values("post")
    return Post.objects.filter(role__in=CHIEF_ROLES, pk__in=held).select_related("territory")


def _cases(column: str) -> Callable[[Sequence[Any], Period], list[Record]]:
    def describe(rows: Sequence[Case], period: Period) -> list[Record]:
        return [
            Record(
                at=getattr(row, column),
                what=row.text,
                place=row.territory.full_name,
                by=row.reported_by_name,
                number=row.number,
                status=row.get_status_display(),
                case=row.pk,
            )
            for row in rows
        ]

    return describe


def _lines(rows: Sequence[MicroService], period: Period) -> list[Record]:
    return [Record(row.happened_at, row.text, row.neighbourhood.full_name, row.by_name) for row in rows]


def _posts(rows: Sequence[Post], period: Period) -> list[Record]:
    _first, last = days_of(period)
    holders = chiefs.holders([row.pk for row in rows], day=last)
    return [
        Record(last, post_name(row), row.territory.full_name, holders[row.pk][0].name, status=role_name(row.role))
        for row in rows
    ]


def _of_cases(key: Key, rows: Callable[[Period], Rows], column: str) -> Indicator:
    return Indicator(key, rows, "territory__path", column, Can.SEE_CASES, _cases(column), (f"-{column}", "-id"))


# A case that is in the register of hazards is counted there, once somebody other than its fixer found it gone.
_IN_REGISTER = Exists(Hazard.objects.filter(case=OuterRef("pk")))


def _reported_hazards(period: Period) -> Rows:
    return _reported(Case.Kinds.HAZARD, "reported_at")(period).exclude(_IN_REGISTER)


def _closed_hazards(period: Period) -> Rows:
    return _closed(Case.Kinds.HAZARD)(period).exclude(_IN_REGISTER)


def _of_hazards(key: Key, column: str, *, also: Indicator) -> Indicator:
    def rows(period: Period) -> Rows:
        counted = Hazard.objects.filter(_during(column, period)).exclude(status=Hazard.Statuses.DISMISSED)
        return counted.select_related("territory")

    def describe(found: Sequence[Hazard], period: Period) -> list[Record]:
        return [
            Record(
                at=getattr(row, column),
                what=row.text,
                place=row.where or row.territory.full_name,
                by=row.found_by_name,
                number=row.number,
                status=row.get_status_display(),
                hazard=row.pk,
            )
            for row in found
        ]

    return Indicator(key, rows, "territory__path", column, Can.SEE_CASES, describe, (f"-{column}", "-id"), also=also)


_ALL = (
    _of_cases(Key.PROBLEMS_FOUND, _reported(Case.Kinds.PROBLEM, "reported_at"), "reported_at"),
    _of_cases(Key.APPEALS_HANDLED, _reported(Case.Kinds.APPEAL, "received_at"), "received_at"),
    _of_cases(Key.DISPUTES_SETTLED, _closed(Case.Kinds.DISPUTE), "closed_at"),
    _of_hazards(Key.HAZARDS_FOUND, "found_at", also=_of_cases(Key.HAZARDS_FOUND, _reported_hazards, "reported_at")),
    _of_hazards(Key.HAZARDS_REMOVED, "removed_at", also=_of_cases(Key.HAZARDS_REMOVED, _closed_hazards, "closed_at")),
    Indicator(
        Key.MICRO_SERVICES,
        _services,
        "neighbourhood__path",
        "happened_at",
        Can.LOG_SERVICE,
        _lines,
        ("-happened_at", "-id"),
    ),
    Indicator(Key.CHIEFS, _chiefs, "territory__path", "", Can.SEE_POSTS, _posts, ("territory__path", "role")),
)
INDICATORS: MappingProxyType[Key, Indicator] = MappingProxyType({item.key: item for item in _ALL})
