"""What stands on a poster: a neighbourhood, its door code, and its chiefs from the nearest up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import CHIEF_ROLES, Can
from youlin.domains.access.scope import scope
from youlin.domains.chiefs.models import Appointment, Station
from youlin.domains.chiefs.queries.holding import in_office
from youlin.domains.chiefs.queries.publishing import nearest, stations_by_path
from youlin.domains.chiefs.wording import role_name
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level, prefixes
from youlin.foundation.db import under
from youlin.foundation.refusal import NotThere


@dataclass(frozen=True, slots=True)
class OnPoster:
    """A chief as printed: the telephone only of who agreed."""

    title: str
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Poster:
    """One neighbourhood's poster. `chiefs`: the nearest first; a post that is empty is left out."""

    place: Territory
    street: str
    chiefs: list[OnPoster]
    station: Station | None
    has_own: bool  # whether the neighbourhood's own post is held


def posters(actor: Actor, root: UUID, *, day: date) -> list[Poster]:
    """The posters of every neighbourhood at or below a place in sight. Four queries. Raises NotThere."""
    top = Territory.objects.filter(scope(actor, Can.SEE_POSTS, "path"), pk=root).select_related("subdistrict").first()
    if top is None or top.subdistrict_id is None:
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    places = list(Territory.objects.filter(under("path", top.path), level=Level.NEIGHBOURHOOD).order_by("path"))
    paths = {path for place in places for path in prefixes(place.path)}
    rows = (
        Appointment.objects.filter(in_office(day), post__role__in=CHIEF_ROLES, post__subdistrict=top.subdistrict_id)
        .select_related("user", "post__territory")
        .order_by("kind")
    )
    seated: dict[str, Appointment] = {}
    for row in rows:  # who acts comes before who is acted for
        if row.post.territory.path in paths:
            seated.setdefault(row.post.territory.path, row)
    known = stations_by_path(top)
    street = top.subdistrict.name if top.subdistrict else ""
    return [
        Poster(place, street, _chiefs(place, seated), nearest(known, place.path), place.path in seated)
        for place in places
    ]


def _chiefs(place: Territory, seated: dict[str, Appointment]) -> list[OnPoster]:
    rows: Iterable[Appointment] = (seated[path] for path in reversed(prefixes(place.path)) if path in seated)
    return [
        OnPoster(role_name(row.post.role), row.user.display_name, row.user.phone if row.phone_public else "")
        for row in rows
    ]
