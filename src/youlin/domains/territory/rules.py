"""Pure rules of the tree: levels, paths, codes."""

from __future__ import annotations

from enum import IntEnum
from uuid import UUID

SEGMENT = 12  # hex characters a level adds to a path
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


def child_level(level: Level) -> Level | None:
    """The level below; None under a neighbourhood.

    >>> child_level(Level.AREA).name
    'GROUP'
    """
    place = ORDER.index(level)
    return ORDER[place + 1] if place + 1 < len(ORDER) else None


def path_of(parent_path: str, key: UUID) -> str:
    """The path of a node: its parent's and the random tail of its own key, all of one width."""
    return parent_path + key.hex[-SEGMENT:]


def prefixes(path: str) -> list[str]:
    """The paths of a node's ancestors and itself, from the root down."""
    return [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]


def name_key(name: str) -> str:
    """A name for comparing: spaces gone, so that 老屋场 组 and 老屋场组 are one place."""
    return "".join(name.split())
