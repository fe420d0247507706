"""Door and stairwell posters: one PDF for a place, a page for each neighbourhood; and how-to cards for its chiefs."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from youlin.domains.access import queries as access
from youlin.domains.access.rules import Can
from youlin.domains.chiefs import queries
from youlin.domains.chiefs.guide import CARDS
from youlin.domains.chiefs.papers import howto_pdf, posters_pdf
from youlin.domains.territory import queries as territory
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.shared import papers
from youlin.web.shared.access import actor_of, page


@page(Can.APPOINT)
def posters(request: HttpRequest) -> HttpResponse:
    """Choose a place; print."""
    actor = actor_of(request)
    found = queries.posters(actor, _place(request).pk, day=clock.day_of(clock.now()))
    query = listing.link(request)
    return render(
        request,
        "office/known/posters.html",
        {
            "page": listing.page_of(request, found),
            "total": len(found),
            "places": listing.place_chips(request, actor, Can.APPOINT),
            "door": f"{reverse('office:posters_paper', args=['door'])}{query}",
            "stairs": f"{reverse('office:posters_paper', args=['stairs'])}{query}",
            "howto": reverse("office:posters_paper", args=["howto"]),
        },
    )


@page(Can.APPOINT)
def paper(request: HttpRequest, kind: str) -> HttpResponse:
    """The PDF: `door`, `stairs`, or the `howto` cards."""
    place = _place(request)
    names = {"door": _("门牌贴"), "stairs": _("楼道贴"), "howto": _("邻长手边卡")}
    if kind not in names:
        raise Http404
    if kind == "howto":
        street = place.subdistrict.name if place.subdistrict else ""
        return papers.pdf(howto_pdf(CARDS, street=street), names[kind])
    found = queries.posters(actor_of(request), place.pk, day=clock.day_of(clock.now()))
    if not found:
        raise Http404
    made = posters_pdf(found, kind=kind, address=papers.door_address(request))
    return papers.pdf(made, f"{names[kind]} {place.full_name}")


def _place(request: HttpRequest) -> territory.Place:
    actor = actor_of(request)
    chosen = listing.key(request.GET.get("place"))
    trail = territory.trail(chosen) if chosen else []
    if trail and actor.can_at(Can.APPOINT, trail[-1].path):
        return trail[-1]
    return access.roots(actor, Can.APPOINT)[0]
