"""What is uploaded, kept encrypted and only as long as it is needed: a roster is the whole street in one file."""

from __future__ import annotations

import base64
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Literal
from uuid import UUID

from django.conf import settings

from youlin.foundation import crypto

KEPT_FOR: Final = timedelta(days=7)
Kind = Literal["roster", "rejects"]


def _path(run: UUID, kind: Kind) -> Path:
    return Path(settings.YOULIN_HOME) / "uploads" / f"{run}.{kind}"


def keep(run: UUID, kind: Kind, data: bytes) -> None:
    """Write a file, readable by this program alone."""
    path = _path(run, kind)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    sealed = crypto.encrypt(base64.b64encode(data).decode(), field=f"intake.{kind}")
    path.touch(mode=0o600)
    path.write_text(sealed, encoding="ascii")


def fetch(run: UUID, kind: Kind) -> bytes | None:
    """A file kept before; None once it is gone."""
    path = _path(run, kind)
    if not path.exists():
        return None
    return base64.b64decode(crypto.decrypt(path.read_text(encoding="ascii"), field=f"intake.{kind}"))


def drop(run: UUID, kind: Kind) -> None:
    """Remove a file; gone already is as good."""
    _path(run, kind).unlink(missing_ok=True)


def drop_old(now: datetime) -> int:
    """Remove what nobody came back for; returns how many."""
    folder = Path(settings.YOULIN_HOME) / "uploads"
    limit = (now - KEPT_FOR).timestamp()
    old = [path for path in folder.glob("*.r*") if path.stat().st_mtime < limit] if folder.exists() else []
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
