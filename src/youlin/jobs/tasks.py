"""What the worker calls: thin, so that the same work runs from the command line."""

from __future__ import annotations

from youlin.foundation import clock
from youlin.jobs.tick import tick as run_tick


def tick() -> dict[str, object]:
    """One sweep, now."""
    return run_tick(now=clock.now())
