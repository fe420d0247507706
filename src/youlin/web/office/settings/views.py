"""The way to each setting."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from youlin.domains.access.rules import Can
from youlin.web.shared.access import actor_of, page


@page(Can.APPOINT)
def settings(request: HttpRequest) -> HttpResponse:
    """What can be set, and what can be looked up."""
    values = {"may_configure": actor_of(request).can(Can.CONFIGURE)}
    return render(request, "office/settings/settings.html", values)
