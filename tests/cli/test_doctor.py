"""`youlin doctor` finds what is wrong, each thing by its name."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from django_q.models import Task
from pytest_django import Settings

from tests.factories import cast
from youlin.cli.main import main
from youlin.config.env import VARIABLES
from youlin.foundation import calendar, clock
from youlin.foundation.models import OutboxEvent
from youlin.jobs.schedule import SCHEDULE

CHECKS = [
    "home", "disk", "database", "migrations", "keys", "worker", "outbox", "coverage", "rollups", "fonts",
    "calendar", "history",
]  # fmt: skip


def look(capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, bool], dict[str, str]]:
    """Exit code, what is well, and what is said of each."""
    capsys.readouterr()
    code = main(["doctor", "--json"])
    checks = json.loads(capsys.readouterr().out)["checks"]
    return code, {check["name"]: check["ok"] for check in checks}, {check["name"]: check["message"] for check in checks}


@pytest.fixture(autouse=True)
def years_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever year these tests run in."""
    monkeypatch.setattr(calendar, "published", lambda year: True)


@pytest.fixture
def heard(street: cast.Street) -> cast.Street:
    """A street in which everything was told."""
    OutboxEvent.objects.update(dispatched_at=cast.START)
    return street


@pytest.mark.usefixtures("heard")
def test_a_healthy_house(capsys: pytest.CaptureFixture[str]) -> None:
    code, well, said = look(capsys)
    assert list(well) == CHECKS
    assert code == 0, said
    assert all(well.values())


@pytest.mark.usefixtures("heard")
def test_it_names_every_variable(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out
    assert all(variable.name in said for variable in VARIABLES)


@pytest.mark.usefixtures("heard")
def test_lost_keys_are_found(capsys: pytest.CaptureFixture[str], settings: Settings) -> None:
    settings.FIELD_KEYS = {"t": bytes(32)}
    code, well, said = look(capsys)
    assert (code, well["keys"]) == (1, False)
    assert "field.keys" in said["keys"]


@pytest.mark.usefixtures("street")
def test_what_nobody_was_told_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    OutboxEvent.objects.update(dispatched_at=None, at=clock.now() - timedelta(hours=1))
    code, well, _said = look(capsys)
    assert (code, well["outbox"]) == (1, False)


@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize(("ago", "ok"), [(timedelta(minutes=1), True), (timedelta(hours=3), False)])
def test_a_worker_that_stopped_is_found(capsys: pytest.CaptureFixture[str], ago: timedelta, ok: bool) -> None:
    ended = clock.now() - ago
    Task.objects.create(id="1" * 32, name="tick", func=SCHEDULE[0].function, started=ended, stopped=ended, success=True)
    _code, well, _said = look(capsys)
    assert well["worker"] is ok


@pytest.mark.usefixtures("heard")
def test_a_folder_that_is_gone_is_found(capsys: pytest.CaptureFixture[str], settings: Settings, tmp_path: Path) -> None:
    settings.YOULIN_HOME = tmp_path / "gone"
    code, well, said = look(capsys)
    assert (code, well["home"], well["disk"]) == (1, False, False)
    assert "gone" in said["home"]


@pytest.mark.sqlite_only
def test_a_database_that_is_behind_is_found(tmp_path: Path) -> None:
    """In a house of its own: the tests' database is made without migrations."""

    def youlin(*words: str) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "YOULIN_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "youlin.config.settings.prod"}
        env.pop("YOULIN_DATABASE_URL", None)
        return subprocess.run(
            [sys.executable, "-m", "youlin.cli.main", *words], env=env, capture_output=True, text=True, check=False
        )

    assert youlin("init").returncode == 0
    with closing(sqlite3.connect(tmp_path / "youlin.sqlite3")) as kept, kept:
        kept.execute("DELETE FROM django_migrations WHERE app = 'outreach'")
    found = youlin("doctor", "--json")
    checks = {check["name"]: check for check in json.loads(found.stdout)["checks"]}
    assert (found.returncode, checks["migrations"]["ok"]) == (1, False)
    assert "youlin init" in checks["migrations"]["message"]


@pytest.mark.usefixtures("heard")
def test_a_year_whose_days_off_are_unknown_is_found(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calendar, "published", lambda year: False)
    code, well, _said = look(capsys)
    assert (code, well["calendar"]) == (1, False)
