"""Help with an application, at the door."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youlin.domains.access.rules import Can
from youlin.domains.benefits import actions
from youlin.domains.benefits.rules.clock import EMERGENCIES
from youlin.domains.benefits.wording import programme_name
from youlin.foundation import clock
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.applications.room import PHONE
from youlin.web.shared.applications.tasks import tasks
from youlin.web.shared.applications.working import gathered
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
    """What is still to be done at the door; filed once everything is there. After that, how far it has come."""
    actor, now = actor_of(request), clock.now()
    found = gathered(request, application)
    form = PageForm(request.POST or None)
    emergency = found.row.programme in EMERGENCIES
    if request.method == "POST" and form.is_valid():
        step = actions.Step("filed", clock.day_of(form.moment(now)), client_id=form.identity())
        if run(form, lambda: actions.take_step(actor=actor, application=application, step=step, now=now)):
            done = _("已报给社区和街道，先救助；材料和签名过后再补。") if emergency else _("已递交，等街道来调查。")
            notices.done(request, done)
            return redirect("chief:application", application)
    row = found.row
    steps = [
        Step(step.recorded_at, step.by_name, step.get_stage_display(), note=step.note)
        for step in row.steps.order_by("recorded_at", "id")
    ]
    values = {
        "row": row,
        "name": programme_name(row.programme),
        "form": form,
        "steps": steps,
        "tasks": tasks(found, PHONE),
        "gathering": row.stage == "gathering",
        "emergency": emergency,
        "paper_url": PHONE.url("application_paper", row.pk, "form"),
    }
    return render(request, "chief/benefits/application.html", values, status=422 if form.errors else 200)
