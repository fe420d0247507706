"""The environment fails loudly."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from youlin.config import env


def test_keys_are_made_once_and_only_the_owner_reads_them(tmp_path: Path) -> None:
    first = env.read({"YOULIN_HOME": str(tmp_path)})
    again = env.read({"YOULIN_HOME": str(tmp_path)})
    assert (first.secret_key, first.field_keys) == (again.secret_key, again.field_keys)
    assert stat.S_IMODE((tmp_path / "field.keys").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("YOULIN_LANGUAGE", "fr", "zh-hans"),
        ("YOULIN_HTTPS", "maybe", "write 1 or 0"),
        ("YOULIN_DATABASE_URL", "mysql://x/y", "postgres://"),
        ("YOULIN_DATABASE_URL", "postgres://db/street?prepare_threshold=often", "a number, or never"),
        ("YOULIN_FIELD_KEYS", "{}", "32 bytes"),
        ("YOULIN_FIELD_KEYS", "abc", "JSON"),
    ],
)
def test_a_wrong_value_is_named_with_what_to_write(tmp_path: Path, name: str, value: str, says: str) -> None:
    with pytest.raises(env.EnvironmentProblem, match=says):
        env.read({"YOULIN_HOME": str(tmp_path), name: value})


def test_a_postgres_url_becomes_a_connection_that_stays_open() -> None:
    database = env.database_from_url("postgres://u%40x:p@db:5433/street?sslmode=require", Path())
    assert (database["USER"], database["HOST"], database["PORT"], database["NAME"]) == ("u@x", "db", "5433", "street")
    assert database["OPTIONS"] == {"sslmode": "require", "server_side_binding": True, "prepare_threshold": 3}
    behind_a_pooler = env.database_from_url("postgres://db/street?prepare_threshold=never", Path())
    assert behind_a_pooler["OPTIONS"] == {"server_side_binding": True, "prepare_threshold": None}
    assert (database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"]) == (None, True)
