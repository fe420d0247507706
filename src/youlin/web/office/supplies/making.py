"""Making a list: for whom, then who that is and whether it is enough, then the chiefs have it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.care.actions import supplies as actions
from youlin.domains.care.queries import supplies as queries
from youlin.domains.care.rules.supplies import Stock, missing
from youlin.foundation import clock
from youlin.web.office.supplies.forms import KINDS, ListForm
from youlin.web.office.supplies.store import places
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import run
from youlin.web.shared.parts import Row

SHOWN = 100


@page(Can.MANAGE_CARE)
def make(request: HttpRequest) -> HttpResponse:
    """One form, two buttons: look first, then make it."""
    actor, now = actor_of(request), clock.now()
    lots = list(queries.usable(actor, today=clock.day_of(now)))
    told = {row.pk: _free(row) for row in lots}
    form = ListForm(request.POST or None, places=places(actor), lots=lots, told=told)
    look: dict[str, object] = {}
    if request.method == "POST" and form.is_valid():
        if "make" in request.POST:
            row = run(form, lambda: actions.make_list(actor=actor, new=_new(form), now=now))
            if row is not None:
                count = len(queries.deliveries(actor, list_key=row.pk))
                said = ngettext(
                    "清单做好了，%(n)d 户已经在邻长的手机上。", "清单做好了，%(n)d 户已经在邻长的手机上。", count
                )
                notices.done(request, said % {"n": count})
                return redirect("office:supply_list", row.pk)
        else:
            look = _look(actor, form)
    values = {"form": form, "lots": lots, "fields": [form[f"lot_{row.pk}"] for row in lots], **look}
    return render(request, "office/supplies/make.html", values, status=422 if form.errors else 200)


def _free(row: queries.SupplyLot) -> str:
    words = {"n": row.left - row.promised, "unit": row.unit, "place": row.territory.name}
    said = _("能发的 %(n)s%(unit)s，在%(place)s") % words
    return said + (_("，保质到 %(day)s") % {"day": row.expires_on.isoformat()} if row.expires_on else "")


def _new(form: ListForm) -> actions.NewList:
    said = form.cleaned_data
    return actions.NewList(
        client_id=form.identity(),
        territory=UUID(said["territory"]),
        name=said["name"],
        circumstances=tuple(said["circumstances"]),
        each=form.each(),
    )


def _look(actor: Actor, form: ListForm) -> dict[str, object]:
    """Who it would be, and what would be missing."""
    new = _new(form)
    doors = queries.doors(actor, territory=new.territory, circumstances=new.circumstances)
    stocks = {row.pk: Stock(row.quantity, row.left, row.promised) for row in form.lots}
    names = {row.pk: (row.goods, row.unit) for row in form.lots}
    short = missing(stocks, new.each, len(doors))
    needs = [
        Row(
            names[key][0],
            _("要 %(n)s%(unit)s，够") % {"n": number * len(doors), "unit": names[key][1]}
            if key not in short
            else _("要 %(n)s%(unit)s，还差 %(short)s%(unit)s")
            % {"n": number * len(doors), "short": short[key], "unit": names[key][1]},
        )
        for key, number in new.each.items()
    ]
    lines = [(door, [KINDS(kind).label for kind in door.circumstances]) for door in doors[:SHOWN]]
    return {
        "looked": True,
        "doors": len(doors),
        "lines": lines,
        "more": max(0, len(doors) - SHOWN),
        "needs": needs,
        "short": bool(short),
        "nothing_each": not new.each,
    }
