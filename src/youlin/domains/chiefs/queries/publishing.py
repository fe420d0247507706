"""The chiefs of a place as they are made known: name, post, area, station; the telephone only of who agreed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import CHIEF_ROLES
from youlin.domains.chiefs.models import Appointment, Post, Station
from youlin.domains.chiefs.queries.holding import in_office
from youlin.domains.chiefs.wording import role_name
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import prefixes
from youlin.foundation.db import under


def public_lines(actor: Actor, place: Territory, *, day: date) -> list[dict[str, str]]:
    """One line for each chief in office at or below a place, fit for a public notice. Two queries."""
    rows = (
        Appointment.objects.filter(
            in_office(day),
            under("post__territory__path", place.path),
            post__in=Post.objects.visible_to(actor),
            post__role__in=CHIEF_ROLES,
        )
        .select_related("user", "post__territory", "resident")
        .order_by("post__territory__path", "kind")
    )
    known = stations_by_path(place)
    lines = []
    for row in rows:
        station = nearest(known, row.post.territory.path)
        lines.append(
            {
                "name": row.user.display_name,
                "post": role_name(row.post.role),
                "area": row.post.territory.full_name,
                "station": f"{station.name} {station.address}" if station else "",
                "phone": row.user.phone if row.phone_public else "",
                "born": row.resident.birth_date.isoformat() if row.resident and row.resident.birth_date else "",
            }
        )
    return lines


def stations_by_path(place: Territory) -> dict[str, Station]:
    """The stations at, below and above a place, by the path of their territory. One query."""
    rows: Iterable[Station] = Station.objects.filter(subdistrict=place.subdistrict_id).select_related("territory")
    return {row.territory.path: row for row in rows}


def nearest(known: dict[str, Station], path: str) -> Station | None:
    """The station of a place, else of the nearest place above it that has one."""
    return next((known[above] for above in reversed(prefixes(path)) if above in known), None)
