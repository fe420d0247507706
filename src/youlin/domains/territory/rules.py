"""Pure rules of the tree: levels, paths, codes."""

from __future__ import annotations

import re
from enum import IntEnum
from uuid import UUID

SEGMENT = 12  # hex characters a level adds to a path
RANK = 4  # those of them that tell the order among siblings; the others keep siblings of one rank apart
HIGHEST = 0xFFFF
DOOR_ALPHABET = "23456789ACDEFGHJKMNPQRTUVWXY"  # nothing that is read two ways on a stairwell
DOOR_LENGTH = 6


class Level(IntEnum):
    """Levels from the county down; gaps leave room above for city and province."""

    COUNTY = 30
    SUBDISTRICT = 40
    COMMUNITY = 50
    AREA = 60
    GROUP = 70
    NEIGHBOURHOOD = 80


ORDER = tuple(Level)
_NUMBER = re.compile("[0-9]+")


def child_level(level: Level) -> Level | None:
    """The level below; None under a neighbourhood.

    >>> child_level(Level.AREA).name
    'GROUP'
    """
    place = ORDER.index(level)
    return ORDER[place + 1] if place + 1 < len(ORDER) else None


def rank_of(name: str, turn: int) -> int:
    """Where a place stands among its siblings: by the number in its name, else by its turn of being added.

    >>> rank_of("第3片", 1), rank_of("邻12", 2), rank_of("老屋场组", 4)
    (3, 12, 4)
    """
    number = _NUMBER.search(name)
    return min(int(number[0]) if number else turn, HIGHEST)


def path_of(parent_path: str, rank: int, key: UUID) -> str:
    """The path of a node: its parent's, its rank and the random tail of its own key, all of one width.

    Whatever is listed by path is so listed in the order in which people count: 邻2 before 邻10.
    """
    return f"{parent_path}{rank:0{RANK}x}{key.hex[RANK - SEGMENT :]}"


def prefixes(path: str) -> list[str]:
    """The paths of a node's ancestors and itself, from the root down."""
    return [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]


def name_key(name: str) -> str:
    """A name for comparing: spaces gone, so that 老屋场 组 and 老屋场组 are one place."""
    return "".join(name.split())
