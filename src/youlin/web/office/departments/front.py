"""The first page of a department's desk: what needs it now, by its own clock; what it helps with; what it answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from youlin.domains.cases.queries import Case, CaseEvent, departments
from youlin.domains.cases.queries.departments import Queue
from youlin.domains.chiefs.wording import post_name
from youlin.domains.messaging import queries as messaging
from youlin.foundation import clock
from youlin.web.shared.access import actor_of
from youlin.web.shared.cases import showing
from youlin.web.shared.parts import Figure

SHOWN = 30


@dataclass(frozen=True, slots=True)
class Line:
    """A case with how it stands and why it came here."""

    case: Case
    state: showing.State
    sender: str
    reason: str


@dataclass(frozen=True, slots=True)
class Part:
    """A group of cases under one head."""

    head: str
    lines: list[Line]
    count: int


def show(request: HttpRequest) -> HttpResponse:
    """What lies on the desk of who asks, the most pressing first."""
    actor, now = actor_of(request), clock.now()
    found = departments.queue(actor, now=now)
    wanted = (
        (_("晚了的"), found.late),
        (_("今天要答复"), found.today),
        (_("以后答复"), found.later),
        (_("计时停着的"), found.standing),
        (_("请我们协办"), found.helping),
        (_("答复了，还没告诉居民"), found.answered),
    )
    return render(
        request,
        "office/departments/front.html",
        {
            "desk": "、".join(departments.names(actor)),
            "parts": [
                Part(head, _lines(cases[:SHOWN], found.came, now), len(cases)) for head, cases in wanted if cases
            ],
            "figures": _figures(found),
            "unread": messaging.unread_count(actor),
            "now": now,
        },
    )


def _lines(cases: Iterable[Case], came: Mapping[UUID, CaseEvent], now: datetime) -> list[Line]:
    lines = []
    for case in cases:
        event = came.get(case.pk)
        sender = post_name(event.from_post) if event is not None and event.from_post is not None else ""
        lines.append(Line(case, showing.state(case, now), sender, event.text if event is not None else ""))
    return lines


def _figures(found: Queue) -> list[Figure]:
    mine = reverse("office:cases") + "?work=mine"
    share = (
        ngettext("其中 %(n)d 件没有过时限", "其中 %(n)d 件没有过时限", found.on_time) % {"n": found.on_time}
        if found.answers
        else ""
    )
    return [
        Figure(_("等我们办"), found.waiting, mine),
        Figure(_("晚了的"), len(found.late), mine, tone="late" if found.late else "plain"),
        Figure(_("今天要答复"), len(found.today), mine, tone="due" if found.today else "plain"),
        Figure(_("30 天里答复过"), found.answers, note=share),
    ]
