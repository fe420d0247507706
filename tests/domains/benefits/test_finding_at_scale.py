"""Many leads: the page reads the newest by their index, and asks no more the more there are."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

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


def test_ten_times_the_leads_ask_as_many_statements_of_the_page(street: cast.Street, logged_in: Any) -> None:
    desk, page = logged_in("社区小覃"), reverse("office:benefits")

    def asked() -> int:
        with CaptureQueriesContext(connection) as statements:
            assert desk.get(page).status_code == 200
        return len(statements)

    leads(street, MANY // 10)
    asked()
    few = asked()
    leads(street, MANY)
    assert asked() == few
