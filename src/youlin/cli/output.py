"""Words go to stderr, a JSON document to stdout; without --json the words themselves go to stdout."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping

from youlin.foundation.refusal import Refusal


def say(text: str) -> None:
    """A line for people, out of the way of the JSON."""
    print(text, file=sys.stderr, flush=True)


def show(result: Mapping[str, object], words: str, *, as_json: bool) -> None:
    """The result: as JSON, or as words."""
    print(json.dumps(result, ensure_ascii=False, default=str) if as_json else words, flush=True)


def refused(refusal: Refusal, *, as_json: bool) -> None:
    """A refusal: its sentence, and its code for programs."""
    say(refusal.message)
    if as_json:
        print(json.dumps({"refused": refusal.code, "message": refusal.message}, ensure_ascii=False), flush=True)


def progress(label: str, done: int, total: int) -> None:
    """A progress line, on a terminal only."""
    if sys.stderr.isatty():
        end = "\n" if done >= total else ""
        print(f"\r{label} {done}/{total}", end=end, file=sys.stderr, flush=True)


def counting(label: str, done: int) -> None:
    """A progress line for work whose end is not known yet, on a terminal only."""
    if sys.stderr.isatty():
        print(f"\r{label} {done}", end="", file=sys.stderr, flush=True)
