"""The page of coverage: how much of it there is, place by place, and whoever has nobody first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from youlin.domains.access.rules import Can
from youlin.domains.chiefs import queries
from youlin.domains.chiefs.wording import reason_text
from youlin.web.office import listing
from youlin.web.office.coverage.asked import Asked, asked, way_down
from youlin.web.shared.access import page
from youlin.web.shared.parts import Chip, Figure

PARTS_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Part:
    """One place of the table: its sums, its link down, and its bar in hundredths."""

    name: str
    url: str
    sum: queries.Sum
    covered: float


@dataclass(frozen=True, slots=True)
class Waiting:
    """One neighbourhood without a chief: why, since when, and the one thing to do."""

    gap: queries.Gap
    why: str
    since: object
    url: str
    action: str


@page(Can.SEE_POSTS)
def coverage(request: HttpRequest) -> HttpResponse:
    """Figures, bars by place, and the neighbourhoods that have nobody, on any day."""
    here = asked(request)
    found = here.count()
    text = listing.words(request)
    empty = found.empty
    if text:
        named = queries.named(here.actor, text)
        empty = [one for one in empty if one.path in named]
    listed = listing.page_of(request, empty)
    parts = _parts(request, here, found)
    return render(
        request,
        "office/coverage/coverage.html",
        _shared(request, here, found)
        | {
            "parts": parts[:PARTS_SHOWN],
            "more_parts": max(len(parts) - PARTS_SHOWN, 0),
            "page": listed,
            "lines": _waiting(here, listed),
            "text": text,
            "views": _views(request, found, homes=False),
            "may_appoint": here.actor.can(Can.APPOINT) and here.day == here.today,
        },
    )


@page(Can.SEE_HOUSEHOLDS)
def households(request: HttpRequest) -> HttpResponse:
    """The same day household by household: the address of everybody who has nobody."""
    here = asked(request)
    found = here.count()
    listed = listing.page_of(request, range(found.total.uncovered))
    lines = _homes_of(here, found, listed)
    return render(
        request,
        "office/coverage/households.html",
        _shared(request, here, found)
        | {
            "page": listed,
            "lines": [(line, reason_text(line.reason)) for line in lines],
            "views": _views(request, found, homes=True),
        },
    )


def _shared(request: HttpRequest, here: Asked, found: queries.Count) -> dict[str, object]:
    total = found.total
    share = f"{total.share:g}%" if total.homes else "—"
    return {
        "here": here,
        "found": found,
        "trail": way_down(request, here),
        "narrowed": here.place is not None,
        "back_to_today": listing.link(request, on=None),
        "map_url": f"{reverse('office:coverage_map')}{listing.link(request, q=None)}",
        "export": f"{reverse('office:coverage_roll')}{listing.link(request, q=None)}",
        "homes_export": f"{reverse('office:coverage_households_roll')}{listing.link(request, q=None)}",
        "may_see_homes": here.actor.can(Can.SEE_HOUSEHOLDS),
        "figures": [
            Figure(
                _("有人管的常住户"),
                share,
                tone="plain" if total.uncovered or not total.homes else "done",
                note=_("%(covered)s / %(homes)s 户") % {"covered": total.covered, "homes": total.homes},
            ),
            Figure(_("没人管的户"), total.uncovered, tone="late" if total.uncovered else "plain"),
            Figure(
                _("没有邻长的邻"),
                len(found.waiting),
                note=_("共 %(places)s 个邻") % {"places": total.places},
                tone="late" if found.waiting else "plain",
            ),
            Figure(_("没有住户的空邻"), total.without_chief - len(found.waiting)),
        ],
    }


def _views(request: HttpRequest, found: queries.Count, *, homes: bool) -> list[Chip]:
    query = listing.link(request, q=None)
    return [
        Chip(_("按邻看"), f"{reverse('office:coverage')}{query}", not homes, found.total.without_chief),
        Chip(_("按户看"), f"{reverse('office:coverage_households')}{query}", homes, found.total.uncovered),
    ]


def _parts(request: HttpRequest, here: Asked, found: queries.Count) -> list[Part]:
    """The places below, those with the most uncovered households first."""
    sums = found.fold(here.parts)
    made = [
        Part(place.name, listing.link(request, place=str(place.pk)), total, total.share if total.homes else 0)
        for place in here.parts
        if (total := sums[place.pk]).places
    ]
    return sorted(made, key=lambda part: (-part.sum.uncovered, -part.sum.without_chief))


def _waiting(here: Asked, listed: Page[queries.Standing]) -> list[Waiting]:
    gaps = queries.gaps(list(listed), day=here.day)
    since = queries.open_since([gap.place for gap in gaps]) if here.day == here.today else {}
    return [Waiting(gap, reason_text(gap.reason), since.get(gap.place), *_way_out(gap)) for gap in gaps]


def _way_out(gap: queries.Gap) -> tuple[str, str]:
    """The one obvious thing that ends a gap."""
    if gap.reason.because == "no_neighbourhood" or queries.is_undivided(gap.place_name):
        return f"{reverse('office:people')}?place={gap.place}", _("把户划到邻里")
    if gap.post is None:
        return "", ""
    address = f"{reverse('office:appoint')}?post={gap.post}"
    if gap.reason.because == "not_yet":
        return f"{address}&kind=acting&until={gap.reason.day}", _("先请人代理")
    return address, _("任命或请人代理")


def _homes_of(here: Asked, found: queries.Count, listed: Page[int]) -> Sequence[queries.Uncovered]:
    """The households of one page: only the neighbourhoods that it touches are read."""
    if not listed.paginator.count:
        return []
    first, last = listed.start_index() - 1, listed.end_index()
    touched, before, skipped = [], 0, 0
    for one in sorted(found.waiting, key=lambda one: one.path):
        if before + one.homes <= first:
            skipped += one.homes
        elif before < last:
            touched.append(one)
        before += one.homes
    homes = queries.uncovered_homes(here.actor, touched, day=here.day)
    return homes[first - skipped : last - skipped]
