"""Where one can go. A place appears when its page exists: give it one of the URL names below, and it is in the menu.

A reader sees the places whose pages would open: the menu asks each page's own permission, which stands on its view.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from youlin.domains.access.rules import Can
from youlin.web.shared.access import actor_of
from youlin.web.shared.parts import NavLink

CAPABILITIES = frozenset(one.value for one in Can)


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of a menu: a word, a drawing, the URL name of its page, and rooms beside it that belong to it."""

    label: str | Promise
    icon: str
    url_name: str
    rooms: tuple[str, ...] = ()  # addresses that do not lie under its own


MENUS: dict[str, tuple[Place, ...]] = {
    "chief": (
        Place(_("今天"), "sun", "chief:today"),
        Place(_("邻里"), "homes", "chief:neighbours"),
        Place(_("事项"), "list", "chief:cases"),
        Place(_("我的"), "person", "chief:me"),
    ),
    "office": (
        Place(_("今天要办"), "sun", "office:home"),
        Place(_("事项"), "list", "office:cases", ("/office/disputes/", "/office/hazards/", "/office/inspections/")),
        Place(_("人和户"), "homes", "office:people", ("/office/roster/", "/office/checks/")),
        Place(
            _("三长"),
            "badge",
            "office:chiefs",
            ("/office/known/", "/office/notices/", "/office/adjustments/", "/office/drawing/"),
        ),
        Place(_("关照"), "heart", "office:care", ("/office/matching/", "/office/supplies/")),
        Place(_("政策"), "book", "office:benefits"),
        Place(_("宣讲与会议"), "megaphone", "office:outreach", ("/office/campaigns/", "/office/meetings/")),
        Place(_("数字与简报"), "chart", "office:figures", ("/office/bulletins/", "/office/ledgers/")),
        Place(_("设置"), "gear", "office:settings", ("/office/departments/", "/office/letters/")),
    ),
    "public": (
        Place(_("找我的邻长"), "search", "public:find"),
        Place(_("我有事要说"), "chat", "public:report"),
        Place(_("查进度"), "clock", "public:track"),
    ),
}


def links(audience: str, request: HttpRequest) -> Sequence[NavLink]:
    """The menu of an audience for this reader: what exists and may be seen; the one we are in is marked."""
    found = [(place, url) for place in MENUS[audience] if (url := _address(place.url_name)) and _opens(url, request)]
    rooms = {room: url for place, url in found for room in (url, *place.rooms)}
    current = rooms.get(_current(request.path, list(rooms)))
    return [NavLink(str(place.label), url, place.icon, current=url == current) for place, url in found]


@cache
def _address(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def opens(url_name: str, request: HttpRequest) -> bool:
    """Whether the page of a name exists and would open for this reader."""
    url = _address(url_name)
    return bool(url) and _opens(url, request)


def _opens(url: str, request: HttpRequest) -> bool:
    """Whether the page at an address would open for this reader."""
    permission = _permission(url)
    return permission not in CAPABILITIES or actor_of(request).can(Can(permission))


@cache
def _permission(url: str) -> str:
    """What the view at an address asks for; found once, for its pages are the same as long as the program runs."""
    return str(getattr(resolve(url).func, "permission", ""))


def _current(path: str, urls: Sequence[str]) -> str:
    """The longest address that the path lies under; the front page, the first of them, only when we are on it."""
    return max((url for url in urls if path == url or (url != urls[0] and path.startswith(url))), key=len, default="")
