"""How far clocks bend at a place: pauses, one extension a rung, and the resident's silence."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youlin.domains.access.rules import Can
from youlin.domains.cases import actions
from youlin.domains.cases.queries import clocks as known
from youlin.domains.cases.rules.spans import Bounds, nearest
from youlin.domains.territory import queries as territory
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm, run

FIELDS = ("pause_days", "pauses", "extension_percent", "silence_days")


class BoundsForm(PageForm):
    """Four numbers."""

    pause_days = forms.IntegerField(label=gettext_lazy("一件事前后最多停几天"))
    pauses = forms.IntegerField(label=gettext_lazy("最多停几次"), help_text=gettext_lazy("写 0 就是不许停。"))
    extension_percent = forms.IntegerField(
        label=gettext_lazy("在一级最多延长百分之几"),
        help_text=gettext_lazy("100 就是那一级的时限再来一遍，0 就是不许延长。"),
    )
    silence_days = forms.IntegerField(label=gettext_lazy("告知居民以后几天没有回音就办结"))


@page(Can.CONFIGURE)
def bounds(request: HttpRequest, place: UUID) -> HttpResponse:
    """Set them for a place and everything below it."""
    actor, found = actor_of(request), territory.get(place)
    if not actor.can_at(Can.CONFIGURE, found.path) or found.subdistrict_id is None:
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    now_held = nearest(known.bounds_of([found.subdistrict_id]), found.path)
    form = BoundsForm(request.POST or None, initial={name: getattr(now_held, name) for name in FIELDS})
    if request.method == "POST" and form.is_valid():
        wanted = Bounds(**{name: form.cleaned_data[name] for name in FIELDS})
        done = run(form, lambda: actions.set_bounds(actor=actor, territory=found.pk, bounds=wanted, now=clock.now()))
        if done is not None:
            notices.done(request, _("已改好，马上生效。"))
            return redirect(f"{reverse('office:clocks')}?place={found.pk}")
    back = f"{reverse('office:clocks')}?place={found.pk}"
    values = {"form": form, "place": found, "back": back}
    return render(request, "office/settings/bounds.html", values, status=422 if form.errors else 200)
