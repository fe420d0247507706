"""Where the photographs on cards lie: a small JPEG without place or time, by appointment."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.conf import settings

from youlin.foundation.pictures import Picture, shrink, write

LONGEST_SIDE = 480  # 20 × 26 mm on the card at 450 dots an inch


def path_of(appointment: UUID, digest: str) -> Path:
    """The file of a portrait, under the uploads of YOULIN_HOME."""
    return Path(settings.MEDIA_ROOT) / "portraits" / appointment.hex[-2:] / f"{appointment.hex}-{digest}.jpg"


def prepared(data: bytes) -> Picture:
    """A portrait as it is kept. Raises Invalid for what is too big or no picture."""
    return shrink(data, LONGEST_SIDE)


def keep(appointment: UUID, picture: Picture) -> None:
    """Write a portrait."""
    write(path_of(appointment, picture.digest), picture)


def read(appointment: UUID, digest: str) -> bytes | None:
    """The picture, or None where there is none."""
    path = path_of(appointment, digest)
    return path.read_bytes() if digest and path.exists() else None


def forget(appointment: UUID, digest: str) -> None:
    """Take a portrait off the disk."""
    path_of(appointment, digest).unlink(missing_ok=True)
