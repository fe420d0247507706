"""Asking about records that make one wonder, answering, and forgetting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.care.models import Contact, PatternQuestion
from youlin.domains.care.queries.helping import post_levels, question
from youlin.domains.care.rules import Kind
from youlin.domains.care.rules.patterns import KEPT_FOR, SHANGHAI, Question, Trace, questions
from youlin.foundation import audit, clock
from youlin.foundation.audit import Deed
from youlin.foundation.refusal import Invalid, Refusal

LOOK_BACK = timedelta(hours=26)  # of what came in: a daily run misses nothing, and asks nothing twice
ANSWER_LENGTH = 200
AT_A_TIME = 500


def ask(*, now: datetime) -> int:
    """Look at what came in since yesterday and ask what there is to ask; returns how many questions are new.

    What was asked 90 days ago is forgotten, answered or not. Safe to repeat: a question is asked once for a day.
    """
    forget(now=now)
    fresh = Contact.objects.filter(received_at__gt=now - LOOK_BACK, received_at__lte=now, by__isnull=False)
    days = {
        (by, at.astimezone(SHANGHAI).date())
        for by, at in fresh.filter(post__isnull=False).values_list("by", "happened_at").iterator()
        if by is not None
    }
    rows = _records(days)
    levels = post_levels({row.post for some in rows.values() for row in some if row.post})
    asked = [
        _question(by, found, some, levels, now)
        for (by, _day), some in rows.items()
        for found in questions(_trace(row) for row in some)
        if some[0].post in levels
    ]
    before = PatternQuestion.objects.count()
    PatternQuestion.objects.bulk_create(asked, batch_size=AT_A_TIME, ignore_conflicts=True)
    return PatternQuestion.objects.count() - before


def forget(*, now: datetime) -> int:
    """Delete what was asked more than 90 days ago; returns how many."""
    gone, _each = PatternQuestion.objects.filter(asked_at__lt=now - KEPT_FOR).delete()
    return gone


def answer(*, actor: Actor, question_key: UUID, text: str, now: datetime) -> PatternQuestion:
    """Say how it came about; the question is at rest. The same answer twice is one.

    Raises NotThere, Invalid without words, Refusal `answered_already` where somebody said something else before.
    """
    said = text.strip()[:ANSWER_LENGTH]
    with transaction.atomic():
        row = question(actor, question_key)
        if not said:
            raise Invalid("answer_missing", _("请选一项，或写一句是怎么回事。"), field="text")
        changed = PatternQuestion.objects.filter(pk=row.pk, answered_at__isnull=True).update(
            answer=said, answered_at=now, answered_by=actor.user_id, answered_by_name=actor.name
        )
        row.refresh_from_db()
        if changed:
            deed = Deed("care.pattern_answer", "pattern_question", row.pk, row.neighbourhood_id)
            audit.record([deed], actor=actor, now=now)
        elif row.answer != said:
            raise Refusal(
                "answered_already",
                _("%(name)s已经问清楚了：%(answer)s") % {"name": row.answered_by_name, "answer": row.answer},
            )
    return row


def _records(days: set[tuple[UUID, date]]) -> dict[tuple[UUID, date], list[Contact]]:
    """All that these accounts noted for these days, with the homes. One query for each portion of accounts."""
    if not days:
        return {}
    dates = {day for _by, day in days}
    reach = Q(pk__in=())
    for day in dates:  # yesterday, today, and what phones held back
        reach |= Q(happened_at__gte=clock.start_of(day), happened_at__lt=clock.end_of(day))
    rows = Contact.objects.filter(reach, by__in={by for by, _day in days}, taken_back__isnull=True)
    found: dict[tuple[UUID, date], list[Contact]] = {}
    for row in rows.select_related("resident__household").order_by("happened_at", "id"):
        key = (row.by, row.happened_at.astimezone(SHANGHAI).date())
        if key in days and row.by is not None and row.post is not None:
            found.setdefault((row.by, key[1]), []).append(row)
    return found


def _trace(row: Contact) -> Trace:
    home = row.resident.household
    known = home.latitude is not None and home.longitude is not None
    spot = (float(home.latitude or 0), float(home.longitude or 0)) if known else None
    return Trace(row.pk, row.kind == Kind.VISIT, row.happened_at, home.pk, row.neighbourhood_id, spot)


def _question(
    by: UUID, found: Question, some: Sequence[Contact], levels: dict[UUID, int], now: datetime
) -> PatternQuestion:
    one = next(row for row in some if row.pk == found.keys[0])
    return PatternQuestion(
        subdistrict_id=one.subdistrict_id,
        neighbourhood_id=one.neighbourhood_id,
        subject=by,
        subject_name=one.by_name,
        level=levels[one.post] if one.post else 0,
        pattern=found.pattern.value,
        day=found.day,
        first_at=found.first,
        last_at=found.last,
        contacts=[str(key) for key in found.keys],
        asked_at=now,
    )
