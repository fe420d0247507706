"""What the pages show of a programme and of a question."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from youlin.domains.benefits import queries, wording
from youlin.domains.benefits.engine.answers import Answer
from youlin.domains.benefits.engine.edition import Edition
from youlin.domains.benefits.engine.questions import Question, next_question
from youlin.domains.benefits.engine.values import NO, YES
from youlin.domains.benefits.engine.vocabulary import Kind, vector
from youlin.domains.benefits.queries.homes import Home
from youlin.web.shared.parts import Tone


@dataclass(frozen=True, slots=True)
class Line:
    """A condition with its verdict and why."""

    label: str
    why: str
    source: str
    tone: Tone
    word: str


@dataclass(frozen=True, slots=True)
class Card:
    """A programme for a household or for somebody in it."""

    programme: str
    name: str
    whose: str
    applicant: UUID | None
    tone: Tone
    word: str
    lines: list[Line]
    gives: list[str]
    note: str
    documents: list[str]
    apply_at: str
    record_only: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """The question to ask now, with answers to tap."""

    fact: str
    resident: UUID | None
    text: str
    options: list[tuple[str, str]]  # what is sent, what is shown
    by_date: bool


@dataclass(frozen=True, slots=True)
class Told:
    """All that the page of a household says."""

    likely: list[Card]
    open: list[Card]
    ask: Asked | None


def told(edition: Edition, home: Home) -> Told:
    """What may fit, what is still open, and the question that settles most."""
    names = [person.name for person in home.people]
    seen = vector(edition.vocabulary, home.facts, edition.day)
    answers = [one for one in edition.explain(seen) if one.verdict != NO]
    # Who receives it already needs no lead.
    answers = [one for one in answers if not _receives(home, one.programme.id, one.member)]
    likely = [one for one in answers if one.is_lead]
    asked = next_question(edition, seen, answers, queries.unanswered(home))
    return Told(
        [_card(edition, home, names, one) for one in likely],
        [_card(edition, home, names, one) for one in answers if not one.is_lead],
        _asked(asked, home, names) if asked else None,
    )


def _receives(home: Home, programme: str, member: int | None) -> bool:
    if member is None:
        return any(name == programme for name, _person in home.enrolled)
    return (programme, home.people[member].pk) in home.enrolled


def _card(edition: Edition, home: Home, names: Sequence[str], answer: Answer) -> Card:
    applicant = _head(home) if answer.member is None else home.people[answer.member].pk
    return Card(
        answer.programme.id,
        wording.said(answer.programme.name),
        _("全家") if answer.member is None else names[answer.member],
        applicant,
        "accent" if answer.is_lead else "plain",
        _("很可能符合") if answer.likely else wording.verdict_word(answer.verdict),
        [
            Line(
                wording.said(one.condition.label),
                wording.because(edition, names, one),
                str(one.condition.source),
                "done" if one.verdict == YES else "due",
                wording.verdict_word(one.verdict),
            )
            for one in answer.conditions
        ],
        wording.gives(edition, answer.programme),
        wording.said(answer.programme.note),
        wording.materials(answer.programme, edition.day),
        wording.said(answer.programme.apply_at),
        answer.programme.record_only,
    )


def _head(home: Home) -> UUID | None:
    """Who applies for a family: its head, or where the roster names none, whoever stands first."""
    said = [member.facts.get("relation") for member in home.facts.members]
    heads = [
        person.pk for person, one in zip(home.people, said, strict=True) if one is not None and one.value == "head"
    ]
    return next(iter([*heads, *(person.pk for person in home.people)]), None)


def _asked(question: Question, home: Home, names: Sequence[str]) -> Asked:
    return Asked(
        question.fact.id,
        home.people[question.member].pk if question.member is not None else None,
        wording.question_text(question, names),
        [(json.dumps(one.value), wording.answer_text(question.fact, one.value)) for one in question.options],
        question.fact.kind is Kind.DATE,
    )
