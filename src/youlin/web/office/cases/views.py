"""Cases at the desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases import actions, queries
from youlin.domains.chiefs.wording import post_name
from youlin.domains.territory import queries as territory
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.cases import filters, keeping
from youlin.web.office.cases.bulk import WAYS
from youlin.web.office.cases.forms import TakeDownForm
from youlin.web.office.cases.lines import lines
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.cases import pasting, working
from youlin.web.shared.cases.reporting import about_rung
from youlin.web.shared.forms import run
from youlin.web.shared.parts import Chip

ROOM = working.Room(template="office/cases/case.html", names="office", source="desk")


@page(Can.WORK_CASES)
def cases(request: HttpRequest) -> HttpResponse:
    """The table, narrowed and searched; as a workbook with `?as=xlsx`."""
    actor, now = actor_of(request), clock.now()
    views = queries.views(actor)
    if not request.GET and (first := next((one for one in views if one.opens), None)) is not None:
        return redirect(reverse("office:cases") + filters.address(first.view.filters))
    asked = filters.asked_of(request)
    wanted = filters.wanted(asked)
    if request.GET.get("as") in ("xlsx", "csv"):
        rows = queries.cases(actor, wanted, now=now)
        return _file(actor, rows[: keeping.MOST], request.GET["as"], now)
    found = queries.Listed(actor, wanted, now)
    listed = listing.page_of(request, found)
    return render(
        request,
        "office/cases/cases.html",
        {
            "page": listed,
            "lines": lines(request, listed.object_list, now),
            "work": _work_chips(request, actor, now),
            "status": listing.chips(request, "status", queries.Case.Statuses.choices, _("不论进展")),
            "choices": filters.choices(actor, asked),
            "kept": [(name, value) for name, value in asked.items() if name not in filters.FOLDED],
            "may_report": actor.can(Can.SEE_CASES),
            "places": listing.place_chips(request, actor, Can.SEE_CASES) if actor.can(Can.SEE_CASES) else [],
            "q": asked.get("q", ""),
            "asked": asked,
            "first": asked.get("from", ""),
            "last": asked.get("to", ""),
            "said": filters.in_words([asked])[0],
            "more": any(name in asked for name in filters.FOLDED),
            "views": _view_chips(views, asked),
            "ways": [(verb.value, way.button) for verb, way in WAYS.items()],
            "filters": filters.address(asked).removeprefix("?"),
            "too_many": found.too_many,
            "most_found": queries.MOST_FOUND,
            "export": listing.link(request, **{"as": "xlsx"}),
            "export_csv": listing.link(request, **{"as": "csv"}),
            "today": clock.day_of(now),
        },
    )


def _file(actor: Actor, rows: Iterable[queries.Case], form: str, now: datetime) -> HttpResponse:
    """The rows as a file; that each was taken away is on record."""
    found = list(rows)
    actions.note_export(actor=actor, cases=found, now=now)
    return keeping.workbook(found, now) if form == "xlsx" else keeping.comma_separated(found, now)


@page(Can.SEE_CASES)
def likely(request: HttpRequest) -> HttpResponse:
    """Cases that may be what somebody is typing."""
    return working.likely(request, ROOM)


@page(Can.SEE_CASES)
def paste(request: HttpRequest) -> HttpResponse:
    """A piece of a chat, taken apart; what a person takes becomes cases."""
    return pasting.show(request, ROOM, "office/cases/paste.html")


@page(Can.SEE_CASES)
def report(request: HttpRequest) -> HttpResponse:
    """Take down what somebody tells."""
    actor, now = actor_of(request), clock.now()
    places = [
        (str(place.pk), place.full_name) for path in actor.paths(Can.WORK_CASES) for place in territory.within(path)
    ]
    form = TakeDownForm(request.POST or None, request.FILES or None, places=places, initial=_given(request))
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


def _given(request: HttpRequest) -> dict[str, str]:
    """What the way here says already: a place, a telephone call, a meeting."""
    given = {"territory": request.GET.get("place", ""), "source_ref": request.GET.get("ref", "")}
    source = request.GET.get("source", "")
    return given | ({"source": source} if source in queries.Case.Sources.values else {})


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
            source_ref=said["source_ref"],
            call_back=said["call_back"],
            secrecy=said["secrecy"] or "open",
            about_rung=about_rung(said["about"]),
            reporter_name=said["reporter_name"],
            reporter_phone=said["phone"],
            happened_at=form.moment(now),
        ),
        client_id=form.identity(),
        now=now,
    )
    if said["photo"]:
        actions.add_photo(actor=actor, case=case.pk, data=said["photo"], now=now)
    return case


def _work_chips(request: HttpRequest, actor: Actor, now: datetime) -> list[Chip]:
    count, chosen = queries.counts(actor, now=now), request.GET.get("work", "")
    link = listing.link(request, work="untold", status=None)
    untold = Chip(_("要告诉部门的"), link, chosen == "untold", count.untold)
    running = chosen == "running" or not (chosen or request.GET.get("status") or request.GET.get("q"))
    return [
        Chip(_("在办的"), listing.link(request, work="running", status=None, q=None), running, count.open),
        Chip(_("等我办"), listing.link(request, work="mine", status=None), chosen == "mine", count.mine),
        Chip(_("晚了的"), listing.link(request, work="late", status=None), chosen == "late", count.overdue),
        *([untold] if count.untold or chosen == "untold" else []),
        Chip(_("全部"), listing.link(request, work="all", status=None), chosen == "all"),
    ]


def _view_chips(views: Sequence[queries.Seen], asked: Mapping[str, str]) -> list[Chip]:
    """The pinned ways of looking at the list, the one in force marked."""
    return [
        Chip(one.view.name, filters.address(one.view.filters), one.view.filters == asked) for one in views if one.pinned
    ]
