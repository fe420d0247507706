"""Departments: one hands a case to another; the street says what goes to which, and how long each has."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can, Role
from youlin.domains.cases.actions import take
from youlin.domains.cases.actions.clocks import LONGEST_HOURS
from youlin.domains.cases.events import CaseHandedOn
from youlin.domains.cases.models import Case, CaseEvent, DepartmentClock, DepartmentRoute
from youlin.domains.cases.rules.clocks import Clock, Urgency
from youlin.domains.cases.rules.desks import MAXIMUM_HANDINGS, words_of
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.cases.rules.states import Status, Step
from youlin.domains.chiefs.models import Post
from youlin.foundation import audit
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal


def hand_over(
    *, actor: Actor, case: UUID, department: UUID, reason: str, now: datetime, client_id: UUID | None = None
) -> Case:
    """Hand a case to another department of the street, with its own fresh clock; twice at most, then it is answered.

    The one that hands it on does not see it any more. Raises NotThere, NotAllowed, Invalid, Refusal `handed_enough`.
    """
    said = take.words(reason, field="reason", missing=_("请写一句为什么该由另一个部门办。"))
    with transaction.atomic():
        bench, repeated = take.fetch(take.by_key(actor, case), client_id=client_id, now=now)
        if repeated:
            return bench.case
        take.require_status(bench, Status.OPEN, Step.HAND_OVER)
        take.require_holder(bench, actor, now=now)
        if bench.rung is not Rung.DEPARTMENT:
            raise NotAllowed("not_a_department", _("只有部门之间能转。别的岗位请上报或退回。"))
        if bench.case.closing:
            raise Refusal("decide_first", _("下面在请求办结，请先说同意还是不同意。"))
        if CaseEvent.objects.filter(case=bench.case, kind=Step.HAND_OVER).count() >= MAXIMUM_HANDINGS:
            raise Refusal(
                "handed_enough",
                _("这件事在部门之间已经转过 %(n)d 次，不能再转了。请在您这里办，或者退回街道说明。")
                % {"n": MAXIMUM_HANDINGS},
            )
        before, after = bench.post_at(Rung.DEPARTMENT), _department(bench.case.subdistrict_id, department)
        if after.pk == before.pk:
            raise Invalid("same_department", _("这件事已经在这个部门了，请选另一个。"), field="department")
        bench.seat(after)
        bench.case.holder, bench.case.extended = after, False
        bench.step(
            Step.HAND_OVER,
            at=now,
            doer=actor,
            from_post=before,
            to_post=after,
            due_at=bench.deadline(Status.OPEN, Rung.DEPARTMENT, now),
            text=said,
            client_id=client_id,
        )
        bench.hold(Rung.DEPARTMENT, since=now)
        return take.put(bench, lambda steps: CaseHandedOn(steps=steps), actor=actor, now=now)


def _department(street: UUID, key: UUID) -> Post:
    found = Post.objects.filter(pk=key, subdistrict=street, role=Role.DEPARTMENT_STAFF).select_related("territory")
    post = found.first()
    if post is None:
        raise NotThere("department_unknown", _("没有这个部门。"), field="department")
    return post


def _own_department(actor: Actor, key: UUID) -> Post:
    """A department of a street that the actor sets up."""
    post = Post.objects.filter(pk=key, role=Role.DEPARTMENT_STAFF).select_related("territory").first()
    if post is None or not actor.can_at(Can.CONFIGURE, post.territory.path):
        raise NotThere("department_unknown", _("没有这个部门。"), field="department")
    return post


def add_route(
    *, actor: Actor, department: UUID, now: datetime, kind: str = "", danger: str = "", words: str = ""
) -> DepartmentRoute:
    """Say what goes to a department: a kind, a danger, words, or a mixture. Raises NotThere, Invalid, Refusal."""
    said = "、".join(words_of(words))
    if kind and kind not in Case.Kinds.values:
        raise Invalid("kind_unknown", _("请从列出的类别里选一个。"), field="kind")
    if danger and danger not in Case.Dangers.values:
        raise Invalid("danger_unknown", _("请从列出的危险里选一个。"), field="danger")
    if not (kind or danger or said):
        raise Invalid("route_empty", _("请至少选一类、一种危险，或者写几个词。"), field="words")
    if len(said) > 300:
        raise Invalid("words_too_long", _("词太多了，请分成几条。"), field="words")
    with transaction.atomic():
        post = _own_department(actor, department)
        row = DepartmentRoute(
            subdistrict_id=post.subdistrict_id, post=post, kind=kind, danger=danger, words=said, made_at=now
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            raise Refusal("route_taken", _("已经有一条一样的，请先去掉那一条。")) from error
        _record("desk.route", row, actor, now)
    return row


def drop_route(*, actor: Actor, route: UUID, now: datetime) -> DepartmentRoute:
    """Take a line out; what went by it stays where it is. Raises NotThere."""
    with transaction.atomic():
        row = _route(actor, route)
        DepartmentRoute.objects.filter(pk=row.pk, ended_at=None).update(ended_at=now)
        _record("desk.unroute", row, actor, now)
    return row


def bring_back_route(*, actor: Actor, route: UUID, now: datetime) -> DepartmentRoute:
    """Put a line back that was taken out. Raises NotThere, Refusal where another says the same by now."""
    with transaction.atomic():
        row = _route(actor, route)
        try:
            with transaction.atomic():
                DepartmentRoute.objects.filter(pk=row.pk).update(ended_at=None)
        except IntegrityError as error:
            raise Refusal("route_taken", _("已经有一条一样的，请先去掉那一条。")) from error
        _record("desk.route", row, actor, now)
    return row


def _route(actor: Actor, key: UUID) -> DepartmentRoute:
    row = DepartmentRoute.objects.select_for_update(of=("self",)).filter(pk=key).select_related("post").first()
    if row is None:
        raise NotThere("route_unknown", _("没有这一条。"))
    _own_department(actor, row.post_id)
    return row


def _record(verb: str, row: DepartmentRoute, actor: Actor, now: datetime) -> None:
    changes = {"kind": row.kind, "danger": row.danger, "words": row.words}
    audit.record([audit.Deed(verb, "route", row.pk, row.subdistrict_id, changes)], actor=actor, now=now)


def set_desk_clock(
    *, actor: Actor, department: UUID, urgency: Urgency, clock: Clock | None, now: datetime
) -> DepartmentClock | None:
    """Set how long one department has; None gives it the street's clock again. Running clocks keep their deadline.

    Raises NotThere, Invalid.
    """
    with transaction.atomic():
        post = _own_department(actor, department)
        same = DepartmentClock.objects.filter(subdistrict=post.subdistrict_id, post=post, urgency=urgency)
        was = same.values_list("hours", flat=True).first()
        row = None
        if clock is None:
            same.delete()
        elif not 1 <= clock.hours <= LONGEST_HOURS:
            raise Invalid("hours_bad", _("时限要在 1 小时到 90 天之间。"), field="hours")
        else:
            row, _made = DepartmentClock.objects.update_or_create(
                subdistrict_id=post.subdistrict_id,
                post=post,
                urgency=urgency,
                defaults={"hours": clock.hours, "working": clock.working},
            )
        changes = {"hours": [was, clock.hours if clock else None]}
        deed = audit.Deed("clock.set", "clock", post.pk, post.subdistrict_id, changes)
        audit.record([deed], actor=actor, now=now)
    return row
