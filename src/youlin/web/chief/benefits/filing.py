"""Help with an application, at the door."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youlin.domains.access.rules import Can
from youlin.domains.benefits import actions, queries
from youlin.domains.benefits.wording import said
from youlin.foundation import clock
from youlin.web.chief.benefits.forms import PapersForm
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm, run
from youlin.web.shared.parts import Step


@page(Can.USE_PHONE)
@require_POST
def begin(request: HttpRequest, resident: UUID, programme: str) -> HttpResponse:
    """Open an application for somebody; the same tap twice is one."""
    form = PageForm(request.POST)
    identity = form.identity() if form.is_valid() else uuid.uuid4()
    new = actions.NewApplication(identity, resident, programme)
    row = actions.open_application(actor=actor_of(request), application=new, now=clock.now())
    return redirect("chief:application", row.pk)


@page(Can.USE_PHONE)
def application(request: HttpRequest, application: UUID) -> HttpResponse:
    """The checklist; filed once everything is there. After that, how far it has come."""
    actor, now = actor_of(request), clock.now()
    row = queries.application(actor, application)
    papers = [str(one["text"]) for one in row.checklist]
    known = {
        "ready": [str(place) for place, one in enumerate(row.checklist) if one["ready"]],
        "consented": row.consented,
    }
    form = PapersForm(request.POST or None, initial=known, papers=papers)
    if request.method == "POST" and form.is_valid():

        def keep() -> object:
            ready = [int(place) for place in form.cleaned_data["ready"]]
            consented = form.cleaned_data["consented"]
            letter = form.identity()
            actions.set_material(
                actor=actor, application=application, ready=ready, consented=consented, client_id=letter, now=now
            )
            if "file" in request.POST:
                step = actions.Step("filed", clock.day_of(form.moment(now)), client_id=letter)
                actions.take_step(actor=actor, application=application, step=step, now=now)
            return True

        if run(form, keep) is not None:
            notices.done(request, _("已递交，等街道来调查。") if "file" in request.POST else _("已记下。"))
            return redirect("chief:application", application)
    steps = [
        Step(step.recorded_at, step.by_name, step.get_stage_display(), note=step.note)
        for step in row.steps.order_by("recorded_at", "id")
    ]
    name = said(queries.programmes()[row.programme].name) if row.programme in queries.programmes() else row.programme
    return render(
        request,
        "chief/benefits/application.html",
        {"row": row, "name": name, "form": form, "steps": steps, "gathering": row.stage == "gathering"},
        status=422 if form.errors else 200,
    )
