"""What all coverage pages are asked: a day, and a place to go down to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext as _

from youlin.domains.access import queries as access
from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.chiefs import queries
from youlin.domains.territory import queries as territory
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.shared.access import actor_of
from youlin.web.shared.parts import Chip


@dataclass(frozen=True, slots=True)
class Asked:
    """The reader, the day, the place gone down to (none: all that is in sight), and the places next below."""

    actor: Actor
    today: date
    day: date
    place: territory.Place | None
    trail: list[territory.Place]
    parts: list[territory.Place]

    @property
    def title(self) -> str:
        """The place in words."""
        return self.place.full_name if self.place else "、".join(part.name for part in self.trail) or _("全部")

    def count(self) -> queries.Count:
        """The counts of that day at that place."""
        return queries.count(self.actor, day=self.day, within=self.place)


def asked(request: HttpRequest) -> Asked:
    """Read the address; what is no day is today, and a place out of sight is none."""
    actor, today = actor_of(request), clock.day_of(clock.now())
    roots = access.roots(actor, Can.SEE_POSTS)
    chosen = listing.key(request.GET.get("place"))
    trail = [
        place
        for place in (territory.trail(chosen) if chosen else [])
        if any(place.path.startswith(root.path) and place.path != root.path for root in roots)
    ]
    if trail:
        parts = territory.children(trail[-1:])
    else:
        parts = territory.children(roots) if len(roots) == 1 else roots
    day = listing.day(request.GET.get("on")) or today
    return Asked(actor, today, day, trail[-1] if trail else None, trail, parts)


def way_down(request: HttpRequest, here: Asked) -> list[Chip]:
    """The way back up: everything, and each place gone down through."""
    return [
        Chip(_("全部"), listing.link(request, place=None), not here.trail),
        *(
            Chip(place.name, listing.link(request, place=str(place.pk)), place.pk == here.trail[-1].pk)
            for place in here.trail
        ),
    ]
