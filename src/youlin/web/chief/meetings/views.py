"""Meetings on the phone: what one is called to, what one keeps, and what one was given to do."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youlin.domains.access.rules import Can
from youlin.domains.outreach.actions import tasks as actions
from youlin.domains.outreach.queries import meetings as queries
from youlin.foundation import clock
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.meetings import working
from youlin.web.shared.parts import Chip

ROOM = working.Room("chief")
PER_PAGE = 30


@page(Can.USE_PHONE)
def meetings(request: HttpRequest) -> HttpResponse:
    """Those to come; then all."""
    everything = request.GET.get("view") == "all"
    rows = queries.meetings(actor_of(request), state="" if everything else "called")
    listed = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "chief/meetings/meetings.html",
        {
            "page": listed,
            "lines": [(row, working.TONES[row.state]) for row in listed],
            "chips": [Chip(_("要开的"), "?", not everything), Chip(_("全部"), "?view=all", everything)],
        },
    )


@page(Can.USE_PHONE)
def tasks(request: HttpRequest) -> HttpResponse:
    """What meetings gave me to do."""
    now = clock.now()
    listed = Paginator(queries.my_tasks(actor_of(request)), PER_PAGE).get_page(request.GET.get("page"))
    lines = [working.task_line(row, now) for row in listed]
    return render(request, "chief/meetings/tasks.html", {"page": listed, "lines": lines})


@page(Can.USE_PHONE)
@require_POST
def done(request: HttpRequest, task: UUID) -> HttpResponse:
    """One tap, with a word."""
    answer = working.finish(request, task, reverse("chief:meeting_tasks"))
    notices.done(request, _("已记下，下次会上就知道了。"), undo=reverse("chief:meeting_task_undo", args=[task]))
    return answer


@page(Can.USE_PHONE)
@require_POST
def undo(request: HttpRequest, task: UUID) -> HttpResponse:
    """It was tapped by mistake."""
    actions.reopen_task(actor=actor_of(request), task=task, now=clock.now())
    notices.done(request, _("撤回了，还等着做。"))
    return redirect("chief:meeting_tasks")


@page(Can.USE_PHONE)
def new(request: HttpRequest) -> HttpResponse:
    """Call people together."""
    return working.call(request, ROOM)


@page(Can.USE_PHONE)
def meeting(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """One meeting."""
    return working.show(request, ROOM, meeting)


@page(Can.USE_PHONE)
@require_POST
def deed(request: HttpRequest, meeting: UUID, deed: str) -> HttpResponse:
    """Do something with it."""
    return working.do(request, ROOM, meeting, deed)


@page(Can.USE_PHONE)
def presence(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Who came."""
    return working.presence(request, ROOM, meeting)


@page(Can.USE_PHONE)
def agenda(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """The agenda on paper."""
    return working.agenda(request, meeting)


@page(Can.USE_PHONE)
def minutes(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """The minutes on paper."""
    return working.minutes(request, meeting)
