"""One line, and the latest ones below it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

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
        {
            "form": form,
            "lines": queries.mine(actor),
            "places": places,
            "proposed": queries.proposed(actor, now=now) if places else [],
        },
        status=422 if form.errors else 200,
    )


@page(Can.LOG_SERVICE)
@require_POST
def take(request: HttpRequest, contact: UUID) -> HttpResponse:
    """Log what an own note tells of, as it stands or put right."""
    actor, now = actor_of(request), clock.now()
    actions.log_proposal(actor=actor, contact=contact, text=request.POST.get("text", ""), now=now)
    notices.done(request, _("已记下。"))
    return redirect("chief:services")


@page(Can.LOG_SERVICE)
@require_POST
def decline(request: HttpRequest, contact: UUID) -> HttpResponse:
    """It was no micro-service."""
    actions.decline_proposal(actor=actor_of(request), contact=contact, now=clock.now())
    notices.done(request, _("好，不记。"))
    return redirect("chief:services")
