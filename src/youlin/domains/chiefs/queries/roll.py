"""The roll of coverage: each neighbourhood, or each permanent household, with who answers for it on a day.

Read in parts, so that a whole street can be written into a file without being held in memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can, Role
from youlin.domains.access.scope import scope
from youlin.domains.chiefs.models import Appointment
from youlin.domains.chiefs.queries.covering import Standing, reasons_of
from youlin.domains.chiefs.queries.holding import in_charge
from youlin.domains.chiefs.queries.living import Home, homes_on
from youlin.domains.chiefs.rules import Reason
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import SEGMENT, Level

if TYPE_CHECKING:
    from uuid import UUID

AT_A_TIME = 400


@dataclass(frozen=True, slots=True)
class Line:
    """A neighbourhood by its names from the subdistrict down, and who answers; `reason` where nobody does."""

    names: tuple[str, ...]
    homes: int
    chief: str
    kind: str
    since: date | None
    reason: Reason | None


def in_order(standings: Sequence[Standing]) -> list[Standing]:
    """Neighbourhoods as people list them: each place in its rank under the one above. One query."""
    above = {one.path[:width] for one in standings for width in range(SEGMENT, len(one.path), SEGMENT)}
    rows = Territory.objects.filter(Q(path__in=above) | Q(path__in=[one.path for one in standings]))
    ranks = dict(rows.values_list("path", "rank"))
    return sorted(
        standings,
        key=lambda one: [ranks.get(one.path[:width], 0) for width in range(SEGMENT, len(one.path) + 1, SEGMENT)],
    )


def lines(standings: Sequence[Standing], *, day: date) -> Iterator[Line]:
    """The neighbourhoods in the order given. Four queries a part."""
    for part in _parts(standings):
        yield from (line for line, _key in _part(part, day).values())


def home_lines(actor: Actor, standings: Sequence[Standing], *, day: date) -> Iterator[tuple[Home, Line]]:
    """Their permanent households, as far as they are the actor's to see. Ten queries a part."""
    for part in _parts(standings):
        seen = Territory.objects.filter(scope(actor, Can.SEE_HOUSEHOLDS, "path"), path__in=[one.path for one in part])
        allowed = set(seen.values_list("path", flat=True))
        known = {key: line for path, (line, key) in _part(part, day).items() if path in allowed}
        for home in homes_on(list(known), day):
            yield home, known[home.place]


def _parts(standings: Sequence[Standing]) -> Iterator[Sequence[Standing]]:
    for first in range(0, len(standings), AT_A_TIME):
        yield standings[first : first + AT_A_TIME]


def _part(part: Sequence[Standing], day: date) -> dict[str, tuple[Line, UUID]]:
    """Lines by path, with the key of their neighbourhood."""
    above = {one.path[:width] for one in part for width in range(SEGMENT, len(one.path) + 1, SEGMENT)}
    places = {row.path: row for row in Territory.objects.filter(path__in=above, level__gte=Level.SUBDISTRICT)}
    keys = [places[one.path].pk for one in part]
    held: dict[UUID, Appointment] = {}
    rows = Appointment.objects.filter(
        in_charge(day), post__territory__in=keys, post__role=Role.NEIGHBOURHOOD_CHIEF
    ).select_related("user", "post")
    for row in rows.order_by("-kind", "starts_on"):  # who acts comes last, and stays
        held[row.post.territory_id] = row
    reasons = reasons_of([key for key in keys if key not in held], day)
    found = {}
    for one in part:
        place = places[one.path]
        term = held.get(place.pk)
        names = tuple(
            places[one.path[:width]].name
            for width in range(SEGMENT, len(one.path) + 1, SEGMENT)
            if one.path[:width] in places
        )
        found[one.path] = (
            Line(
                names,
                one.homes,
                term.user.display_name if term else "",
                str(term.get_kind_display()) if term else "",
                term.starts_on if term else None,
                None if term else reasons[place.pk],
            ),
            place.pk,
        )
    return found
