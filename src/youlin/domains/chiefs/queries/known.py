"""How well chiefs are known, by place; and the register of the neighbours' groups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can, Role
from youlin.domains.access.scope import scope
from youlin.domains.chiefs.models import Appointment, GroupChat, GroupChatCount, Handout
from youlin.domains.chiefs.queries.holding import in_office
from youlin.domains.chiefs.rules.known import Known, count
from youlin.domains.residents.models import Household
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation.db import under
from youlin.foundation.refusal import NotThere


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """How many of a neighbourhood's permanent households were handed the present chief's card or poster."""

    place: Territory
    chiefs: tuple[str, ...]
    known: Known


@dataclass(frozen=True, slots=True)
class Home:
    """A household on the chief's list: what it was handed of the present chief's."""

    key: UUID
    address: str
    number: str
    kinds: tuple[str, ...]
    by_former: bool


def known(actor: Actor, *, day: date, path: str = "") -> list[Neighbourhood]:
    """Every neighbourhood in sight (below a place, if given), by place and never by how much. Four queries."""
    places = Territory.objects.filter(scope(actor, Can.SEE_HOUSEHOLDS, "path"), level=Level.NEIGHBOURHOOD)
    places = (places.filter(under("path", path)) if path else places).order_by("path")
    homes: dict[UUID, set[UUID]] = {}
    permanent = Household.objects.visible_to(actor).filter(residence=Household.Residence.PERMANENT)
    if path:
        permanent = permanent.filter(under("neighbourhood__path", path))
    for place, home in permanent.values_list("neighbourhood", "pk"):
        homes.setdefault(place, set()).add(home)
    given: dict[UUID, list[tuple[UUID, UUID]]] = {}
    rows = Handout.objects.visible_to(actor).filter(taken_back_at=None)
    if path:
        rows = rows.filter(under("household__neighbourhood__path", path))
    for place, home, chief in rows.values_list("household__neighbourhood", "household", "chief"):
        given.setdefault(place, []).append((home, chief))
    seated = _seated(path, day)
    return [
        Neighbourhood(
            place,
            tuple(name for _user, name in seated.get(place.pk, ())),
            count(
                homes.get(place.pk, set()),
                given.get(place.pk, ()),
                {user for user, _name in seated.get(place.pk, ())},
            ),
        )
        for place in places
    ]


def _seated(path: str, day: date) -> dict[UUID, list[tuple[UUID, str]]]:
    rows = Appointment.objects.filter(in_office(day), post__role=Role.NEIGHBOURHOOD_CHIEF)
    if path:
        rows = rows.filter(under("post__territory__path", path))
    found: dict[UUID, list[tuple[UUID, str]]] = {}
    for place, user, name in rows.order_by("kind").values_list("post__territory", "user", "user__display_name"):
        found.setdefault(place, []).append((user, name))
    return found


def homes_to_tell(actor: Actor, neighbourhood: UUID, *, day: date) -> tuple[Territory, list[Home]]:
    """The permanent households of a neighbourhood with what each was handed. Four queries. Raises NotThere."""
    place = Territory.objects.filter(
        scope(actor, Can.MAKE_KNOWN, "path"), pk=neighbourhood, level=Level.NEIGHBOURHOOD
    ).first()
    if place is None:
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    chiefs = {user for user, _name in _seated(place.path, day).get(place.pk, ())}
    given: dict[UUID, set[tuple[str, bool]]] = {}
    rows = Handout.objects.visible_to(actor).filter(household__neighbourhood=place, taken_back_at=None)
    for home, kind, chief in rows.values_list("household", "kind", "chief"):
        given.setdefault(home, set()).add((kind, chief in chiefs))
    homes = Household.objects.visible_to(actor).filter(neighbourhood=place, residence=Household.Residence.PERMANENT)
    found = [
        Home(
            row.pk,
            row.address,
            row.number,
            tuple(sorted(kind for kind, present in given.get(row.pk, ()) if present)),
            any(not present for _kind, present in given.get(row.pk, ())),
        )
        for row in homes.order_by("number")
    ]
    return place, found


def own_neighbourhoods(actor: Actor) -> list[Territory]:
    """The neighbourhoods whose households the actor may tick off: one's own first, then those below."""
    mine = {grant.territory for grant in actor.grants}
    rows = Territory.objects.filter(scope(actor, Can.MAKE_KNOWN, "path"), level=Level.NEIGHBOURHOOD).order_by("path")
    return sorted(rows, key=lambda place: place.pk not in mine)


def chats(actor: Actor, *, path: str = "", open_only: bool = True) -> QuerySet[GroupChat]:
    """Groups in sight with `households_in` and `counted_at` of the last count, in the order of the tree."""
    last = GroupChatCount.objects.filter(chat=OuterRef("pk")).order_by("-at", "-id")
    rows = GroupChat.objects.visible_to(actor).select_related("territory", "run_by__territory")
    if path:
        rows = rows.filter(under("territory__path", path))
    if open_only:
        rows = rows.filter(closed_on=None)
    return rows.annotate(
        households_in=Subquery(last.values("households")[:1]), counted_at=Subquery(last.values("at")[:1])
    ).order_by("territory__path", "name")


def chat(actor: Actor, key: UUID) -> GroupChat:
    """One group in sight with its last count. Raises NotThere."""
    found = chats(actor).filter(pk=key).first()
    if found is None:
        raise NotThere("chat_unknown", _("没有登记过这个群。"))
    return found
