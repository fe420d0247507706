"""Pages for what went wrong, in people's words. Django finds them through `config/urls.py`."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent cannot be read."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not for this reader."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not there, or not this reader's to see."""
    return render(request, "404.html", status=404)


def not_allowed(request: HttpRequest, allow: str) -> HttpResponse:
    """An address that only takes letters was opened as a page; `allow` are the methods that it takes."""
    answer = render(request, "405.html", {"back": way_back(request)}, status=405)
    answer.headers["Allow"] = allow
    return answer


def server_error(request: HttpRequest) -> HttpResponse:
    """Our fault. The page needs nothing that may be broken too: no database, no session."""
    return render(None, "500.html", status=500)  # on purpose without the request


def way_back(request: HttpRequest) -> str:
    """The page the reader came from, if it is one of ours; else the front door."""
    came_from = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    return came_from if ours else "/"
