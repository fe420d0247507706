"""How alike two reports are: by the pairs of signs they share. A hint for a person, never a decision."""

from __future__ import annotations

import re
from datetime import timedelta

WITHIN = timedelta(days=30)  # older reports are seldom the same thing
ALIKE = 0.34  # tests/rules/test_likeness.py shows on which pairs it says yes and no
# What stands in every second report and tells nothing.
EMPTY = re.compile(r"[\s\W_]+|想问|问一下|怎么|一下|我们|这里|那里|有个|一个|没有人|请|了|的|吗|吧|呢|啊|很|都|还|就")


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring signs in a text, without what tells nothing.

    >>> sorted(pairs("路灯坏了"))
    ['灯坏', '路灯']
    """
    found: set[str] = set()
    for piece in EMPTY.split(text.lower()):
        found |= {piece[at : at + 2] for at in range(len(piece) - 1)}
        found |= {piece} if len(piece) == 1 else set()
    return frozenset(found)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """From 0, nothing shared, to 1: what is shared beside the shorter text, so that detail takes nothing away.

    >>> likeness(pairs("路灯坏了"), pairs("三栋门口的路灯坏了，晚上看不见"))
    1.0
    """
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0
