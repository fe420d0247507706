"""Find my chief: by the code on the stairwell or by the whole address. Says who answers there, not who lives there."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youlin.domains.cases import actions
from youlin.domains.cases.queries import places
from youlin.domains.chiefs import queries as chiefs
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


@public
def find(request: HttpRequest) -> HttpResponse:
    """Ask, and answer on the same page."""
    now = clock.now()
    asked = "q" in request.GET
    form = FindForm(request.GET if asked else None)
    place = chief = None
    if asked and form.is_valid():
        actions.knock(door=actions.FIND, address=address_of(request), now=now)
        place = places.find(form.cleaned_data["q"])
        chief = chiefs.chief_for(place, clock.day_of(now)) if place else None
        if place is None:
            form.add_error("q", _("没有找到唯一的一处。请核对编码；写地址要写到门牌号，或者只写组名和门牌号。"))
    values = {"form": form, "place": place, "chief": chief}
    return render(request, "public/find.html", values, status=422 if form.errors else 200)
