"""Which room may know which."""

import configparser
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from tests.guards.house import ROOT, domains, stack


def test_every_import_keeps_to_the_plan() -> None:
    assert lint_imports(config_filename=str(ROOT / ".importlinter"), no_cache=True) == 0, "run .venv/bin/lint-imports"


def test_the_plan_knows_every_domain() -> None:
    plan = configparser.ConfigParser()
    plan.read(ROOT / ".importlinter", encoding="utf-8")
    inside = plan["importlinter:contract:inside"]["containers"].split()
    there = {path.name for path in domains()}

    assert {name.removeprefix("youlin.domains.") for name in inside} == there
    assert there <= stack().keys()


def test_a_wall_that_is_climbed_over_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    street = tmp_path / "street"
    for name, text in {
        "__init__.py": "",
        "upper.py": "",
        "lower.py": "import street.upper\n",
    }.items():
        street.mkdir(exist_ok=True)
        (street / name).write_text(text)
    plan = tmp_path / "plan"
    plan.write_text(
        "[importlinter]\nroot_package = street\n"
        "[importlinter:contract:floors]\nname = floors\ntype = layers\ncontainers = street\n"
        "layers =\n    upper\n    lower\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))

    assert lint_imports(config_filename=str(plan), no_cache=True) == 1
    assert "street.lower is not allowed to import street.upper" in capsys.readouterr().out
