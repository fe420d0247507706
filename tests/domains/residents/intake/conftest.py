"""A street to bring a roster into."""

import pytest

from tests.domains.residents.intake.bringing import NOW
from youlin.domains.access.actor import SYSTEM
from youlin.domains.territory.actions import add_territory
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level


@pytest.fixture
def quiet(db: None) -> Territory:
    """A street where nobody is known yet."""
    county = add_territory(actor=SYSTEM, parent=None, level=Level.COUNTY, name="武溪区", code="430899", now=NOW)
    return add_territory(
        actor=SYSTEM, parent=county, level=Level.SUBDISTRICT, name="锣溪街道", code="430899001000", now=NOW
    )
