"""Papers that a page hands out: a PDF that is never kept on the way, and the addresses that are printed on it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.urls import reverse


def pdf(data: bytes, name: str) -> HttpResponse:
    """A PDF to open or to keep; nobody between us and the reader stores it."""
    disposition = f"inline; filename*=UTF-8''{quote(name)}.pdf"
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
    return HttpResponse(data, content_type="application/pdf", headers=headers)


def card_address(request: HttpRequest) -> Callable[[str], str]:
    """From a card's token to the whole address that its code opens."""
    return lambda token: request.build_absolute_uri(reverse("public:card", args=[token]))


def door_address(request: HttpRequest) -> Callable[[str], str]:
    """From a door code to the whole address that says who answers there."""
    return lambda code: request.build_absolute_uri(f"{reverse('public:find')}?q={quote(code)}")
