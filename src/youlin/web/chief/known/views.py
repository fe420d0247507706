"""Household by household, or all at once with a way back."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from youlin.domains.access.rules import Can
from youlin.domains.chiefs import actions, queries
from youlin.domains.chiefs.papers import posters_pdf
from youlin.domains.residents import queries as residents
from youlin.foundation import clock
from youlin.foundation.refusal import Refusal
from youlin.web.shared import notices, papers
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm
from youlin.web.shared.parts import Chip

KINDS = ("card", "poster")


@page(Can.USE_PHONE)
@require_GET
def known(request: HttpRequest) -> HttpResponse:
    """The neighbourhoods that are mine to tell; a single one opens at once."""
    actor = actor_of(request)
    places = queries.own_neighbourhoods(actor)
    if len(places) == 1:
        return redirect("chief:known_homes", places[0].pk)
    counts = {row.place.pk: row.known for row in queries.known(actor, day=clock.day_of(clock.now()))}
    lines = [(place, counts.get(place.pk)) for place in places]
    return render(request, "chief/known/places.html", {"lines": lines})


@page(Can.USE_PHONE)
@require_GET
def homes(request: HttpRequest, place: UUID) -> HttpResponse:
    """The households of one neighbourhood, those still to be told first."""
    kind = _kind(request.GET.get("kind", KINDS[0]))
    where, found = queries.homes_to_tell(actor_of(request), place, day=clock.day_of(clock.now()))
    left = [home for home in found if kind not in home.kinds]
    words = {"card": _("联系卡"), "poster": _("门牌贴")}
    return render(
        request,
        "chief/known/homes.html",
        {
            "place": where,
            "kind": kind,
            "kind_name": words[kind],
            "chips": [Chip(words[one], f"?kind={one}", one == kind) for one in KINDS],
            "left": left,
            "told": [home for home in found if kind in home.kinds],
            "total": len(found),
        },
    )


@page(Can.USE_PHONE)
@require_POST
def tick(request: HttpRequest, home: UUID, kind: str) -> HttpResponse:
    """This one has it now."""
    found = residents.home(actor_of(request), home).household
    return _hand_out(request, found.neighbourhood_id, _kind(kind), [home])


@page(Can.USE_PHONE)
@require_POST
def everybody(request: HttpRequest, place: UUID) -> HttpResponse:
    """All of them have it now."""
    return _hand_out(request, place, _kind(request.POST.get("kind", "")), None)


def _hand_out(request: HttpRequest, place: UUID, kind: str, households: list[UUID] | None) -> HttpResponse:
    now, form = clock.now(), PageForm(request.POST)
    sound = form.is_valid()
    batch = form.identity() if sound else uuid4()
    try:
        number = actions.hand_out(
            actor=actor_of(request),
            neighbourhood=place,
            kind=kind,
            households=households,
            batch=batch,
            happened_at=form.moment(now) if sound else now,
            now=now,
        )
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        notices.warn(request, refusal.message)
    else:
        words = ngettext("已记下 %(n)d 户。", "已记下 %(n)d 户。", number) % {"n": number}
        notices.done(request, words, undo=reverse("chief:known_undo", args=[batch]) if number else "")
    return redirect(f"{reverse('chief:known_homes', args=[place])}?kind={kind}")


@page(Can.USE_PHONE)
@require_POST
def undo(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Take the last press back."""
    number = actions.take_back(actor=actor_of(request), batch=batch, now=clock.now())
    notices.done(request, ngettext("已撤回 %(n)d 户。", "已撤回 %(n)d 户。", number) % {"n": number})
    return redirect("chief:known")


@page(Can.USE_PHONE)
@require_POST
def untick(request: HttpRequest, home: UUID) -> HttpResponse:
    """This one has it not, after all."""
    actor = actor_of(request)
    place = residents.home(actor, home).household.neighbourhood_id
    actions.take_back(actor=actor, household=home, now=clock.now())
    notices.done(request, _("这一户的记录撤回了。"))
    return redirect("chief:known_homes", place)


@page(Can.USE_PHONE)
@require_GET
def poster(request: HttpRequest, place: UUID, kind: str) -> HttpResponse:
    """The poster of one neighbourhood, to print."""
    if kind not in ("door", "stairs"):
        raise Http404
    found = queries.posters(actor_of(request), place, day=clock.day_of(clock.now()))
    name = _("门牌贴") if kind == "door" else _("楼道贴")
    made = posters_pdf(found[:1], kind=kind, address=papers.door_address(request))
    return papers.pdf(made, f"{name} {found[0].place.full_name}")


def _kind(text: str) -> str:
    return text if text in KINDS else KINDS[0]
