"""Rules of supplies: what a lot must say, what is missing for a list, who may take it at the door, when it goes off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from youlin.domains.care.rules.cadence import OLDEST, SKEW

MOST = 1_000_000  # of anything in one lot: more is a slip of the finger
MOST_EACH = 1_000
SOON = timedelta(days=30)
UNDO_WITHIN = timedelta(hours=24)  # a slip noticed the same evening; later the desk puts it right

Key = TypeVar("Key")


class Receiver(StrEnum):
    """Who took what was brought. No photograph and no signature on glass: a name is enough."""

    SELF = "self"
    RELATIVE = "relative"
    NEIGHBOUR = "neighbour"


class Shelf(StrEnum):
    """How a lot stands on a day."""

    GOOD = "good"
    SOON = "soon"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Stock:
    """What one lot has: brought in, still there, promised to doors."""

    quantity: int
    left: int
    promised: int

    @property
    def free(self) -> int:
        """What may still be promised or given."""
        return self.left - self.promised


def lot_problem(
    *, goods: str, unit: str, quantity: int, received_on: date, expires_on: date | None, today: date
) -> str | None:
    """The code of what is wrong with a lot; None where nothing is.

    >>> lot_problem(
    ...     goods="大米", unit="袋", quantity=0, received_on=date(2026, 11, 2), expires_on=None, today=date(2026, 11, 2)
    ... )
    'quantity_bad'
    """
    checks = {
        "goods_missing": not goods.strip(),
        "unit_missing": not unit.strip(),
        "quantity_bad": not 1 <= quantity <= MOST,
        "received_in_future": received_on > today,
        "expired_before": expires_on is not None and expires_on < received_on,
    }
    return next((code for code, wrong in checks.items() if wrong), None)


def shelf(expires_on: date | None, today: date) -> Shelf:
    """Whether a lot can still be eaten: its last day is a good one.

    >>> shelf(date(2026, 11, 22), date(2026, 11, 22)).value, shelf(date(2026, 11, 21), date(2026, 11, 22)).value
    ('soon', 'expired')
    """
    if expires_on is None or expires_on > today + SOON:
        return Shelf.GOOD
    return Shelf.EXPIRED if expires_on < today else Shelf.SOON


def missing(stocks: Mapping[Key, Stock], each: Mapping[Key, int], doors: int) -> dict[Key, int]:
    """How much of each lot is missing for so many doors; empty where there is enough.

    >>> missing({"rice": Stock(100, 80, 70)}, {"rice": 2}, 6)
    {'rice': 2}
    """
    wanted = {key: number * doors - stocks[key].free for key, number in each.items()}
    return {key: number for key, number in wanted.items() if number > 0}


def share_problem(each: Mapping[Key, int]) -> str | None:
    """The code of what is wrong with what each door gets; None where nothing is."""
    if not each:
        return "share_missing"
    return None if all(1 <= number <= MOST_EACH for number in each.values()) else "share_bad"


def receipt_problem(*, receiver: str, name: str, happened_at: datetime, now: datetime) -> str | None:
    """The code of what is wrong with a receipt; None where nothing is. Whoever is not the person says their name."""
    checks = {
        "receiver_unknown": receiver not in set(Receiver),
        "receiver_name_missing": receiver != Receiver.SELF and not name.strip(),
        "receipt_in_future": happened_at > now + SKEW,
        "receipt_too_old": happened_at < now - OLDEST,
    }
    return next((code for code, wrong in checks.items() if wrong), None)
