"""Who applies at the door."""

from datetime import date

import pytest

from tests.factories import cast, door
from youlin.domains.benefits.models import (
    Application,
)
from youlin.foundation import clock

NOW = cast.START
DAY = clock.day_of(NOW)


@pytest.fixture
def row(street: cast.Street) -> Application:
    """王奶奶 applies for the living allowance; her son lives with her, and a grandchild."""
    cast.resident(street.wang_home, "王建国", sex="1", born=date(1975, 4, 1))
    cast.resident(street.wang_home, "王小满", sex="1", born=date(2016, 4, 1))
    return door.opened(street.actor("李邻长"), street.wang.pk, "dibao", now=NOW)
