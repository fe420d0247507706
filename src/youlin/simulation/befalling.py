"""What whatever befalls a street needs of the time in which it does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from typing import Protocol

from youlin.domains.care.actions import NewContact
from youlin.simulation.world import World


class Year(Protocol):
    """What a fault needs of the time that is lived: the street, what befell it, and trying what a rule may refuse."""

    world: World
    suffered: Counter[str]
    stopped_until: date | None

    def record(self, told: list[NewContact], now: datetime) -> None:
        """Send what phones hold."""

    def try_to(self, name: str, work: Callable[[], object]) -> None:
        """Do something that a rule may refuse."""
