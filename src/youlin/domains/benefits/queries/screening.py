"""What programmes say about one household, and about all of a territory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from youlin.domains.benefits.engine.answers import LIKELY, Answer
from youlin.domains.benefits.engine.edition import Edition
from youlin.domains.benefits.engine.questions import Question, next_question
from youlin.domains.benefits.engine.values import UNKNOWN, YES
from youlin.domains.benefits.engine.vocabulary import Vector, vector
from youlin.domains.benefits.queries.homes import Home


@dataclass(frozen=True, slots=True)
class Screened:
    """One programme's word on a household: the answer that matters most, and those of the others in it."""

    answer: Answer
    others: tuple[Answer, ...]
    ask: Question | None

    @property
    def rank(self) -> tuple[int, bool]:
        """The better it fits, the higher."""
        return self.answer.verdict, self.answer.likely


def screen(edition: Edition, home: Home, *, programme: str | None = None, ask: bool = True) -> list[Screened]:
    """Every programme (or one) about a household, with reasons and the next question."""
    seen = vector(edition.vocabulary, home.facts, edition.day)
    grouped: dict[str, list[Answer]] = {}
    for answer in edition.explain(seen, programme):
        grouped.setdefault(answer.programme.id, []).append(answer)
    return [_screened(edition, seen, answers, ask=ask) for answers in grouped.values()]


def _screened(edition: Edition, seen: Vector, answers: list[Answer], *, ask: bool) -> Screened:
    """A programme of persons is told by whoever fits best; of several who fail, by who met most conditions."""
    ordered = sorted(answers, key=_fit, reverse=True)
    best = ordered[0]
    question = next_question(edition, seen, answers) if ask and best.verdict == UNKNOWN else None
    return Screened(best, tuple(ordered[1:]), question)


def _fit(answer: Answer) -> tuple[int, bool, int, int]:
    passed = sum(one.verdict == YES for one in answer.conditions)
    return answer.verdict, answer.likely, passed, len(answer.conditions)


@dataclass(slots=True)
class Tally:
    """How many people or families a programme may fit: `found` fits as far as can be known at the door."""

    people: int = 0
    households: int = 0
    found: Counter[str] = field(default_factory=Counter)
    certain: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)


def sweep(edition: Edition, homes: Iterable[Home], *, programme: str | None = None) -> Tally:
    """Bare verdicts over many households: persons counted for programmes of persons, households for the others."""
    tally = Tally()
    wanted = [place for place, ready in enumerate(edition.programmes) if programme in (None, ready.programme.id)]
    names = [ready.programme.id for ready in edition.programmes]
    for counts in (tally.found, tally.certain, tally.unknown):
        counts.update(dict.fromkeys((names[place] for place in wanted), 0))
    for home in homes:
        seen = vector(edition.vocabulary, home.facts, edition.day)
        tally.households += 1
        tally.people += len(home.people)
        decided = edition.leads(seen)
        for place in wanted:
            said = decided[place]
            for verdict in said if isinstance(said, list) else [said]:
                tally.found[names[place]] += verdict in (YES, LIKELY)
                tally.certain[names[place]] += verdict == YES
                tally.unknown[names[place]] += verdict == UNKNOWN
    return tally
