"""The ways by which residents come to know their chiefs, on one page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from youlin.domains.access.rules import Can
from youlin.domains.messaging import queries as messaging
from youlin.web.shared.access import actor_of, page


@page(Can.APPOINT)
def known(request: HttpRequest) -> HttpResponse:
    """Every way with what it is for."""
    return render(request, "office/known/known.html", {"waiting": messaging.waiting(actor_of(request))})
