"""One person's care in time, said at the door: a rest, going on again, and whether they want it at all."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.care import actions, queries
from youlin.domains.residents import queries as residents
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere
from youlin.web.shared import care_forms, notices, wording
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm, run

LENGTHS = [("7", gettext_lazy("一个星期")), ("14", gettext_lazy("两个星期")), ("30", gettext_lazy("一个月"))]


class RestForm(care_forms.PauseForm):
    """Why, and for how long: two taps; the very day where it is known."""

    length = forms.ChoiceField(
        label=gettext_lazy("大约多久"), choices=LENGTHS, widget=forms.RadioSelect, initial="7", required=False
    )
    until = forms.DateField(
        label=gettext_lazy("哪天回来"),
        required=False,
        widget=forms.DateInput(attrs=care_forms.DAY),
        error_messages=care_forms.BAD_DAY,
    )
    field_order = ("reason", "length", "until", "note")

    def back_on(self, today: date) -> date:
        """The day from which care goes on."""
        said = self.cleaned_data
        known: date | None = said["until"]
        return known or today + timedelta(days=int(said["length"] or LENGTHS[0][0]))


@page(Can.USE_PHONE)
def rest(request: HttpRequest, resident: UUID) -> HttpResponse:
    """Somebody is in hospital, or with family: nothing is due until a day."""
    actor, now = actor_of(request), clock.now()
    plan = _plan(actor, resident)
    form = RestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        until = form.back_on(clock.day_of(now))
        done = run(
            form,
            lambda: actions.pause_plan(
                actor=actor,
                plan=plan.pk,
                until=until,
                reason=form.cleaned_data["reason"],
                note=form.cleaned_data["note"],
                client_id=form.identity(),
                happened_at=form.moment(now),
                now=now,
            ),
        )
        if done is not None:
            back = wording.day(until)
            undo = reverse("chief:rest_over", args=[resident])
            notices.done(request, _("已暂停，%(day)s起照常，不用您来记。") % {"day": back}, undo=undo)
            return redirect("chief:person", resident)
    values = {"person": plan.resident, "form": form}
    return render(request, "chief/care/rest.html", values, status=422 if form.errors else 200)


@page(Can.USE_PHONE)
@require_POST
def rest_over(request: HttpRequest, resident: UUID) -> HttpResponse:
    """Back before the day: care goes on from today."""
    actor, now = actor_of(request), clock.now()
    plan, form = _plan(actor, resident), PageForm(request.POST)
    form.is_valid()
    actions.resume_plan(actor=actor, plan=plan.pk, client_id=form.identity(), happened_at=form.moment(now), now=now)
    notices.done(request, _("已恢复，从今天起重新算日子。"))
    return redirect("chief:person", resident)


@page(Can.USE_PHONE)
def consent(request: HttpRequest, resident: UUID) -> HttpResponse:
    """Write down what somebody, or a guardian, said about being in care."""
    actor, now = actor_of(request), clock.now()
    person = residents.resident(actor, resident)
    form = care_forms.ConsentForm(request.POST or None, initial=care_forms.ConsentForm.first(person, clock.day_of(now)))
    if request.method == "POST" and form.is_valid():
        said = run(form, lambda: actions.note_consent(actor=actor, consent=form.consent(resident), now=now))
        if said is not None:
            stopped = _("已记下，关照停了。记错了，今天再记一次“愿意”就接着来。")
            notices.done(request, _("已记下。") if said.given else stopped)
            return redirect("chief:person", resident)
    return render(
        request,
        "chief/care/consent.html",
        {
            "person": person,
            "form": form,
            "hint": care_forms.consent_hint(person, now),
            "child": care_forms.is_child(person, clock.day_of(now)),
            "before": queries.consents_of(actor, resident),
        },
        status=422 if form.errors else 200,
    )


def _plan(actor: Actor, resident: UUID) -> queries.CarePlan:
    plan = queries.plan_of(actor, resident)
    if plan is None:
        raise NotThere("plan_unknown", _("没有这份关照计划。"))
    return plan
