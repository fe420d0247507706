"""Cases on the phone."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases import actions, queries
from youlin.domains.residents import queries as residents
from youlin.domains.territory import queries as territory
from youlin.foundation import clock
from youlin.web.chief.cases.forms import ReportForm
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.cases import pasting, showing, working
from youlin.web.shared.cases.reporting import about_rung
from youlin.web.shared.forms import run
from youlin.web.shared.parts import Chip

ROOM = working.Room(template="chief/cases/case.html", names="chief", source="phone")
MOST_HOMES = 60  # more is no list to choose from on a phone
PER_PAGE = 30


@page(Can.USE_PHONE)
def cases(request: HttpRequest) -> HttpResponse:
    """What waits for me first; then what waits for the resident; then all in sight."""
    actor, now = actor_of(request), clock.now()
    view = request.GET.get("view", "")
    text = request.GET.get("q", "").strip()
    if view == "all" or text:
        rows = queries.cases(actor, queries.Wanted(text=text), now=now)
        chosen = "all"
    elif view == "told":
        rows, chosen = queries.to_confirm(actor, now=now), "told"
    else:
        rows, chosen = queries.mine(actor, now=now), "mine"
    listed = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "chief/cases/cases.html",
        {
            "page": listed,
            "lines": [(case, showing.state(case, now), reverse("chief:case", args=[case.pk])) for case in listed],
            "view": chosen,
            "q": text,
            "chips": [
                Chip(_("等我办"), "?", chosen == "mine", queries.counts(actor, now=now).mine),
                Chip(_("等居民确认"), "?view=told", chosen == "told"),
                Chip(_("我辖区的全部"), "?view=all", chosen == "all"),
            ],
        },
    )


@page(Can.USE_PHONE)
def likely(request: HttpRequest) -> HttpResponse:
    """Cases that may be what somebody is typing."""
    return working.likely(request, ROOM)


@page(Can.USE_PHONE)
def paste(request: HttpRequest) -> HttpResponse:
    """A piece of a chat, taken apart; what a person takes becomes cases."""
    return pasting.show(request, ROOM, "chief/cases/paste.html")


@page(Can.USE_PHONE)
def report(request: HttpRequest) -> HttpResponse:
    """Report a case, or note one that was settled on the spot."""
    actor, now = actor_of(request), clock.now()
    resident, household, name = _about(request, actor)
    form = ReportForm(
        request.POST or None,
        request.FILES or None,
        initial={"household": str(household or "")},
        homes=_homes(actor),
        places=_places(actor),
    )
    if request.method == "POST" and form.is_valid():
        opened = run(form, lambda: _report(actor, form, resident, now))
        if opened is not None:
            solved = bool(form.cleaned_data["solved"])
            notices.done(
                request, _("已记下，%(number)s。") % {"number": opened.number} if solved else _said(opened, actor)
            )
            return redirect("chief:case", opened.pk)
    return render(
        request,
        "chief/cases/report.html",
        {"form": form, "name": name, "back": reverse("chief:cases")},
        status=422 if form.errors else 200,
    )


def _said(case: queries.Case, actor: Actor) -> str:
    if case.status != "open":
        return _("已记下，%(number)s，办好了。") % {"number": case.number}
    if case.holder_id in actor.posts():
        return _("已记下，%(number)s，由您来办。") % {"number": case.number}
    return _("已报上，%(number)s。") % {"number": case.number}


def _report(actor: Actor, form: ReportForm, resident: UUID | None, now: datetime) -> queries.Case:
    said = form.cleaned_data
    case = actions.report(
        actor=actor,
        case=actions.NewCase(
            text=said["text"],
            kind=said["kind"],
            urgency=said["urgency"],
            danger=said["danger"],
            place=said["place"],
            resident=resident,
            household=_key(said.get("household")),
            territory=_key(said.get("territory")),
            source="phone",
            about_rung=about_rung(said["about"]),
            secrecy=said["secrecy"] or "open",
            reporter_name=said["reporter_name"],
            reporter_phone=said["phone"],
            happened_at=form.moment(now),
        ),
        client_id=form.identity(),
        now=now,
    )
    if said["photo"]:
        actions.add_photo(actor=actor, case=case.pk, data=said["photo"], now=now)
    again = uuid5(form.identity(), "solved")  # the same letter twice is one report and one word on it
    if said["solved"].strip() and case.status == "open" and case.holder_id in actor.posts():
        return actions.answer(actor=actor, case=case.pk, text=said["solved"], told=True, client_id=again, now=now)
    if said["solved"].strip() and case.status == "open":
        actions.note(actor=actor, case=case.pk, text=said["solved"], client_id=again, now=now)
    return case


def _about(request: HttpRequest, actor: Actor) -> tuple[UUID | None, UUID | None, str]:
    """The person whom the page was opened for: key, household and name."""
    key = _key(request.GET.get("resident"))
    if key is None:
        return None, _key(request.GET.get("household")), ""
    found = residents.resident(actor, key)
    return found.pk, found.household_id, found.name


def _homes(actor: Actor) -> list[tuple[str, str]]:
    """The households of the actor, where they are few enough to choose from."""
    rows = residents.first_homes(actor, MOST_HOMES + 1)
    if len(rows) > MOST_HOMES:
        return []
    return [(str(row.pk), " ".join(filter(None, (row.address or row.number, row.head)))) for row in rows]


def _places(actor: Actor) -> list[tuple[str, str]]:
    """The neighbourhoods under the actor's posts."""
    found = [place for path in actor.paths(Can.WORK_CASES) for place in territory.doorsteps(path)]
    return [(str(place.pk), place.full_name) for place in found]


def _key(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
