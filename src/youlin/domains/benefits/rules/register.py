"""The authority's list beside the record, person by person. Pure: identity numbers come as fingerprints."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)

NEW, GONE, AMOUNT, NAME, NUMBER, ABSENT, TWICE = "new", "gone", "amount", "name", "number", "absent", "twice"


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the list. `mark`: fingerprint of the identity number; None where the number cannot be one."""

    row: int
    name: str
    mark: str | None
    since: date
    amount_fen: int | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class Here(Generic[Key]):
    """Somebody of the roster by fingerprint, with what the record says they receive a month."""

    key: Key
    name: str
    receives: bool = False
    amount_fen: int | None = None


@dataclass(frozen=True, slots=True)
class Apart(Generic[Key]):
    """One disagreement: the row of the list, the person of the record, or both."""

    kind: str
    listed: Listed | None
    here: Here[Key] | None


@dataclass(frozen=True, slots=True)
class Compared(Generic[Key]):
    """Every disagreement, and how many rows say what the record says."""

    apart: tuple[Apart[Key], ...]
    agreed: int


def compare(rows: Sequence[Listed], people: Mapping[str, Here[Key]], holding: Iterable[Here[Key]]) -> Compared[Key]:
    """Set a list against the record. `people`: the roster by fingerprint; `holding`: who receives, as it stands here.

    A row with a doubtful number or name never makes its person look as if they had left the list: the person of that
    fingerprint, or the only one who receives under that name, is not *gone* before somebody has looked.
    """
    apart: list[Apart[Key]] = []
    seen: set[str] = set()
    doubtful: set[Key] = set()
    found: set[Key] = set()
    agreed = 0
    receiving = list(holding)
    for row in rows:
        if row.mark is None:
            apart.append(Apart(NUMBER, row, None))
            doubtful.update(one.key for one in receiving if one.name == row.name)
            continue
        if row.mark in seen:
            apart.append(Apart(TWICE, row, people.get(row.mark)))
            continue
        seen.add(row.mark)
        here = people.get(row.mark)
        kind = _kind(row, here)
        if kind is None:
            agreed += 1
        else:
            apart.append(Apart(kind, row, here))
        if here is not None:
            found.add(here.key)
        else:
            doubtful.update(one.key for one in receiving if one.name == row.name)
    apart += [Apart(GONE, None, one) for one in receiving if one.key not in found and one.key not in doubtful]
    return Compared(tuple(apart), agreed)


def _kind(row: Listed, here: Here[Key] | None) -> str | None:
    if here is None:
        return ABSENT
    if here.name != row.name:
        return NAME
    if not here.receives:
        return NEW
    return AMOUNT if row.amount_fen is not None and row.amount_fen != here.amount_fen else None


def may_follow(kind: str) -> bool:
    """Whether the record can be made to say what the list says; the others are for the roster, or the authority.

    >>> may_follow(GONE), may_follow(NUMBER)
    (True, False)
    """
    return kind in (NEW, GONE, AMOUNT, NAME)
