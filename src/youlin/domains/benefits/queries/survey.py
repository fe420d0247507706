"""The survey form: what a programme looks at, filled from what is known, and open where nobody knows.

What the authority's own check supplies is not on it (社会救助法 art. 62).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from youlin.domains.benefits.engine.edition import Edition
from youlin.domains.benefits.engine.rulebook import Programme
from youlin.domains.benefits.engine.vocabulary import (
    BORN,
    HOUSEHOLD_INCOME,
    INCOME,
    INCOME_OF_OTHERS,
    SIZE,
    Fact,
    Facts,
    Known,
    Of,
)
from youlin.domains.benefits.models import Application
from youlin.domains.benefits.queries.homes import Home
from youlin.domains.residents.models import Resident

_NAME = re.compile(r"[a-z_][a-z_0-9.]*")
_STANDS_FOR = {"age": (BORN,), INCOME: (HOUSEHOLD_INCOME, INCOME_OF_OTHERS), SIZE: ("lives_here", "relation")}


@dataclass(frozen=True, slots=True)
class Line:
    """One small field: whose fact, what is known of it, and whether that still counts."""

    fact: Fact
    person: Resident | None  # None: of the household
    known: Known | None
    fresh: bool

    @property
    def open(self) -> bool:
        """Whether it is to be filled in at the door."""
        return self.known is None or not self.fresh


def survey_lines(edition: Edition, home: Home, row: Application) -> list[Line]:
    """The fields of a programme's survey form, the household's first, then each person's in the roster's order."""
    programme = next(one for one in edition.rulebook.programmes if one.id == row.programme)
    facts = [edition.vocabulary.facts[name] for name in _names(edition, programme)]
    asked = [fact for fact in facts if fact.askable]
    lines = [_line(edition, fact, None, home.facts.facts) for fact in asked if fact.of is not Of.PERSON]
    everybody = programme.unit != "person" or any("_member" in one.when for one in programme.conditions)
    for place, person in enumerate(home.people):
        if everybody or person.pk == row.applicant_id:
            known = home.facts.members[place].facts
            lines += [_line(edition, fact, person, known) for fact in asked if fact.of is Of.PERSON]
    return lines


def _line(edition: Edition, fact: Fact, person: Resident | None, facts: Facts) -> Line:
    known = facts.get(fact.id)
    too_old = known is not None and fact.fresh_days is not None and (edition.day - known.on).days > fact.fresh_days
    return Line(fact, person, known, not too_old)


def _names(edition: Edition, programme: Programme) -> list[str]:
    """Every fact that the programme's conditions and its composition of a family name, in the rulebook's order."""
    family = [one.member for one in edition.rulebook.families if one.id == programme.family]
    texts = [*(one.when for one in programme.conditions), *(family if _of_a_family(programme) else ())]
    named = {name for text in texts for name in _spelled_out(text)}
    return [name for name in edition.vocabulary.facts if name in named]


def _of_a_family(programme: Programme) -> bool:
    return programme.unit != "person" or any("family." in one.when for one in programme.conditions)


def _spelled_out(text: str) -> Iterator[str]:
    for name in _NAME.findall(text):
        yield name
        yield from _STANDS_FOR.get(name, ())
