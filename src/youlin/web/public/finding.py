"""Find my chief: by the code on the stairwell, the address, where I stand, or place by place.

Says who answers there, not who lives there, nor whether anybody does.
"""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youlin.domains.cases import actions
from youlin.domains.cases.queries import places
from youlin.domains.chiefs import queries as chiefs
from youlin.domains.residents import queries as residents
from youlin.domains.territory import queries as territory
from youlin.domains.territory.rules import Level
from youlin.foundation import clock
from youlin.foundation.origin import address_of
from youlin.web.shared.access import public
from youlin.web.shared.forms import Renderer


class FindForm(forms.Form):
    """One field: a code or an address."""

    default_renderer = Renderer
    q = forms.CharField(
        label=gettext_lazy("门口牌子上的编码，或您家的地址"),
        help_text=gettext_lazy("地址写到门牌号，例如：老屋场组12号、3栋2单元101室。"),
        max_length=200,
        error_messages={"required": gettext_lazy("请写上编码或地址。")},
    )


class PointForm(forms.Form):
    """Where somebody stands, rounded on the phone already."""

    lat = forms.FloatField(min_value=-85, max_value=85)
    lon = forms.FloatField(min_value=-180, max_value=180)


@public
def find(request: HttpRequest) -> HttpResponse:
    """Ask, and answer on the same page."""
    asked = "q" in request.GET
    form = FindForm(request.GET if asked else None)
    place = None
    problem = ""
    if asked and form.is_valid():
        _knock(request)
        place = places.find(form.cleaned_data["q"])
        if place is None:
            form.add_error("q", _("没有找到。请核对编码；写地址要带门牌号，写上社区的名称更准。"))
    elif "lat" in request.GET:
        place = _at_point(request)
        problem = "" if place else _("您站的地方附近没有找到邻里。请写门口的编码或者地址。")
    elif "at" in request.GET:
        place = _chosen(request.GET["at"])
    day = clock.day_of(clock.now())
    values = {
        "form": form,
        "place": place,
        "chief": chiefs.chief_for(place, day) if place else None,
        "below": _below(place) if "at" in request.GET or not (asked or place) else [],
        "above": territory.lineage(place)[2:-1] if place and "at" in request.GET else [],
        "problem": problem,
        "is_neighbourhood": place is not None and place.level == Level.NEIGHBOURHOOD,
    }
    return render(request, "public/find.html", values, status=422 if form.errors or problem else 200)


def _at_point(request: HttpRequest) -> territory.Place | None:
    point = PointForm(request.GET)
    if not point.is_valid():
        return None
    _knock(request)
    return residents.neighbourhood_near(point.cleaned_data["lat"], point.cleaned_data["lon"])


def _knock(request: HttpRequest) -> None:
    """Count a try: whoever asks for address after address is asked to rest."""
    actions.knock(door=actions.FIND, address=address_of(request), now=clock.now())


def _chosen(text: str) -> territory.Place | None:
    """A place that was chosen from the list, from the community down."""
    try:
        found = territory.trail(UUID(text))
    except ValueError:
        return None
    return found[-1] if found and found[-1].level >= Level.COMMUNITY else None


def _below(place: territory.Place | None) -> list[territory.Place]:
    """What can be chosen next: the communities, or the places below one."""
    return territory.children([place]) if place else list(territory.of_level(Level.COMMUNITY))
