"""The map of coverage: a sign is a neighbourhood or more, never a home; where no position is known, a schematic."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from youlin.domains.access.rules import Can
from youlin.domains.chiefs import queries
from youlin.domains.territory.rules import SEGMENT
from youlin.web.office import listing
from youlin.web.office.coverage import drawing
from youlin.web.office.coverage.asked import Asked, asked, way_down
from youlin.web.shared.access import page

MOST_DOTS = 450
ROWS_SHOWN = 100
LABEL_ROOM = (16.0, 12.0)  # per cent of the drawing that a box needs to carry its name


@dataclass(frozen=True, slots=True)
class Sign:
    """A dot or a box with what it stands for."""

    name: str
    url: str
    sum: queries.Sum
    at: drawing.Dot | drawing.Box
    labelled: bool = False

    @property
    def covered(self) -> float:
        """Where in a box the hatching of what nobody answers for begins, in per cent from above."""
        return round(100 * self.sum.covered / self.sum.homes, 1) if self.sum.homes else 100.0


@page(Can.SEE_POSTS)
def coverage_map(request: HttpRequest) -> HttpResponse:
    """Where somebody answers and where nobody does, with the table of what is drawn."""
    here = asked(request)
    found = here.count()
    spots = queries.spots(queries.reach(here.actor, here.place))
    signs = _dots(request, found, spots) if spots else _boxes(request, here, found)
    signs.sort(key=lambda sign: (-sign.sum.uncovered, sign.name))
    located = sum(spot.homes for spot in spots.values())
    return render(
        request,
        "office/coverage/map.html",
        {
            "here": here,
            "found": found,
            "trail": way_down(request, here),
            "signs": signs[::-1] if spots else signs,  # what matters is drawn last, on top
            "rows": signs[:ROWS_SHOWN],
            "more_rows": max(len(signs) - ROWS_SHOWN, 0),
            "located": located,
            "unlocated": max(found.total.homes - located, 0) if here.day == here.today else 0,
            "back_to_today": listing.link(request, on=None),
            "list_url": f"{reverse('office:coverage')}{listing.link(request)}",
        },
    )


def _dots(request: HttpRequest, found: queries.Count, spots: dict[str, queries.Spot]) -> list[Sign]:
    """One sign for each place of the lowest level that still leaves the map readable."""
    longest = max(len(path) for path in spots)
    width = next(
        (cut for cut in range(longest, SEGMENT, -SEGMENT) if len({path[:cut] for path in spots}) <= MOST_DOTS),
        SEGMENT,
    )
    places: dict[str, queries.Spot] = {}
    sums: dict[str, queries.Sum] = {}
    for path, spot in spots.items():
        places.setdefault(path[:width], queries.Spot()).add(spot)
    for one in found.standings:
        if one.path[:width] in places:
            sums.setdefault(one.path[:width], queries.Sum()).add(one.homes, one.answered)
    names = queries.places_at(list(places))
    drawn = [path for path in places if path in sums and path in names]
    laid = drawing.dots(
        [
            (places[path].latitude / places[path].homes, places[path].longitude / places[path].homes, sums[path].homes)
            for path in drawn
        ]
    )
    return [
        Sign(names[path].full_name, listing.link(request, place=str(names[path].pk)), sums[path], dot)
        for path, dot in zip(drawn, laid, strict=True)
    ]


def _boxes(request: HttpRequest, here: Asked, found: queries.Count) -> list[Sign]:
    """The places next below as boxes, sized by their permanent households."""
    sums = found.fold(here.parts)
    parts = sorted((part for part in here.parts if sums[part.pk].homes), key=lambda part: -sums[part.pk].homes)
    laid = drawing.boxes([sums[part.pk].homes for part in parts])
    return [
        Sign(
            part.name,
            listing.link(request, place=str(part.pk)),
            sums[part.pk],
            box,
            labelled=box.width >= LABEL_ROOM[0] and box.height >= LABEL_ROOM[1],
        )
        for part, box in zip(parts, laid, strict=True)
    ]
