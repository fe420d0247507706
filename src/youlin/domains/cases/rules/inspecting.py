"""What is looked at, where, and what the answers of one place come to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID


class Topic(StrEnum):
    """What a checklist, a hazard or a site is about."""

    FIRE = "fire"
    GAS = "gas"
    ELECTRICITY = "electricity"
    SLOPE = "slope"  # slopes and floods
    WATER = "water"  # where people may drown
    FOOD = "food"
    SANITATION = "sanitation"
    COVENANT = "covenant"  # what the village agreed upon
    OTHER = "other"


class Target(StrEnum):
    """What a round goes to."""

    HOUSEHOLD = "household"
    SITE = "site"


class SiteKind(StrEnum):
    """A public place that is looked at again and again."""

    WATER = "water"
    SLOPE = "slope"
    FOOD = "food"  # where food is made or sold
    BUILDING = "building"
    ROAD = "road"
    OTHER = "other"


class Answer(StrEnum):
    """What was found of one question. Every question is put so that yes is fine."""

    FINE = "fine"
    FAILED = "failed"
    ABSENT = "absent"  # there is no such thing here: no gas, no pond


class DoorState(StrEnum):
    """How a place stands in a round."""

    WAITING = "waiting"
    FINE = "fine"
    FAILED = "failed"


# Which sites a checklist's topic is about; a topic that is not here concerns any site.
SITES_OF: MappingProxyType[Topic, frozenset[SiteKind]] = MappingProxyType(
    {
        Topic.WATER: frozenset({SiteKind.WATER}),
        Topic.SLOPE: frozenset({SiteKind.SLOPE, SiteKind.ROAD, SiteKind.WATER}),
        Topic.FOOD: frozenset({SiteKind.FOOD}),
        Topic.FIRE: frozenset({SiteKind.BUILDING, SiteKind.FOOD, SiteKind.OTHER}),
        Topic.GAS: frozenset({SiteKind.BUILDING, SiteKind.FOOD, SiteKind.OTHER}),
        Topic.ELECTRICITY: frozenset({SiteKind.BUILDING, SiteKind.FOOD, SiteKind.ROAD, SiteKind.OTHER}),
    }
)


def unanswered(questions: Collection[UUID], answers: Mapping[UUID, str]) -> list[UUID]:
    """The questions, in their order, that have no answer that counts."""
    known = {one.value for one in Answer}
    return [key for key in questions if answers.get(key) not in known]


def outcome(answers: Mapping[UUID, str]) -> DoorState:
    """What the answers come to: one that failed is enough.

    >>> outcome({}).value
    'fine'
    """
    return DoorState.FAILED if Answer.FAILED.value in answers.values() else DoorState.FINE
