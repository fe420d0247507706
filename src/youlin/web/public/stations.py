"""阵地: where residents find the chiefs in person, and who is there on which day. No account."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from youlin.domains.chiefs import queries
from youlin.foundation import clock
from youlin.web.shared.access import public
from youlin.web.shared.weekdays import WEEKDAYS


@public
def stations(request: HttpRequest) -> HttpResponse:
    """Every station, in the order of the tree."""
    return render(request, "public/stations.html", {"stations": queries.stations()})


@public
def station(request: HttpRequest, station: UUID) -> HttpResponse:
    """One station: address, hours, telephone, and the week; today is marked."""
    today = clock.day_of(clock.now())
    found = queries.station_page(station, day=today)
    week = [(name, found.on(number), number == today.isoweekday()) for number, name in WEEKDAYS]
    return render(
        request,
        "public/station.html",
        {"station": found.station, "week": week if found.shifts else [], "today": today},
    )
