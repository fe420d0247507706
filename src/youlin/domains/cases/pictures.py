"""Where the photographs of cases and hazards lie. How a photograph becomes fit to be kept: `foundation.pictures`."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.conf import settings

from youlin.foundation.pictures import LONGEST_SIDE, MOST_BYTES, Picture, shrink, write

__all__ = ["LONGEST_SIDE", "MOST_BYTES", "Picture", "keep", "path_of", "shrink"]


def path_of(owner: UUID, digest: str, folder: str = "cases") -> Path:
    """Where a picture of a case or a hazard lies, under the uploads of YOULIN_HOME."""
    return Path(settings.MEDIA_ROOT) / folder / owner.hex[-2:] / owner.hex / f"{digest}.jpg"


def keep(owner: UUID, picture: Picture, folder: str = "cases") -> None:
    """Write a picture; a reader never sees half of one."""
    path = path_of(owner, picture.digest, folder)
    write(path, picture)
