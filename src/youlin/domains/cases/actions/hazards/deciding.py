"""Who must remove a hazard and by when; more time with a reason; or that it is none."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can, Role
from youlin.domains.cases.actions.hazards import watch
from youlin.domains.cases.actions.hazards.finding import tell_to_fix
from youlin.domains.cases.events import HazardsMoved
from youlin.domains.cases.models import Hazard, Rectification
from youlin.domains.cases.queries.hazard_terms import last_day
from youlin.domains.cases.rules.hazards import HazardStatus, HazardStep
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.cases.rules.terms import extension_problem
from youlin.domains.chiefs.models import Post
from youlin.foundation import clock
from youlin.foundation.db import add_rows
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal


def order(
    *,
    actor: Actor,
    hazard: UUID,
    kind: str,
    now: datetime,
    name: str = "",
    due_on: date | None = None,
    department: UUID | None = None,
    text: str = "",
    client_id: UUID | None = None,
) -> Hazard:
    """Say who must remove a hazard, by which day; without one the place's own days hold.

    Raises NotThere, NotAllowed, Invalid `due_missing` where nobody has set any days, Refusal.
    """
    with transaction.atomic():
        one, repeated = watch.fetch(actor, hazard, client_id=client_id)
        if repeated:
            return one.hazard
        watch.require(one, HazardStep.ORDER)
        watch.require_line(one, actor, now=now, least=one.rung)
        due_at = watch.end_of_day(due_on, now=now) or one.deadline(HazardStatus.ORDERED, now)
        if due_at is None:
            raise Invalid("due_missing", _("这里还没有配置整改期限，请写上哪天以前要改好。"), field="due_on")
        post = _department(one.hazard, kind, department)
        tell_to_fix(
            one,
            actor=actor,
            kind=kind,
            name=_fixer(one.hazard, kind, name),
            due_at=due_at,
            now=now,
            post=post,
            text=watch.words(text, field="text"),
            client_id=client_id,
        )
        _put(one, actor, now)
        if one.order is not None:
            add_rows([one.order])
    return one.hazard


def extend(
    *, actor: Actor, hazard: UUID, until: date, reason: str, now: datetime, client_id: UUID | None = None
) -> Hazard:
    """Give more time to remove it, once for each order, with a reason that the rung above reads.

    Raises NotThere, NotAllowed, Invalid, Refusal `extended_already`.
    """
    said = watch.words(reason, field="reason", missing=_("请写一句为什么要延期。"))
    with transaction.atomic():
        one, repeated = watch.fetch(actor, hazard, client_id=client_id)
        if repeated:
            return one.hazard
        watch.require(one, HazardStep.EXTEND)
        watch.require_line(one, actor, now=now, least=one.rung)
        row = one.hazard
        code = extension_problem(until=until, due=last_day(row.due_at), today=clock.day_of(now), extended=row.extended)
        if code == "extended_already":
            raise Refusal(code, _("这一次整改已经延过一次期，不能再延。请按期整改，或者请上一级来定。"))
        if code:
            raise Invalid(code, _("延期要延到原来的期限以后，最多一年，请核对日子。"), field="until")
        due_at = clock.end_of(until)
        one.step(HazardStep.EXTEND, at=now, doer=actor, text=said, due_at=due_at, client_id=client_id)
        one.run(due_at)
        row.extended = True
        Rectification.objects.filter(hazard=row, attempt=row.attempt).update(due_on=until)
        return _put(one, actor, now)


def dismiss(*, actor: Actor, hazard: UUID, reason: str, now: datetime, client_id: UUID | None = None) -> Hazard:
    """Take off the list what is no hazard: by a desk, with a reason, and never by who found it.

    Raises NotThere, NotAllowed, Invalid, Refusal.
    """
    said = watch.words(reason, field="reason", missing=_("请写清楚为什么不是隐患。"))
    with transaction.atomic():
        one, repeated = watch.fetch(actor, hazard, client_id=client_id)
        if repeated:
            return one.hazard
        watch.require(one, HazardStep.DISMISS)
        watch.require_line(one, actor, now=now, least=max(one.rung, Rung.COMMUNITY))
        if actor.user_id is not None and actor.user_id == one.hazard.found_by:
            raise NotAllowed("found_it_yourself", _("您是发现的人，不能自己说它不是隐患，请同事来看。"))
        one.step(HazardStep.DISMISS, at=now, doer=actor, text=said, client_id=client_id)
        one.run(None)
        return _put(one, actor, now)


def note(*, actor: Actor, hazard: UUID, text: str, now: datetime, client_id: UUID | None = None) -> Hazard:
    """Add a word that moves nothing. Raises NotThere, NotAllowed, Invalid, Refusal."""
    said = watch.words(text, field="text", missing=_("请写上要补充的话。"))
    actor.require(Can.WORK_CASES)
    with transaction.atomic():
        one, repeated = watch.fetch(actor, hazard, client_id=client_id)
        if repeated:
            return one.hazard
        watch.require(one, HazardStep.NOTE)
        one.step(HazardStep.NOTE, at=now, doer=actor, text=said, client_id=client_id)
        watch.write([one], actor=actor, now=now)
    return one.hazard


def _put(one: watch.Watched, actor: Actor, now: datetime) -> Hazard:
    steps = tuple(event.pk for event in one.events)
    watch.write([one], actor=actor, now=now, announcing=[HazardsMoved(steps=steps)])
    return one.hazard


def _department(hazard: Hazard, kind: str, key: UUID | None) -> UUID | None:
    if kind != Hazard.Fixers.DEPARTMENT:
        return None
    if key is None:
        raise Invalid("department_missing", _("请选一个承办的部门。"), field="department")
    found = Post.objects.filter(pk=key, subdistrict=hazard.subdistrict_id, role=Role.DEPARTMENT_STAFF).first()
    if found is None:
        raise NotThere("department_unknown", _("没有这个部门。"), field="department")
    return found.pk


def _fixer(hazard: Hazard, kind: str, name: str) -> str:
    if kind not in Hazard.Fixers.values:
        raise Invalid("fixer_unknown", _("请选一下由谁来整改。"), field="kind")
    if kind == Hazard.Fixers.HOUSEHOLD and hazard.household_id is None:
        raise Invalid("no_household", _("这处隐患不在哪一户家里，请选别的。"), field="kind")
    said = watch.words(name, field="name")[:60]
    if kind == Hazard.Fixers.OWNER and not said:
        raise Invalid("name_missing", _("请写上是哪个业主或单位。"), field="name")
    return said
