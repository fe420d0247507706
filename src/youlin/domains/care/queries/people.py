"""Plans and contacts of people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.access.scope import scope
from youlin.domains.care.models import Alarm, CadenceRule, CarePlan, Contact, Obligation, Pace
from youlin.domains.care.queries.asking import latest_word
from youlin.domains.care.rules import Cadence
from youlin.domains.residents.models import Circumstance, Household, Resident
from youlin.foundation.refusal import NotThere


@dataclass(frozen=True, slots=True)
class InNeed:
    """Somebody who lives here in a circumstance, and has no plan."""

    resident: Resident
    circumstances: tuple[str, ...]


def without_plan(actor: Actor, *, day: date, residents: Iterable[UUID] | None = None) -> list[InNeed]:
    """Permanent residents in a circumstance on a day who are not in care, where the actor manages care. One query.

    Whoever said no is left alone.
    """
    rows = Circumstance.objects.filter(
        scope(actor, Can.MANAGE_CARE, "resident__household__neighbourhood__path"),
        ~Exists(CarePlan.objects.filter(resident=OuterRef("resident"), ends_on__isnull=True)),
        ~Exists(Resident.objects.annotate(word=latest_word("pk")).filter(pk=OuterRef("resident"), word=False)),
        until__isnull=True,
        since__lte=day,
        resident__lives_here=True,
        resident__household__residence=Household.Residence.PERMANENT,
    )
    if residents is not None:
        rows = rows.filter(resident__in=list(residents))
    found: dict[UUID, tuple[Resident, list[str]]] = {}
    for row in rows.select_related("resident__household__neighbourhood").order_by("resident_id", "kind"):
        found.setdefault(row.resident_id, (row.resident, []))[1].append(row.kind)
    return [InNeed(person, tuple(kinds)) for person, kinds in found.values()]


def cadences() -> list[Cadence]:
    """Every cadence that was ever set, for the rule that picks one."""
    rows = CadenceRule.objects.values_list("territory__path", "circumstance", "greeting_days", "visit_days", "tier")
    return [Cadence(*row) for row in rows]


def cadence_rules(actor: Actor) -> QuerySet[CadenceRule]:
    """The cadences set in the actor's territories, from the top down."""
    rows = CadenceRule.objects.filter(scope(actor, Can.CONFIGURE, "territory__path")).select_related("territory")
    return rows.order_by("territory__level", "territory__path", "tier", "circumstance")


def plans(actor: Actor) -> QuerySet[CarePlan]:
    """Open plans in sight, with the person and the home."""
    rows = CarePlan.objects.visible_to(actor).filter(ends_on__isnull=True)
    return rows.select_related("resident__household__neighbourhood", "neighbourhood").order_by(
        "neighbourhood__path", "resident__name"
    )


def plan_of(actor: Actor, resident: UUID) -> CarePlan | None:
    """The open plan of somebody in sight."""
    return plans(actor).filter(resident=resident).first()


def former_plans_of(actor: Actor, resident: UUID, *, limit: int = 10) -> list[CarePlan]:
    """The times that somebody in sight was in care before, the latest first."""
    rows = CarePlan.objects.visible_to(actor).filter(resident=resident, ends_on__isnull=False)
    return list(rows.order_by("-ends_on", "-id")[:limit])


def plans_of(actor: Actor, residents: Iterable[UUID]) -> dict[UUID, CarePlan]:
    """The open plans of people in sight, by person. One query."""
    return {plan.resident_id: plan for plan in plans(actor).filter(resident__in=list(residents))}


def contacts_of(actor: Actor, resident: UUID, *, limit: int = 20) -> list[Contact]:
    """The latest contacts with somebody in sight, what was taken back left out, newest first."""
    rows = Contact.objects.visible_to(actor).filter(resident=resident, taken_back__isnull=True)
    return list(rows.order_by("-happened_at", "-id")[:limit])


def own_notes(actor: Actor, *, since: datetime, limit: int) -> list[Contact]:
    """One's own latest contacts with a note, about people still in sight, newest first. One query."""
    if actor.user_id is None:
        return []
    rows = Contact.objects.visible_to(actor).filter(by=actor.user_id, happened_at__gte=since, taken_back__isnull=True)
    return list(rows.exclude(note="").select_related("resident").order_by("-happened_at", "-id")[:limit])


def alarms_of(actor: Actor, resident: UUID, *, limit: int = 20) -> list[Alarm]:
    """The latest alarms about somebody in sight, withdrawn ones too, newest first."""
    owed = Obligation.objects.visible_to(actor).filter(plan__resident=resident)
    rows = Alarm.objects.filter(obligation__in=owed).select_related("obligation")
    return list(rows.order_by("-raised_at", "-level")[:limit])


def contact(actor: Actor, key: UUID) -> Contact:
    """One contact in sight. Raises NotThere."""
    found = Contact.objects.visible_to(actor).filter(pk=key).select_related("resident").first()
    if found is None:
        raise NotThere("contact_unknown", _("没有这次记录。"))
    return found


def paces_now(plan: CarePlan, day: date) -> list[Pace]:
    """What holds for a plan on a day beside its cadence: a pause, closer care, a surge. One query."""
    rows = Pace.objects.filter(plan=plan, first__lte=day, last__gte=day, cut_on__isnull=True)
    return list(rows.exclude(kind=Pace.Kinds.HELD).select_related("surge").order_by("first", "id"))


def paces_before(plan: CarePlan, day: date, *, limit: int = 20) -> list[Pace]:
    """What held for a plan before a day, the latest first. One query."""
    rows = Pace.objects.filter(Q(last__lt=day) | Q(cut_on__isnull=False), plan=plan)
    return list(rows.select_related("surge").order_by("-first", "-id")[:limit])
