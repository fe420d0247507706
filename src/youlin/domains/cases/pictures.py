"""Where the photographs of a case lie. How a photograph becomes fit to be kept: `foundation.pictures`."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.conf import settings

from youlin.foundation.pictures import LONGEST_SIDE, MOST_BYTES, Picture, shrink, write

__all__ = ["LONGEST_SIDE", "MOST_BYTES", "Picture", "keep", "path_of", "shrink"]


def path_of(case: UUID, digest: str) -> Path:
    """Where a picture lies, under the uploads of YOULIN_HOME."""
    return Path(settings.MEDIA_ROOT) / "cases" / case.hex[-2:] / case.hex / f"{digest}.jpg"


def keep(case: UUID, picture: Picture) -> None:
    """Write a picture; a reader never sees half of one."""
    path = path_of(case, picture.digest)
    write(path, picture)
