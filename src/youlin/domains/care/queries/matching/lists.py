"""Runs of matching, what they proposed, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can, Role
from youlin.domains.access.scope import scope
from youlin.domains.care.models import CareMatch, CareNeeds, CarePlan, MatchDecline, MatchProposal, MatchRun
from youlin.domains.chiefs import queries as chiefs
from youlin.domains.chiefs.models import Appointment, Offer, Post
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation import clock
from youlin.foundation.db import under
from youlin.foundation.refusal import NotThere

States = MatchProposal.States

__all__ = ["CareMatch", "CareNeeds", "MatchDecline", "MatchProposal", "MatchRun"]


def communities(actor: Actor, place: Territory) -> list[Territory]:
    """The communities of a place in which the actor manages care: each is matched by itself."""
    rows = Territory.objects.filter(
        scope(actor, Can.MANAGE_CARE, "path"), under("path", place.path), level=Level.COMMUNITY
    )
    return list(rows.order_by("path"))


def runs(actor: Actor) -> QuerySet[MatchRun]:
    """Runs over the actor's places, the newest first."""
    rows = MatchRun.objects.filter(scope(actor, Can.MANAGE_CARE, "territory__path"))
    return rows.select_related("territory").order_by("-started_at", "-pk")


def run(actor: Actor, key: UUID) -> MatchRun:
    """One run. Raises NotThere."""
    found = runs(actor).filter(pk=key).first()
    if found is None:
        raise NotThere("match_unknown", _("没有这次匹配。"))
    return found


def latest_run(actor: Actor) -> MatchRun | None:
    """The newest run over the actor's places that came to an end."""
    return runs(actor).filter(stage=MatchRun.Stages.DONE).first()


def proposals(actor: Actor, run: UUID, *, state: str = "", text: str = "") -> QuerySet[MatchProposal]:
    """What a run gives each person: what waits for a human first, then who has nobody. One query and its page."""
    rows = MatchProposal.objects.visible_to(actor).filter(run=run)
    if state:
        rows = rows.filter(state=state)
    if text:
        rows = rows.filter(plan__resident__name__contains=text)
    order = Case(
        *(When(state=one, then=Value(at)) for at, one in enumerate((States.OPEN, States.LEFT, States.STALE))),
        default=Value(9),
        output_field=IntegerField(),
    )
    return rows.select_related("before", "after", "plan__resident__household__neighbourhood").order_by(
        order, "plan__resident__household__neighbourhood__path", "plan__resident__name", "pk"
    )


def proposal(actor: Actor, key: UUID) -> MatchProposal:
    """One proposal in sight. Raises NotThere."""
    rows = MatchProposal.objects.visible_to(actor).filter(pk=key)
    found = rows.select_related("before", "after", "run", "plan__resident__household__neighbourhood").first()
    if found is None:
        raise NotThere("proposal_unknown", _("没有这条建议。"))
    return found


def match_of(actor: Actor, plan: UUID) -> CareMatch | None:
    """The standing match of a plan in sight; None where the own neighbourhood answers."""
    rows = CareMatch.objects.visible_to(actor).filter(plan=plan, until__isnull=True)
    return rows.select_related("neighbourhood").first()


def matches_of(actor: Actor, resident: UUID) -> list[CareMatch]:
    """Every match of somebody in sight, the newest first."""
    rows = CareMatch.objects.visible_to(actor).filter(plan__resident=resident)
    return list(rows.select_related("neighbourhood").order_by("-created_at"))


def declines_of(actor: Actor, plan: UUID) -> list[MatchDecline]:
    """Chiefs whom a human said no to for somebody in sight."""
    seen = CarePlan.objects.visible_to(actor).filter(pk=plan)
    return list(MatchDecline.objects.filter(plan__in=seen, lifted_at__isnull=True).order_by("at"))


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened since a run, and makes another one worth while."""

    plans: int  # opened or ended
    chiefs: int  # came or went
    offers: int  # say something else
    needs: int

    @property
    def any(self) -> bool:
        """Whether anything did."""
        return bool(self.plans or self.chiefs or self.offers or self.needs)


def changed_since(actor: Actor, run: MatchRun, *, today: date) -> Changes:
    """What changed in a run's place since it began. Four queries."""
    path, then = run.territory.path, run.started_at
    day = clock.day_of(then)
    plans = CarePlan.objects.visible_to(actor).filter(under("neighbourhood__path", path))
    terms = Appointment.objects.filter(
        under("post__territory__path", path), post__role=Role.NEIGHBOURHOOD_CHIEF, starts_on__lte=today
    )
    return Changes(
        plans=plans.filter(Q(created_at__gt=then) | Q(ends_on__gt=day)).count(),
        chiefs=terms.filter(Q(created_at__gt=then) | Q(ends_on__gt=day, ends_on__lte=today)).count(),
        offers=Offer.objects.filter(user__in=terms.values("user"), said_at__gt=then).count(),
        needs=CareNeeds.objects.filter(
            under("resident__household__neighbourhood__path", path), said_at__gt=then
        ).count(),
    )


@dataclass(frozen=True, slots=True)
class Letter:
    """One account that hears of one person's new chief."""

    subdistrict: UUID
    user: UUID
    resident: UUID
    name: str
    other: str  # who looked after them until now, or does from now on; empty: nobody is known
    place: UUID  # the neighbourhood for whose chief this is
    comes: bool  # to this account, or leaves it

    @property
    def how(self) -> str:
        """The sentence that says it."""
        if self.comes:
            return "entered" if self.other else "entered_first"
        return "left" if self.other else "left_alone"


def letters(plans: Sequence[UUID], left: Sequence[UUID], entered: Sequence[UUID], *, now: datetime) -> list[Letter]:
    """Both chiefs of each change, by today's holders. Three queries."""
    rows = {plan.pk: plan for plan in CarePlan.objects.filter(pk__in=list(plans)).select_related("resident")}
    held = _holders({*left, *entered}, now)
    found = []
    for key, before, after in zip(plans, left, entered, strict=True):
        plan = rows.get(key)
        if plan is None:
            continue
        for place, other, comes in ((after, before, True), (before, after, False)):
            name = _("、").join(one.name for one in held.get(other, [])[:1])
            found += [
                Letter(plan.subdistrict_id, one.user, plan.resident_id, plan.resident.name, name, place, comes)
                for one in held.get(place, ())
            ]
    return found


def _holders(places: Iterable[UUID], now: datetime) -> dict[UUID, list[chiefs.Holder]]:
    posts = dict(Post.objects.filter(territory__in=set(places), department="").values_list("pk", "territory_id"))
    held = chiefs.holders(posts, day=clock.day_of(now))
    return {posts[post]: people for post, people in held.items()}
