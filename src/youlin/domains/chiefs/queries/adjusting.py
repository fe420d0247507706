"""What adjusting needs to know of a street, and the proposals that wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import CHIEF_ROLES, Role
from youlin.domains.chiefs.models import Adjustment, Appointment, SizeBounds
from youlin.domains.chiefs.queries.holding import in_office
from youlin.domains.chiefs.rules.adjusting import Bounds, Draft, Home, Kind, Lin
from youlin.domains.residents.intake.places import UNDIVIDED
from youlin.domains.residents.models import Household
from youlin.domains.residents.rules.positions import Point
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level, prefixes
from youlin.foundation.db import under
from youlin.foundation.refusal import NotThere

PERMANENT = Household.Residence.PERMANENT.value
GONE = (Household.Residence.MOVED, Household.Residence.REGISTERED_ONLY, Household.Residence.EMPTY)
States, Kinds = Adjustment.States, Adjustment.Kinds


def lins(subdistrict: UUID) -> list[Lin]:
    """The open neighbourhoods of a street with their permanent households and bounds. Three queries."""
    places = list(
        Territory.objects.filter(subdistrict=subdistrict, level=Level.NEIGHBOURHOOD, closed_on__isnull=True)
        .exclude(name=UNDIVIDED)  # to be drawn, not adjusted
        .select_related("parent__parent")
    )
    homes: dict[UUID, list[Home]] = {}
    rows = Household.objects.filter(subdistrict=subdistrict, residence=PERMANENT).order_by("number")
    for key, number, where, latitude, longitude in rows.values_list(
        "pk", "number", "neighbourhood", "latitude", "longitude"
    ).iterator():
        point = Point(latitude, longitude) if latitude is not None and longitude is not None else None
        homes.setdefault(where, []).append(Home(key, number, point))
    known = bounds(subdistrict)
    found = []
    for place in places:
        group = place.parent
        area = group.parent if group else None
        if group is None or area is None or area.parent_id is None:
            continue
        mine = tuple(homes.get(place.pk, ()))
        found.append(Lin(place.pk, place.name, group.pk, area.parent_id, mine, bounds_at(place.path, known)))
    return found


def bounds(subdistrict: UUID) -> dict[str, Bounds]:
    """The bounds that were set in a street, by the path of their place. One query."""
    rows = SizeBounds.objects.filter(subdistrict=subdistrict)
    return {path: Bounds(least, most) for path, least, most in rows.values_list("territory__path", "least", "most")}


def bounds_at(path: str, known: dict[str, Bounds]) -> Bounds:
    """The bounds that hold at a place: the nearest set above it, else five to fifteen."""
    return next((known[above] for above in reversed(prefixes(path)) if above in known), Bounds())


def chiefs_moved(subdistrict: UUID, *, day: date) -> list[Draft]:
    """Sitting chiefs who live elsewhere by the roster: gone, only on paper, or in another group or area. One query.

    A 邻长 of the same group still lives among the neighbours.
    """
    rows = Appointment.objects.filter(
        in_office(day),
        subdistrict=subdistrict,
        kind=Appointment.Kinds.SITTING,
        post__role__in=CHIEF_ROLES,
        resident__isnull=False,
        post__territory__closed_on__isnull=True,
    ).select_related("post__territory", "user", "resident__household__neighbourhood")
    found = []
    for row in rows:
        person = row.resident
        if person is None or row.end_reason:
            continue
        place, home = row.post.territory, person.household
        near = place.path[:-12] if row.post.role == Role.NEIGHBOURHOOD_CHIEF else place.path
        here = home.neighbourhood.path.startswith(near)
        if person.lives_here and here and home.residence not in GONE:
            continue
        facts = {"name": row.user.display_name, "where": home.neighbourhood.full_name, "here": here}
        mark = f"chief_moved:{row.pk}"
        found.append(Draft(Kind.CHIEF_MOVED, place.pk, mark, {}, (), {**facts, "appointment": str(row.pk)}))
    return found


@dataclass(frozen=True, slots=True)
class AdjustmentsWanted:
    """What to narrow the proposals to."""

    state: str = States.OPEN.value
    kind: str = ""
    place: UUID | None = None


def adjustments(actor: Actor, wanted: AdjustmentsWanted) -> QuerySet[Adjustment]:
    """Proposals in sight, the latest found first."""
    rows = Adjustment.objects.visible_to(actor).select_related("place")
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.place is not None:
        path = Territory.objects.filter(pk=wanted.place).values_list("path", flat=True).first()
        rows = rows.filter(under("place__path", path)) if path else rows.none()
    return rows.order_by("kind", "place__path", "-found_at")


def adjustment(actor: Actor, key: UUID) -> Adjustment:
    """One proposal in sight. Raises NotThere."""
    found = Adjustment.objects.visible_to(actor).filter(pk=key).select_related("place").first()
    if found is None:
        raise NotThere("adjustment_unknown", _("没有这条调整建议。"))
    return found


def waiting(actor: Actor) -> int:
    """How many proposals the office has not decided, and how many could not be applied. One query."""
    rows = Adjustment.objects.visible_to(actor)
    counted = rows.aggregate(number=Count("pk", filter=Q(state__in=[States.OPEN, States.STUCK])))
    return int(counted["number"])


def due(*, day: date) -> list[UUID]:
    """Accepted proposals whose day has come. For the clock."""
    rows = Adjustment.objects.filter(state=States.ACCEPTED, apply_on__lte=day)
    return list(rows.order_by("apply_on", "id").values_list("pk", flat=True))
