"""An instant comes back from PostgreSQL as it was written, read the quick way as by the driver's own."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from django.db import DataError, connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytestmark = [pytest.mark.django_db, pytest.mark.postgres_only]

# PostgreSQL keeps microseconds; years of one digit to the last a calendar of Python holds, away from its very ends.
INSTANTS = st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=st.just(UTC))  # noqa: DTZ001  # bounds


@pytest.fixture
def ask() -> Any:
    """What PostgreSQL says to a question of one value."""

    def asked(sql: str, *params: datetime) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {sql}", params)
            return cursor.fetchone()[0]

    return asked


@given(instant=INSTANTS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_instant_comes_back_as_it_was_written(ask: Any, instant: datetime) -> None:
    back = ask("%s::timestamptz", instant)
    assert (back, back.tzinfo) == (instant, UTC)


def test_a_session_of_another_zone_says_the_same_instant_in_utc(ask: Any) -> None:
    ask("set_config('TimeZone', 'Asia/Shanghai', true)")
    noon = datetime(2026, 11, 23, 12, tzinfo=timezone(timedelta(hours=8)))
    back = ask("%s::timestamptz", noon)
    assert (back, back.tzinfo) == (noon, UTC)


@pytest.mark.parametrize("never", ["infinity", "0044-03-15 00:00:00+00 BC"])
def test_what_no_calendar_holds_is_refused_and_not_guessed(ask: Any, never: str) -> None:
    with pytest.raises(DataError):
        ask(f"'{never}'::timestamptz")


def test_the_quick_way_is_the_one_taken(ask: Any) -> None:
    ask("1")
    from psycopg.adapt import Transformer
    from psycopg.pq import Format

    kind = connection.connection.adapters.types["timestamptz"].oid
    assert (
        type(Transformer.from_context(connection.connection).get_loader(kind, Format.TEXT)).__name__ == "InstantLoader"
    )
