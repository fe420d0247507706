"""`python3 dev.py run`: a street that lives, at one address."""

import json
import os
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
    youlin = str(BIN / "youlin")
    code = subprocess.call([youlin, "init"], cwd=ROOT)
    if code == 0 and not has_a_subdistrict():
        say("making a demo street: 90 days of greetings, visits and cases (once)")
        code = subprocess.call([youlin, "demo", "--no-serve"], cwd=ROOT)
    if code != 0:
        return code
    show_accounts()
    return subprocess.call([youlin, "serve", *rest], cwd=ROOT)


def has_a_subdistrict() -> bool:
    """Whether the database holds a subdistrict."""
    return call("-c", LOOK, env={"DJANGO_SETTINGS_MODULE": "youlin.config.settings.prod"}) == 0


def show_accounts() -> None:
    """Print who can log in to the demo street, each time it is served."""
    kept = Path(os.environ.get("YOULIN_HOME", ROOT / "var")) / "demo-accounts.json"
    if kept.exists():
        accounts = json.loads(kept.read_text(encoding="utf-8"))
        for account in accounts:
            print(f"  {account['username']:<16}{account['password']:<20}{account['role']}", flush=True)
