"""Runs the works and prints a table, or JSON. Exit 1 where an aim is missed.

`python3 dev.py bench [WORK …] [--share 0.1] [--json]`: with a share, works that can be made smaller are.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path


def main(argv: list[str]) -> int:
    """Measure the works named, or all; each in a process and a database of its own, so that none warms another."""
    from benchmarks.figures import SHARE
    from benchmarks.works import WORKS

    if "--share" in argv:
        place = argv.index("--share")
        os.environ[SHARE] = str(float(argv[place + 1]))
        del argv[place : place + 2]
    names = [word for word in argv if not word.startswith("-")]
    if set(names) - WORKS.keys():
        print(f"there are: {', '.join(WORKS)}", file=sys.stderr)
        return 2
    found = [figure for name in names or WORKS for figure in everywhere(name)]
    if "--json" in argv:
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for figure in found:
            aim = f"≤ {figure['at_most']:g}" if figure["at_most"] is not None else ""
            aim = f"≥ {figure['at_least']:g}" if figure["at_least"] is not None else aim
            mark = "" if not aim else "✓" if figure["good"] else "✗"
            print(f"{figure['what']:<64}{figure['value']:>12,.2f} {figure['unit']:<4}{aim:>10} {mark}")
    return 0 if all(figure["good"] for figure in found) else 1


def everywhere(name: str) -> list[dict[str, object]]:
    """The figures of one work, on SQLite and, where its aims hold for both, on a PostgreSQL of its own."""
    from benchmarks.works import ON_BOTH

    if name not in ON_BOTH:
        return alone(name)
    measured = {"SQLite": alone(name), "PostgreSQL": alone(name, "-m", "tools.postgres")}
    return [{**figure, "what": f"{figure['what']} · {where}"} for where, some in measured.items() for figure in some]


def alone(name: str, *beside: str) -> list[dict[str, object]]:
    """The figures of one work, measured in a fresh house; `beside` is what starts a database for it."""
    with tempfile.TemporaryDirectory(prefix="youlin-bench-") as home:
        out = Path(home) / "figures.json"
        code = f"from benchmarks.__main__ import measure; measure({name!r}, {str(out)!r})"
        house = {**os.environ, "YOULIN_HOME": home}
        house.pop("YOULIN_DATABASE_URL", None)  # never the street that is served here
        subprocess.run([sys.executable, *beside, "-c", code], env=house, check=True)
        figures: list[dict[str, object]] = json.loads(out.read_text())
        return figures


def measure(name: str, out: str) -> None:
    """Make the house, put the cast in it, and write what the work yields to `out`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "youlin.config.settings.test")
    import django

    django.setup()
    from benchmarks.works import WORKS
    from tests.factories import cast
    from youlin.foundation.birth import give_birth
    from youlin.foundation.db import spare_the_compiler

    give_birth()
    spare_the_compiler()
    figures = [{**figure._asdict(), "good": figure.good} for figure in WORKS[name](cast.street())]
    Path(out).write_text(json.dumps(figures))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "youlin.config.settings.test")
    import django

    django.setup()
    sys.exit(main(sys.argv[1:]))
