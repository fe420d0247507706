"""The front door, and what happens with what one writes here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from youlin.domains.territory import queries as territory
from youlin.web.shared.access import public


@public
def home(request: HttpRequest) -> HttpResponse:
    """Three large doors."""
    street = territory.the_subdistrict()
    return render(request, "public/home.html", {"street": street.name if street else ""})


@public
def privacy(request: HttpRequest) -> HttpResponse:
    """What happens with my data, in plain words."""
    return render(request, "public/privacy.html")
