"""Closing nominations, and the review of each candidate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.chiefs.actions.selection import keeping
from youlin.domains.chiefs.actions.selection.naming import last_day
from youlin.domains.chiefs.models import Candidature, Review
from youlin.domains.chiefs.queries.selection.knowing import known_of
from youlin.domains.chiefs.queries.selection.rounds import conflict_of
from youlin.domains.chiefs.rules.selection import fitness
from youlin.domains.chiefs.rules.selection.fitness import (
    Answer,
    Condition,
    Conflict,
    Criterion,
    Said,
    Standing,
    Verdict,
)
from youlin.domains.chiefs.rules.selection.states import REVIEWS, Candidacy, Move, Stage, Turn
from youlin.foundation import clock
from youlin.foundation.refusal import Invalid, Refusal


def close_nominations(*, actor: Actor, contest: UUID, now: datetime) -> Stage:
    """End the nominations for a post; where nobody was put forward it has no candidate.

    Raises NotThere, Refusal `too_early`, since residents were told until when they may.
    """
    with transaction.atomic():
        row = keeping.contest_of(actor, contest)
        keeping.refuse_unless(row, Move.CLOSE_NOMINATIONS)
        if clock.day_of(now) <= last_day(row):
            raise Refusal(
                "too_early",
                _("提名开放到 %(day)s，过了那天再截止。") % {"day": last_day(row).isoformat()},
            )
        people = Candidature.objects.filter(contest=row)
        still = people.filter(state__in=[Candidacy.NOMINATED, Candidacy.CONSENTED, Candidacy.PASSED])
        if still.exists():
            keeping.move(row, Move.CLOSE_NOMINATIONS, actor=actor, now=now)
        else:
            keeping.move(row, Move.NOBODY_LEFT, actor=actor, now=now, note=_("没有人被提名"))
    return Stage(row.stage)


@dataclass(frozen=True, slots=True)
class NewReview:
    """What a reviewer found. Answers that the roster gives stand unless the reviewer says otherwise, with a note."""

    conditions: Mapping[Condition, Said]
    criteria: Mapping[Criterion, str]
    standing: frozenset[Standing] = field(default=frozenset())


def review(*, actor: Actor, candidature: UUID, found: NewReview, client_id: UUID, now: datetime) -> Review:
    """Write a review down; the verdict follows from it by rule. A later review stands in for an earlier one.

    Raises NotThere, Invalid where an answer differs from the roster without a note, Refusal `own_nomination`,
    `oneself`, `not_now`, `no_consent`.
    """
    with transaction.atomic():
        row = keeping.candidate_of(actor, candidature)
        contest = row.contest
        known = Review.objects.filter(subdistrict=row.subdistrict_id, client_id=client_id).first()
        if known is not None:
            return known
        _refuse_reviewer(actor, row)
        reviewable = {Candidacy.NOMINATED, Candidacy.CONSENTED, Candidacy.PASSED, Candidacy.FAILED}
        if Stage(contest.stage) not in REVIEWS or Candidacy(row.state) not in reviewable:
            raise Refusal("not_now", _("现在不是审查这位候选人的时候。"))
        _refuse_unexplained(row, found)
        if row.state in (Candidacy.PASSED, Candidacy.FAILED):
            keeping.turn(contest, [row], Turn.RECONSIDER, actor=actor, now=now, note=_("重新审查"))
        verdict = fitness.verdict(found.conditions, found.criteria)
        if row.consented_on is None and verdict is not Verdict.OPEN:
            raise Refusal("no_consent", _("先记下本人是否同意，再下审查结论。"), field="consent")
        if verdict is Verdict.PASS and row.resident_id is None:
            raise Refusal("not_linked", _("先对上花名册里的这个人，再写通过：年龄和常住要有依据。"))
        written = Review.objects.create(
            subdistrict_id=row.subdistrict_id,
            candidature=row,
            conditions={one.value: [said.answer.value, said.note[:300]] for one, said in found.conditions.items()},
            criteria={one.value: note[:300] for one, note in found.criteria.items()},
            standing=sorted(found.standing),
            verdict=verdict.value,
            reviewer=actor.user_id,
            reviewer_name=actor.name,
            at=now,
            client_id=client_id,
        )
        keeping.remark(contest, "review", actor=actor, now=now, data={"verdict": verdict.value}, candidature=row)
        step = {Verdict.PASS: Turn.PASS, Verdict.FAIL: Turn.FAIL}.get(verdict)
        if step is not None:
            keeping.turn(contest, [row], step, actor=actor, now=now, standing=sorted(found.standing))
        else:
            Candidature.objects.filter(pk=row.pk).update(standing=sorted(found.standing))
    return written


def _refuse_reviewer(actor: Actor, row: Candidature) -> None:
    why = conflict_of(actor, row)
    if why is Conflict.ONESELF:
        raise Refusal("oneself", _("不能审查自己，请同事来审。"))
    if why is Conflict.NOMINATOR:
        raise Refusal("own_nomination", _("这位是您推荐的，请没有推荐过的同事来审。"))


def _refuse_unexplained(row: Candidature, found: NewReview) -> None:
    """Whoever answers otherwise than the roster says why; so does whoever says no."""
    round_ = row.contest.round
    roster = fitness.filled_in(known_of(row), minimum_age=round_.minimum_age, day=round_.starts_on)
    for one, said in found.conditions.items():
        differs = roster[one] is not Answer.UNKNOWN and said.answer is not roster[one]
        if (differs or said.answer is Answer.NO) and not said.note.strip():
            raise Invalid(
                "note_missing",
                _("和花名册不一样，或者不符合的，请写一句依据。"),
                field=f"{one.value}_note",
            )
