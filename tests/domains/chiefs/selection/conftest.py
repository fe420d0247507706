"""A round of the named cast, on its first day."""

import pytest

from tests.factories import cast
from tests.factories.selection import Story, begin


@pytest.fixture
def story(street: cast.Street) -> Story:
    return begin(street)
