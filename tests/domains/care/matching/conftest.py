"""A hamlet where somebody in care lives far from who answers for them."""

import pytest

from tests.domains.care.matching.hamlet import (
    LI_DOOR,
    ZHOU_DOOR,
)
from tests.factories import cast
from tests.factories.cast import START, Street
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions
from youlin.domains.residents.models import Household


@pytest.fixture
def hamlet(in_care: Street) -> Street:
    """王奶奶 lives at 周邻长's door, 900 metres from 李邻长, who answers for her; nobody has greeted anybody yet."""
    street = in_care
    for home, (north, east) in (
        (street.wang_home, ZHOU_DOOR),
        (street.liu_home, LI_DOOR),
        (street.zhao_home, ZHOU_DOOR),
    ):
        Household.objects.filter(pk=home.pk).update(latitude=north, longitude=east)
    cast.circumstance(street.zhao, "disabled")
    actions.open_plans(actor=SYSTEM, now=START)
    return street
