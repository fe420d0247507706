"""How else I want to be told, beside the list on the phone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from youlin.domains.access.rules import Can
from youlin.web.shared import own_letters
from youlin.web.shared.access import page

ROOM = own_letters.Room("chief/own/letters.html", "chief:letters", "chief:letters_agree", "chief:letters_stop")


@page(Can.USE_PHONE)
def letters(request: HttpRequest) -> HttpResponse:
    """My consent and my hour."""
    return own_letters.show(request, ROOM)


@page(Can.USE_PHONE)
@require_POST
def agree(request: HttpRequest, channel: str) -> HttpResponse:
    """Yes, tell me this way too."""
    return own_letters.agree(request, ROOM, channel)


@page(Can.USE_PHONE)
@require_POST
def stop(request: HttpRequest, channel: str) -> HttpResponse:
    """No more."""
    return own_letters.stop(request, ROOM, channel)
