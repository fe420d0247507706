"""Giving on the spot; a door that need not get it; a receipt taken back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youlin.domains.access.rules import Can
from youlin.domains.care.actions import handing_over
from youlin.domains.care.actions import supplies as actions
from youlin.domains.care.queries import supplies as queries
from youlin.domains.care.wording import things
from youlin.domains.residents import queries as residents
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.asking import ask
from youlin.web.office.supplies.forms import CancelForm, GiveForm
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import run

FOUND = 8


@page(Can.MANAGE_CARE)
def give(request: HttpRequest, lot: UUID) -> HttpResponse:
    """Find who stands there, then how much and who takes it."""
    actor, now = actor_of(request), clock.now()
    row = queries.lot(actor, lot)
    key = listing.key(request.GET.get("resident"))
    person = residents.resident(actor, key) if key else None
    form = GiveForm(request.POST or None)
    if request.method == "POST" and person is not None and form.is_valid():
        said = form.cleaned_data
        gift = handing_over.NewGift(
            client_id=form.identity(),
            lot=lot,
            quantity=said["quantity"],
            household=person.household_id,
            resident=person.pk,
            receiver=said["receiver"],
            receiver_name=said["receiver_name"],
            happened_at=form.moment(now),
        )
        made = run(form, lambda: handing_over.give(actor=actor, gift=gift, now=now))
        if made is not None:
            words = _("已发给%(name)s：%(what)s。") % {"name": person.name, "what": things(made.items.all())}
            notices.done(request, words, undo=reverse("office:delivery_undo", args=[made.pk]))
            return redirect("office:supply_lot", lot)
    text = listing.words(request)
    found = residents.residents(actor, residents.Wanted(text=text))[:FOUND] if text and person is None else []
    return render(
        request,
        "office/supplies/give.html",
        {"lot": row, "person": person, "form": form, "text": text, "found": list(found)},
        status=422 if form.errors else 200,
    )


@page(Can.MANAGE_CARE)
def cancel(request: HttpRequest, delivery: UUID) -> HttpResponse:
    """A door need not get it; what was promised is free again."""
    actor = actor_of(request)
    row = queries.delivery(actor, delivery)
    form = CancelForm(request.POST or None)
    return ask(
        request,
        form,
        lambda: actions.cancel_delivery(
            actor=actor, delivery=delivery, reason=form.cleaned_data["reason"], now=clock.now()
        ),
        back=reverse("office:supply_list", args=[row.list_id]) if row.list_id else reverse("office:supplies"),
        title=_("这一户不用送了"),
        kicker=row.household.address or row.household.number,
        hint=_("答应的东西会放回来，可以给别家。"),
        done=_("已划掉，答应的东西放回来了。"),
    )


@page(Can.MANAGE_CARE)
@require_POST
def undo(request: HttpRequest, delivery: UUID) -> HttpResponse:
    """A receipt was noted by mistake."""
    row = handing_over.take_back(actor=actor_of(request), delivery=delivery, now=clock.now())
    notices.warn(request, _("签收已撤回，东西记回库里了。"))
    return redirect("office:supply_list", row.list_id) if row.list_id else redirect("office:supplies")
