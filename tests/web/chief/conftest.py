"""李邻长's phone, on a day of our choosing."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from tests.domains.care.conftest import on
from tests.factories.cast import START, Street
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions

LogIn = Callable[[str], Client]
Travel = Callable[[datetime], None]


@pytest.fixture
def in_care(street: Street) -> Street:
    """王奶奶 and 刘小满 in care since Monday."""
    actions.open_plans(actor=SYSTEM, now=START)
    return street


@pytest.fixture
def travel() -> Iterator[Travel]:
    """`travel(on(8))`: it is that instant until the next one."""
    with time_machine.travel(on(0), tick=False) as clock:
        yield clock.move_to
