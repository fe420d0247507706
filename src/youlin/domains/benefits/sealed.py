"""Where photographs of papers lie: ciphertext on disk, named by the picture's digest, gone when they are removed."""

from __future__ import annotations

import base64
from pathlib import Path
from uuid import UUID

from django.conf import settings

from youlin.foundation import crypto
from youlin.foundation.pictures import Picture

FIELD = "benefits.applicationphoto"


def _path(application: UUID, digest: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "applications" / application.hex[-2:] / application.hex / f"{digest}.sealed"


def keep(application: UUID, picture: Picture) -> None:
    """Write a picture, readable by this program alone and only with its keys."""
    path = _path(application, picture.digest)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = crypto.encrypt(base64.b64encode(picture.data).decode(), field=FIELD)
    unfinished = path.with_suffix(".part")
    unfinished.touch(mode=0o600)
    unfinished.write_text(text, encoding="ascii")
    unfinished.replace(path)


def fetch(application: UUID, digest: str) -> bytes | None:
    """A picture kept before; None once it is gone."""
    path = _path(application, digest)
    if not path.exists():
        return None
    return base64.b64decode(crypto.decrypt(path.read_text(encoding="ascii"), field=FIELD))


def drop(application: UUID, digest: str) -> None:
    """Remove a picture; gone already is as good."""
    _path(application, digest).unlink(missing_ok=True)
