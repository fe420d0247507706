"""A surge at the desk: calling one, and the board of who is still unheard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youlin.domains.access import queries as access
from youlin.domains.access.rules import Can
from youlin.domains.care import actions, queries
from youlin.domains.residents import actions as residents
from youlin.domains.territory import queries as territory
from youlin.domains.territory.rules import Level
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.care.forms import SurgeForm
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import run
from youlin.web.shared.surges import by_place, circumstances


@page(Can.MANAGE_CARE)
def surges(request: HttpRequest) -> HttpResponse:
    """Surges that run, and those that are over; as a workbook with `?as=xlsx`."""
    actor, today = actor_of(request), clock.day_of(clock.now())
    known = queries.surges(actor)
    if request.GET.get("as") == "xlsx":
        head = [_("什么情况"), _("哪里"), _("哪些人"), _("从哪天起"), _("到哪天"), _("现在")]
        return listing.workbook(_("应急问候"), head, (_told(row, today) for row in known))
    rows = listing.page_of(request, known)
    lines = [(row, circumstances(row), _runs(row, today)) for row in rows]
    export = listing.link(request, **{"as": "xlsx"})
    return render(request, "office/care/surges.html", {"page": rows, "lines": lines, "export": export})


def _runs(row: queries.Surge, today: date) -> bool:
    return row.ended_at is None and row.last >= today


def _told(row: queries.Surge, today: date) -> list[object]:
    now = _("正在问") if _runs(row, today) else _("已结束")
    days = (f"{row.first:%Y-%m-%d}", f"{row.last:%Y-%m-%d}")
    return [row.get_kind_display(), row.territory.full_name, circumstances(row), *days, now]


@page(Can.MANAGE_CARE)
def call(request: HttpRequest) -> HttpResponse:
    """Say what has come, where, for whom, and up to which day."""
    actor, now = actor_of(request), clock.now()
    places = [
        (str(place.pk), place.full_name)
        for root in access.roots(actor, Can.MANAGE_CARE)
        for place in territory.within(root.path).filter(level__lte=Level.GROUP).order_by("path")
    ]
    tomorrow = clock.day_of(now) + timedelta(days=1)
    form = SurgeForm(request.POST or None, places=places, initial={"last": tomorrow.isoformat()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        wanted = actions.NewSurge(
            client_id=form.identity(),
            place=UUID(said["place"]),
            kind=said["kind"],
            circumstances=said["circumstances"],
            last=said["last"],
            note=said["note"],
        )
        row = run(form, lambda: actions.call_surge(actor=actor, surge=wanted, now=now))
        if row is not None:
            notices.done(request, _("已开始。邻长的“今天”里先排这些人。"))
            return redirect("office:surge", row.pk)
    return render(request, "office/care/surge_new.html", {"form": form}, status=422 if form.errors else 200)


@page(Can.MANAGE_CARE)
def surge(request: HttpRequest, surge: UUID) -> HttpResponse:
    """Who is still unheard today, and how many in each place. Asked by htmx, only the moving part."""
    actor, now = actor_of(request), clock.now()
    board = queries.board(actor, surge, now=now)
    if request.GET.get("as") == "xlsx":
        residents.note_export(actor=actor, what="surge", now=now)
        return listing.workbook(board.surge.get_kind_display(), _head(), _lines(board))
    runs = _runs(board.surge, clock.day_of(now))
    template = "office/care/board.html" if request.headers.get("HX-Request") else "office/care/surge.html"
    return render(
        request,
        template,
        {
            "board": board,
            "surge": board.surge,
            "who": circumstances(board.surge),
            "runs": runs,
            "places": by_place(board),
            "total": len(board.unheard) + len(board.heard),
            "now": now,
        },
    )


@page(Can.MANAGE_CARE)
@require_POST
def end(request: HttpRequest, surge: UUID) -> HttpResponse:
    """Say that it is over."""
    actions.end_surge(actor=actor_of(request), surge=surge, now=clock.now())
    notices.done(request, _("已结束。漏下的还留在记录里。"))
    return redirect("office:surge", surge)


def _head() -> list[str]:
    return [_("姓名"), _("属于"), _("住在"), _("邻长"), _("今天有没有音讯"), _("什么时候"), _("谁问的")]


def _lines(board: queries.Board) -> Iterator[list[object]]:
    for one in _all(board):
        person = one.plan.resident
        yield [
            person.name,
            one.neighbourhood.full_name,
            person.household.address,
            _("、").join(chief.name for chief in one.chiefs),
            _("有") if one.heard else _("没有"),
            _hour(one.heard.happened_at) if one.heard else "",
            one.heard.by_name if one.heard else "",
        ]


def _all(board: queries.Board) -> Iterable[queries.Called]:
    return (*board.unheard, *board.heard)


def _hour(instant: datetime) -> str:
    return f"{instant.astimezone(clock.SHANGHAI):%H:%M}"
