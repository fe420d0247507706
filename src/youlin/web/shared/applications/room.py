"""Where the pages of an application stand: on the phone under /me/, at the desk under /office/."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from youlin.domains.access.rules import Can


@dataclass(frozen=True, slots=True)
class Room:
    """The audience: its URL names, the page that its pages extend, and who may open them."""

    names: str
    layout: str
    may: Can

    def url(self, name: str, *args: object) -> str:
        """A page of the room."""
        return reverse(f"{self.names}:{name}", args=args)

    def draw(self, request: HttpRequest, page: str, values: dict[str, Any], *, status: int = 200) -> HttpResponse:
        """A page of an application in this room's layout."""
        told = {"layout": self.layout, "room": self.names, **values}
        return render(request, f"shared/applications/{page}.html", told, status=status)


PHONE = Room("chief", "shared/phone.html", Can.USE_PHONE)
DESK = Room("office", "office/desk.html", Can.MANAGE_CARE)
