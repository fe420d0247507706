"""Many leads: the page reads the newest by their index."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection

from tests.factories import cast
from youlin.domains.benefits import queries
from youlin.domains.benefits.models import Lead
from youlin.foundation.db import add_rows

MANY, SHOWN = 600, 50


def leads(street: cast.Street, many: int) -> None:
    add_rows(
        [
            Lead(
                subdistrict_id=street.subdistrict.pk, household=street.wang_home, resident=street.wang,
                programme="aged_80", kind="likely", reasons=["年满80岁"], grounds=uuid.uuid4().hex,
                from_day=date(2026, 11, 2), found_at=cast.START - timedelta(seconds=place),
            )
            for place in range(many)
        ]
    )  # fmt: skip


@pytest.mark.parametrize("who", ["街道老彭", "社区小覃"])
def test_the_first_page_of_many_leads_is_read_in_the_order_of_its_index_and_not_sorted(
    street: cast.Street, who: str
) -> None:
    leads(street, MANY)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":  # a table this small is read whole; ask whether the index can serve
            cursor.execute(
                "SET LOCAL enable_sort = off; SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off"
            )
    plan = queries.leads(street.actor(who))[:SHOWN].explain()
    assert "lead_newest" in plan
    assert "USE TEMP B-TREE FOR ORDER BY" not in plan
    assert "Sort" not in plan
