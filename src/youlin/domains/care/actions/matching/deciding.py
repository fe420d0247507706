"""What a human says to a proposal: yes, no and why, or somebody else; and taking it back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.care.actions import answering
from youlin.domains.care.actions.answering import Move
from youlin.domains.care.models import CarePlan, MatchDecline, MatchProposal
from youlin.domains.chiefs import queries as chiefs
from youlin.domains.territory import queries as territory
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation import audit, clock
from youlin.foundation.audit import Deed
from youlin.foundation.refusal import Invalid, NotThere, Refusal

States = MatchProposal.States


def accept(
    *, actor: Actor, run: UUID, batch: UUID, now: datetime, proposals: Iterable[UUID] | None = None
) -> tuple[int, int]:
    """Say yes to what waits in a run, all or those named: (how many changed, how many no longer fit).

    What has changed since it was proposed (who answers now, who sits there) is marked stale and left alone. The same
    `batch` twice is once. Raises NotThere, NotAllowed.
    """
    with transaction.atomic():
        rows = _waiting(actor, run, None if proposals is None else list(proposals))
        plans = _locked({row.plan_id for row in rows})
        held = _held({row.after_id for row in rows if row.after_id}, now)
        good: list[MatchProposal] = []
        stale: list[MatchProposal] = []
        for row in rows:
            plan = plans.get(row.plan_id)
            fits = (
                plan is not None and plan.neighbourhood_id == row.before_id and row.chief in held.get(row.after_id, ())
            )
            (good if fits else stale).append(row)
        moves = [Move(plans[row.plan_id], row.after, _("就近匹配"), row.pk) for row in good if row.after is not None]
        answering.answer(moves, actor=actor, now=now)
        _mark(good, States.ACCEPTED, batch, actor, now)
        _mark(stale, States.STALE, batch, actor, now)
    return len(good), len(stale)


def decline(*, actor: Actor, proposal: UUID, reason: str, batch: UUID, now: datetime) -> MatchProposal:
    """Say no to a proposal, and why: this chief is not proposed for this person again. Raises NotThere, Invalid."""
    if not reason.strip():
        raise Invalid("reason_missing", _("请写一句为什么，下次就不会再这样安排。"), field="reason")
    with transaction.atomic():
        row = _one(actor, proposal)
        if row.state == States.DECLINED:
            return row
        if row.state != States.OPEN:
            raise Refusal("proposal_decided", _("这条建议已经定过了。"))
        _say_no(row, reason.strip()[:200], actor, now)
        _mark([row], States.DECLINED, batch, actor, now)
    return row


def choose(
    *, actor: Actor, plan: UUID, neighbourhood: UUID, reason: str, now: datetime, batch: UUID | None = None
) -> CarePlan:
    """Give somebody the chief whom a human chose, in the same community. Choosing the present one changes nothing.

    A proposal that waits for this person counts as declined, with the same reason. Raises NotThere, NotAllowed,
    Invalid, Refusal `nobody_there` where the post is empty.
    """
    with transaction.atomic():
        found = CarePlan.objects.visible_to(actor).filter(pk=plan, ends_on__isnull=True).first()
        if found is None:
            raise NotThere("plan_unknown", _("没有这份关照计划。"))
        locked = _locked({plan})[plan]
        home = locked.resident.household.neighbourhood
        actor.require(Can.MANAGE_CARE, home.path)
        place = territory.get(neighbourhood)
        if place.level != Level.NEIGHBOURHOOD or _community(place) != _community(home):
            raise Invalid("place_elsewhere", _("请在同一个社区里选一位邻长。"), field="neighbourhood")
        if not reason.strip():
            raise Invalid("reason_missing", _("请写一句为什么这样安排。"), field="reason")
        if place.pk != home.pk and not _held({place.pk}, now).get(place.pk):
            raise Refusal("nobody_there", _("那里现在没有邻长，请另选一位。"), field="neighbourhood")
        waiting = MatchProposal.objects.filter(plan=locked, state=States.OPEN).select_for_update(of=("self",))
        for row in waiting.select_related("plan"):
            if row.after_id == place.pk:
                _mark([row], States.ACCEPTED, batch, actor, now)
            else:
                _say_no(row, reason.strip()[:200], actor, now)
                _mark([row], States.DECLINED, batch, actor, now)
        answering.answer([Move(locked, place, reason.strip())], actor=actor, now=now)
    return locked


def undo(*, actor: Actor, batch: UUID, now: datetime) -> int:
    """Take back what one press decided: who answered before answers again, and the proposals wait anew.

    What has been changed otherwise in the meantime stays. Returns how many were taken back; twice is once.
    """
    with transaction.atomic():
        rows = list(
            MatchProposal.objects.visible_to(actor)
            .filter(batch=batch, state__in=(States.ACCEPTED, States.DECLINED))
            .select_related("before", "plan")
            .select_for_update(of=("self",))
        )
        plans = _locked({row.plan_id for row in rows})
        back = [
            row
            for row in rows
            if row.state == States.DECLINED
            or ((plan := plans.get(row.plan_id)) is not None and plan.neighbourhood_id == row.after_id)
        ]
        accepted = [row for row in back if row.state == States.ACCEPTED]
        moves = [Move(plans[row.plan_id], row.before, _("撤回就近匹配")) for row in accepted]
        answering.answer(moves, actor=actor, now=now)
        for row in back:
            if row.state == States.DECLINED:
                _lift(row.plan_id, row.chief, now)
        keys = [row.pk for row in back]
        MatchProposal.objects.filter(pk__in=keys).update(
            state=States.OPEN, decided_at=None, decided_by=None, batch=None
        )
    return len(back)


def lift_decline(*, actor: Actor, decline: UUID, now: datetime) -> MatchDecline:
    """Let a chief be proposed for somebody again. Raises NotThere, NotAllowed."""
    with transaction.atomic():
        seen = CarePlan.objects.visible_to(actor)
        row = MatchDecline.objects.filter(pk=decline, plan__in=seen).select_related("plan__resident").first()
        if row is None:
            raise NotThere("decline_unknown", _("没有这条记录。"))
        actor.require(Can.MANAGE_CARE, _locked({row.plan_id})[row.plan_id].resident.household.neighbourhood.path)
        if row.lifted_at is None:
            _lift(row.plan_id, row.chief, now)
            deed = Deed("care.match_lift", "resident", row.plan.resident_id, row.plan.neighbourhood_id)
            audit.record([deed], actor=actor, now=now)
    return row


def _waiting(actor: Actor, run: UUID, proposals: Sequence[UUID] | None) -> list[MatchProposal]:
    rows = MatchProposal.objects.visible_to(actor).filter(run=run, state=States.OPEN)
    if proposals is not None:
        rows = rows.filter(pk__in=proposals)
    return list(rows.select_related("after").order_by("pk").select_for_update(of=("self",)))


def _one(actor: Actor, proposal: UUID) -> MatchProposal:
    rows = MatchProposal.objects.visible_to(actor).filter(pk=proposal)
    row = rows.select_related("plan", "after").select_for_update(of=("self",)).first()
    if row is None:
        raise NotThere("proposal_unknown", _("没有这条建议。"))
    return row


def _locked(plans: set[UUID]) -> dict[UUID, CarePlan]:
    """Open plans, locked, with the home of each person."""
    rows = CarePlan.objects.filter(pk__in=plans, ends_on__isnull=True)
    found = rows.select_related("resident__household__neighbourhood", "neighbourhood").order_by("id")
    return {row.pk: row for row in found.select_for_update(of=("self",))}


def _held(places: set[UUID], now: datetime) -> dict[UUID | None, set[UUID]]:
    """The accounts that answer for neighbourhoods today. Two queries."""
    posts = dict(chiefs.Post.objects.filter(territory__in=places, department="").values_list("pk", "territory_id"))
    held = chiefs.holders(posts, day=clock.day_of(now))
    return {posts[post]: {one.user for one in people} for post, people in held.items()}


def _say_no(row: MatchProposal, reason: str, actor: Actor, now: datetime) -> None:
    """Remember that a human did not want this chief for this person."""
    if row.chief is None:
        return
    MatchDecline.objects.get_or_create(
        subdistrict_id=row.subdistrict_id,
        plan_id=row.plan_id,
        chief=row.chief,
        lifted_at=None,
        defaults={
            "chief_name": str(row.why.get("name", ""))[:60],
            "reason": reason,
            "by": actor.user_id,
            "by_name": actor.name,
            "at": now,
        },
    )
    changes = {"reason": reason}
    audit.record(
        [Deed("care.match_decline", "resident", row.plan.resident_id, row.before_id, changes)], actor=actor, now=now
    )


def _lift(plan: UUID, chief: UUID | None, now: datetime) -> None:
    if chief is None:
        return
    MatchDecline.objects.filter(plan=plan, chief=chief, lifted_at__isnull=True).update(lifted_at=now)


def _mark(rows: Sequence[MatchProposal], state: str, batch: UUID | None, actor: Actor, now: datetime) -> None:
    MatchProposal.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=state, decided_at=now, decided_by=actor.user_id, batch=batch
    )
    for row in rows:
        row.state = state


def _community(place: Territory) -> str:
    """The path of the community that a neighbourhood lies in: three levels up."""
    from youlin.domains.territory.rules import SEGMENT

    return place.path[: -3 * SEGMENT]
