"""Runs the works and prints what they took as it is known, or JSON at the end. Exit 1 where an aim is missed."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path


def main(argv: list[str]) -> int:
    """Measure the works named, or all; each in a process and a database of its own, so that none warms another."""
    from benchmarks.figures import SHARE
    from benchmarks.works import WORKS

    asked = argparse.ArgumentParser(prog="python3 dev.py bench", description=__doc__)
    asked.add_argument("works", nargs="*", metavar="work", help=f"of: {', '.join(WORKS)}; all where none is named")
    asked.add_argument("--share", type=float, default=1.0, help="0.1: a tenth of the size, where a work can be smaller")
    asked.add_argument("--json", action="store_true", help="print the figures as JSON, once all are known")
    options = asked.parse_args(argv)
    if unknown := set(options.works) - WORKS.keys():
        asked.error(f"no such work: {', '.join(sorted(unknown))}")
    os.environ[SHARE] = str(options.share)
    found = []
    for figure in (figure for name in options.works or WORKS for figure in everywhere(name)):
        found.append(figure)
        if not options.json:
            print(_line(figure), flush=True)
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
    return 0 if all(figure["good"] for figure in found) else 1


def _line(figure: dict[str, object]) -> str:
    aims = [f"{sign} {figure[aim]:g}" for sign, aim in (("≤", "at_most"), ("≥", "at_least")) if figure[aim] is not None]
    mark = "" if not aims else "✓" if figure["good"] else "✗"
    return f"{figure['what']:<64}{figure['value']:>12,.2f} {figure['unit']:<4}{' '.join(aims):>10} {mark}"


def everywhere(name: str) -> Iterator[dict[str, object]]:
    """The figures of one work, on SQLite and, where its aims hold for both, on a PostgreSQL of its own."""
    from benchmarks.works import ON_BOTH

    if name not in ON_BOTH:
        yield from alone(name)
        return
    for where, beside in (("SQLite", ()), ("PostgreSQL", ("-m", "tools.postgres"))):
        for figure in alone(name, *beside):
            yield {**figure, "what": f"{figure['what']} · {where}"}


def alone(name: str, *beside: str) -> list[dict[str, object]]:
    """The figures of one work, measured in a fresh house; `beside` is what starts a database for it."""
    with tempfile.TemporaryDirectory(prefix="youlin-bench-") as home:
        out = Path(home) / "figures.json"
        code = f"from benchmarks.__main__ import measure; measure({name!r}, {str(out)!r})"
        house = {**os.environ, "YOULIN_HOME": home}
        house.pop("YOULIN_DATABASE_URL", None)  # never the street that is served here
        done = subprocess.run([sys.executable, *beside, "-c", code], env=house, check=False)
        if done.returncode:  # its own words stand above; the other works are measured all the same
            return [
                {"what": f"{name}: broke off", "value": 1, "unit": "", "at_most": 0, "at_least": None, "good": False}
            ]
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
