"""Cards at the desk: who has which, printing one or ten to a sheet, making one anew, the photograph."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youlin.domains.access import queries as access
from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.chiefs import actions, queries
from youlin.domains.chiefs.papers import card_pdf, sheet_pdf
from youlin.domains.territory import queries as territory
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.asking import ask
from youlin.web.shared import papers
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm
from youlin.web.shared.photo_field import PortraitField

ON_ONE_PAPER = 400  # what a printer takes in one go; a community has fewer


class LostForm(PageForm):
    """Why a new one is needed."""

    reason = forms.CharField(
        label=gettext_lazy("为什么换证"),
        max_length=200,
        error_messages={"required": gettext_lazy("请写一句为什么换证，例如：丢了。")},
    )
    serial = forms.IntegerField(widget=forms.HiddenInput)


class PortraitForm(PageForm):
    """A photograph that the holder gave; empty takes it away."""

    photo = PortraitField()


@page(Can.APPOINT)
def cards(request: HttpRequest) -> HttpResponse:
    """The cards of a place's chiefs in office."""
    actor = actor_of(request)
    found = queries.cards_within(actor, _place(request, actor), day=clock.day_of(clock.now()))
    return render(
        request,
        "office/known/cards.html",
        {
            "page": listing.page_of(request, found),
            "total": len(found),
            "places": listing.place_chips(request, actor, Can.APPOINT),
            "sheet": f"{reverse('office:cards_paper')}{listing.link(request)}",
        },
    )


@page(Can.APPOINT)
def paper(request: HttpRequest) -> HttpResponse:
    """All of them on A4, ten to a sheet, with crop marks."""
    actor = actor_of(request)
    place = _place(request, actor)
    found = queries.cards_within(actor, place, day=clock.day_of(clock.now()))[:ON_ONE_PAPER]
    if not found:
        return render(request, "office/known/no_cards.html", {"place": place})
    return papers.pdf(sheet_pdf(found, address=papers.card_address(request)), f"{_('代表证')} {place.full_name}")


@page(Can.APPOINT)
def one(request: HttpRequest, appointment: UUID) -> HttpResponse:
    """One card to print."""
    found = queries.card(actor_of(request), appointment, day=clock.day_of(clock.now()))
    return papers.pdf(card_pdf(found, address=papers.card_address(request)), f"{_('代表证')} {found.name}")


@page(Can.APPOINT)
def lost(request: HttpRequest, appointment: UUID) -> HttpResponse:
    """A new card; the old one is revoked at once."""
    actor = actor_of(request)
    found = queries.card(actor, appointment, day=clock.day_of(clock.now()))
    form = LostForm(request.POST or None, initial={"serial": found.serial})
    return ask(
        request,
        form,
        lambda: actions.reissue_card(
            actor=actor,
            appointment=appointment,
            serial=form.cleaned_data["serial"],
            reason=form.cleaned_data["reason"],
            client_id=form.identity(),
            now=clock.now(),
        ),
        back=reverse("office:cards"),
        title=_("换一张证"),
        kicker=f"{found.name} {found.number}",
        hint=_("旧证马上作废，找到了也不能再用。换好以后请打印新的一张。"),
        done=_("旧证已经作废，新证可以打印了。"),
    )


@page(Can.APPOINT)
def photo(request: HttpRequest, appointment: UUID) -> HttpResponse:
    """Put on the photograph that the holder gave, or take it away."""
    actor = actor_of(request)
    found = queries.card(actor, appointment, day=clock.day_of(clock.now()))
    form = PortraitForm(request.POST or None, request.FILES or None)
    return ask(
        request,
        form,
        lambda: actions.set_portrait(
            actor=actor, appointment=appointment, data=form.cleaned_data["photo"], now=clock.now()
        ),
        back=reverse("office:cards"),
        title=_("证上的照片"),
        kicker=f"{found.name} {found.title}",
        hint=_("本人愿意才放；不放，证一样有效。不选照片就记下，是把原来的拿掉。"),
        done=_("已记下。"),
    )


def _place(request: HttpRequest, actor: Actor) -> territory.Place:
    """The place that the list is narrowed to, else the desk's own."""
    chosen = listing.key(request.GET.get("place"))
    trail = territory.trail(chosen) if chosen else []
    return trail[-1] if trail else access.roots(actor, Can.APPOINT)[0]
