"""Many of something, quickly: rows that the product made itself, copied with keys and clients of their own."""

import uuid
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db import models

from youlin.foundation.db import new_id

M = TypeVar("M", bound=models.Model)
AT_A_TIME = 1000


def copies(row: M, count: int, change: Callable[[M, int], object] | None = None) -> list[M]:
    """`count` rows like `row`, not yet written; `change` makes each one its own."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    made = []
    for place in range(count):
        one = type(row)(**{**values, "id": new_id()})
        if hasattr(one, "client_id"):
            one.client_id = uuid.uuid4()
        if change:
            change(one, place)
        made.append(one)
    return made


def write(rows: Iterable[Any]) -> None:
    """Write rows of one table."""
    rows = list(rows)
    if rows:
        type(rows[0])._default_manager.bulk_create(rows, batch_size=AT_A_TIME)
