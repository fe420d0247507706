"""The checklists that Youlin brings along: what neighbours look at, in plain words, every question so that yes is fine.

They cite no standard: none of the public material that the product rests on gives one for a neighbour's eyes. A street
writes its own versions at the desk, with the source that it goes by. The Chinese is what is kept; the English is said
by the catalogue of this room.
"""

from __future__ import annotations

from collections.abc import Iterator

from youlin.domains.cases.standard.homes import COVENANT, ELECTRICITY, FIRE, GAS, SANITATION
from youlin.domains.cases.standard.kinds import Question, Standard
from youlin.domains.cases.standard.sites import FOOD, SLOPE, WATER

__all__ = ["STANDARDS", "Question", "Standard", "texts"]

STANDARDS = {one.code: one for one in (FIRE, GAS, ELECTRICITY, SLOPE, WATER, FOOD, SANITATION, COVENANT)}


def texts() -> Iterator[str]:
    """Every sentence that the standards say."""
    for standard in STANDARDS.values():
        yield standard.name
        for question in standard.questions:
            yield question.text
            yield question.wrong
            yield question.at_once
