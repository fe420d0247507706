"""What a command is: a function that adds its words to the parser."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TypeAlias

# In quotes: argparse's class takes its parameter only in a type checker's eyes.
Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Command = Callable[[Subparsers, argparse.ArgumentParser], None]
