"""Cases at the desk."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases import actions, queries
from youlin.domains.chiefs.wording import post_name
from youlin.domains.territory import queries as territory
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.cases import keeping
from youlin.web.office.cases.forms import TakeDownForm
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.cases import showing, working
from youlin.web.shared.forms import run
from youlin.web.shared.parts import Chip

ROOM = working.Room(template="office/cases/case.html", names="office", source="desk")


@page(Can.WORK_CASES)
def cases(request: HttpRequest) -> HttpResponse:
    """The table, narrowed and searched; as a workbook with `?as=xlsx`."""
    actor, now = actor_of(request), clock.now()
    rows = queries.cases(actor, _wanted(request), now=now)
    if request.GET.get("as") == "xlsx":
        return keeping.workbook(rows[: keeping.MOST], now)
    if request.GET.get("as") == "csv":
        return keeping.comma_separated(rows[: keeping.MOST], now)
    listed = listing.page_of(request, rows)
    return render(
        request,
        "office/cases/cases.html",
        {
            "page": listed,
            "lines": [
                (case, showing.state(case, now), reverse("office:case", args=[case.pk]), showing.holder(case))
                for case in listed
            ],
            "work": _work_chips(request, actor, now),
            "status": listing.chips(request, "status", queries.Case.Statuses.choices, _("不论进展")),
            "kind": listing.chips(request, "kind", queries.Case.Kinds.choices, _("所有类别")),
            "rung": listing.chips(request, "rung", _rungs(), _("不论到哪一级")),
            "may_report": actor.can(Can.SEE_CASES),
            "places": listing.place_chips(request, actor, Can.SEE_CASES) if actor.can(Can.SEE_CASES) else [],
            "q": request.GET.get("q", ""),
            "narrowed": any(request.GET.get(name) for name in ("q", "status", "kind", "rung", "work", "place")),
            "more": bool(request.GET.get("kind") or request.GET.get("rung")),
            "export": listing.link(request, **{"as": "xlsx"}),
            "export_csv": listing.link(request, **{"as": "csv"}),
            "today": clock.day_of(now),
        },
    )


@page(Can.WORK_CASES)
def case(request: HttpRequest, case: UUID) -> HttpResponse:
    """One case, and the next thing to do with it."""
    return working.show(request, ROOM, case)


@page(Can.WORK_CASES)
@require_POST
def step(request: HttpRequest, case: UUID, step: str) -> HttpResponse:
    """Take a step."""
    return working.take(request, ROOM, case, step)


@page(Can.WORK_CASES)
def photo(request: HttpRequest, case: UUID, picture: UUID) -> HttpResponseBase:
    """A photograph of a case."""
    return working.photo(request, case, picture)


@page(Can.SEE_CASES)
def likely(request: HttpRequest) -> HttpResponse:
    """Cases that may be what somebody is typing."""
    return working.likely(request, ROOM)


@page(Can.WORK_CASES)
@require_POST
def writing(request: HttpRequest, case: UUID) -> HttpResponse:
    """Somebody is at an answer."""
    return working.writing(request, case)


@page(Can.WORK_CASES)
@require_POST
def phone(request: HttpRequest, case: UUID) -> HttpResponse:
    """The telephone of who reported it, once; the look is on record."""
    return working.reveal(request, ROOM, case)


@page(Can.SEE_CASES)
def report(request: HttpRequest) -> HttpResponse:
    """Take down what somebody tells."""
    actor, now = actor_of(request), clock.now()
    places = [
        (str(place.pk), place.full_name) for path in actor.paths(Can.WORK_CASES) for place in territory.within(path)
    ]
    form = TakeDownForm(
        request.POST or None, request.FILES or None, places=places, initial={"territory": request.GET.get("place", "")}
    )
    if request.method == "POST" and form.is_valid():
        opened = run(form, lambda: _report(actor, form, now))
        if opened is not None:
            said = {"number": opened.number, "post": post_name(opened.holder)}
            notices.done(request, _("已记下，%(number)s，由%(post)s办。") % said)
            return redirect("office:case", opened.pk)
    return render(
        request,
        "office/cases/report.html",
        {"form": form, "back": reverse("office:cases")},
        status=422 if form.errors else 200,
    )


def _report(actor: Actor, form: TakeDownForm, now: datetime) -> queries.Case:
    said = form.cleaned_data
    case = actions.report(
        actor=actor,
        case=actions.NewCase(
            text=said["text"],
            kind=said["kind"],
            urgency=said["urgency"],
            danger=said["danger"],
            place=said["place"],
            territory=UUID(said["territory"]),
            source=said["source"],
            reporter_name=said["reporter_name"],
            reporter_phone=said["phone"],
            happened_at=form.moment(now),
        ),
        client_id=form.identity(),
        now=now,
    )
    if said["photo"]:
        actions.add_photo(actor=actor, case=case.pk, data=said["photo"], now=now)
    return queries.get(actor, case.pk)


def _wanted(request: HttpRequest) -> queries.Wanted:
    asked = request.GET
    rung = asked.get("rung", "")
    return queries.Wanted(
        text=asked.get("q", ""),
        status=asked.get("status", ""),
        kind=asked.get("kind", ""),
        rung=int(rung) if rung.isdecimal() and len(rung) == 1 else None,
        place=listing.key(asked.get("place")),
        running=asked.get("work", "") == "" and not asked.get("status") and not asked.get("q"),
        overdue=asked.get("work") == "late",
        mine=asked.get("work") == "mine",
    )


def _work_chips(request: HttpRequest, actor: Actor, now: datetime) -> list[Chip]:
    count, chosen = queries.counts(actor, now=now), request.GET.get("work", "")
    running = not chosen and not request.GET.get("status") and not request.GET.get("q")
    return [
        Chip(_("在办的"), listing.link(request, work=None, status=None, q=None), running, count.open),
        Chip(_("等我办"), listing.link(request, work="mine", status=None), chosen == "mine", count.mine),
        Chip(_("晚了的"), listing.link(request, work="late", status=None), chosen == "late", count.overdue),
        Chip(_("全部"), listing.link(request, work="all", status=None), chosen == "all"),
    ]


def _rungs() -> list[tuple[str, object]]:
    return [(str(value), label) for value, label in queries.Rungs.choices]
