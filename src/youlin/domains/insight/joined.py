"""Records of more than one table in a row, as a page turns them: the first table's, then the next one's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet


class Joined(Sequence[Any]):
    """Ordered query sets one behind the other; a slice asks only the tables that it touches."""

    def __init__(self, parts: Sequence[QuerySet[Any]]) -> None:
        self.parts = parts
        self._sizes: list[int] | None = None

    def sizes(self) -> list[int]:
        """How many rows each part has; counted once."""
        if self._sizes is None:
            self._sizes = [part.count() for part in self.parts]
        return self._sizes

    def count(self, value: object = None) -> int:
        """How many rows in all, as a query set says it."""
        return sum(self.sizes())

    def __len__(self) -> int:
        return self.count()

    def __iter__(self) -> Iterator[Any]:
        return (row for part in self.parts for row in part)

    def __getitem__(self, wanted: Any) -> Any:
        if isinstance(wanted, int):
            return self[wanted : wanted + 1][0]
        first, last, _step = wanted.indices(self.count())
        found: list[Any] = []
        for part, size in zip(self.parts, self.sizes(), strict=True):
            if first < size and last > 0:
                found += part[max(first, 0) : min(last, size)]
            first, last = first - size, last - size
        return found
