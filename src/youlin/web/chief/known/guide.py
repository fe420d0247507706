"""How-to cards on the phone, and as a paper to hang beside the telephone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from youlin.domains.access.rules import Can
from youlin.domains.chiefs.guide import CARDS
from youlin.domains.chiefs.papers import howto_pdf
from youlin.domains.territory import queries as territory
from youlin.web.shared import papers
from youlin.web.shared.access import actor_of, page


@page(Can.USE_PHONE)
@require_GET
def guide(request: HttpRequest) -> HttpResponse:
    """Every card, folded; the first one is open."""
    return render(request, "chief/known/guide.html", {"cards": CARDS})


@page(Can.USE_PHONE)
@require_GET
def paper(request: HttpRequest) -> HttpResponse:
    """All cards as a PDF."""
    street = next((one.subdistrict for one in actor_of(request).grants if one.subdistrict), None)
    name = territory.get(street).name if street else ""
    return papers.pdf(howto_pdf(CARDS, street=name), _("邻长手边卡"))
