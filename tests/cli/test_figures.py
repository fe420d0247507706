"""`youlin stats` and `youlin bulletin`."""

import json
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from tests.factories import cast
from youlin.cli.main import main
from youlin.domains.outreach import actions as outreach
from youlin.foundation import clock

SPAN = ["--from", "2026-11-01", "--to", "2026-11-30"]
KEYS = ["problems_found", "appeals_handled", "disputes_settled", "hazards_removed", "micro_services", "chiefs"]


@pytest.fixture
def helped(street: cast.Street) -> cast.Street:
    """李邻长 helped once in November."""
    noon = clock.at(date(2026, 11, 5), 12)
    service = outreach.NewService(uuid4(), street.lin1.pk, "帮王奶奶换灯泡", noon)
    outreach.log_service(actor=street.actor("李邻长"), service=service, now=noon)
    return street


@pytest.mark.usefixtures("helped")
def test_stats_prints_the_figures_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", *SPAN, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == KEYS
    assert found["micro_services"] == 1


def test_stats_of_a_place_by_its_code(helped: cast.Street, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", *SPAN, "--territory", helped.lin2.door_code, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["micro_services"] == 0


@pytest.mark.usefixtures("helped")
def test_stats_in_words_is_the_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", *SPAN]) == 0
    assert "开展微服务1次" in capsys.readouterr().out


@pytest.mark.usefixtures("helped")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--from", "2026-11-30", "--to", "2026-11-01"], "period_backwards"),
        (["--from", "yesterday", "--to", "2026-11-01"], "date_bad"),
        ([*SPAN, "--territory", "999"], "territory_unknown"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(
    arguments: list[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["stats", *arguments, "--json"]) == 1
    said = capsys.readouterr()
    assert json.loads(said.out)["refused"] == code
    assert said.err.strip()


@pytest.mark.usefixtures("helped")
@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("html", b"<!doctype html>")])
def test_a_bulletin_is_written(tmp_path: Path, form: str, begins: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / f"bulletin.{form}"
    assert main(["bulletin", *SPAN, "--out", str(target), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["file"] == str(target)
    assert list(said["figures"]) == KEYS
    assert target.read_bytes().startswith(begins)


@pytest.mark.usefixtures("helped")
@pytest.mark.parametrize(("name", "code"), [("b.exe", "form_unknown"), ("no/such/folder/b.pdf", "file_unwritable")])
def test_a_bulletin_that_cannot_be_written_says_why(
    tmp_path: Path, name: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bulletin", *SPAN, "--out", str(tmp_path / name), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["refused"] == code
