"""What a roster suggests: who is likely to need care, from who lives with whom. A suggestion, never a fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

ELDER_FROM = 60  # years: who counts as an elder where a street says nothing else
CHILD_UNDER = 16  # years: a left-behind child is under 16, both parents away
GROWN_UP = 18

_PARENTS_OF_CHILD = frozenset({"户主", "配偶"})
_PARENTS_OF_GRANDCHILD = frozenset({"子女", "子", "女", "儿子", "女儿", "儿媳", "女婿"})
_CHILD = frozenset({"子女", "子", "女", "儿子", "女儿", "继子", "继女", "养子", "养女"})
_GRANDCHILD = frozenset({"孙子女", "孙子", "孙女", "外孙", "外孙女", "孙辈", "外孙子女"})


@dataclass(frozen=True, slots=True)
class Ages:
    """The limits that hold in a street, in full years."""

    elder_from: int = ELDER_FROM
    child_under: int = CHILD_UNDER


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a household, as the roster has them; no age: unknown."""

    key: UUID
    age: int | None
    relation: str
    here: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A suggestion: who, what, and on what ground; another ground is another suggestion."""

    key: UUID
    kind: str
    ground: str


def suggest(members: Sequence[Member], ages: Ages) -> list[Found]:
    """What one permanently resident household suggests.

    One elder and nobody else: living alone. Elders and nobody else: an empty nest. A child whose parents, as the
    relations have it, do not live here while somebody else does: left behind. What is unknown suggests nothing.
    """
    here = [one for one in members if one.here]
    if here and all(one.age is not None and one.age >= ages.elder_from for one in here):
        kind = "elder_alone" if len(here) == 1 else "empty_nest"
        ground = "+".join(sorted(one.key.hex[-12:] for one in here))
        return [Found(one.key, kind, ground) for one in here]
    found = []
    for child in here:
        if child.age is None or child.age >= ages.child_under:
            continue
        others = [one for one in here if one.age is not None and one.age >= GROWN_UP]
        parents = _parents(child, members)
        if parents is not None and not any(one.here for one in parents):
            ground = "+".join(sorted(one.key.hex[-12:] for one in (*others, *parents)))
            found.append(Found(child.key, "left_behind_child", ground))
    return found


def _parents(child: Member, members: Sequence[Member]) -> list[Member] | None:
    """Who may be the child's parents; None where the relations do not tell."""
    if child.relation in _CHILD:
        return [one for one in members if one.relation in _PARENTS_OF_CHILD]
    if child.relation in _GRANDCHILD:
        grown = (one for one in members if one.age is None or one.age >= GROWN_UP)
        return [one for one in grown if one.relation in _PARENTS_OF_GRANDCHILD]
    return None
