"""Which neighbourhood answers for somebody in care: their own, or the one they were matched to. No gap, no double.

A plan has one neighbourhood at any time. Obligations that are open go with it in the same transaction, and with them
the list of today, later alarms, cover for an absent chief and supervision; what was kept or missed stays where it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from youlin.domains.access.actor import Actor
from youlin.domains.care.events import AnsweringChanged
from youlin.domains.care.models import CareMatch, CarePlan, Obligation
from youlin.domains.residents import actions as residents
from youlin.domains.territory.models import Territory
from youlin.foundation import audit, clock, outbox
from youlin.foundation.audit import Deed
from youlin.foundation.db import set_rows


@dataclass(frozen=True, slots=True)
class Move:
    """From now on this neighbourhood answers. `plan` is locked, with its resident's household."""

    plan: CarePlan
    to: Territory
    because: str = ""
    proposal: UUID | None = None


def answer(moves: Sequence[Move], *, actor: Actor, now: datetime) -> None:
    """Let neighbourhoods answer for people. Part of the caller's transaction; a fixed number of statements."""
    changed = [move for move in moves if move.plan.neighbourhood_id != move.to.pk]
    if not changed:
        return
    today = clock.day_of(now)
    keys = [move.plan.pk for move in changed]
    places = Territory.objects.in_bulk({move.plan.neighbourhood_id for move in changed})
    CareMatch.objects.filter(plan__in=keys, until__isnull=True).update(
        until=today, ended_because=changed[0].because[:200]
    )
    CareMatch.objects.bulk_create(
        [
            CareMatch(
                subdistrict_id=move.plan.subdistrict_id,
                plan=move.plan,
                neighbourhood=move.to,
                home_id=move.plan.resident.household.neighbourhood_id,
                since=today,
                because=move.because[:200],
                proposal=move.proposal,
                by=actor.user_id,
                by_name=actor.name,
                created_at=now,
            )
            for move in changed
            if move.to.pk != move.plan.resident.household.neighbourhood_id
        ],
        batch_size=500,
    )
    audit.record(
        [
            Deed(
                "care.match",
                "resident",
                move.plan.resident_id,
                move.to.pk,
                {"answers": [places[move.plan.neighbourhood_id].full_name, move.to.full_name]},
            )
            for move in changed
        ],
        actor=actor,
        now=now,
    )
    left = [move.plan.neighbourhood_id for move in changed]
    for move in changed:
        move.plan.neighbourhood = move.to
    set_rows([move.plan for move in changed], ["neighbourhood"])
    _carry(keys)
    residents.entrust(
        {
            move.plan.resident_id: None if move.to.pk == move.plan.resident.household.neighbourhood_id else move.to.pk
            for move in changed
        }
    )
    entered = tuple(move.to.pk for move in changed)
    outbox.announce([AnsweringChanged(plans=tuple(keys), left=tuple(left), entered=entered)], now=now)


def _carry(plans: Sequence[UUID]) -> None:
    """What is open goes with its plan."""
    there = CarePlan.objects.filter(pk=OuterRef("plan")).values("neighbourhood")[:1]
    Obligation.objects.filter(plan__in=plans, state=Obligation.States.OPEN).update(neighbourhood=Subquery(there))


def standing() -> Q:
    """Plans whose person was matched to another chief, and still lives where that was decided."""
    home = OuterRef("resident__household__neighbourhood")
    return Q(Exists(CareMatch.objects.filter(plan=OuterRef("pk"), until__isnull=True, home=home)))


def stray() -> Q:
    """Plans whose person was matched, and has moved since: nearness must be asked anew."""
    home = OuterRef("resident__household__neighbourhood")
    return Q(Exists(CareMatch.objects.filter(~Q(home=home), plan=OuterRef("pk"), until__isnull=True)))


def let_go(plans: QuerySet[CarePlan], because: CareMatch.Endings, *, now: datetime) -> None:
    """End the matches of plans: the own neighbourhood is the one that answers, or nobody needs to any more."""
    open_ = CareMatch.objects.filter(plan__in=list(plans.values_list("pk", flat=True)), until__isnull=True)
    people = list(open_.values_list("plan__resident", flat=True))
    if people:
        open_.update(until=clock.day_of(now), ended_by_itself=because)
        residents.entrust(dict.fromkeys(people))
