"""The store: what is there, what came in, where a lot went, and counting it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from youlin.domains.access import queries as access
from youlin.domains.access import trail
from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.care.actions import supplies as actions
from youlin.domains.care.queries import supplies as queries
from youlin.domains.care.rules.supplies import Shelf, shelf
from youlin.domains.care.wording import received_by
from youlin.domains.residents import actions as residents
from youlin.domains.territory import queries as territory
from youlin.domains.territory.rules import Level
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.asking import ask
from youlin.web.office.supplies.forms import LotForm, RecountForm
from youlin.web.shared import notices, wording
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import run
from youlin.web.shared.parts import Chip, Row, Step


@page(Can.MANAGE_CARE)
def supplies(request: HttpRequest) -> HttpResponse:
    """What is in stock, what goes off first on top of its kind; as a workbook with `?as=xlsx`."""
    actor, today = actor_of(request), clock.day_of(clock.now())
    chosen = request.GET.get("shelf", "")
    rows = queries.lots(actor, shelf=chosen, today=today)
    if request.GET.get("as") == "xlsx":
        return listing.workbook(_("物资"), _head(), _lines(rows))
    listed = listing.page_of(request, rows)
    return render(
        request,
        "office/supplies/supplies.html",
        {
            "page": listed,
            "lines": [(row, state_of(row.expires_on, today)) for row in listed],
            "chips": [
                Chip(_("全部"), "?", not chosen),
                Chip(_("快到期、过了期"), "?shelf=soon", chosen == "soon"),
                Chip(_("发完了"), "?shelf=empty", chosen == "empty"),
            ],
            "narrowed": bool(chosen),
            "export": listing.link(request, **{"as": "xlsx"}),
            "today": today,
        },
    )


def state_of(expires_on: date | None, today: date) -> tuple[str, str] | None:
    """A tone and a word where a lot is about to go off, or has."""
    found = shelf(expires_on, today)
    if found is Shelf.GOOD or expires_on is None:
        return None
    if found is Shelf.EXPIRED:
        return "late", _("过期了")
    return "due", _("%(day)s到期") % {"day": wording.day_near(expires_on, today)}


@page(Can.MANAGE_CARE)
def stock_in(request: HttpRequest) -> HttpResponse:
    """Take a lot in."""
    actor, now = actor_of(request), clock.now()
    form = LotForm(request.POST or None, places=places(actor), initial={"received_on": clock.day_of(now).isoformat()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        new = actions.NewLot(
            client_id=form.identity(),
            territory=UUID(said["territory"]),
            goods=said["goods"],
            unit=said["unit"],
            quantity=said["quantity"],
            received_on=said["received_on"],
            came_from=said["came_from"],
            expires_on=said["expires_on"],
        )
        row = run(form, lambda: actions.stock_in(actor=actor, lot=new, now=now))
        if row is not None:
            notices.done(request, _("已入库。"))
            return redirect("office:supply_lot", row.pk)
    return render(request, "office/supplies/new.html", {"form": form}, status=422 if form.errors else 200)


def places(actor: Actor) -> list[tuple[str, str]]:
    """Where a store may be and a list may go: the places of the desk down to the groups."""
    found = [
        place
        for root in access.roots(actor, Can.MANAGE_CARE)
        for place in territory.within(root.path).filter(level__lte=Level.GROUP).order_by("path")
    ]
    return [(str(place.pk), place.full_name) for place in found]


@page(Can.MANAGE_CARE)
def lot(request: HttpRequest, lot: UUID) -> HttpResponse:
    """One lot: what is left of it, and where it went."""
    actor, now = actor_of(request), clock.now()
    row = queries.lot(actor, lot)
    given = queries.given_of(actor, lot)
    if request.GET.get("as") == "xlsx":
        residents.note_export(actor=actor, what="supply_lot", now=now)
        head = [_("属于"), _("住址"), _("给谁"), _("数量"), _("收到了没有"), _("谁收的")]
        return listing.workbook(row.goods, head, (_went(item) for item in given))
    listed = listing.page_of(request, given)
    return render(
        request,
        "office/supplies/lot.html",
        {
            "lot": row,
            "free": row.left - row.promised,
            "rows": _rows(row, clock.day_of(now)),
            "page": listed,
            "lines": [_went(item) for item in listed],
            "counts": [_counted(deed, row.unit) for deed in _recounts(actor, lot)],
            "export": listing.link(request, **{"as": "xlsx"}),
        },
    )


def _rows(row: queries.SupplyLot, today: date) -> list[Row]:
    said = [
        Row(_("放在"), row.territory.full_name),
        Row(_("到货"), f"{wording.day_full(row.received_on)} · {row.quantity}{row.unit}"),
        Row(_("谁给的"), row.came_from or "—"),
        Row(_("谁登记的"), row.by_name),
    ]
    if row.expires_on:
        said.append(Row(_("保质到"), wording.day_full(row.expires_on)))
    return said


def _recounts(actor: Actor, lot: UUID) -> Iterable[Any]:
    """The latest times that somebody counted a lot anew and found another number."""
    return trail.deeds(actor, trail.Wanted(target=lot, verb="supply.recount"))[:20]


def _counted(deed: Any, unit: str) -> Step:
    before, after = deed.changes["left"]
    said = _("%(before)s%(unit)s 改成 %(after)s%(unit)s") % {"before": before, "after": after, "unit": unit}
    return Step(deed.at, deed.actor_name, said, deed.changes["reason"])


def _went(item: Any) -> list[object]:
    """A line of where a lot went: place, address, for whom, how much, how it stands, who took it."""
    home, to = item.delivery.household, item.delivery
    slip = next(iter(to.standing), None)
    who = received_by(slip) if slip else ""
    return [
        to.neighbourhood.full_name,
        home.address or home.number,
        to.resident.name if to.resident else "",
        item.quantity,
        to.get_state_display(),
        who,
    ]


@page(Can.MANAGE_CARE)
def recount(request: HttpRequest, lot: UUID) -> HttpResponse:
    """Count a lot anew."""
    actor = actor_of(request)
    row = queries.lot(actor, lot)
    form = RecountForm(request.POST or None, initial={"left": row.left})
    return ask(
        request,
        form,
        lambda: actions.recount(
            actor=actor, lot=lot, left=form.cleaned_data["left"], reason=form.cleaned_data["reason"], now=clock.now()
        ),
        back=reverse("office:supply_lot", args=[lot]),
        title=_("盘点"),
        kicker=row.goods,
        hint=_("账上还有 %(left)s%(unit)s，其中 %(promised)s%(unit)s 已经答应了人家。")
        % {"left": row.left, "promised": row.promised, "unit": row.unit},
        done=_("已按实际的改好。"),
    )


def _head() -> list[str]:
    return [
        _("东西"),
        _("单位"),
        _("到货"),
        _("还有"),
        _("答应了"),
        _("能发的"),
        _("到货日"),
        _("保质到"),
        _("谁给的"),
        _("放在"),
    ]


def _lines(rows: Iterable[Any]) -> Iterator[list[object]]:
    for row in rows:
        expires = row.expires_on.isoformat() if row.expires_on else ""
        yield [
            row.goods,
            row.unit,
            row.quantity,
            row.left,
            row.promised,
            row.free,
            row.received_on.isoformat(),
            expires,
            row.came_from,
            row.territory.full_name,
        ]
