"""Opening, pausing and ending plans; keeping them with the household."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.care import queries, rules
from youlin.domains.care.actions import answering, ledger
from youlin.domains.care.actions.courses import days_of
from youlin.domains.care.events import PlanEnded, PlansOpened
from youlin.domains.care.models import CareMatch, CarePlan, Endings, Obligation, Pace
from youlin.domains.care.rules import Kind
from youlin.domains.residents.models import Circumstance, Household, Resident
from youlin.foundation import audit, clock, outbox
from youlin.foundation.audit import Deed
from youlin.foundation.refusal import Invalid, NotThere, Refusal

HOME = "resident__household__neighbourhood"


def open_plans(*, actor: Actor, now: datetime, residents: Iterable[UUID] | None = None) -> list[CarePlan]:
    """Take into care whoever lives here, is in a circumstance, and has no plan: all in sight, or those named.

    The first greeting and the first visit are due one cadence from today. Safe to repeat.
    """
    today = clock.day_of(now)
    with transaction.atomic():
        people = queries.without_plan(actor, day=today, residents=residents)
        known = queries.cadences()
        rows = [_plan(item, known, today, now) for item in people]
        CarePlan.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)  # somebody may have been quicker
        ours = set(CarePlan.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
        rows = [row for row in rows if row.pk in ours]
        Obligation.objects.bulk_create(
            [
                ledger.new_row(row, kind.value, rules.owed(today, days_of(row, kind), ())[0])
                for row in rows
                for kind in Kind
            ],
            batch_size=500,
        )
        audit.record(
            [
                Deed("care.open", "resident", row.resident_id, row.neighbourhood_id, {"circumstance": row.circumstance})
                for row in rows
            ],
            actor=actor,
            now=now,
        )
        if rows:
            outbox.announce([PlansOpened(plans=tuple(row.pk for row in rows))], now=now)
    return rows


def _plan(item: queries.InNeed, known: list[rules.Cadence], today: date, now: datetime) -> CarePlan:
    person = item.resident
    circumstance = rules.most_pressing(item.circumstances)
    cadence = rules.cadence_for(person.household.neighbourhood.path, circumstance, known)
    return CarePlan(
        subdistrict_id=person.subdistrict_id,
        neighbourhood_id=person.household.neighbourhood_id,
        resident=person,
        circumstance=circumstance,
        starts_on=today,
        greeting_days=cadence.greeting_days,
        visit_days=cadence.visit_days,
        created_at=now,
    )


def end_plan(*, actor: Actor, plan: UUID, reason: str, now: datetime) -> CarePlan:
    """End a plan today; what is open with it ends, what was late stays on record. Raises NotThere, Invalid, Refusal."""
    with transaction.atomic():
        row = plan_to_change(actor, plan, Can.MANAGE_CARE)
        if not reason.strip():
            raise Invalid("reason_missing", _("请写一句不再关照的原因。"), field="reason")
        refuse_ended(row)
        end_rows([row], said=reason.strip()[:100], actor=actor, now=now)
    return row


def follow_households(*, actor: Actor, now: datetime, households: Iterable[UUID] | None = None) -> int:
    """Let plans and what is open in them belong to where their people live; end those of people who left.

    All households, or those named. Whoever was matched to another chief stays with that chief until the household
    moves. What was done or missed stays where it was. Returns how many plans changed.
    """
    matched = answering.standing()
    gone = Q(resident__lives_here=False) | Q(
        resident__household__residence__in=[
            Household.Residence.MOVED,
            Household.Residence.REGISTERED_ONLY,
            Household.Residence.EMPTY,
        ]
    )
    plans = CarePlan.objects.filter(ends_on__isnull=True)
    if households is not None:
        plans = plans.filter(resident__household__in=list(households))
    if not plans.filter(gone | ~Q(neighbourhood=F(HOME)) & ~matched | answering.stray()).exists():
        return 0
    with transaction.atomic():
        left = list(plans.filter(gone).select_related("resident").select_for_update(of=("self",)))
        died = [plan for plan in left if plan.resident.left_because == "died"]
        end_rows(died, Endings.DIED, actor=actor, now=now)
        end_rows([plan for plan in left if plan not in died], Endings.NOT_HERE, actor=actor, now=now)
        strayed = list(plans.filter(answering.stray()).values_list("pk", flat=True))
        answering.let_go(CarePlan.objects.filter(pk__in=strayed), CareMatch.Endings.MOVED, now=now)
        moved = list(plans.exclude(neighbourhood=F(HOME)).exclude(matched).values_list("pk", flat=True))
        here = Resident.objects.filter(pk=OuterRef("resident")).values("household__neighbourhood")[:1]
        CarePlan.objects.filter(pk__in=moved).update(neighbourhood=Subquery(here))
        there = CarePlan.objects.filter(pk=OuterRef("plan")).values("neighbourhood")[:1]
        Obligation.objects.filter(plan__in=moved, state=Obligation.States.OPEN).update(neighbourhood=Subquery(there))
        elsewhere = CarePlan.objects.filter(pk__in={*moved, *strayed}).select_related(HOME).order_by("id")
        retime(elsewhere.select_for_update(of=("self",)), now=now)
        audit.record([Deed("care.follow", "plan", key, None) for key in moved], actor=actor, now=now)
    return len(left) + len(moved)


def follow_circumstances(*, actor: Actor, residents: Iterable[UUID], now: datetime) -> int:
    """Let open plans rest on circumstances that still hold: the most pressing one left, or none, and the plan ends.

    Returns how many plans changed. Idempotent.
    """
    with transaction.atomic():
        rows = CarePlan.objects.filter(resident__in=list(residents), ends_on__isnull=True)
        plans = list(rows.select_related(HOME).order_by("id").select_for_update(of=("self",)))
        known: dict[UUID, list[str]] = {}
        still = Circumstance.objects.filter(resident__in=[plan.resident_id for plan in plans], until__isnull=True)
        for resident, kind in still.values_list("resident", "kind"):
            known.setdefault(resident, []).append(kind)
        over = [plan for plan in plans if plan.resident_id not in known]
        end_rows(over, Endings.NO_NEED, actor=actor, now=now)
        other = [plan for plan in plans if plan.circumstance not in known.get(plan.resident_id, [plan.circumstance])]
        for plan in other:
            plan.circumstance = rules.most_pressing(known[plan.resident_id])
        CarePlan.objects.bulk_update(other, ["circumstance"], batch_size=500)
        retime(other, now=now)
    return len(over) + len(other)


def plan_to_change(actor: Actor, plan: UUID, capability: Can) -> CarePlan:
    """A plan that the actor may change, locked. Raises NotThere, NotAllowed."""
    row = (
        CarePlan.objects.visible_to(actor)
        .filter(pk=plan)
        .select_for_update(of=("self",))
        .select_related("neighbourhood", HOME)
        .first()
    )
    if row is None:
        raise NotThere("plan_unknown", _("没有这份关照计划。"))
    actor.require(capability, row.neighbourhood.path)
    return row


def refuse_ended(plan: CarePlan) -> None:
    """Raises Refusal for a plan that is over."""
    if plan.ends_on is not None:
        raise Refusal("already_ended", _("这份关照在 %(day)s 已经结束。") % {"day": plan.ends_on})


def end_rows(
    rows: list[CarePlan], because: Endings | None = None, *, said: str = "", actor: Actor, now: datetime
) -> None:
    """End locked plans today, for a reason known by its code or said in words; what was missed stays on record."""
    if not rows:
        return
    today = clock.day_of(now)
    for row in rows:
        row.ends_on, row.end_because, row.end_reason = today, because or "", said
    CarePlan.objects.bulk_update(rows, ["ends_on", "end_because", "end_reason"], batch_size=500)
    keys = [row.pk for row in rows]
    answering.let_go(CarePlan.objects.filter(pk__in=keys), CareMatch.Endings.OUT_OF_CARE, now=now)
    ledger.settle({row.pk: row for row in rows}, since=today, now=now)
    why = {"because": str(because)} if because else {"reason": said}
    audit.record(
        [Deed("care.end", "resident", row.resident_id, row.neighbourhood_id, why) for row in rows],
        actor=actor,
        now=now,
    )
    outbox.announce([PlanEnded(plan=row.pk) for row in rows], now=now)


def retime(plans: Iterable[CarePlan], *, now: datetime) -> list[CarePlan]:
    """Give locked open plans the cadence that now holds where their people live; returns those that changed.

    What is open is due by the new one from today on; what was settled before today is not judged anew.
    """
    today, known = clock.day_of(now), queries.cadences()
    before: dict[UUID, tuple[int, int]] = {}
    changed: list[CarePlan] = []
    for plan in plans:
        home = plan.resident.household.neighbourhood
        cadence = rules.cadence_for(home.path, plan.circumstance, known, plan.tier)
        if (plan.greeting_days, plan.visit_days) != (cadence.greeting_days, cadence.visit_days):
            before[plan.pk] = (plan.greeting_days, plan.visit_days)
            plan.greeting_days, plan.visit_days = cadence.greeting_days, cadence.visit_days
            changed.append(plan)
    _keep_on_record(changed, before, today, now)
    CarePlan.objects.bulk_update(changed, ["greeting_days", "visit_days"], batch_size=500)
    ledger.settle({plan.pk: plan for plan in changed}, since=today, now=now)
    return changed


def _keep_on_record(plans: list[CarePlan], before: Mapping[UUID, tuple[int, int]], today: date, now: datetime) -> None:
    """Append what held until yesterday, unless a word said since then is on record: that one ended it already.

    So it is with a second change on one day, and with a move that is heard of only after a later change: of the two
    the one heard last holds, from the day of the later word on, and no day before it is judged by another cadence.
    """
    yesterday = today - timedelta(days=1)
    later = Pace.objects.filter(plan__in=list(before), kind=Pace.Kinds.HELD, last__gte=yesterday)
    ended = set(later.values_list("plan", flat=True))
    Pace.objects.bulk_create(
        [
            Pace(
                subdistrict_id=plan.subdistrict_id,
                plan=plan,
                kind=Pace.Kinds.HELD,
                first=plan.starts_on,
                last=yesterday,
                greeting_days=before[plan.pk][0],
                visit_days=before[plan.pk][1],
                said_at=now,
            )
            for plan in plans
            if plan.starts_on < today and plan.pk not in ended
        ],
        batch_size=500,
    )
