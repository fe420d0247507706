"""A sweep or a report that is killed in the middle: what it left undone is done after, and nothing is done twice."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def in_house(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "YOULIN_HOME": str(home), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    env.pop("YOULIN_DATABASE_URL", None)
    command = [sys.executable, "-m", "tests.jobs.sweeper", *words]
    return subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)


def told(done: subprocess.CompletedProcess[str]) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.sqlite_only
def test_a_sweep_killed_anywhere_ends_like_one_that_was_not(tmp_path: Path) -> None:
    house = tmp_path / "before"
    told(in_house(house, "prepare"))
    whole = tmp_path / "whole"
    shutil.copytree(house, whole)
    first = told(in_house(whole, "tick", "0"))
    assert first["left"]["untold"] == 0
    assert all(first["left"][kind] for kind in ("alarms", "cases", "steps", "notices"))
    assert told(in_house(whole, "tick", "0"))["left"] == first["left"], "a second sweep changed something"

    for part in (1, 4, 6, 7):
        killed = tmp_path / f"killed-{part}"
        shutil.copytree(house, killed)
        place = max(1, first["statements"] * part // 8)
        assert in_house(killed, "tick", str(place)).returncode == -signal.SIGKILL
        after = told(in_house(killed, "tick", "0"))
        assert after["left"] == first["left"], f"killed before statement {place} of {first['statements']}"


@pytest.mark.sqlite_only
def test_a_report_killed_before_any_of_its_statements_is_there_once_when_it_is_sent_again(tmp_path: Path) -> None:
    house = tmp_path / "house"
    told(in_house(house, "prepare"))
    made = dict.fromkeys(("cases", "steps", "holdings", "audit", "indexed", "letters"), 1)
    killed = told(in_house(house, "creates"))
    assert len(killed) > 15
    for place, found in enumerate(killed, 1):
        assert found.pop("signal") == signal.SIGKILL
        once = {**made, "untold": 0, "numbers_without_a_case": 0}
        assert found == once, f"killed before statement {place} of {len(killed)}"
