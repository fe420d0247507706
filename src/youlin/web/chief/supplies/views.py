"""What to bring, door by door; one tap where the person takes it, a name where somebody else does."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.care.actions import handing_over
from youlin.domains.care.queries import supplies as queries
from youlin.domains.care.rules.supplies import UNDO_WITHIN
from youlin.domains.care.wording import things
from youlin.foundation import clock
from youlin.web.chief import wording
from youlin.web.chief.supplies.forms import ReceiptForm
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import run


@page(Can.USE_PHONE)
@require_GET
def supplies(request: HttpRequest) -> HttpResponse:
    """Doors that wait, in the order of the street; below, what I brought."""
    actor = actor_of(request)
    waiting = queries.to_bring(actor)
    done = [(row, things(row.things), next(iter(row.standing))) for row in queries.brought(actor)]  # type: ignore[attr-defined]
    return render(
        request, "chief/supplies/supplies.html", {"waiting": [_line(actor, row) for row in waiting], "done": done}
    )


def _line(actor: Actor, row: Any) -> dict[str, object]:
    place = row.neighbourhood
    return {
        "row": row,
        "what": things(row.things),
        "name": row.resident.name if row.resident else row.household.number,
        "where": wording.near(actor, row.household.address, place.full_name, place.name) or row.household.number,
        "for": row.list.name if row.list else "",
    }


@page(Can.USE_PHONE)
def delivery(request: HttpRequest, delivery: UUID) -> HttpResponse:
    """One door: who took it."""
    actor, now = actor_of(request), clock.now()
    row: Any = queries.delivery(actor, delivery)
    form = ReceiptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = run(form, lambda: handing_over.receive(actor=actor, receipt=form.receipt(delivery, now), now=now))
        if done is not None:
            left = queries.to_bring_count(actor)
            said = _("%(name)s收到了：%(what)s。") % {"name": done.receiver_name, "what": things(row.things)}
            if left:
                said += ngettext("还有 %(n)d 户要送。", "还有 %(n)d 户要送。", left) % {"n": left}
            notices.done(request, said, undo=reverse("chief:delivery_undo", args=[delivery]))
            return redirect("chief:supplies")
    slip = next(iter(row.standing), None)
    return render(
        request,
        "chief/supplies/delivery.html",
        {"form": form, "slip": slip, "may_undo": may_undo(actor, slip, now), **_line(actor, row)},
        status=422 if form.errors else 200,
    )


def may_undo(actor: Actor, slip: queries.Receipt | None, now: datetime) -> bool:
    """Whether one may take back what one noted."""
    return slip is not None and slip.by == actor.user_id and now - slip.received_at <= UNDO_WITHIN


@page(Can.USE_PHONE)
@require_POST
def undo(request: HttpRequest, delivery: UUID) -> HttpResponse:
    """It was noted by mistake: the door waits again."""
    handing_over.take_back(actor=actor_of(request), delivery=delivery, now=clock.now())
    notices.warn(request, _("刚才那次签收已撤回，还要去送。"))
    return redirect("chief:supplies")
