"""Addresses of style sheets, scripts and drawings that change when their content does.

A phone with a bad line asks for each of them once, and not again until it is another: `whitenoise` may then let
browsers keep them for a week. Nothing has to be collected or built for it.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


class VersionedStorage(StaticFilesStorage):
    """`/static/youlin/icons.svg?v=1f0c9a22`."""

    def url(self, name: str | None) -> str:
        """The address of a file with the mark of its content; a file that is not there has an address without one."""
        mark = "" if not name else (_look if settings.DEBUG else _mark)(name)
        return super().url(name) + (f"?v={mark}" if mark else "")


def _look(name: str) -> str:
    """Eight hexadecimal digits of a file's content, or "" where no app has it."""
    found = finders.find(name)
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:8] if found else ""


_mark = lru_cache(maxsize=512)(_look)  # files don't change under a server; on a developer's machine they do
