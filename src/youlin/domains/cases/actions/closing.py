"""Closing a case without an answer: a rung gives its reason, the rung above agrees or sends it back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.cases.actions import merging, take
from youlin.domains.cases.actions.bench import Bench
from youlin.domains.cases.events import CaseClosed, CaseReturned, ClosingAsked
from youlin.domains.cases.models import Case, CaseEvent
from youlin.domains.cases.rules.ladder import Rung, next_up
from youlin.domains.cases.rules.states import Status, Step
from youlin.foundation.refusal import NotAllowed, Refusal


def ask_close(*, actor: Actor, case: UUID, reason: str, now: datetime, client_id: UUID | None = None) -> Case:
    """Ask the rung above to agree that a case needs no answer (nobody to be found, no longer so …).

    It goes there with that rung's clock. From the subdistrict, where nothing is above, a second person must agree; a
    department asks the subdistrict that gave it the case. Raises NotThere, NotAllowed, Invalid, Refusal.
    """
    said = take.words(reason, field="reason", missing=_("请写清楚为什么不用答复就可以办结。"))
    with transaction.atomic():
        bench, repeated = take.fetch(take.by_key(actor, case), client_id=client_id, now=now)
        if repeated:
            return bench.case
        request(bench, actor, said=said, now=now, client_id=client_id)
        return take.put(bench, lambda steps: ClosingAsked(steps=steps), actor=actor, now=now)


def request(
    bench: Bench,
    actor: Actor,
    *,
    said: str,
    now: datetime,
    posts: set[UUID] | None = None,
    client_id: UUID | None = None,
) -> None:
    """The step of asking for an end, on a bench. Raises NotAllowed, Refusal."""
    take.require_status(bench, Status.OPEN, Step.ASK_CLOSE)
    take.require_holder(bench, actor, now=now, posts=posts)
    if bench.case.closing:
        raise Refusal("closing_asked", _("已经在等同意办结了。"))
    target = _agreeing(bench)
    bench.release([bench.rung])
    bench.case.closing = said
    due = bench.deadline(Status.OPEN, target, now)
    bench.step(Step.ASK_CLOSE, at=now, doer=actor, to_rung=target, due_at=due, text=said, client_id=client_id)
    bench.hold(target, since=now)


def agree_close(*, actor: Actor, case: UUID, now: datetime, text: str = "", client_id: UUID | None = None) -> Case:
    """The rung above agrees: closed for the reason given. Raises NotThere, NotAllowed, Refusal `second_person`."""
    with transaction.atomic():
        bench, repeated = take.fetch(take.by_key(actor, case), client_id=client_id, now=now)
        if repeated:
            return bench.case
        _asked(bench, actor, now)
        bench.case.closed_at, bench.case.closing = now, ""
        bench.release()
        bench.step(Step.AGREE_CLOSE, at=now, doer=actor, text=text.strip()[:2000], client_id=client_id)
        put = take.put(bench, lambda steps: CaseClosed(steps=steps), actor=actor, now=now)
        merging.release_merged(ended=[bench], now=now)
        return put


def refuse_close(*, actor: Actor, case: UUID, reason: str, now: datetime, client_id: UUID | None = None) -> Case:
    """The rung above does not agree: back to who asked, with a fresh clock. Raises as `agree_close`, and Invalid."""
    said = take.words(reason, field="reason", missing=_("请写一句为什么不同意，好接着办。"))
    with transaction.atomic():
        bench, repeated = take.fetch(take.by_key(actor, case), client_id=client_id, now=now)
        if repeated:
            return bench.case
        asked = _asked(bench, actor, now)
        target = Rung(asked.from_rung) if asked.from_rung is not None else bench.rung
        bench.case.closing = ""
        bench.release([bench.rung])
        bench.step(
            Step.REFUSE_CLOSE,
            at=now,
            doer=actor,
            to_rung=target,
            due_at=bench.deadline(Status.OPEN, target, now),
            text=said,
            client_id=client_id,
        )
        bench.hold(target, since=now)
        return take.put(bench, lambda steps: CaseReturned(steps=steps), actor=actor, now=now)


def _agreeing(bench: Bench) -> Rung:
    """The rung whose word closes a case that the present one wants closed."""
    if bench.rung is Rung.DEPARTMENT:
        return Rung.SUBDISTRICT
    return next_up(bench.rung, bench.ladder) or bench.rung


def _asked(bench: Bench, actor: Actor, now: datetime) -> CaseEvent:
    """The step that asked, where the actor may decide on it."""
    take.require_status(bench, Status.OPEN, Step.AGREE_CLOSE)
    take.require_holder(bench, actor, now=now)
    asked = CaseEvent.objects.filter(case=bench.case, kind=Step.ASK_CLOSE).order_by("-seq").first()
    if not bench.case.closing or asked is None:
        raise Refusal("closing_not_asked", _("没有人请求办结这件事。"))
    if asked.actor is not None and asked.actor == actor.user_id:
        raise NotAllowed("second_person", _("办结要由另一个人同意，请同事来看。"))
    return asked
