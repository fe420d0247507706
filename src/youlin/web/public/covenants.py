"""What neighbours agreed, for everybody to read."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from youlin.domains.outreach.queries import covenants as queries
from youlin.web.shared.access import public


@public
def covenants(request: HttpRequest) -> HttpResponse:
    """All that are published, by place."""
    return render(request, "public/covenants.html", {"rows": queries.published_covenants()})


@public
def covenant(request: HttpRequest, covenant: UUID) -> HttpResponse:
    """The wording that is published, and when it was looked at."""
    return render(request, "public/covenant.html", {"record": queries.public_covenant(covenant)})
