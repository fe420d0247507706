"""The answer's way down: each rung hands it on, the first tells the resident, who confirms or wants it done again."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.cases.actions import take
from youlin.domains.cases.actions.bench import Bench
from youlin.domains.cases.actions.report import RESIDENT
from youlin.domains.cases.events import CaseClosed, CasePassedDown, CaseReopened, ResidentTold
from youlin.domains.cases.models import Case
from youlin.domains.cases.rules.ladder import Rung, next_up
from youlin.domains.cases.rules.states import Status, Step
from youlin.domains.cases.rules.ways import Secrecy, Way, ways_to_tell
from youlin.foundation.refusal import Invalid, Refusal

REOPEN_WITHIN = timedelta(days=30)
BEST_RATING = 5


def pass_down(*, actor: Actor, case: UUID, now: datetime, text: str = "", client_id: UUID | None = None) -> Case:
    """Hand the answer to the rung below, with a word of one's own. Raises NotThere, NotAllowed, Refusal."""
    with transaction.atomic():
        bench, repeated = take.fetch(take.by_key(actor, case), client_id=client_id, now=now)
        if repeated:
            return bench.case
        take.require_status(bench, Status.ANSWERED, Step.PASS_DOWN)
        take.acting_rung(bench, actor, now=now)
        target = bench.below()
        if target is None:
            raise Refusal("tell_now", _("答复已经到最近的一级了，请直接告诉居民。"))
        bench.release()
        bench.step(
            Step.PASS_DOWN,
            at=now,
            doer=actor,
            to_rung=target,
            due_at=bench.deadline(Status.ANSWERED, target, now),
            text=text.strip()[:2000],
            client_id=client_id,
        )
        bench.hold(target, since=now)
        return take.put(bench, lambda steps: CasePassedDown(steps=steps), actor=actor, now=now)


def tell_resident(
    *,
    actor: Actor,
    case: UUID,
    now: datetime,
    way: Way | None = None,
    text: str = "",
    client_id: UUID | None = None,
) -> Case:
    """The resident heard the answer from the nearest rung; `way`: how, where None the likeliest.

    Raises NotThere, NotAllowed, Invalid, Refusal.
    """
    with transaction.atomic():
        bench, repeated = take.fetch(take.by_key(actor, case), client_id=client_id, now=now)
        if repeated:
            return bench.case
        take.require_status(bench, Status.ANSWERED, Step.TELL)
        take.acting_rung(bench, actor, now=now)
        if bench.below() is not None:
            raise Refusal("pass_on_first", _("下面还有一级，先转告他们，由离居民最近的人来告诉。"))
        ways = ways_to_tell(Secrecy(bench.case.secrecy), call_back=bench.case.call_back)
        if way is not None and way not in ways:
            raise Invalid("way_unknown", _("没有留名的人只能凭查询码自己看，请选这一种。"), field="way")
        bench.told(at=now)
        bench.step(Step.TELL, at=now, doer=actor, way=way or ways[0], text=text.strip()[:2000], client_id=client_id)
        return take.put(bench, lambda steps: ResidentTold(steps=steps), actor=actor, now=now)


def confirm(
    *, actor: Actor, case: UUID, rating: int, now: datetime, text: str = "", client_id: UUID | None = None
) -> Case:
    """The resident agrees and rates 1 to 5, told to a post that the case came by.

    Raises NotThere, NotAllowed, Invalid, Refusal.
    """
    with transaction.atomic():
        bench, repeated = take.fetch(take.by_key(actor, case), client_id=client_id, now=now)
        if repeated:
            return bench.case
        take.trail_rung(bench, actor, now=now)
        return _close(bench, actor, rating, text, client_id, now)


def confirm_public(
    *, number: str, code: str, rating: int, now: datetime, text: str = "", client_id: UUID | None = None
) -> Case:
    """The resident agrees and rates, by number and code. Raises NotThere, Invalid, Refusal."""
    with transaction.atomic():
        bench, repeated = take.fetch(take.by_code(number, code), client_id=client_id, now=now)
        return bench.case if repeated else _close(bench, RESIDENT, rating, text, client_id, now)


def _close(bench: Bench, actor: Actor, rating: int, text: str, client_id: UUID | None, now: datetime) -> Case:
    take.require_status(bench, Status.TOLD, Step.CONFIRM)
    if not 1 <= rating <= BEST_RATING:
        raise Invalid("rating_bad", _("请在 1 到 5 分里选一个。"), field="rating")
    bench.case.rating, bench.case.closed_at, bench.case.lapses_at = rating, now, None
    bench.step(Step.CONFIRM, at=now, doer=actor, text=text.strip()[:2000], client_id=client_id)
    return take.put(bench, lambda steps: CaseClosed(steps=steps), actor=actor, now=now)


def reopen(*, actor: Actor, case: UUID, reason: str, now: datetime, client_id: UUID | None = None) -> Case:
    """The resident is not content and says so to a post that the case came by.

    Raises NotThere, NotAllowed, Invalid, Refusal.
    """
    with transaction.atomic():
        bench, repeated = take.fetch(take.by_key(actor, case), client_id=client_id, now=now)
        if repeated:
            return bench.case
        take.trail_rung(bench, actor, now=now)
        return _reopen(bench, actor, reason, client_id, now)


def reopen_public(*, number: str, code: str, reason: str, now: datetime, client_id: UUID | None = None) -> Case:
    """The resident is not content, by number and code. Raises NotThere, Invalid, Refusal."""
    with transaction.atomic():
        bench, repeated = take.fetch(take.by_code(number, code), client_id=client_id, now=now)
        return bench.case if repeated else _reopen(bench, RESIDENT, reason, client_id, now)


def _reopen(bench: Bench, actor: Actor, reason: str, client_id: UUID | None, now: datetime) -> Case:
    """One rung above the one that answered: whoever answered has had their say."""
    said = take.words(reason, field="reason", missing=_("请写一句还差什么，好接着办。"))
    row = bench.case
    if bench.status is not Status.CLOSED:
        take.require_status(bench, Status.TOLD, Step.REOPEN)
    elif row.closed_at is not None and now - row.closed_at > REOPEN_WITHIN:
        raise Refusal(
            "too_late_to_reopen",
            _("办结已经超过 %(n)d 天，不能再接着办了。请重新报一件，写上原来的编号。") % {"n": REOPEN_WITHIN.days},
        )
    answered = Rung(row.answered_rung) if row.answered_rung is not None else bench.rung
    target = next_up(answered, bench.ladder) or answered
    row.reopened += 1
    row.returns, row.rating, row.closed_at, row.told_at, row.answered_rung = 0, None, None, None, None
    row.lapses_at, row.closing = None, ""
    bench.step(
        Step.REOPEN,
        at=now,
        doer=actor,
        to_rung=target,
        due_at=bench.deadline(Status.OPEN, target, now),
        text=said,
        client_id=client_id,
    )
    bench.hold(target, since=now)
    return take.put(bench, lambda steps: CaseReopened(steps=steps), actor=actor, now=now)
