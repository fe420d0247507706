"""What every table shares: a key that the application makes, and prefix search on a path."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

# One past the last character a path holds (0-9a-f), in every collation.
PATH_END = "g"


def new_id() -> uuid.UUID:
    """A UUIDv7: made by the application, unique across machines, in order of creation."""
    return uuid7()


class Row(models.Model):
    """A table whose key is a UUIDv7."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True


def under(path_field: str, prefix: str) -> Q:
    """Rows whose path lies at or below `prefix`.

    A range, not LIKE: an index serves it on SQLite and, in any collation, on PostgreSQL.
    """
    return Q(**{f"{path_field}__gte": prefix, f"{path_field}__lt": prefix + PATH_END})
