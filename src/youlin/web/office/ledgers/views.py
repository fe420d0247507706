"""The ledgers, and one of them: fill it, see who did."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from youlin.domains.access import queries as access
from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.insight.actions import ledgers as actions
from youlin.domains.insight.ledgers.standard import STANDARDS
from youlin.domains.insight.ledgers.words import FACTS
from youlin.domains.insight.queries import ledgers as queries
from youlin.domains.insight.queries.asking import asking
from youlin.domains.insight.rules.ledgers import Column, Fact, hidden
from youlin.domains.territory import queries as territory
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere
from youlin.web.office import listing
from youlin.web.office.ledgers.forms import FillForm
from youlin.web.shared import forms
from youlin.web.shared.access import actor_of, page


@page(Can.FILL_LEDGERS)
def ledgers(request: HttpRequest) -> HttpResponse:
    """Those that the house brings, those that were sent from above, and what was filled lately."""
    actor = actor_of(request)
    fills = queries.fills(actor)
    if request.GET.get("as") == "xlsx":
        head = [_("时间"), _("台账"), _("辖区"), _("谁"), _("行数"), _("空格")]
        return listing.workbook(_("填表记录"), head, _fill_lines(fills[:20_000]))
    return render(
        request,
        "office/ledgers/ledgers.html",
        {
            "standards": STANDARDS.values(),
            "own": queries.ledgers(actor),
            "page": listing.page_of(request, fills),
            "names": {code: one.name for code, one in STANDARDS.items()},
            "asked": queries.asked(actor).count(),
            "export": listing.link(request, **{"as": "xlsx"}),
            "today": clock.day_of(clock.now()),
        },
    )


def _fill_lines(fills: Iterable[queries.LedgerFill]) -> Iterable[list[object]]:
    for fill in fills:
        name = fill.version.ledger.name if fill.version else STANDARDS[fill.standard].name
        at = fill.at.astimezone(clock.SHANGHAI)
        yield [f"{at:%Y-%m-%d %H:%M}", name, fill.territory.full_name, fill.by_name, fill.rows, fill.empty]


@page(Can.FILL_LEDGERS)
def ledger(request: HttpRequest, key: str) -> HttpResponse:
    """One ledger: the place it is to be filled for, one click, and what was filled before."""
    actor, now = actor_of(request), clock.now()
    plan = queries.plan(actor, key)
    place = _place(request, actor)
    sent = request.method == "POST"
    form = FillForm(request.POST if sent else None, may_reveal=actor.can(Can.REVEAL) and hidden(plan.columns))
    if sent and form.is_valid():
        said = form.cleaned_data
        filled = forms.run(
            form,
            lambda: actions.fill_ledger(
                actor=actor,
                ledger=key,
                place=place.pk,
                in_full=said.get("in_full", False),
                reason=said.get("reason", ""),
                now=now,
            ),
        )
        if filled is not None:
            return _paper(filled, clock.day_of(now).isoformat())
    return render(
        request,
        "office/ledgers/ledger.html",
        {
            "plan": plan,
            "form": form,
            "place": place,
            "places": listing.place_chips(request, actor, Can.FILL_LEDGERS),
            "meanings": [(column, _meaning(column)) for column in plan.columns],
            "fills": queries.fills(actor, key)[:20],
            "versions": queries.versions(actor, plan.version.ledger_id).defer("content") if plan.version else [],
            "asking": asking(actor, plan, place, today=clock.day_of(now)) if "reckon" in request.GET else None,
            "reckon": listing.link(request, reckon="1"),
            "drawings": plan.version is not None and plan.version.shape.get("has_drawings"),
            "columns_url": reverse("office:ledger_columns", args=[plan.version.ledger_id]) if plan.version else "",
        },
        status=422 if form.errors else 200,
    )


def _place(request: HttpRequest, actor: Actor) -> territory.Place:
    """The place asked for, where it is in sight; else the outermost one that is."""
    roots = access.roots(actor, Can.FILL_LEDGERS)
    chosen = listing.key(request.GET.get("place"))
    if chosen is not None:
        place = territory.get(chosen)
        if not actor.can_at(Can.FILL_LEDGERS, place.path):
            raise NotThere("territory_unknown", _("没有这个辖区。"))
        return place
    return roots[0]


def _meaning(column: Column) -> str:
    return f"“{column.constant}”" if column.fact is Fact.CONSTANT else str(FACTS[column.fact])


def _paper(filled: actions.Filled, day: str) -> HttpResponse:
    answer = HttpResponse(filled.content, content_type=listing.XLSX)
    answer["Content-Disposition"] = content_disposition_header(True, f"{filled.name} {day}.xlsx") or "attachment"
    answer["Cache-Control"] = "no-store"
    return answer
