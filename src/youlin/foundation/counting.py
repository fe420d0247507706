"""Counting as far as anybody reads: the hundredth page and the badge that says 1000+ need no look at every row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from django.db.models import QuerySet

MOST = 10_000  # rows that a list counts and pages through


class Counted(Protocol):
    """A list that is read a page at a time, and knows how far it goes."""

    def __getitem__(self, part: slice, /) -> Sequence[Any]:
        """The rows of a page."""

    def count(self) -> int:
        """How many rows there are; an AtLeast where there are more than anybody pages through."""


class AtLeast(int):
    """A number that was not counted to its end. Says so wherever it is printed: 10000+."""

    def __str__(self) -> str:
        return f"{int(self)}+"

    def __format__(self, form: str) -> str:
        return format(str(self), form)


def up_to(rows: QuerySet[Any], most: int = MOST) -> int:
    """How many rows there are, by one query that stops after `most` of them; an AtLeast where there are more."""
    return said(rows.order_by()[: most + 1].count(), most)


def said(count: int, most: int) -> int:
    """A number that was counted to one past `most`, as it is told: exactly, or as an AtLeast."""
    return AtLeast(most) if count > most else count
