"""`python3 dev.py run`: a street that lives, at one address."""

import json
import os
import shutil
import subprocess
from pathlib import Path

from tools.environment import BIN, ROOT, call, say

LOOK = """
import django, sys
django.setup()
from youlin.domains.territory import queries
sys.exit(not queries.subdistricts().exists())
"""


def run(rest: list[str]) -> int:
    """Serve the street; the first time, make one. What stands after `run` goes to `youlin serve`.

    A database that holds a subdistrict already, demo or real, is left as it is.
    """
    home = Path(os.environ.get("YOULIN_HOME") or ROOT / "var").resolve()
    here = {"YOULIN_HOME": str(home)}
    if not os.environ.get("YOULIN_DATABASE_URL") and not (home.is_dir() and any(home.iterdir())):
        code = move_in(home)
    else:
        code = youlin(here, "init") or (0 if has_a_subdistrict(here) else youlin(here, "demo", "--no-serve"))
        show_accounts(home)
    if code == 0:  # become the server, so that whoever stops us stops it
        os.chdir(ROOT)
        os.execve(BIN / "youlin", ["youlin", "serve", *rest], {**os.environ, **here})
    return code


def move_in(home: Path) -> int:
    """Make a demo street beside `home` and put it there once it is whole, so that half a street is never served."""
    say("making a demo street: 90 days of greetings, visits and cases (once)")
    part = home.with_name(home.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    there = {"YOULIN_HOME": str(part)}
    code = youlin(there, "init") or youlin(there, "demo", "--no-serve")
    if code == 0:
        if home.is_dir():
            home.rmdir()
        part.rename(home)
    return code


def youlin(env: dict[str, str], *args: str) -> int:
    """Run the `youlin` of `.venv`; returns its exit code."""
    return subprocess.call([str(BIN / "youlin"), *args], cwd=ROOT, env={**os.environ, **env})


def has_a_subdistrict(env: dict[str, str]) -> bool:
    """Whether the database holds a subdistrict."""
    return call("-c", LOOK, env={**env, "DJANGO_SETTINGS_MODULE": "youlin.config.settings.prod"}) == 0


def show_accounts(home: Path) -> None:
    """Print who can log in to the demo street, each time it is served."""
    kept = home / "demo-accounts.json"
    if kept.exists():
        accounts = json.loads(kept.read_text(encoding="utf-8"))
        for account in accounts:
            print(f"  {account['username']:<16}{account['password']:<20}{account['role']}", flush=True)
