"""Pages ask for milliseconds of work: PostgreSQL need not compile them."""

import pytest
from django.db import connection

from youlin.foundation.db import spare_the_compiler


@pytest.mark.django_db
def test_the_database_itself_remembers_that_nothing_is_compiled() -> None:
    if connection.vendor != "postgresql":
        assert not spare_the_compiler(), "there is nothing to spare"
        return
    assert spare_the_compiler()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setconfig FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase "
            "WHERE d.datname = current_database()"
        )
        assert ["jit=off"] in [row[0] for row in cursor.fetchall()]
