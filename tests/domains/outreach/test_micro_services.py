"""A small act of help is one line, told once however often it is sent."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.factories import cast
from youlin.domains.outreach import actions, queries
from youlin.domains.outreach.models import MicroService
from youlin.foundation import clock
from youlin.foundation.models import AuditEntry
from youlin.foundation.refusal import Invalid, NotThere

NOON = clock.at(date(2026, 11, 2), 12)


def line(street: cast.Street, text: str = "帮王奶奶换灯泡", **changes: Any) -> actions.NewService:
    values: dict[str, Any] = {
        "client_id": uuid4(),
        "neighbourhood": street.lin1.pk,
        "text": text,
        "happened_at": NOON,
    } | changes
    return actions.NewService(**values)


def test_李邻长_logs_a_line(street: cast.Street) -> None:
    row = actions.log_service(
        actor=street.actor("李邻长"), service=line(street, " 帮王奶奶\n换灯泡 ", resident=street.wang.pk), now=NOON
    )

    assert row.text == "帮王奶奶 换灯泡"
    assert row.post_id == street.post_of(street.lin1).pk
    assert row.household_id == street.wang_home.pk
    assert AuditEntry.objects.filter(verb="service.log", target=row.pk).count() == 1


def test_the_same_line_sent_twice_is_one_line(street: cast.Street) -> None:
    once = line(street)
    first = actions.log_service(actor=street.actor("李邻长"), service=once, now=NOON)
    again = actions.log_service(actor=street.actor("李邻长"), service=once, now=NOON + timedelta(hours=3))

    assert again.pk == first.pk
    assert MicroService.objects.count() == 1
    assert AuditEntry.objects.filter(verb="service.log").count() == 1


def test_a_batch_with_a_repeated_line_keeps_the_order_of_what_was_sent(street: cast.Street) -> None:
    one, two = line(street, "送菜上门"), line(street, "代缴电费")
    actions.log_service(actor=street.actor("李邻长"), service=two, now=NOON)

    rows = actions.log_services(actor=street.actor("李邻长"), services=[one, two, one], now=NOON)

    assert [row.text for row in rows] == ["送菜上门", "代缴电费", "送菜上门"]
    assert MicroService.objects.count() == 2


def test_a_batch_takes_the_same_number_of_queries_however_long(
    street: cast.Street, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    lines = [line(street, f"第{number}次") for number in range(70)]
    with django_assert_max_num_queries(8):
        actions.log_services(actor=street.actor("李邻长"), services=lines, now=NOON)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": "  "}, "text_missing"),
        ({"text": "长" * 201}, "text_long"),
        ({"happened_at": NOON + timedelta(hours=1)}, "in_future"),
    ],
)
def test_a_line_that_cannot_be_is_refused_with_what_to_do(
    street: cast.Street, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        actions.log_services(actor=street.actor("李邻长"), services=[line(street), line(street, **changes)], now=NOON)

    assert refused.value.code == code
    assert "请" in refused.value.message
    assert MicroService.objects.count() == 0


def test_a_phone_whose_clock_runs_a_little_ahead_is_forgiven(street: cast.Street) -> None:
    row = actions.log_service(
        actor=street.actor("李邻长"), service=line(street, happened_at=NOON + timedelta(minutes=4)), now=NOON
    )
    assert row.happened_at == NOON


def test_another_neighbourhood_and_its_people_are_not_there(street: cast.Street) -> None:
    li = street.actor("李邻长")
    elsewhere: list[dict[str, Any]] = [
        {"neighbourhood": street.yanmen_lin.pk},
        {"neighbourhood": street.lin2.pk},
        {"household": street.zhao_home.pk},
        {"resident": street.zhao.pk},
    ]
    for changes in elsewhere:
        with pytest.raises(NotThere):
            actions.log_service(actor=li, service=line(street, **changes), now=NOON)


def test_a_line_under_somebody_elses_key_is_not_told(street: cast.Street) -> None:
    theirs = line(street, neighbourhood=street.lin2.pk)
    actions.log_service(actor=street.actor("周邻长"), service=theirs, now=NOON)

    with pytest.raises(NotThere):
        actions.log_service(actor=street.actor("李邻长"), service=line(street, client_id=theirs.client_id), now=NOON)
    assert MicroService.objects.count() == 1


def test_who_sees_a_line(street: cast.Street) -> None:
    actions.log_service(actor=street.actor("李邻长"), service=line(street), now=NOON)

    seen = {name: queries.services(street.actor(name)).count() for name in street.users}
    assert {name for name, count in seen.items() if count} == {"李邻长", "田组长", "向片长", "社区小覃", "街道老彭"}


def test_a_chief_chooses_among_the_own_neighbourhoods(street: cast.Street) -> None:
    assert [place.name for place in queries.places(street.actor("李邻长"))] == ["邻1"]
    assert [place.name for place in queries.places(street.actor("田组长"))] == ["邻1", "邻2"]
    assert list(queries.places(street.actor("民政老杜"))) == []
