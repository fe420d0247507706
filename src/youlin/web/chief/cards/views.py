"""Show, print, a photograph if one likes, lost."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from youlin.domains.access.rules import Can
from youlin.domains.chiefs import actions, portraits, queries
from youlin.domains.chiefs.papers import card_pdf
from youlin.foundation import clock
from youlin.web.shared import codes, notices, papers
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm, run
from youlin.web.shared.photo_field import PortraitField


class PortraitForm(PageForm):
    """A photograph, or none."""

    photo = PortraitField()


class LostForm(PageForm):
    """Why a new one is needed."""

    reason = forms.CharField(
        label=gettext_lazy("为什么换证"),
        max_length=200,
        initial=gettext_lazy("丢了"),
        error_messages={"required": gettext_lazy("请写一句为什么换证，例如：丢了。")},
    )
    serial = forms.IntegerField(widget=forms.HiddenInput)


@page(Can.USE_PHONE)
@require_GET
def cards(request: HttpRequest) -> HttpResponse:
    """My cards, each with its code large enough to be scanned from the phone."""
    address = papers.card_address(request)
    found = queries.my_cards(actor_of(request), day=clock.day_of(clock.now()))
    # The drawing is ours: black squares computed from the address.
    drawn = [(card, mark_safe(codes.drawing(address(card.token), _("代表证的二维码")))) for card in found]
    return render(request, "chief/cards/cards.html", {"cards": drawn})


@page(Can.USE_PHONE)
@require_GET
def paper(request: HttpRequest, appointment: UUID) -> HttpResponse:
    """One card to print."""
    found = _mine(request, appointment)
    return papers.pdf(card_pdf(found, address=papers.card_address(request)), f"{_('代表证')} {found.name}")


@page(Can.USE_PHONE)
def photo(request: HttpRequest, appointment: UUID) -> HttpResponse:
    """Give a photograph, or take it away."""
    found, actor = _mine(request, appointment), actor_of(request)
    form = PortraitForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = b"" if "none" in request.POST else form.cleaned_data["photo"]
        if not data and "none" not in request.POST:
            form.add_error("photo", _("请先选一张照片；不想放照片，就不用管这一页。"))
        elif run(form, lambda: actions.set_portrait(actor=actor, appointment=appointment, data=data, now=clock.now())):
            notices.done(request, _("照片放上去了。") if data else _("照片已经拿掉，也从系统里删了。"))
            return redirect("chief:cards")
    status = 422 if form.errors else 200
    return render(request, "chief/cards/photo.html", {"form": form, "card": found}, status=status)


@page(Can.USE_PHONE)
@require_GET
def picture(request: HttpRequest, appointment: UUID) -> HttpResponse:
    """The photograph on my card."""
    found = _mine(request, appointment)
    data = portraits.read(found.appointment, found.portrait)
    if data is None:
        raise Http404
    return HttpResponse(data, content_type="image/jpeg", headers={"Cache-Control": "private, no-store"})


@page(Can.USE_PHONE)
def lost(request: HttpRequest, appointment: UUID) -> HttpResponse:
    """The old one is revoked the moment this is sent, and a new one is there."""
    found, actor = _mine(request, appointment), actor_of(request)
    form = LostForm(request.POST or None, initial={"serial": found.serial})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = run(
            form,
            lambda: actions.reissue_card(
                actor=actor,
                appointment=appointment,
                serial=said["serial"],
                reason=said["reason"],
                client_id=form.identity(),
                now=clock.now(),
            ),
        )
        if made is not None:
            notices.done(request, _("旧证已经作废，这是新的一张。"))
            return redirect("chief:cards")
    status = 422 if form.errors else 200
    return render(request, "chief/cards/lost.html", {"form": form, "card": found}, status=status)


def _mine(request: HttpRequest, appointment: UUID) -> queries.Card:
    cards = queries.my_cards(actor_of(request), day=clock.day_of(clock.now()))
    found = next((card for card in cards if card.appointment == appointment), None)
    if found is None:
        raise Http404
    return found
