"""Whether a household knows its chief: it was handed the card or the poster of who sits there now."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Known:
    """A neighbourhood's count. `anew`: told by a former chief's card only; they count as not yet."""

    households: int
    handed: int
    anew: int

    @property
    def left(self) -> int:
        """Households that nobody told yet."""
        return self.households - self.handed

    @property
    def percent(self) -> int | None:
        """Whole percent, rounded down so that 100 means everybody; None where nobody lives.

        >>> Known(3, 2, 0).percent, Known(0, 0, 0).percent
        (66, None)
        """
        return self.handed * 100 // self.households if self.households else None


def count(homes: Collection[UUID], handed: Iterable[tuple[UUID, UUID]], chiefs: Collection[UUID]) -> Known:
    """Count the homes of a neighbourhood from what was handed out as (household, whose name it bears)."""
    present: set[UUID] = set()
    former: set[UUID] = set()
    for home, chief in handed:
        if home in homes:
            (present if chief in chiefs else former).add(home)
    return Known(len(homes), len(present), len(former - present))
