"""Every command, in the order of `--help`."""

from __future__ import annotations

from youlin.cli import coverage, service
from youlin.cli.verbs import Command

COMMANDS: tuple[Command, ...] = (
    service.init,
    coverage.coverage,
    service.serve,
    service.tick,
)
