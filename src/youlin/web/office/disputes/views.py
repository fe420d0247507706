"""Disputes at the desk: the ledger, one dispute, its papers."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youlin.domains.access import queries as access
from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases.actions import disputes as actions
from youlin.domains.cases.queries import disputes as queries
from youlin.domains.cases.rules.disputes import MEDIATED_WITHIN, RUNNING
from youlin.domains.chiefs.wording import post_name
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.disputes import ledger as sheets
from youlin.web.office.disputes.forms import DeskForm
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.disputes import showing, working
from youlin.web.shared.disputes.forms import UnsealForm
from youlin.web.shared.forms import run
from youlin.web.shared.parts import Chip

ROOM = working.Room(template="office/disputes/dispute.html", names="office")


@page(Can.WORK_CASES)
def disputes(request: HttpRequest) -> HttpResponse:
    """The ledger, without anybody's name; as a workbook with `?as=xlsx`."""
    actor = actor_of(request)
    rows = queries.disputes(actor, _wanted(request))
    if request.GET.get("as") == "xlsx":
        return sheets.workbook(rows[: sheets.MOST], named=False)
    return _list(request, actor, UnsealForm())


def _list(request: HttpRequest, actor: Actor, form: UnsealForm) -> HttpResponse:
    listed = listing.page_of(request, queries.disputes(actor, _wanted(request)))
    keeps, asked = actor.can(Can.KEEP_DISPUTES), request.GET
    return render(
        request,
        "office/disputes/disputes.html",
        {
            "page": listed,
            "lines": [(row, showing.tone(row), post_name(row.keeper), showing.waits_until(row)) for row in listed],
            "work": _work_chips(request, actor),
            "stage": listing.chips(request, "stage", queries.Dispute.Stages.choices, _("不论进展")),
            "kind": listing.chips(request, "kind", queries.Dispute.Kinds.choices, _("所有类别")),
            "places": listing.place_chips(request, actor, Can.KEEP_DISPUTES) if keeps else [],
            "narrowed": any(asked.get(name) for name in ("stage", "kind", "work", "place")),
            "more": bool(asked.get("stage") or asked.get("kind")),
            "export": listing.link(request, **{"as": "xlsx"}),
            "may_open": keeps,
            "form": form,
            "today": clock.day_of(clock.now()),
        },
        status=422 if form.errors else 200,
    )


@page(Can.KEEP_DISPUTES)
@require_POST
def ledger(request: HttpRequest) -> HttpResponse:
    """The ledger with names, for a reason; each dispute in it is a look on record."""
    actor, now = actor_of(request), clock.now()
    rows = list(queries.disputes(actor, queries.Wanted())[: sheets.MOST])
    form = UnsealForm(request.POST)

    def taken() -> bool:
        keys = [row.pk for row in rows]
        actions.look_many(actor=actor, disputes=keys, reason=form.cleaned_data["reason"], now=now)
        return True

    if form.is_valid() and run(form, taken):
        return sheets.workbook(rows, named=True)
    return _list(request, actor, form)


@page(Can.KEEP_DISPUTES)
def new(request: HttpRequest) -> HttpResponse:
    """A dispute that comes straight to this desk."""
    actor, now = actor_of(request), clock.now()
    places = [(str(place.pk), place.full_name) for place in access.roots(actor, Can.KEEP_DISPUTES)]
    first = {"deadline": (clock.day_of(now) + MEDIATED_WITHIN).isoformat()}
    form = DeskForm(request.POST or None, places=places, initial=first)
    if request.method == "POST" and form.is_valid():
        place = UUID(form.cleaned_data["territory"])
        opened = run(form, lambda: working.open_at_desk(actor, form, place, now))
        if opened is not None:
            notices.done(request, _("已登记，先加上当事人，再问愿不愿意。"))
            return redirect("office:dispute", opened.pk)
    values = {"form": form, "back": reverse("office:disputes")}
    return render(request, "office/disputes/new.html", values, status=422 if form.errors else 200)


def _wanted(request: HttpRequest) -> queries.Wanted:
    asked = request.GET
    work = asked.get("work", "")
    return queries.Wanted(
        stage=asked.get("stage", ""),
        kind=asked.get("kind", ""),
        place=listing.key(asked.get("place")),
        running=not work and not asked.get("stage"),
        mine=work == "mine",
    )


def _work_chips(request: HttpRequest, actor: Actor) -> list[Chip]:
    count, chosen = queries.counts(actor), request.GET.get("work", "")
    running = not chosen and not request.GET.get("stage")
    n = sum(count.get(stage.value, 0) for stage in RUNNING)
    return [
        Chip(_("在办的"), listing.link(request, work=None, stage=None), running, n),
        Chip(_("等我办"), listing.link(request, work="mine", stage=None), chosen == "mine"),
        Chip(_("全部"), listing.link(request, work="all", stage=None), chosen == "all", sum(count.values())),
    ]
