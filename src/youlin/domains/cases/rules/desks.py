"""Which department a matter belongs to, and how often departments may hand one around."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

MAXIMUM_HANDINGS = 2  # "not ours" goes round twice at most; then whoever has it answers, or returns it to the street


@dataclass(frozen=True, slots=True)
class Route:
    """A line of the street's table: what goes to which department. Empty kind, danger and words: anything."""

    post: UUID
    kind: str = ""
    danger: str = ""
    words: tuple[str, ...] = ()


def words_of(text: str) -> tuple[str, ...]:
    """The words of a line as they were typed, between whatever people put between words.

    >>> words_of("停电、 漏水,燃气")
    ('停电', '漏水', '燃气')
    """
    plain = text
    for sign in "、，,；;。/ \t\n　":
        plain = plain.replace(sign, " ")
    return tuple(dict.fromkeys(plain.split()))


def department_for(routes: Iterable[Route], *, kind: str, danger: str, text: str) -> UUID | None:
    """The department that a matter goes to: by its danger before its words, by its words before its kind.

    Of several lines that fit by words the one with the longest word found; None where none fits.
    """
    best: tuple[tuple[int, int, int], UUID] | None = None
    for route in routes:
        found = [len(word) for word in route.words if word in text]
        if route.kind not in ("", kind) or route.danger not in ("", danger) or (route.words and not found):
            continue
        weight = (1 if route.danger else 0, max(found, default=0), 1 if route.kind else 0)
        if best is None or weight > best[0]:
            best = (weight, route.post)
    return best[1] if best else None
