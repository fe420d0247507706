"""Reads of the alarms that the check keeps: neighbourhoods in which somebody lives and nobody answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from youlin.domains.access.actor import Actor
from youlin.domains.access.queries import users_holding
from youlin.domains.chiefs.models import CoverageGap, Post
from youlin.domains.chiefs.queries.covering import strays
from youlin.domains.chiefs.rules import ROLE_OF, Because, Reason
from youlin.domains.residents.intake.places import UNDIVIDED
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level, prefixes


@dataclass(frozen=True, slots=True)
class Alarm:
    """An open alarm, for the first page of a desk."""

    place: UUID
    place_name: str
    reason: Reason
    households: int
    opened_at: datetime
    post: UUID | None


def open_alarms() -> QuerySet[CoverageGap]:
    """Every alarm that stands."""
    return CoverageGap.objects.filter(closed_at__isnull=True)


def alarms(actor: Actor, *, most: int) -> tuple[list[Alarm], int]:
    """The alarms in sight, those with the most households first, and how many there are. Three queries."""
    rows = open_alarms().filter(pk__in=CoverageGap.objects.visible_to(actor).values("pk"))
    total = rows.count()
    shown = list(rows.select_related("neighbourhood").order_by("-households", "opened_at")[:most])
    posts = dict(
        Post.objects.filter(
            territory__in=[row.neighbourhood_id for row in shown], role=ROLE_OF[Level.NEIGHBOURHOOD]
        ).values_list("territory", "pk")
    )
    return [
        Alarm(
            row.neighbourhood_id,
            row.neighbourhood.full_name,
            Reason(Because(row.because), row.about),
            row.households,
            row.opened_at,
            posts.get(row.neighbourhood_id),
        )
        for row in shown
    ], total


def open_since(places: Sequence[UUID]) -> dict[UUID, datetime]:
    """Since when the alarm of each of these neighbourhoods stands. One query."""
    return dict(open_alarms().filter(neighbourhood__in=places).values_list("neighbourhood", "opened_at"))


def history(place: UUID) -> QuerySet[CoverageGap]:
    """Every alarm that a neighbourhood ever had, the latest first."""
    return CoverageGap.objects.filter(neighbourhood=place).order_by("-opened_at")


def is_undivided(place_name: str) -> bool:
    """Whether a neighbourhood only keeps households that nobody has divided yet."""
    return place_name.endswith(UNDIVIDED)


@dataclass(frozen=True, slots=True)
class Letter:
    """Whom to tell of which occasion: one neighbourhood by its name, or so many of a community."""

    occasion: str
    subdistrict: UUID
    user: UUID
    place: UUID
    place_name: str
    neighbourhoods: int
    households: int


def letters(gaps: Iterable[UUID], *, day: date) -> list[Letter]:
    """The desks of the community and of the subdistrict that hear of these alarms. Four queries, however many."""
    rows = list(CoverageGap.objects.filter(pk__in=list(gaps), closed_at__isnull=True).select_related("neighbourhood"))
    above = {path for row in rows for path in prefixes(row.neighbourhood.path)}
    places = {
        place.path: place
        for place in Territory.objects.filter(path__in=above, level__in=(Level.SUBDISTRICT, Level.COMMUNITY))
    }
    desks: dict[UUID, list[UUID]] = {}
    posts = dict(
        Post.objects.filter(territory__in=[place.pk for place in places.values()], department="").values_list(
            "pk", "territory"
        )
    )
    for grant in users_holding(list(posts), today=day):
        if grant.post is not None:
            desks.setdefault(posts[grant.post], []).append(grant.user_id)
    occasions: dict[str, list[CoverageGap]] = {}
    for row in rows:
        occasions.setdefault(row.occasion, []).append(row)
    found = []
    for occasion, told in occasions.items():
        first = told[0].neighbourhood
        levels = [places[path] for path in prefixes(first.path) if path in places]
        about = first if len(told) == 1 else levels[-1]
        homes = sum(row.households for row in told)
        users = dict.fromkeys(user for place in levels for user in desks.get(place.pk, ()))
        found += [
            Letter(occasion, told[0].subdistrict_id, user, about.pk, about.full_name, len(told), homes)
            for user in users
        ]
    return found


def settled(gaps: Iterable[UUID]) -> list[str]:
    """The occasions among those of these closed alarms of which nothing is open any more. Two queries."""
    occasions = set(CoverageGap.objects.filter(pk__in=list(gaps)).values_list("occasion", flat=True))
    still = set(open_alarms().filter(occasion__in=occasions).values_list("occasion", flat=True))
    return sorted(occasions - still)


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Whether the alarms tell what the records tell."""

    missing: int  # uncovered, and no alarm stands
    needless: int  # an alarm stands, and all are covered
    strays: int  # households that lie in no neighbourhood

    @property
    def good(self) -> bool:
        """Whether all three are none."""
        return not (self.missing or self.needless or self.strays)


def reconciled(actor: Actor, waiting: Iterable[str]) -> Reconciled:
    """Compare the alarms with the paths of the neighbourhoods that the records show to wait. Two queries."""
    shown = set(open_alarms().values_list("neighbourhood__path", flat=True))
    known = set(waiting)
    return Reconciled(len(known - shown), len(shown - known), len(strays(actor)))
