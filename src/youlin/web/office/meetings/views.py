"""Meetings at the desk."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youlin.domains.access.rules import Can
from youlin.domains.chiefs.wording import post_name
from youlin.domains.outreach.queries import meetings as queries
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.meetings import working
from youlin.web.shared.parts import Chip

ROOM = working.Room("office")
MOST = 2000


@page(Can.HOLD_MEETINGS)
def meetings(request: HttpRequest) -> HttpResponse:
    """Those to come first; as a workbook with `?as=xlsx`."""
    actor, asked = actor_of(request), request.GET
    rows = queries.meetings(
        actor, kind=asked.get("kind", ""), state=asked.get("state", ""), place=listing.key(asked.get("place"))
    )
    if asked.get("as") == "xlsx":
        head = [_("什么时候"), _("会议"), _("什么会"), _("哪里的会"), _("在哪里"), _("到场"), _("进展")]
        return listing.workbook(_("会议"), head, (_cells(row) for row in rows[:MOST]))
    listed = listing.page_of(request, rows)
    return render(
        request,
        "office/meetings/meetings.html",
        {
            "page": listed,
            "lines": [(row, working.TONES[row.state]) for row in listed],
            "state": listing.chips(request, "state", queries.Meeting.States.choices, _("全部")),
            "kind": listing.chips(request, "kind", queries.Meeting.Kinds.choices, _("所有会")),
            "places": listing.place_chips(request, actor, Can.HOLD_MEETINGS),
            "hub": reverse("office:outreach") if actor.can(Can.USE_DESK) else reverse("chief:me"),
            "export": listing.link(request, **{"as": "xlsx"}),
            "today": clock.day_of(clock.now()),
        },
    )


def _cells(row: queries.Meeting) -> list[object]:
    return [
        f"{row.starts_at.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}",
        row.title,
        row.get_kind_display(),
        row.territory.full_name,
        row.place,
        getattr(row, "present", None) or 0,
        row.get_state_display(),
    ]


@page(Can.HOLD_MEETINGS)
def tasks(request: HttpRequest) -> HttpResponse:
    """What meetings gave out, the nearest day first; as a workbook with `?as=xlsx`."""
    everything, now = request.GET.get("view") == "all", clock.now()
    rows = queries.tasks(actor_of(request), open_only=not everything)
    if request.GET.get("as") == "xlsx":
        head = [_("做什么"), _("交给谁"), _("会议"), _("到哪天"), _("做好了"), _("怎么做的")]
        return listing.workbook(_("会上交办的"), head, (_task_cells(row) for row in rows[:MOST]))
    listed = listing.page_of(request, rows)
    return render(
        request,
        "office/meetings/tasks.html",
        {
            "page": listed,
            "lines": [working.task_line(row, now) for row in listed],
            "chips": [Chip(_("没做完的"), "?", not everything), Chip(_("全部"), "?view=all", everything)],
            "export": listing.link(request, **{"as": "xlsx"}),
            "today": clock.day_of(now),
        },
    )


def _task_cells(row: queries.MeetingTask) -> list[object]:
    done = f"{clock.day_of(row.done_at):%Y-%m-%d}" if row.done_at else ""
    return [row.text, post_name(row.post), row.meeting.title, f"{row.due_on:%Y-%m-%d}", done, row.note]


@page(Can.HOLD_MEETINGS)
def new(request: HttpRequest) -> HttpResponse:
    """Call people together."""
    return working.call(request, ROOM)


@page(Can.HOLD_MEETINGS)
def meeting(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """One meeting."""
    return working.show(request, ROOM, meeting)


@page(Can.HOLD_MEETINGS)
@require_POST
def deed(request: HttpRequest, meeting: UUID, deed: str) -> HttpResponse:
    """Do something with it."""
    return working.do(request, ROOM, meeting, deed)


@page(Can.HOLD_MEETINGS)
def presence(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Who came."""
    return working.presence(request, ROOM, meeting)


@page(Can.HOLD_MEETINGS)
@require_POST
def notice(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Put the call on the public notices."""
    return working.put_on_notice(request, ROOM, meeting)


@page(Can.HOLD_MEETINGS)
def agenda(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """The agenda on paper."""
    return working.agenda(request, meeting)


@page(Can.HOLD_MEETINGS)
def minutes(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """The minutes on paper."""
    return working.minutes(request, meeting)
