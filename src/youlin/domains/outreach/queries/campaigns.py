"""Reads of campaigns: how far each is, which doors are missing, the newest changes, and what the phone carries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Substr, TruncMinute
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases.queries import duty
from youlin.domains.cases.queries.inspections import Site
from youlin.domains.cases.rules.ladder import RUNG_OF, Rung, posts_above
from youlin.domains.outreach.models import Campaign, CampaignDoor, CampaignMark, CampaignMaterial
from youlin.domains.outreach.rules.campaigns import ADULT, HAND_ON_AFTER, MISSING, Outcome, Point, near, progress, rank
from youlin.domains.residents.models import Circumstance, Household, Resident
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import SEGMENT, Level
from youlin.foundation import clock
from youlin.foundation.db import under
from youlin.foundation.refusal import NotThere

__all__ = [
    "Campaign",
    "CampaignDoor",
    "CampaignMark",
    "CampaignMaterial",
    "Part",
    "audience",
    "board",
    "campaign",
    "campaigns",
    "carried_by_me",
    "course",
    "door",
    "doors",
    "marks",
    "material",
    "materials",
    "my_doors_count",
    "newest",
    "reach",
    "silent",
    "silent_places",
]

_MISSING = sorted(state.value for state in MISSING)
STEPS = 24


# ------------------------------------------------------------------------------------------------- whom it goes to
def audience(place: Territory, *, circumstances: Sequence[str], about_water: bool, now: datetime) -> list[CampaignDoor]:
    """The doors of a campaign that is about to begin, those that come first in front. Four queries, however many."""
    homes = _homes(place, circumstances)
    rows = list(homes.values_list("pk", "neighbourhood", "latitude", "longitude", "neighbourhood__path", "number"))
    children = _homes_with_children(place, now) if about_water else set()
    places, points = _water(place) if about_water else (set(), [])
    found = [
        (
            rank(
                children=key in children,
                by_water=home in places or _by(points, latitude, longitude),
                about_water=about_water,
            ),
            path,
            number,
            CampaignDoor(territory_id=home, household_id=key),
        )
        for key, home, latitude, longitude, path, number in rows
    ]
    found.sort(key=lambda one: one[:3])
    for first, _path, _number, row in found:
        row.rank = first
    return [row for _first, _path, _number, row in found]


def reach(actor: Actor, place: UUID, *, circumstances: Sequence[str], carried_by: Rung) -> tuple[int, int]:
    """How many doors a campaign would have, and how many posts would share them. Two queries. Raises NotThere."""
    found = Territory.objects.filter(pk=place).first()
    if found is None or not actor.can_at(Can.RUN_CAMPAIGNS, found.path):
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    paths = list(_homes(found, circumstances).values_list("neighbourhood__path", flat=True))
    return len(paths), posts_above(paths, carried_by)


def _homes(place: Territory, circumstances: Sequence[str]) -> QuerySet[Household]:
    homes = Household.objects.filter(under("neighbourhood__path", place.path), residence=Household.Residence.PERMANENT)
    if circumstances:
        called = Circumstance.objects.filter(
            kind__in=list(circumstances), until__isnull=True, resident__lives_here=True
        )
        homes = homes.filter(pk__in=called.values("resident__household"))
    return homes


def _homes_with_children(place: Territory, now: datetime) -> set[UUID]:
    today = clock.day_of(now)
    born_after = today.replace(year=today.year - ADULT, day=min(today.day, 28))
    people = Resident.objects.filter(
        under("household__neighbourhood__path", place.path), lives_here=True, birth_date__gt=born_after
    )
    return set(people.values_list("household", flat=True))


def _water(place: Territory) -> tuple[set[UUID], list[Point]]:
    rows = Site.objects.filter(under("territory__path", place.path), kind=Site.Kinds.WATER, closed_on__isnull=True)
    known = list(rows.values_list("territory", "latitude", "longitude"))
    points = [Point(up, right) for _place, up, right in known if up is not None and right is not None]
    return {key for key, _up, _right in known}, points


def _by(points: Sequence[Point], latitude: float | None, longitude: float | None) -> bool:
    if latitude is None or longitude is None:
        return False
    return any(near(Point(latitude, longitude), water) for water in points)


# ------------------------------------------------------------------------------------------------------- the desk
def campaigns(actor: Actor) -> QuerySet[Campaign]:
    """Campaigns in sight with `all_doors`, `told`, `missing`: those that still run first, then the latest."""
    return (
        Campaign.objects.visible_to(actor)
        .select_related("territory")
        .annotate(
            all_doors=Count("doors"),
            told=Count("doors", filter=Q(doors__state=CampaignDoor.States.TOLD)),
            missing=Count("doors", filter=Q(doors__state__in=_MISSING)),
        )
        .order_by(F("closed_at").desc(nulls_first=True), "-starts_on", "-pk")
    )


def missing_doors(actor: Actor) -> int:
    """How many doors the campaigns that still run have not reached."""
    running = Campaign.objects.visible_to(actor).filter(closed_at=None)
    return CampaignDoor.objects.filter(campaign__in=running, state__in=_MISSING).count()


def campaign(actor: Actor, key: UUID) -> Campaign:
    """One campaign in sight, or one with a door of the actor's, counted. Raises NotThere."""
    found = campaigns(actor).filter(pk=key).first()
    if found is None:
        ours = CampaignDoor.objects.visible_to(actor).filter(campaign=key)
        found = Campaign.objects.filter(pk=key).select_related("territory").first() if ours.exists() else None
    if found is None:
        raise NotThere("campaign_unknown", _("没有这次宣讲。"))
    return found


@dataclass(frozen=True, slots=True)
class Part:
    """How a campaign stands in one place."""

    place: Territory
    doors: int
    told: int
    missing: int
    last: datetime | None


def board(actor: Actor, key: UUID, level: Level) -> list[Part]:
    """How a campaign stands, place by place of a level, in the order of the street. Two queries."""
    length = (level - Level.COUNTY + 10) // 10 * SEGMENT
    rows = CampaignDoor.objects.visible_to(actor).filter(campaign=key).order_by()
    counts = (
        rows.annotate(part=Substr("territory__path", 1, length))
        .values("part")
        .annotate(
            doors=Count("pk"),
            told=Count("pk", filter=Q(state=CampaignDoor.States.TOLD)),
            missing=Count("pk", filter=Q(state__in=_MISSING)),
            last=Max("changed_at"),
        )
    )
    known = list(counts.order_by("part"))
    places = {place.path: place for place in Territory.objects.filter(path__in=[row["part"] for row in known])}
    return [
        Part(places[row["part"]], row["doors"], row["told"], row["missing"], row["last"])
        for row in known
        if row["part"] in places
    ]


def doors(actor: Actor, key: UUID, *, state: str = "", place: UUID | None = None) -> QuerySet[CampaignDoor]:
    """The doors of a campaign in sight: those that come first, then the order of the street."""
    rows = CampaignDoor.objects.visible_to(actor).filter(campaign=key)
    if state == "missing":
        rows = rows.filter(state__in=_MISSING)
    elif state in CampaignDoor.States.values:
        rows = rows.filter(state=state)
    if place is not None:
        path = Territory.objects.filter(pk=place).values_list("path", flat=True).first()
        rows = rows.filter(under("territory__path", path)) if path else rows.none()
    return rows.select_related("territory", "household").order_by("rank", "territory__path", "household__number", "pk")


def silent_places(actor: Actor, key: UUID) -> int:
    """In how many neighbourhoods nothing at all was noted yet. One query."""
    rows = CampaignDoor.objects.visible_to(actor).filter(campaign=key).order_by().values("territory")
    return rows.annotate(noted=Count("changed_at")).filter(noted=0).count()


def newest(actor: Actor, key: UUID, *, limit: int = 10) -> list[CampaignMark]:
    """What was noted last. One query."""
    seen = CampaignDoor.objects.visible_to(actor).filter(campaign=key)
    rows = CampaignMark.objects.filter(door__in=seen, taken_back_at__isnull=True)
    return list(
        rows.select_related("door__household", "door__territory", "case").order_by("-received_at", "-pk")[:limit]
    )


def course(actor: Actor, row: Campaign, *, now: datetime) -> list[tuple[datetime, int]]:
    """How many doors were told by each of a few instants since it began. One query, counted by the minute."""
    seen = CampaignDoor.objects.visible_to(actor).filter(campaign=row)
    told = CampaignMark.objects.filter(door__in=seen, taken_back_at__isnull=True, outcome=Outcome.TOLD.value)
    counts = list(
        told.order_by().annotate(minute=TruncMinute("happened_at")).values_list("minute").annotate(n=Count("door"))
    )
    if not counts:
        return []
    start = min([row.made_at, *(minute for minute, _n in counts)])
    end = max(minute for minute, _n in counts) if row.closed_at else now
    return progress(counts, start=start, end=max(end, start), steps=STEPS)


def material(actor: Actor, key: UUID, digest: str) -> CampaignMaterial:
    """A picture or sound of a campaign in sight. Raises NotThere."""
    row = campaign(actor, key)
    found = CampaignMaterial.objects.filter(campaign=row, digest=digest).first()
    if found is None:
        raise NotThere("material_unknown", _("没有这份材料。"))
    return found


# --------------------------------------------------------------------------------------------------- on the phone
def materials(keys: Iterable[UUID]) -> dict[UUID, list[CampaignMaterial]]:
    """What goes with each of these campaigns. One query."""
    found: dict[UUID, list[CampaignMaterial]] = {}
    for one in CampaignMaterial.objects.filter(campaign__in=list(keys)).order_by("added_at", "pk"):
        found.setdefault(one.campaign_id, []).append(one)
    return found


def _mine(actor: Actor, now: datetime) -> QuerySet[CampaignDoor]:
    today = clock.day_of(now)
    found = Q(pk__in=())
    for post in duty.seats_of(actor, today=today):
        rung = RUNG_OF.get(post.role)  # type: ignore[call-overload]  # a role as stored
        if rung is not None:
            found |= Q(campaign__carried_by=rung) & under("territory__path", post.territory.path)
        if rung == Rung.GROUP:
            found |= _handed_on(now) & under("territory__path", post.territory.path)
    running = Q(campaign__closed_at__isnull=True, campaign__starts_on__lte=today)
    return CampaignDoor.objects.visible_to(actor).filter(found, running)


def silent(doors: QuerySet[CampaignDoor]) -> QuerySet[CampaignDoor]:
    """Those of neighbourhoods where nothing at all was noted yet in the same campaign."""
    noted = CampaignDoor.objects.filter(campaign=OuterRef("campaign"), territory=OuterRef("territory"))
    return doors.filter(~Exists(noted.filter(changed_at__isnull=False)))


def _handed_on(now: datetime) -> Q:
    """Doors of a sweep whose 邻长 gave no sign: the next above has them too, until there is one."""
    sweeps = Q(campaign__sweep=True, campaign__closed_at__isnull=True, campaign__carried_by=Rung.NEIGHBOURHOOD)
    sweeps &= Q(campaign__made_at__lte=now - HAND_ON_AFTER)
    return sweeps & Q(pk__in=silent(CampaignDoor.objects.filter(sweeps)).values("pk"))


def carried_by_me(actor: Actor, *, now: datetime, limit: int = 300, missing: bool = False) -> list[CampaignDoor]:
    """The doors of running campaigns that are the actor's, or only the `missing` ones. A fixed number of queries."""
    rows = _mine(actor, now).select_related("campaign", "household", "territory")
    if missing:
        rows = rows.filter(state__in=_MISSING)
    order = ("-campaign__sweep", "campaign__ends_on", "campaign", "rank", "territory__path", "household__number", "pk")
    return list(rows.order_by(*order)[:limit])


def my_doors_count(actor: Actor, *, now: datetime) -> int:
    """How many doors still wait for the actor."""
    return _mine(actor, now).filter(state__in=_MISSING).count()


def door(actor: Actor, key: UUID) -> CampaignDoor:
    """One door in sight. Raises NotThere."""
    rows = CampaignDoor.objects.visible_to(actor).filter(pk=key)
    found = rows.select_related("campaign", "household", "territory").first()
    if found is None:
        raise NotThere("door_unknown", _("没有这一户要去的。"))
    return found


def marks(key: UUID) -> list[CampaignMark]:
    """What was noted at a door, the latest first."""
    rows = CampaignMark.objects.filter(door=key, taken_back_at__isnull=True)
    return list(rows.select_related("case").order_by("-happened_at", "-pk"))
