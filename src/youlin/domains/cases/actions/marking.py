"""Saying that a case is more pressing than it was taken for, or less."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.cases.actions import take
from youlin.domains.cases.actions.bench import Bench
from youlin.domains.cases.events import CaseMarked
from youlin.domains.cases.models import Case, Urgencies
from youlin.domains.cases.rules.clocks import Urgency
from youlin.domains.cases.rules.spans import marked_due
from youlin.domains.cases.rules.states import Status, Step
from youlin.foundation.refusal import Invalid, Refusal

MARKS = (Urgency.NORMAL, Urgency.URGENT)  # danger skips the ladder, and is said where it is reported


def mark(
    *, actor: Actor, case: UUID, urgency: Urgency, now: datetime, text: str = "", client_id: UUID | None = None
) -> Case:
    """Mark how pressing a case is. More pressing brings its deadline nearer; less pressing lengthens nothing.

    Raises NotThere, NotAllowed, Invalid, Refusal `marked_already`, `in_danger`.
    """
    with transaction.atomic():
        bench, repeated = take.fetch(take.by_key(actor, case), client_id=client_id, now=now)
        if repeated:
            return bench.case
        put_mark(
            bench, actor, urgency=urgency, said=text.replace("\0", "").strip()[:2000], now=now, client_id=client_id
        )
        return take.put(bench, lambda steps: CaseMarked(steps=steps), actor=actor, now=now)


def put_mark(
    bench: Bench,
    actor: Actor,
    *,
    urgency: Urgency,
    said: str,
    now: datetime,
    posts: set[UUID] | None = None,
    client_id: UUID | None = None,
) -> None:
    """The step, on a bench. Raises NotAllowed, Invalid, Refusal."""
    take.require_status(bench, Status.OPEN, Step.MARK)
    take.acting_rung(bench, actor, now=now, posts=posts)
    case = bench.case
    if urgency not in MARKS:
        raise Invalid("urgency_unknown", _("请从列出的紧急程度里选一个。"), field="urgency")
    if case.urgency == Urgency.DANGER:
        raise Refusal("in_danger", _("有人有危险的事，急缓不能改。"))
    if case.urgency == urgency:
        raise Refusal("marked_already", _("已经是“%(urgency)s”了。") % {"urgency": Urgencies(urgency.value).label})
    case.urgency = urgency.value
    due = marked_due(kept=case.due_at, fresh=bench.deadline(Status.OPEN, bench.rung, now))
    label = str(Urgencies(urgency.value).label)
    words = _("改为“%(urgency)s”。%(text)s") % {"urgency": label, "text": said}
    bench.step(Step.MARK, at=now, doer=actor, due_at=due, text=words, client_id=client_id)
