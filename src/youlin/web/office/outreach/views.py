"""宣讲与会议: the rooms behind this place of the menu, each with a line of what it is for."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from youlin.domains.access.rules import Can
from youlin.web.shared.access import actor_of, page


@dataclass(frozen=True, slots=True)
class Door:
    """A room, what it is for, its icon, its URL name and who may open it."""

    title: Promise
    hint: Promise
    icon: str
    url_name: str
    may: Can


DOORS = (
    Door(
        _("宣讲"),
        _("一句要紧的话，一户一户说到；看板上看得到还差谁。"),
        "megaphone",
        "office:campaigns",
        Can.RUN_CAMPAIGNS,
    ),
    Door(
        _("会议"), _("屋场会、民情分析会、推进会：议程、点到、记录。"), "calendar", "office:meetings", Can.HOLD_MEETINGS
    ),
    Door(_("会上交办的"), _("谁、做什么、到哪天，做了没有。"), "list", "office:meeting_tasks", Can.HOLD_MEETINGS),
    Door(_("志愿活动"), _("发活动、看谁报名、记谁来了、开服务证明。"), "leaf", "office:activities", Can.PUT_UP),
    Door(
        _("公约"), _("村规民约、居民公约：每一版都留着，公布出去，过一阵再看。"), "book", "office:covenants", Can.PUT_UP
    ),
)


@page(Can.USE_DESK)
def outreach(request: HttpRequest) -> HttpResponse:
    """The doors that open for this reader."""
    actor = actor_of(request)
    doors = [door for door in DOORS if actor.can(door.may)]
    return render(request, "office/outreach/outreach.html", {"doors": doors})
