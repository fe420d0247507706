#!/usr/bin/env python3
"""The one door to the workshop: needs Python 3.11 and nothing else.

python3 dev.py run        a demo street at http://127.0.0.1:8000 (data is kept in ./var)
python3 dev.py test       every test, on SQLite and on PostgreSQL; what stands after `test` goes to pytest
python3 dev.py check      lint, types, boundaries, migrations, catalogues
python3 dev.py bench      measurements against docs and anchors
python3 dev.py screens    photograph the main pages for docs/screens
python3 dev.py messages   bring the English catalogues up to date; `messages check` only looks
python3 dev.py lock       pin the dependencies of pyproject.toml again
python3 dev.py setup      only the environment, .venv (each of the others does this first)
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
OLDEST = (3, 11)


def main(argv: "list[str]") -> int:
    """Carry out one verb; returns the exit code."""
    use_a_new_enough_python()
    from tools import checking, environment, running, testing

    verbs = {
        "setup": lambda rest: 0,
        "run": running.run,
        "test": testing.test,
        "check": checking.check,
        "bench": lambda rest: environment.call("-m", "benchmarks", *rest),
        "screens": lambda rest: environment.call("-m", "tools.screens", *rest),
        "messages": lambda rest: environment.call("-m", "tools.messages", *(rest or ["update"])),
        "lock": environment.lock,
    }
    if not argv or argv[0] not in verbs:
        print(__doc__)
        return 0 if argv and argv[0] in ("help", "-h", "--help") else 2
    environment.prepare()
    return verbs[argv[0]](argv[1:])


def use_a_new_enough_python() -> None:
    """Start again under a newer Python where this one is too old, or say what is needed."""
    if sys.version_info >= OLDEST:
        return
    for minor in range(15, OLDEST[1] - 1, -1):
        name = f"python3.{minor}"
        if subprocess.call([name, "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
            os.execvp(name, [name, *sys.argv])
    sys.exit(f"Youlin needs Python 3.11 or newer; this is {sys.version.split()[0]}.")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
    except subprocess.CalledProcessError as problem:
        sys.exit(f"youlin: this did not work; the lines above say why: {' '.join(map(str, problem.cmd))}")
