"""`youlin demo`: makes a street where there is none, keeps the one it made, and never touches a real one."""

import json
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.factories import cast
from youlin.cli.main import main
from youlin.domains.access.models import User
from youlin.domains.residents.models import Household

SMALL = ["demo", "--households", "30", "--days", "7", "--no-serve", "--json"]


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Path:
    """An empty house."""
    settings.YOULIN_HOME = tmp_path
    return tmp_path


@pytest.mark.django_db
def test_a_demo_is_made_once_and_kept(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(SMALL) == 0
    made = json.loads(capsys.readouterr().out)
    assert list(made) == ["households", "people", "chiefs", "days", "cases", "contacts", "accounts"]
    assert (made["households"], made["days"]) == (30, 7)
    assert all({"role", "username", "password"} <= account.keys() for account in made["accounts"])
    assert json.loads((home / "demo-accounts.json").read_text(encoding="utf-8")) == made["accounts"]
    assert (home / "demo-accounts.json").stat().st_mode & 0o077 == 0

    people = User.objects.count()
    assert main(SMALL) == 0
    assert json.loads(capsys.readouterr().out) == made
    assert User.objects.count() == people


def test_a_real_street_stays_alone(home: Path, street: cast.Street, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(SMALL) == 1
    assert json.loads(capsys.readouterr().out)["refused"] == "street_real"
    assert Household.objects.count() == 3
    assert list(home.iterdir()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("arguments", [["--households", "3"], ["--days", "0"], ["--households", "9999999"]])
def test_a_street_of_no_size_is_refused(home: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", *arguments, "--no-serve", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["refused"].endswith("_out_of_range")
