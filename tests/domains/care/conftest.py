"""王奶奶 and 刘小满 in care since Monday, and short words for what chiefs do."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.factories.cast import START, Street
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions
from youlin.domains.care.models import CarePlan, Contact
from youlin.foundation import clock

MONDAY = clock.day_of(START)
Record = Callable[..., Contact]


def on(days: int, hour: int = 9) -> datetime:
    """An instant so many days after the Monday on which the plans began."""
    return clock.at(MONDAY + timedelta(days), hour)


def day(days: int) -> date:
    """A day so many days after that Monday."""
    return MONDAY + timedelta(days)


@pytest.fixture
def in_care(street: Street) -> Street:
    actions.open_plans(actor=SYSTEM, now=START)
    return street


@pytest.fixture
def plan(in_care: Street) -> CarePlan:
    """王奶奶's."""
    return CarePlan.objects.get(resident=in_care.wang)


@pytest.fixture
def record(in_care: Street) -> Record:
    """`record("greeting", on(2))`: 李邻长 reached 王奶奶; `received` is when it came in."""

    def one(kind: str, happened_at: datetime, **said: Any) -> Contact:
        actor = said.pop("actor", None) or in_care.actor("李邻长")
        received = said.pop("received", happened_at)
        facts: dict[str, Any] = {
            "client_id": uuid4(),
            "resident": in_care.wang.pk,
            "kind": kind,
            "outcome": "met" if kind == "visit" else "spoke",
            "wellbeing": "fine",
            "happened_at": happened_at,
            **said,
        }
        return actions.record_contacts(actor=actor, contacts=[actions.NewContact(**facts)], now=received)[0]

    return one
