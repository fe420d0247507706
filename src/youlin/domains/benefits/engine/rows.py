"""A family as a row of values: what is known of its household, its size, its income, its members."""

from __future__ import annotations

from typing import Any

from youlin.domains.benefits.engine import values
from youlin.domains.benefits.engine.closures import Row, Truth
from youlin.domains.benefits.engine.values import YES, Value
from youlin.domains.benefits.engine.vocabulary import HOUSEHOLD_INCOME, INCOME_OF_OTHERS, Vector, Vocabulary


class Rows:
    """Builds rows. Behind the household's facts stand `shared` slots for outcomes, and last the members."""

    def __init__(self, vocabulary: Vocabulary, shared: int) -> None:
        slots = vocabulary.slot
        self._size, self._income = vocabulary.size_slot, vocabulary.income_slot
        self._together = slots[HOUSEHOLD_INCOME]
        self._others = slots.get(INCOME_OF_OTHERS)
        self._blank_from = len(vocabulary.household)
        self._blank: list[None] = [None] * (shared + 1)
        self._usual = {slots[one.id]: one.usual for one in vocabulary.household if one.usual is not None}

    def row(self, belongs: Truth, vector: Vector) -> list[Any]:
        """The family of a household: those who belong to it, or may."""
        row: list[Any] = [*vector.household, *self._blank]
        members = [(verdict, one) for one in vector.members if (verdict := belongs(one, row))]
        sure = 0
        for verdict, _one in members:
            sure += verdict == YES
        together = row[self._together]
        if sure == len(vector.members) and sure:
            row[self._size], row[self._income] = sure, together
        else:
            possible = len(members) if vector.members else 60
            row[self._size] = sure if sure == possible and sure else (max(sure, 1), max(possible, 1))
            row[self._income] = self._share(together, row, settled=sure == possible)
        row[-1] = members
        return row

    def as_usual(self, row: Row) -> list[Any]:
        """The row, if the authority finds what it mostly finds; shared outcomes are forgotten."""
        usual = [self._usual.get(slot) if value is None else value for slot, value in enumerate(row)]
        usual[self._blank_from : -1] = self._blank[:-1]
        return usual

    def _share(self, together: Value, row: list[Any], *, settled: bool) -> Value:
        """The family's part of a household's income: what the others earn is not theirs; if unknown, any part."""
        if together is None or isinstance(together, str):
            return None
        low, high = values.bounds(together)
        others = row[self._others] if settled and self._others is not None else None
        if others is None:
            return values.spread(0, high)
        less, most = values.bounds(others)
        return values.spread(max(0, low - most), max(0, high - less))
