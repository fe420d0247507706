"""Asking what is known of somebody whom nobody reaches, and writing down the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import SYSTEM, Actor
from youlin.domains.access.rules import Can
from youlin.domains.care import queries, rules
from youlin.domains.care.events import QuestionsAsked, QuestionsSettled
from youlin.domains.care.models import CarePlan, CareQuestion, Contact
from youlin.domains.residents import actions as residents
from youlin.foundation import audit, clock, outbox
from youlin.foundation.audit import Deed
from youlin.foundation.db import add_rows
from youlin.foundation.refusal import Invalid

LOOK_BACK = timedelta(days=92)


def ask(plans: Mapping[UUID, CarePlan], contacts: Sequence[Contact], *, now: datetime) -> None:
    """Ask about those whom the latest tries did not reach; withdraw what was asked in error.

    Part of the caller's transaction; four statements at most, whatever their number.
    """
    touched = {row.plan_id for row in contacts if row.plan_id in plans}
    still: dict[tuple[UUID, str], CareQuestion] = {}
    answered: dict[UUID, datetime] = {}
    for question in CareQuestion.objects.filter(plan__in=touched, withdrawn_at__isnull=True).select_related("contact"):
        if question.answered_at is None:
            still[question.plan_id, question.kind] = question
        else:
            last = question.contact.happened_at
            answered[question.plan_id] = max(last, answered.get(question.plan_id, last))
    missed = {row.plan_id for row in contacts if row.outcome not in rules.REACHED}
    wanted = missed | {plan for plan, _kind in still}
    if not wanted:
        return
    tries: dict[UUID, list[Contact]] = {}
    known = Contact.objects.filter(plan__in=wanted, taken_back__isnull=True, happened_at__gte=now - LOOK_BACK)
    for row in known.order_by("-happened_at", "-id"):
        if row.plan_id is not None and row.happened_at > answered.get(row.plan_id, now - LOOK_BACK):
            tries.setdefault(row.plan_id, []).append(row)
    asked = {plan: rules.asks([row.outcome for row in tries.get(plan, [])]) for plan in wanted if plan}
    made = [
        CareQuestion(
            subdistrict_id=plans[plan].subdistrict_id,
            plan_id=plan,
            kind=kind,
            contact=tries[plan][0],
            since=_since(tries[plan]),
            asked_at=now,
        )
        for plan, kinds in asked.items()
        for kind in sorted(kinds)
        if (plan, kind) not in still and plans[plan].ends_on is None
    ]
    over = [question for (plan, kind), question in still.items() if kind not in asked.get(plan, frozenset())]
    add_rows(made, skip_known=True)
    if over:
        CareQuestion.objects.filter(pk__in=[one.pk for one in over]).update(withdrawn_at=now)
        outbox.announce([QuestionsSettled(questions=tuple(one.pk for one in over))], now=now)
    if made:
        outbox.announce([QuestionsAsked(questions=tuple(one.pk for one in made))], now=now)


def answer_question(*, actor: Actor, question: UUID, answer: str, note: str, now: datetime) -> CareQuestion:
    """Write down what is known, and what follows; whoever answers first has answered. Raises NotThere, Invalid.

    Where the community is asked to look, the household stands among those to check from then on.
    """
    with transaction.atomic():
        row = queries.question(actor, question)
        actor.require(Can.LOG_CONTACT, row.plan.neighbourhood.path)
        if answer not in CareQuestion.Answers.values:
            raise Invalid("answer_unknown", _("请选一个回答。"), field="answer")
        if answer == CareQuestion.Answers.KNOWN and not note.strip():
            raise Invalid("note_missing", _("请写一句您知道的情况。"), field="note")
        said = {"answer": answer, "note": note.strip()[:200], "answered_at": now, "answered_by_name": actor.name}
        waiting = CareQuestion.objects.filter(pk=row.pk, answered_at__isnull=True, withdrawn_at__isnull=True)
        if waiting.update(**said):
            deed = Deed("care.answer", "resident", row.plan.resident_id, row.plan.neighbourhood_id, {"answer": answer})
            audit.record([deed], actor=actor, now=now)
            outbox.announce([QuestionsSettled(questions=(row.pk,))], now=now)
            if answer == CareQuestion.Answers.RESIDENCE:
                home, said_now = row.plan.resident.household_id, clock.day_of(now)
                sign = residents.NewSign(home, "not_home", said_now, f"{actor.name}：{note.strip()}".rstrip("："))
                residents.propose_checks(actor=SYSTEM, signs=[sign], now=now)
        row.refresh_from_db()
    return row


def _since(tries: Sequence[Contact]) -> datetime:
    """When the first of the tries in a row that reached nobody happened."""
    row = tries[0]
    for one in tries:
        if one.outcome in rules.REACHED:
            break
        row = one
    return row.happened_at
