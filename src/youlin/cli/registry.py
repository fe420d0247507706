"""Every command, in the order of `--help`."""

from __future__ import annotations

from youlin.cli import benefits, coverage, demo, doctor, figures, matching, roster, service, simulate, staff
from youlin.cli.verbs import Command

COMMANDS: tuple[Command, ...] = (
    service.init,
    demo.demo,
    staff.staff,
    roster.bring_in,
    coverage.coverage,
    figures.stats,
    figures.bulletin,
    matching.match,
    benefits.rules,
    benefits.screen,
    service.serve,
    service.tick,
    simulate.simulate,
    doctor.doctor,
)
