"""Lists: how far each has come, which doors are still missing, and a sheet to sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from youlin.domains.access.rules import Can
from youlin.domains.care.queries import supplies as queries
from youlin.domains.care.wording import received_by, things
from youlin.domains.chiefs import queries as chiefs
from youlin.domains.residents import actions as residents
from youlin.domains.residents import queries as people
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.parts import Chip

STATES = queries.Delivery.States
KINDS = people.Circumstance.Kinds


@page(Can.MANAGE_CARE)
def lists(request: HttpRequest) -> HttpResponse:
    """Every list with how many doors have it and how many wait; as a workbook with `?as=xlsx`."""
    rows = queries.lists(actor_of(request))
    if request.GET.get("as") == "xlsx":
        head = [_("清单"), _("哪里"), _("哪天做的"), _("谁做的"), _("一共"), _("收到了"), _("还没送到")]
        return listing.workbook(_("发放清单"), head, (_listed(row) for row in rows))
    shown, export = listing.page_of(request, rows), listing.link(request, **{"as": "xlsx"})
    return render(
        request, "office/supplies/lists.html", {"page": shown, "export": export, "today": clock.day_of(clock.now())}
    )


def _listed(row: Any) -> list[object]:
    made = f"{clock.day_of(row.created_at):%Y-%m-%d}"
    return [row.name, row.territory.full_name, made, row.by_name, row.doors, row.received, row.waiting]


@page(Can.MANAGE_CARE)
def board(request: HttpRequest, supply_list: UUID) -> HttpResponse:
    """One list: by neighbourhood who is still missing, then the doors; as a workbook with `?as=xlsx`."""
    actor, now = actor_of(request), clock.now()
    found = queries.list_of(actor, supply_list)
    state = request.GET.get("state", "")
    rows = queries.deliveries(actor, list_key=supply_list, state=state)
    if request.GET.get("as") == "xlsx":
        residents.note_export(actor=actor, what="deliveries", now=now)
        return listing.workbook(found.name, _head(), _lines(rows))
    places = [one for one in queries.board(actor, supply_list) if one.waiting]
    names = chiefs.names_at(actor, [one.place.pk for one in places], day=clock.day_of(now))
    listed = listing.page_of(request, rows)
    return render(
        request,
        "office/supplies/list.html",
        {
            "list": found,
            "kinds": [KINDS(kind).label for kind in found.circumstances if kind in KINDS.values],
            "shares": queries.shares(supply_list),
            "places": [(one, names.get(one.place.pk, "")) for one in places],
            "page": listed,
            "lines": [(row, things(row.things), next(iter(row.standing), None)) for row in listed],
            "chips": [
                Chip(_("全部"), listing.link(request, state=None), not state),
                Chip(_("还没送到"), listing.link(request, state="waiting"), state == "waiting", found.waiting),  # type: ignore[attr-defined]
                Chip(_("收到了"), listing.link(request, state="received"), state == "received", found.received),  # type: ignore[attr-defined]
                Chip(_("不用送了"), listing.link(request, state="cancelled"), state == "cancelled"),
            ],
            "export": listing.link(request, **{"as": "xlsx"}),
            "today": clock.day_of(now),
        },
    )


@page(Can.MANAGE_CARE)
def sheet(request: HttpRequest, supply_list: UUID) -> HttpResponse:
    """The doors that wait, with a line to sign on: for those who go with paper."""
    actor = actor_of(request)
    found = queries.list_of(actor, supply_list)
    rows = queries.deliveries(actor, list_key=supply_list, state=STATES.WAITING)
    return render(
        request,
        "office/supplies/sheet.html",
        {
            "list": found,
            "lines": [(row, things(row.things)) for row in rows],  # type: ignore[attr-defined]
            "today": clock.day_of(clock.now()),
        },
    )


def _head() -> list[str]:
    return [_("属于"), _("住址"), _("给谁"), _("东西"), _("收到了没有"), _("谁收的"), _("哪天"), _("谁记的")]


def _lines(rows: Iterable[Any]) -> Iterator[list[object]]:
    for row in rows:
        slip = next(iter(row.standing), None)
        yield [
            row.neighbourhood.full_name,
            row.household.address or row.household.number,
            row.resident.name if row.resident else "",
            things(row.things),
            row.get_state_display(),
            received_by(slip) if slip else "",
            f"{slip.happened_at.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}" if slip else "",
            slip.by_name if slip else "",
        ]
