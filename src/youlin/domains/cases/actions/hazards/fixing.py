"""It is removed, says somebody; somebody else looks. What does not pass goes back with a new day, one rung up."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases.actions.hazards import watch
from youlin.domains.cases.actions.hazards.finding import tell_to_fix
from youlin.domains.cases.actions.hazards.watch import Watched
from youlin.domains.cases.events import HazardsMoved
from youlin.domains.cases.models import Hazard, Rectification
from youlin.domains.cases.rules.hazards import Fixer, HazardStatus, HazardStep, looks_at_own_work
from youlin.domains.cases.rules.ladder import Rung
from youlin.foundation.db import add_rows
from youlin.foundation.refusal import Invalid, NotAllowed


def fix(*, actor: Actor, hazard: UUID, text: str, now: datetime, client_id: UUID | None = None) -> Hazard:
    """Say that it was removed, and how; from now on somebody else must look.

    Raises NotThere, NotAllowed, Invalid, Refusal `not_now`.
    """
    said = watch.words(text, field="text", missing=_("请写一句是怎么整改的。"))
    actor.require(Can.WORK_CASES)
    with transaction.atomic():
        one, repeated = watch.fetch(actor, hazard, client_id=client_id)
        if repeated:
            return one.hazard
        watch.require(one, HazardStep.FIX)
        row = one.hazard
        fresh = row.attempt == 0
        if fresh:  # removed on the spot, before anybody was told to
            row.attempt, row.fixer_kind = 1, Hazard.Fixers.CHIEFS.value
            one.order = Rectification(
                subdistrict_id=row.subdistrict_id,
                hazard=row,
                attempt=1,
                fixer_kind=row.fixer_kind,
                ordered_at=now,
                ordered_by_name=actor.name,
            )
        one.step(HazardStep.FIX, at=now, doer=actor, text=said, client_id=client_id)
        one.run(one.deadline(HazardStatus.FIXED, now))
        done = {"fixed_at": now, "fixed_by": actor.user_id, "fixed_by_name": actor.name, "fixed_how": said}
        _put(one, actor, now)
        if fresh and one.order is not None:
            add_rows([one.order])
        Rectification.objects.filter(hazard=row, attempt=row.attempt).update(**done)
    return row


def recheck(
    *,
    actor: Actor,
    hazard: UUID,
    passed: bool,
    text: str,
    now: datetime,
    due_on: date | None = None,
    client_id: UUID | None = None,
) -> Hazard:
    """Look again, as somebody other than the fixer. Passed, it is off the list; failed, it has a new day, one rung up.

    Raises NotThere, NotAllowed `own_work`, Invalid `due_missing` where it failed and nobody has set any days, Refusal.
    """
    missing = "" if passed else _("请写一句哪里还没有改好。")
    said = watch.words(text, field="text", missing=missing)
    with transaction.atomic():
        one, repeated = watch.fetch(actor, hazard, client_id=client_id)
        if repeated:
            return one.hazard
        step = HazardStep.PASS if passed else HazardStep.FAIL
        watch.require(one, step)
        mine = watch.require_line(one, actor, now=now)
        _refuse_own_work(one, actor, mine)
        looked = {
            "checked_at": now,
            "checked_by": actor.user_id,
            "checked_by_name": actor.name,
            "checked_post": mine[max(mine)],
            "passed": passed,
            "checked_how": said,
        }
        Rectification.objects.filter(hazard=one.hazard, attempt=one.hazard.attempt).update(**looked)
        if passed:
            _passed(one, actor, said, now, client_id)
        else:
            _failed(one, actor, said, due_on, now, client_id)
    return one.hazard


def _passed(one: Watched, actor: Actor, said: str, now: datetime, client_id: UUID | None) -> None:
    one.step(HazardStep.PASS, at=now, doer=actor, text=said, client_id=client_id)
    one.hazard.removed_at = now
    one.run(None)
    _put(one, actor, now)


def _failed(one: Watched, actor: Actor, said: str, due_on: date | None, now: datetime, client_id: UUID | None) -> None:
    due_at = watch.end_of_day(due_on, now=now) or one.deadline(HazardStatus.ORDERED, now)
    if due_at is None:
        raise Invalid("due_missing", _("这里还没有配置整改期限，请写上哪天以前要改好。"), field="due_on")
    row = one.hazard
    one.step(HazardStep.FAIL, at=now, doer=actor, to_rung=one.above(), text=said, client_id=client_id)
    tell_to_fix(
        one, actor=actor, kind=row.fixer_kind, name=row.fixer_name, due_at=due_at, now=now, post=row.fixer_post_id
    )
    _put(one, actor, now)
    if one.order is not None:
        add_rows([one.order])


def _refuse_own_work(one: Watched, actor: Actor, mine: dict[Rung, UUID]) -> None:
    order = one.order
    if order is None:
        raise ValueError("what was fixed has an order")
    fixer = Fixer(order.fixed_by, order.fixer_post_id, order.fixer_name)
    if looks_at_own_work(fixer, account=actor.user_id, posts=set(mine.values()), name=actor.name):
        raise NotAllowed("own_work", _("整改的人不能自己复查。请别的三长或者社区的同事来看一眼。"))


def _put(one: Watched, actor: Actor, now: datetime) -> None:
    steps = tuple(event.pk for event in one.events)
    watch.write([one], actor=actor, now=now, announcing=[HazardsMoved(steps=steps)])
