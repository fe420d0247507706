"""Working on an open case: answer it, send it up, send it back, take it back, add to it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can, Role
from youlin.domains.cases.actions import merging, take
from youlin.domains.cases.actions.bench import Bench
from youlin.domains.cases.events import CaseAnswered, CaseEscalated, CaseReturned, CaseWithdrawn
from youlin.domains.cases.models import Case
from youlin.domains.cases.queries.departments import routed_to
from youlin.domains.cases.rules.ladder import MAXIMUM_RETURNS, Rung, next_down, next_up
from youlin.domains.cases.rules.spans import returned_due
from youlin.domains.cases.rules.states import Status, Step, may
from youlin.domains.cases.rules.ways import Secrecy, ways_to_tell
from youlin.domains.chiefs.models import Post
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal


def answer(
    *, actor: Actor, case: UUID, text: str, now: datetime, client_id: UUID | None = None, told: bool = False
) -> Case:
    """Answer a case; the answer goes to the rung below. At the first rung this is solving it on the spot.

    `told`: the resident stands beside the first rung and has heard it. Every rung that has the duty may answer, the one
    that missed its clock too. Raises NotThere, NotAllowed, Invalid, Refusal `already_answered`.
    """
    said = take.words(text, field="text", missing=_("请写上怎么答复的。"))
    with transaction.atomic():
        bench, repeated = take.fetch(take.by_key(actor, case), client_id=client_id, now=now)
        if repeated:
            return bench.case
        take.require_status(bench, Status.OPEN, Step.ANSWER)
        rung = take.acting_rung(bench, actor, now=now)
        down = next_down(rung, bench.trail)
        target = rung if down is None else down
        row = bench.case
        row.answered_rung, row.first_answer_at = rung, row.first_answer_at or now
        bench.release()
        bench.step(
            Step.ANSWER,
            at=now,
            doer=actor,
            from_rung=rung,
            to_rung=target,
            due_at=bench.deadline(Status.ANSWERED, target, now),
            text=said,
            client_id=client_id,
        )
        bench.hold(target, since=now)
        row.closing = ""
        if told and down is None:
            bench.told(at=now)
            ways = ways_to_tell(Secrecy(row.secrecy))
            bench.step(Step.TELL, at=now, doer=actor, way=ways[0])
        put = take.put(bench, lambda steps: CaseAnswered(steps=steps), actor=actor, now=now)
        merging.answer_merged(answered=bench, said=said, actor=actor, now=now)
        return put


def escalate(
    *,
    actor: Actor,
    case: UUID,
    reason: str,
    now: datetime,
    client_id: UUID | None = None,
    department: UUID | None = None,
) -> Case:
    """Send a case one rung up, with a fresh clock there; the subdistrict names the department, or its table does.

    Raises NotThere, NotAllowed, Invalid, Refusal `already_higher`, `already_answered`, `top_of_ladder`.
    """
    said = take.words(reason, field="reason", missing=_("请写一句为什么要上报。"))
    with transaction.atomic():
        bench, repeated = take.fetch(take.by_key(actor, case), client_id=client_id, now=now)
        if repeated:
            return bench.case
        send_up(bench, actor, said=said, department=_department(department), now=now, client_id=client_id)
        return take.put(bench, lambda steps: CaseEscalated(steps=steps), actor=actor, now=now)


def send_up(
    bench: Bench,
    actor: Actor,
    *,
    said: str,
    department: Post | None,
    now: datetime,
    posts: set[UUID] | None = None,
    client_id: UUID | None = None,
) -> None:
    """The step up, on a bench. Raises NotThere, NotAllowed, Invalid, Refusal."""
    take.require_status(bench, Status.OPEN, Step.ESCALATE)
    take.require_holder(bench, actor, now=now, posts=posts)
    target = _rung_above(bench, department)
    bench.release([bench.rung])
    bench.case.closing = ""
    due = bench.deadline(Status.OPEN, target, now)
    bench.step(Step.ESCALATE, at=now, doer=actor, to_rung=target, due_at=due, text=said, client_id=client_id)
    bench.hold(target, since=now)


def return_down(*, actor: Actor, case: UUID, reason: str, now: datetime, client_id: UUID | None = None) -> Case:
    """Send a case one rung back with the reason, the clock running; twice at most, then it is answered where it is.

    Raises NotThere, NotAllowed, Invalid, Refusal `returned_enough`, `nobody_below`.
    """
    said = take.words(reason, field="reason", missing=_("请写清楚退回的原因，下一级才知道怎么办。"))
    with transaction.atomic():
        bench, repeated = take.fetch(take.by_key(actor, case), client_id=client_id, now=now)
        if repeated:
            return bench.case
        send_back(bench, actor, said=said, now=now, client_id=client_id)
        return take.put(bench, lambda steps: CaseReturned(steps=steps), actor=actor, now=now)


def send_back(
    bench: Bench,
    actor: Actor,
    *,
    said: str,
    now: datetime,
    posts: set[UUID] | None = None,
    client_id: UUID | None = None,
) -> None:
    """The step back, on a bench. Raises NotAllowed, Refusal."""
    take.require_status(bench, Status.OPEN, Step.RETURN)
    take.require_holder(bench, actor, now=now, posts=posts)
    if bench.case.closing:
        raise Refusal("decide_first", _("下面在请求办结，请先说同意还是不同意。"))
    target = bench.below()
    if target is None:
        raise Refusal("nobody_below", _("这件事是从您这里开始的，没有下一级可退。请答复，或者上报。"))
    if bench.case.returns >= MAXIMUM_RETURNS:
        raise Refusal(
            "returned_enough",
            _("这件事已经退回过 %(n)d 次，不能再退了。请在您这里答复，或者上报。") % {"n": MAXIMUM_RETURNS},
        )
    fresh, kept = bench.deadline(Status.OPEN, target, now), bench.case.due_at
    due = returned_due(kept=kept, fresh=fresh) if kept and kept > now else fresh  # it ran out at the top
    bench.release([bench.rung])
    bench.case.returns += 1
    bench.step(Step.RETURN, at=now, doer=actor, to_rung=target, due_at=due, text=said, client_id=client_id)
    bench.hold(target, since=now)


def withdraw(*, actor: Actor, case: UUID, reason: str, now: datetime, client_id: UUID | None = None) -> Case:
    """Take back a case that needs no answer any more: by who reported it. A holder asks the rung above (`closing`).

    Raises NotThere, NotAllowed, Invalid, Refusal.
    """
    said = take.words(reason, field="reason", missing=_("请写一句为什么不用办了。"))
    with transaction.atomic():
        bench, repeated = take.fetch(take.by_key(actor, case), client_id=client_id, now=now)
        if repeated:
            return bench.case
        take.require_status(bench, Status.OPEN, Step.WITHDRAW)
        if actor.user_id is None or bench.case.reported_by != actor.user_id:
            raise NotAllowed(
                "not_reporter", _("只有反映这件事的人能撤回。您觉得不用办了，请写明原因，请上一级同意办结。")
            )
        bench.release()
        bench.step(Step.WITHDRAW, at=now, doer=actor, text=said, client_id=client_id)
        put = take.put(bench, lambda steps: CaseWithdrawn(steps=steps), actor=actor, now=now)
        merging.release_merged(ended=[bench], now=now)
        return put


def note(*, actor: Actor, case: UUID, text: str, now: datetime, client_id: UUID | None = None) -> Case:
    """Add a word that moves nothing. Raises NotThere, NotAllowed, Invalid, Refusal."""
    said = take.words(text, field="text", missing=_("请写上要补充的话。"))
    actor.require(Can.WORK_CASES)
    with transaction.atomic():
        bench, repeated = take.fetch(take.by_key(actor, case), client_id=client_id, now=now)
        if repeated:
            return bench.case
        if not may(bench.status, Step.NOTE):
            raise Refusal("finished", _("这件事已经办结，不能再补充。有新情况请另外报一件。"))
        bench.step(Step.NOTE, at=now, doer=actor, text=said, client_id=client_id)
        return take.put(bench, None, actor=actor, now=now)


def _department(key: UUID | None) -> Post | None:
    """The desk of a department. Raises NotThere where the key is of none."""
    if key is None:
        return None
    post = Post.objects.filter(pk=key, role=Role.DEPARTMENT_STAFF).select_related("territory").first()
    if post is None:
        raise NotThere("department_unknown", _("没有这个部门。"), field="department")
    return post


def _rung_above(bench: Bench, department: Post | None) -> Rung:
    if bench.rung is Rung.DEPARTMENT:
        raise Refusal("top_of_ladder", _("已经到部门了，上面没有可以报的地方。请在这里答复，或退回街道。"))
    if bench.rung is Rung.SUBDISTRICT:
        department = department or _department(routed_to(bench.case))
        if department is None:
            raise Invalid("department_missing", _("请选一个承办的部门。"), field="department")
        if department.subdistrict_id != bench.case.subdistrict_id:
            raise NotThere("department_unknown", _("没有这个部门。"), field="department")
        bench.seat(department)
        return Rung.DEPARTMENT
    above = next_up(bench.rung, bench.ladder)
    if above is None:
        raise NotAllowed("nobody_above", _("上面没有可以报的岗位。"))
    return above
