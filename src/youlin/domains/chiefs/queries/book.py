"""The chiefs of a street as its book and its register list them, on any day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import CHIEF_ROLES, Can
from youlin.domains.access.scope import scope
from youlin.domains.chiefs.models import Appointment, Post, Station
from youlin.domains.chiefs.queries.covering import Sum, count
from youlin.domains.chiefs.queries.holding import in_office
from youlin.domains.residents.models import Resident
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation.db import under


@dataclass(frozen=True, slots=True)
class Seated:
    """Who holds a post on the day; what is known of the person comes from the roster, where they are in it."""

    appointment: Appointment
    resident: Resident | None

    @property
    def acting(self) -> bool:
        """Whether somebody stands in."""
        return self.appointment.kind == Appointment.Kinds.ACTING


@dataclass(slots=True)
class Place:
    """A place of the tree in its order: its chiefs, its sums, its station, and the places below it."""

    territory: Territory
    names: tuple[str, ...]
    seated: list[Seated] = field(default_factory=list)
    sums: Sum = field(default_factory=Sum)
    station: Station | None = None
    below: list[Place] = field(default_factory=list)


def book(actor: Actor, root: Territory, *, day: date) -> Place:
    """The tree below a street or a community with everybody in office on a day. Nine queries at most."""
    rows = Territory.objects.filter(scope(actor, Can.SEE_POSTS, "path"), under("path", root.path))
    places = {row.path: Place(row, ()) for row in rows.order_by("level", "rank", "name")}
    by_key: dict[UUID, Place] = {place.territory.pk: place for place in places.values()}
    top = places.get(root.path)
    if top is None:
        top = places[root.path] = Place(root, ())
    _seat(actor, root, by_key, day)
    for station in Station.objects.filter(territory__in=by_key):
        by_key[station.territory_id].station = station
    for place in places.values():  # parents come before children, and children in their order
        above = by_key.get(place.territory.parent_id) if place.territory.parent_id else None
        if above is not None and place is not top:
            place.names = (*above.names, place.territory.name)
            above.below.append(place)
    found = count(actor, day=day, within=root)
    for level in (Level.COMMUNITY, Level.AREA, Level.GROUP, Level.NEIGHBOURHOOD):
        sums = found.fold(place.territory for place in places.values() if place.territory.level == level)
        for key, total in sums.items():
            by_key[key].sums = total
    top.sums = found.total
    return top


def _seat(actor: Actor, root: Territory, by_key: dict[UUID, Place], day: date) -> None:
    posts = Post.objects.visible_to(actor).filter(under("territory__path", root.path), role__in=CHIEF_ROLES)
    terms = list(
        Appointment.objects.filter(in_office(day), post__in=posts)
        .select_related("user", "post")
        .order_by("kind", "starts_on")
    )
    known = Resident.objects.visible_to(actor).filter(pk__in=[term.resident_id for term in terms if term.resident_id])
    residents = {person.pk: person for person in known}
    for term in terms:
        place = by_key.get(term.post.territory_id)
        if place is not None:
            person = residents.get(term.resident_id) if term.resident_id else None
            place.seated.append(Seated(term, person))


def everybody(top: Place) -> list[tuple[Place, Seated]]:
    """The chiefs of a book one after the other: each place before those below it."""
    found = [(top, seated) for seated in top.seated]
    for place in top.below:
        found += everybody(place)
    return found
