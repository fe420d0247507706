"""宣讲与会议: the rooms behind this place of the menu, each with a line of what it is for and what waits there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.outreach.queries import campaigns, covenants, meetings, volunteering
from youlin.foundation import clock
from youlin.web.shared.access import actor_of, page


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits in a room, in words; `tone` as of a status."""

    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class Door:
    """A room, what it is for, its icon, its URL name, who may open it, and what waits there."""

    title: Promise
    hint: Promise
    icon: str
    url_name: str
    may: Can
    waiting: Callable[[Actor, date], list[Waiting]] = lambda _actor, _today: []


def _doors_missing(actor: Actor, _today: date) -> list[Waiting]:
    missing = campaigns.missing_doors(actor)
    return _some("due", missing, ngettext("还差 %(n)d 户", "还差 %(n)d 户", missing))


def _meetings_to_come(actor: Actor, _today: date) -> list[Waiting]:
    called = meetings.meetings(actor, state="called").count()
    return _some("accent", called, ngettext("要开 %(n)d 个", "要开 %(n)d 个", called))


def _tasks_open(actor: Actor, today: date) -> list[Waiting]:
    undone = meetings.tasks(actor)
    late = undone.filter(due_on__lt=today).count()
    left = undone.count() - late
    return [
        *_some("late", late, ngettext("晚了 %(n)d 件", "晚了 %(n)d 件", late)),
        *_some("plain", left, ngettext("在做 %(n)d 件", "在做 %(n)d 件", left)),
    ]


def _certificates_asked(actor: Actor, _today: date) -> list[Waiting]:
    asked = volunteering.certificates(actor).filter(issued_at__isnull=True).count()
    return _some("due", asked, ngettext("等着开 %(n)d 份证明", "等着开 %(n)d 份证明", asked))


def _reviews_due(actor: Actor, today: date) -> list[Waiting]:
    due = covenants.reviews_due(actor, today=today)
    return _some("due", due, ngettext("该再看的 %(n)d 份", "该再看的 %(n)d 份", due))


def _some(tone: str, number: int, words: str) -> list[Waiting]:
    return [Waiting(tone, words % {"n": number})] if number else []


DOORS = (
    Door(
        gettext_lazy("宣讲"),
        gettext_lazy("一句要紧的话，一户一户说到；看板上看得到还差谁。"),
        "megaphone",
        "office:campaigns",
        Can.RUN_CAMPAIGNS,
        _doors_missing,
    ),
    Door(
        gettext_lazy("会议"),
        gettext_lazy("屋场会、民情分析会、推进会：议程、点到、记录。"),
        "calendar",
        "office:meetings",
        Can.HOLD_MEETINGS,
        _meetings_to_come,
    ),
    Door(
        gettext_lazy("会上交办的"),
        gettext_lazy("谁、做什么、到哪天，做了没有。"),
        "list",
        "office:meeting_tasks",
        Can.HOLD_MEETINGS,
        _tasks_open,
    ),
    Door(
        gettext_lazy("志愿活动"),
        gettext_lazy("发活动、看谁报名、记谁来了、开服务证明。"),
        "leaf",
        "office:activities",
        Can.PUT_UP,
        _certificates_asked,
    ),
    Door(
        gettext_lazy("公约"),
        gettext_lazy("村规民约、居民公约：每一版都留着，公布出去，过一阵再看。"),
        "book",
        "office:covenants",
        Can.PUT_UP,
        _reviews_due,
    ),
    Door(
        gettext_lazy("检查"),
        gettext_lazy("村规、食品、环境卫生、用火用电：排一轮，一处一处看过去。"),
        "check",
        "office:inspections",
        Can.RUN_INSPECTIONS,
    ),
)


@page(Can.USE_DESK)
def outreach(request: HttpRequest) -> HttpResponse:
    """The doors that open for this reader. A count or two for each, whatever is in the rooms."""
    actor, today = actor_of(request), clock.day_of(clock.now())
    doors = [(door, door.waiting(actor, today)) for door in DOORS if actor.can(door.may)]
    return render(request, "office/outreach/outreach.html", {"doors": doors, "title": _("宣讲与会议")})
