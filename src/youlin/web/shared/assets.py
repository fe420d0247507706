"""Addresses of style sheets, scripts and drawings that change when their content does.

A phone with a bad line asks for each of them once, and not again until it is another: `whitenoise` may then let
browsers keep them for a week. What `collectstatic` gathered is served compressed, and the sheets that every page
begins with as one; where nothing was gathered, the same pages work from the files as they are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils.functional import SimpleLazyObject
from whitenoise.storage import CompressedStaticFilesStorage  # type: ignore[import-untyped]

# What every page begins with, in this order; gathered, it is one sheet.
COMMON = "youlin/css/common.css"
PARTS = tuple(f"youlin/css/{name}.css" for name in ("tokens", "base", "layout", "components", "forms"))


class VersionedStorage(CompressedStaticFilesStorage):  # type: ignore[misc]  # whitenoise ships no types
    """`/static/youlin/icons.svg?v=1f0c9a22`, with a compressed copy beside each gathered file."""

    def url(self, name: str | None) -> str:
        """The address of a file with the mark of its content; a file that is not there has an address without one."""
        mark = "" if not name else (_look if settings.DEBUG else _mark)(name)
        return str(super().url(name)) + (f"?v={mark}" if mark else "")

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Gather the sheets of every page into one, then compress what was gathered."""
        if not dry_run and all(name in paths for name in PARTS):
            Path(self.path(COMMON)).write_bytes(_joined())
            paths = {**paths, COMMON: (self, COMMON)}
            yield COMMON, COMMON, True
        yield from super().post_process(paths, dry_run, **options)


def sheets() -> tuple[str, ...]:
    """The sheets that every page begins with: one where it was gathered, else its parts."""
    return PARTS if settings.DEBUG or not _gathered else (COMMON,)


def _joined() -> bytes:
    return b"".join(Path(str(finders.find(name))).read_bytes() for name in PARTS)


def _look(name: str) -> str:
    """Eight hexadecimal digits of a file's content, or "" where no app has it."""
    if name == COMMON:
        return hashlib.sha256(_joined()).hexdigest()[:8]
    found = finders.find(name)
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:8] if found else ""


_mark = lru_cache(maxsize=512)(_look)  # files don't change under a server; on a developer's machine they do
_gathered = SimpleLazyObject((Path(settings.STATIC_ROOT) / COMMON).is_file)
