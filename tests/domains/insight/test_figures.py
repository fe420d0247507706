"""A figure is what its definition says, and exactly its records."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.factories import cast
from youlin.domains.cases.actions import hazards
from youlin.domains.cases.models import Case
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.chiefs.models import Appointment
from youlin.domains.insight import actions as insight
from youlin.domains.insight import queries
from youlin.domains.insight.queries import rollups
from youlin.domains.insight.rules import Key
from youlin.domains.insight.rules.rollups import ROLLED
from youlin.domains.outreach import actions as outreach
from youlin.domains.territory.models import Territory
from youlin.foundation import clock
from youlin.foundation.refusal import Invalid, NotThere
from youlin.foundation.values import Period

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
NOON = clock.at(date(2026, 11, 5), 12)
_numbers = count(1)


def case(
    street: cast.Street, kind: str, *, where: Territory | None = None, at: datetime = NOON, **changes: Any
) -> Case:
    place = where or street.lin1
    number = next(_numbers)
    values: dict[str, Any] = {
        "subdistrict": street.subdistrict,
        "number": f"T{number:05}",
        "kind": kind,
        "text": "屋后檐沟堵了",
        "territory": place,
        "source": "phone",
        "rung": 1,
        "holder": street.post_of(place),
        "clock_started_at": at,
        "code_index": str(number),
        "client_id": uuid4(),
        "reported_at": at,
        "received_at": at,
    }
    values |= changes
    runs = values.get("status", "open") in ("open", "answered")
    return Case.objects.create(**{"due_at": at + timedelta(days=1) if runs else None} | values)


def closed(street: cast.Street, kind: str, at: datetime, **changes: Any) -> Case:
    return case(street, kind, at=at - timedelta(days=2), status="closed", closed_at=at, **changes)


def line(street: cast.Street, at: datetime, who: str = "李邻长") -> None:
    service = outreach.NewService(uuid4(), street.lin1.pk, "帮王奶奶换灯泡", at)
    outreach.log_service(actor=street.actor(who), service=service, now=at)


def figures(street: cast.Street, period: Period = NOVEMBER, place: Territory | None = None) -> dict[str, int]:
    found = queries.figures(street.actor("街道老彭"), place or street.subdistrict, period)
    return {key.value: value for key, value in found.items()}


def test_each_kind_of_record_counts_in_one_figure(street: cast.Street) -> None:
    case(street, "problem")
    case(street, "problem", status="closed", closed_at=NOON)
    case(street, "appeal")
    case(street, "question")
    case(street, "dispute")
    closed(street, "dispute", NOON)
    case(street, "hazard", status="told")
    closed(street, "hazard", NOON)
    line(street, NOON)

    assert figures(street) == {
        "problems_found": 2,
        "appeals_handled": 1,
        "disputes_settled": 1,
        "hazards_found": 2,
        "hazards_removed": 1,
        "micro_services": 1,
        "chiefs": Appointment.objects.exclude(kind="staff").count(),
    }


def test_what_was_withdrawn_or_reopened_is_not_counted(street: cast.Street) -> None:
    case(street, "problem", status="withdrawn")
    case(street, "appeal", status="withdrawn")
    case(street, "dispute", status="open", closed_at=NOON, reopened=1)

    assert sum(figures(street)[key] for key in ("problems_found", "appeals_handled", "disputes_settled")) == 0


@pytest.mark.parametrize(
    ("at", "counted"),
    [
        (datetime.fromisoformat("2026-10-31T23:59:59+08:00"), 0),
        (datetime.fromisoformat("2026-11-01T00:00:00+08:00"), 1),
        (datetime.fromisoformat("2026-10-31T16:00:00+00:00"), 1),
        (datetime.fromisoformat("2026-11-30T23:59:59+08:00"), 1),
        (datetime.fromisoformat("2026-11-30T15:59:59+00:00"), 1),
        (datetime.fromisoformat("2026-12-01T00:00:00+08:00"), 0),
    ],
)
def test_a_period_ends_at_midnight_in_Shanghai(street: cast.Street, at: datetime, counted: int) -> None:
    case(street, "problem", at=at)
    case(street, "appeal", at=at)
    closed(street, "dispute", at)
    closed(street, "hazard", at)
    line(street, at)

    found = figures(street)
    assert [found[key.value] for key in Key if key not in (Key.CHIEFS, Key.HAZARDS_FOUND)] == [counted] * 5


def test_a_figure_adds_up_with_its_records_and_its_parts(street: cast.Street) -> None:
    for place in (street.lin1, street.lin2, street.yanmen_lin, street.xibu):
        case(street, "problem", where=place)
    closed(street, "dispute", NOON, where=street.yanmen_lin)
    line(street, NOON)
    peng = street.actor("街道老彭")

    found = queries.figures(peng, street.subdistrict, NOVEMBER)
    for key, value in found.items():
        drilled = queries.records(peng, key, street.subdistrict, NOVEMBER)
        assert (drilled.counted, drilled.rows.count(), drilled.hidden) == (value, value, 0)
        assert len(drilled.describe(list(drilled.rows))) == value
        for place in (street.subdistrict, street.xibu):
            whole = queries.figures(peng, place, NOVEMBER)[key]
            assert sum(part.values[key] for part in queries.parts(peng, place, NOVEMBER)) == whole


@pytest.fixture
def two_spells(street: cast.Street) -> cast.Street:
    """Something for every figure in both communities, in the first days of November and again later."""
    for at in (NOON, NOON + timedelta(days=12)):
        for who, place in (("李邻长", street.lin1), ("岩门邻长", street.yanmen_lin)):
            for kind in ("problem", "appeal", "hazard"):
                case(street, kind, where=place, at=at)
            closed(street, "dispute", at, where=place)
            closed(street, "hazard", at, where=place)
            service = outreach.NewService(uuid4(), place.pk, "帮忙搬煤", at)
            outreach.log_service(actor=street.actor(who), service=service, now=at)
            found = hazards.NewHazard(
                client_id=uuid4(), territory=place.pk, topic="fire", severity="general", text="楼道堆柴", happened_at=at
            )
            entered = hazards.find(actor=street.actor(who), hazard=found, now=at)
            hazards.fix(actor=street.actor(who), hazard=entered.pk, text="搬走了", now=at)
            hazards.recheck(actor=street.actor("街道老彭"), hazard=entered.pk, passed=True, text="", now=at)
    for place in (street.lin1, street.yanmen_lin):
        term = Appointment.objects.get(post=street.post_of(place), kind="sitting")
        peng = street.actor("街道老彭")
        chiefs.end_term(actor=peng, appointment=term.pk, ends_on=date(2026, 11, 20), reason="随子女迁居", now=NOON)
    return street


@pytest.mark.parametrize("key", list(Key))
def test_any_figure_of_a_past_span_is_as_many_records_and_all_of_that_span_and_place(
    two_spells: cast.Street, key: Key
) -> None:
    street, peng = two_spells, two_spells.actor("街道老彭")
    span = Period(date(2026, 11, 1), date(2026, 11, 10))
    each = {Key.HAZARDS_FOUND: 3, Key.HAZARDS_REMOVED: 2}.get(key, 1)
    expected = {street.subdistrict: 2 * each, street.xibu: each, street.lin1: each, street.yanmen: each}
    if key is Key.CHIEFS:
        expected = {street.subdistrict: 5, street.xibu: 4, street.lin1: 1, street.yanmen: 1}

    for place, number in expected.items():
        drilled = queries.records(peng, key, place, span)
        told = drilled.describe(list(drilled.rows))
        assert queries.figures(peng, place, span)[key] == drilled.counted == drilled.seen == len(told) == number
        assert {span.start <= one.day <= date(2026, 11, 10) for one in told} == {True}
        assert queries.figures(peng, place, NOVEMBER)[key] != number, "what came later is not of that span"
    if key in ROLLED:
        insight.roll_up(subdistrict=street.subdistrict.pk, now=NOON + timedelta(days=15))
        for place in (street.subdistrict, street.xibu):
            known = rollups.as_known(peng, place, NOVEMBER, on=date(2026, 11, 10))
            assert known[key] == expected[place], "as it was known that day"


def test_what_belongs_to_no_part_is_named(street: cast.Street) -> None:
    case(street, "problem", where=street.xibu)

    parts = queries.parts(street.actor("街道老彭"), street.xibu, NOVEMBER)
    assert [(part.place and part.place.name, part.values[Key.PROBLEMS_FOUND]) for part in parts] == [
        ("第1片", 0),
        (None, 1),
    ]


def test_weeks_add_up_to_the_figure(street: cast.Street) -> None:
    for number in range(9):
        case(street, "problem", at=clock.at(date(2026, 11, 1) + timedelta(days=number * 3), 0, 30))

    weeks = queries.by_week(street.actor("街道老彭"), street.subdistrict, NOVEMBER, Key.PROBLEMS_FOUND)
    assert [start.isoformat() for start, _count in weeks] == [
        "2026-11-01",
        "2026-11-03",
        "2026-11-10",
        "2026-11-17",
        "2026-11-24",
    ]
    assert sum(value for _start, value in weeks) == figures(street)["problems_found"] == 9


def test_the_span_before_is_the_month_before_and_ends_the_day_before(street: cast.Street) -> None:
    case(street, "problem", at=clock.at(date(2026, 10, 31), 23))
    case(street, "problem", at=clock.at(date(2026, 10, 2), 1))
    case(street, "problem", at=clock.at(date(2026, 9, 30), 23))
    case(street, "problem")

    [first, *_rest] = queries.compared(street.actor("街道老彭"), street.subdistrict, NOVEMBER)
    assert (first.key, first.value, first.before, first.change) == (Key.PROBLEMS_FOUND, 1, 2, -1)


def test_a_chief_counts_while_somebody_answers_for_the_post(street: cast.Street) -> None:
    peng = street.actor("街道老彭")
    term = Appointment.objects.get(post=street.post_of(street.lin1), kind="sitting")
    before = figures(street)["chiefs"]

    chiefs.end_term(actor=peng, appointment=term.pk, ends_on=date(2026, 11, 20), reason="随子女迁居", now=NOON)
    assert figures(street)["chiefs"] == before - 1
    assert figures(street, Period(date(2026, 11, 1), date(2026, 11, 19)))["chiefs"] == before

    deputy, until = street.users["田组长"].pk, date(2026, 12, 20)
    acting = chiefs.NewTerm(street.post_of(street.lin1).pk, deputy, "acting", date(2026, 11, 20), until)
    chiefs.appoint(actor=peng, term=acting, now=NOON)
    assert figures(street)["chiefs"] == before


def test_whose_figures_one_may_read(street: cast.Street) -> None:
    case(street, "problem")

    assert queries.figures(street.actor("田组长"), street.group, NOVEMBER)[Key.PROBLEMS_FOUND] == 1
    for name, place in (
        ("田组长", street.area),
        ("社区小覃", street.yanmen),
        ("社区小覃", street.subdistrict),
        ("李邻长", street.lin1),
        ("民政老杜", street.subdistrict),
    ):
        for read in (queries.figures, queries.parts, queries.compared):
            with pytest.raises(NotThere):
                read(street.actor(name), place, NOVEMBER)


def test_the_county_reads_figures_and_nobodys_records(street: cast.Street) -> None:
    case(street, "problem")
    line(street, NOON)
    county = street.actor("县里老胡")

    assert queries.figures(county, street.county, NOVEMBER)[Key.PROBLEMS_FOUND] == 1
    for key in (Key.PROBLEMS_FOUND, Key.MICRO_SERVICES):
        drilled = queries.records(county, key, street.county, NOVEMBER)
        assert (drilled.counted, list(drilled.rows), drilled.hidden) == (1, [], 1)


def test_a_restricted_case_is_counted_and_not_shown(street: cast.Street) -> None:
    case(street, "problem", restricted=True)

    drilled = queries.records(street.actor("社区小覃"), Key.PROBLEMS_FOUND, street.xibu, NOVEMBER)
    assert (drilled.counted, drilled.seen, drilled.hidden) == (1, 0, 1)


def test_a_span_that_runs_backwards_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        queries.period_of(date(2026, 11, 2), date(2026, 11, 1))
    assert refused.value.code == "period_backwards"


def test_counting_takes_as_many_queries_however_many_parts(
    street: cast.Street, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for place in (street.lin1, street.lin2):
        case(street, "problem", where=place)
    peng = street.actor("街道老彭")
    with django_assert_num_queries(1 + len(Key) + 2):  # hazards are counted in two tables
        queries.parts(peng, street.group, NOVEMBER)


def test_a_reported_hazard_in_the_register_counts_once_and_only_after_another_look(street: cast.Street) -> None:
    row = closed(street, "hazard", NOON)
    assert (figures(street)["hazards_found"], figures(street)["hazards_removed"]) == (1, 1)

    li = street.actor("李邻长")
    entered = hazards.enter_case(actor=li, case=row.pk, topic="fire", severity="general", now=NOON)
    assert (figures(street)["hazards_found"], figures(street)["hazards_removed"]) == (1, 0)
    hazards.fix(actor=li, hazard=entered.pk, text="搬开了", now=NOON)
    hazards.recheck(actor=street.actor("田组长"), hazard=entered.pk, passed=True, text="", now=NOON)
    closed(street, "hazard", NOON)

    assert (figures(street)["hazards_found"], figures(street)["hazards_removed"]) == (2, 2)
    peng = street.actor("街道老彭")
    drilled = queries.records(peng, Key.HAZARDS_REMOVED, street.subdistrict, NOVEMBER)
    described = drilled.describe(list(drilled.rows[0:9]))
    assert [(one.hazard is not None, one.case is not None) for one in described] == [(True, False), (False, True)]
    assert [len(drilled.rows[0:1]), len(drilled.rows[1:2]), len(drilled.rows[2:9])] == [1, 1, 0]
