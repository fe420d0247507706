"""One line, and the latest ones below it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from youlin.domains.access.rules import Can
from youlin.domains.outreach import actions, queries
from youlin.foundation import clock
from youlin.web.chief.services.forms import ServiceForm
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import run


@page(Can.LOG_SERVICE)
def services(request: HttpRequest) -> HttpResponse:
    """Log a micro-service and see one's own latest."""
    actor, now = actor_of(request), clock.now()
    places = [(str(place.pk), place.full_name) for place in queries.places(actor)]
    form = ServiceForm(request.POST or None, places=places)
    if request.method == "POST" and form.is_valid():
        line = actions.NewService(
            client_id=form.identity(),
            neighbourhood=form.cleaned_data["neighbourhood"],
            text=form.cleaned_data["text"],
            happened_at=form.moment(now),
        )
        if run(form, lambda: actions.log_service(actor=actor, service=line, now=now)) is not None:
            notices.done(request, _("已记下。"))
            return redirect("chief:services")
    return render(
        request,
        "chief/services.html",
        {"form": form, "lines": queries.mine(actor), "places": places},
        status=422 if form.errors else 200,
    )
