"""Who answers for a place, as residents may know it: name, title, the telephone if its owner agreed, the station."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from youlin.domains.chiefs.models import Appointment, Post, Station
from youlin.domains.chiefs.queries.holding import in_charge
from youlin.domains.chiefs.wording import role_name
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level, prefixes


@dataclass(frozen=True, slots=True)
class PublicChief:
    """What a resident is told about a chief. `phone` is empty without consent."""

    name: str
    role: str
    title: str
    kind: str  # sitting, acting
    place_name: str
    phone: str
    station: Station | None
    post: Post

    @property
    def is_acting(self) -> bool:
        """Whether somebody stands in."""
        return self.kind == Appointment.Kinds.ACTING


def chief_for(place: Territory, day: date) -> PublicChief | None:
    """Who answers for a place on a day: its own chief or acting one, else the nearest above it. Two queries."""
    rows = Appointment.objects.filter(
        in_charge(day),
        post__territory__path__in=prefixes(place.path),
        post__territory__level__gte=Level.AREA,
    ).select_related("user", "post__territory")
    # The nearest rung first; whoever acts comes before the one acted for.
    found = min(rows, key=lambda row: (-row.post.territory.level, row.kind), default=None)
    if found is None:
        return None
    return PublicChief(
        name=found.user.display_name,
        role=found.post.role,
        title=role_name(found.post.role),
        kind=found.kind,
        place_name=found.post.territory.full_name,
        phone=found.user.phone if found.phone_public else "",
        station=station_of(place),
        post=found.post,
    )


def station_of(place: Territory) -> Station | None:
    """The nearest station, from the place upwards. One query."""
    rows = Station.objects.filter(territory__path__in=prefixes(place.path)).select_related("territory")
    return max(rows, key=lambda row: row.territory.level, default=None)
