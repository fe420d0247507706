"""What the code on a card opens: good or not, and whom it names. Nothing private, and asked anew each time."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from youlin.domains.chiefs import portraits, queries
from youlin.foundation import clock
from youlin.web.shared.access import public


@public
def card(request: HttpRequest, token: str) -> HttpResponse:
    """Valid, expired, revoked, or none of ours: at this instant."""
    now = clock.now()
    found = queries.verify(token, now=now)
    status = 200 if found else 404
    page = render(request, "public/card.html", {"card": found, "token": token, "now": now}, status=status)
    page["Cache-Control"] = "no-store"
    page["X-Robots-Tag"] = "noindex"
    return page


@public
def photo(request: HttpRequest, token: str) -> HttpResponse:
    """The photograph on a card that is good; none of any other."""
    found = queries.verify(token, now=clock.now())
    data = portraits.read(found.appointment, found.portrait) if found and found.is_valid else None
    if data is None:
        raise Http404
    return HttpResponse(data, content_type="image/jpeg", headers={"Cache-Control": "no-store"})
