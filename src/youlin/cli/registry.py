"""Every command, in the order of `--help`."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from youlin.cli import service

Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]
Command = Callable[[Subparsers, argparse.ArgumentParser], None]

COMMANDS: tuple[Command, ...] = (
    service.init,
    service.serve,
    service.tick,
)
