"""A year of some 550 people in care, with everything that goes wrong, held against an oracle of its own."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.figures import Figure

STREET = ("--households", "3000", "--chiefs", "248", "--days", "365", "--seed", "1", "--faults")
TOLD = ("contacts", "obligations", "kept_late", "alarms", "alarms_withdrawn")


def year(_street: object) -> "Iterator[Figure]":
    """Run `youlin simulate` as an operator would, in a house of its own, and count what it found."""
    from benchmarks.figures import Figure

    began, worked = time.perf_counter(), _worked()
    command = [sys.executable, "-m", "youlin.cli.main", "simulate", *STREET, "--json"]
    said = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=False).stdout)
    taken, worked = time.perf_counter() - began, _worked() - worked
    for line in said["violations"]:
        print(line, file=sys.stderr)  # a figure says how many; whoever mends it needs to know whom
    figures = said["figures"]
    yield Figure("a year: people in care at its end", figures["people_in_care"], "", at_least=500)
    yield Figure("a year: what went wrong", sum(said["faults"].values()), "")
    for name in TOLD:
        yield Figure(f"a year: {name.replace('_', ' ')}", figures[name], "")
    yield Figure("a year: missed and not raised, raised wrongly, or lost", len(said["violations"]), "", at_most=0)
    yield Figure("a year, CPU", worked, "s", at_most=600)
    yield Figure("a year, wall", taken, "s")


def _worked() -> float:
    """CPU seconds of all programs that this one has run to their end."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime
