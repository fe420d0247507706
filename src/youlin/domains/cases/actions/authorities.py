"""Danger: straight to the subdistrict, and the authority that the law names told, with a clock until it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases import wording
from youlin.domains.cases.actions import take
from youlin.domains.cases.events import AuthorityMissed, AuthorityTold, CaseBypassed
from youlin.domains.cases.models import Authority, AuthorityDuty, Case
from youlin.domains.cases.queries import authorities as reads
from youlin.domains.cases.rules import danger as rules
from youlin.domains.cases.rules.ladder import Danger, starting_rung
from youlin.domains.cases.rules.states import Status, Step
from youlin.domains.territory import queries as territory_queries
from youlin.foundation import audit, outbox
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal

AT_A_TIME = 500


def set_authorities(
    *, actor: Actor, subdistrict: UUID, danger: Danger, wanted: Sequence[rules.Authority], now: datetime
) -> None:
    """Say whom a street tells of a kind of danger; duties that run keep their clock.

    Raises NotThere, NotAllowed, Invalid.
    """
    place = territory_queries.get(subdistrict)
    actor.require(Can.CONFIGURE, place.path)
    rows = [rules.Authority(row.name.strip()[:40], row.phone.strip()[:30], row.minutes) for row in wanted]
    problem = rules.problem_with(rows)
    if problem is not None:
        raise Invalid(problem.value, wording.authority_problem(problem))
    with transaction.atomic():
        kept = Authority.objects.select_for_update().filter(subdistrict=place, danger=danger)
        before = [row.name for row in reads.told_of(place.pk, danger)]
        kept.delete()
        Authority.objects.bulk_create(
            [
                Authority(subdistrict=place, danger=danger.value, rank=rank, **asdict(row))
                for rank, row in enumerate(rows)
            ]
        )
        changes = {"authorities": ["、".join(before), "、".join(row.name for row in rows)]}
        audit.record([audit.Deed("authority.set", "territory", place.pk, place.pk, changes)], actor=actor, now=now)


def lay_duties(case: Case, *, now: datetime) -> None:
    """Start the clock of every authority that must be told of a dangerous case. For who opens one."""
    wanted = reads.told_of(case.subdistrict_id, Danger(case.danger))
    AuthorityDuty.objects.bulk_create(
        [
            AuthorityDuty(
                subdistrict_id=case.subdistrict_id,
                case=case,
                rank=rank,
                name=row.name,
                phone=row.phone,
                due_at=rules.due(row, now),
            )
            for rank, row in enumerate(wanted)
        ],
        ignore_conflicts=True,
    )


def tell_authority(
    *,
    actor: Actor,
    case: UUID,
    duty: UUID,
    means: rules.Told,
    now: datetime,
    told_at: datetime | None = None,
    told_to: str = "",
    client_id: UUID | None = None,
) -> Case:
    """Say that an authority was told, when, how, and who took it; whoever sees the case may have made the call.

    Raises NotThere, NotAllowed, Invalid, Refusal `authority_told`.
    """
    actor.require(Can.WORK_CASES)
    at, who = told_at or now, told_to.replace("\0", "").strip()[:60]
    with transaction.atomic():
        bench, repeated = take.fetch(take.by_key(actor, case), client_id=client_id, now=now)
        if repeated:
            return bench.case
        row = AuthorityDuty.objects.filter(pk=duty, case=bench.case).first()
        if row is None:
            raise NotThere("authority_unknown", _("没有这个要告诉的部门。"))
        if at > now or at < bench.case.reported_at.replace(second=0, microsecond=0):
            raise Invalid("told_at_bad", _("告诉的时间要在报上来以后、现在以前。"), field="told_at")
        done = AuthorityDuty.objects.filter(pk=row.pk, told_at__isnull=True).update(
            told_at=at, recorded_at=now, by=actor.user_id, by_name=actor.name, means=means.value, told_to=who
        )
        if not done:
            raise Refusal("authority_told", _("%(name)s已经记过告诉了，不用再记。") % {"name": row.name})
        said = wording.authority_told(row.name, means, who, at)
        bench.step(Step.TELL_AUTHORITY, at=now, doer=actor, text=said, client_id=client_id)
        return take.put(bench, lambda steps: AuthorityTold(steps=steps), actor=actor, now=now)


def bypass(
    *, actor: Actor, case: UUID, danger: Danger, reason: str, now: datetime, client_id: UUID | None = None
) -> Case:
    """A case turns out to be dangerous: straight to the subdistrict, out of the neighbourhood's sight, duties begun.

    By whoever it came by or reported it. Raises NotThere, NotAllowed, Invalid, Refusal.
    """
    said = take.words(reason, field="reason", missing=_("请写一句看到了什么危险。"))
    with transaction.atomic():
        bench, repeated = take.fetch(take.by_key(actor, case), client_id=client_id, now=now)
        if repeated:
            return bench.case
        take.require_status(bench, Status.OPEN, Step.BYPASS)
        row = bench.case
        if row.danger:
            raise Refusal("danger_already", _("这件事已经直报街道了。"))
        if actor.user_id is None or row.reported_by != actor.user_id:
            take.trail_rung(bench, actor, now=now)
        if not bench.ladder:
            raise NotAllowed("nobody_above", _("上面没有可以报的岗位。"))
        row.danger, row.urgency, row.restricted, row.closing = danger.value, "danger", True, ""
        target = starting_rung(bench.ladder, danger=True)
        bench.refit_clock()
        bench.release()
        due_at = bench.deadline(Status.OPEN, target, now)
        bench.step(Step.BYPASS, at=now, doer=actor, to_rung=target, due_at=due_at, text=said, client_id=client_id)
        bench.hold(target, since=now)
        put = take.put(bench, lambda steps: CaseBypassed(steps=steps), actor=actor, now=now)
        lay_duties(put, now=now)
        return put


def warn_of_late(*, now: datetime) -> int:
    """Remind of every authority that was not told in time, once each; returns how many. Safe to repeat."""
    warned = 0
    while True:
        with transaction.atomic():
            rows = AuthorityDuty.objects.filter(due_at__lte=now, told_at__isnull=True, warned_at__isnull=True)
            keys = list(
                rows.select_for_update(skip_locked=True).order_by("due_at").values_list("pk", flat=True)[:AT_A_TIME]
            )
            AuthorityDuty.objects.filter(pk__in=keys).update(warned_at=now)
            if keys:
                outbox.announce([AuthorityMissed(duties=tuple(keys))], now=now)
        warned += len(keys)
        if len(keys) < AT_A_TIME:
            return warned
