"""One person's care in time: consent, tier, closer care, and going on after a pause."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youlin.domains.access.rules import Can
from youlin.domains.care import actions
from youlin.domains.residents import queries as residents
from youlin.foundation import clock
from youlin.web.office.asking import ask
from youlin.web.office.care.forms import TierForm, TighterForm
from youlin.web.office.care.person import plan_of
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.care_forms import ConsentForm, consent_hint


@page(Can.MANAGE_CARE)
def consent(request: HttpRequest, resident: UUID) -> HttpResponse:
    """Write down what somebody said about being in care."""
    actor, now = actor_of(request), clock.now()
    person = residents.resident(actor, resident)
    form = ConsentForm(request.POST or None, initial=ConsentForm.first(person, clock.day_of(now)))
    return ask(
        request,
        form,
        lambda: actions.note_consent(actor=actor, consent=form.consent(resident), now=now),
        back=reverse("office:care_person", args=[resident]),
        title=_("愿不愿意列入关照"),
        kicker=person.name,
        hint=consent_hint(person, now),
        done=_("已记下。"),
    )


@page(Can.MANAGE_CARE)
def tighten(request: HttpRequest, resident: UUID) -> HttpResponse:
    """Ask for somebody more often for a while."""
    actor, plan = actor_of(request), plan_of(request, resident)
    form = TighterForm(request.POST or None)
    return ask(
        request,
        form,
        lambda: actions.tighten_plan(
            actor=actor,
            plan=plan.pk,
            greeting_days=form.cleaned_data["greeting_days"],
            visit_days=form.cleaned_data["visit_days"],
            last=form.cleaned_data["last"],
            reason=form.cleaned_data["reason"],
            now=clock.now(),
        ),
        back=reverse("office:care_person", args=[resident]),
        title=_("一段时间问得勤一些"),
        kicker=plan.resident.name,
        hint=_("从今天起，到那天为止；过后自己恢复原来的节奏。"),
        done=_("已记下，从今天起按新的来。"),
    )


@page(Can.MANAGE_CARE)
@require_POST
def loosen(request: HttpRequest, resident: UUID) -> HttpResponse:
    """Let closer care end today."""
    actions.loosen_plan(actor=actor_of(request), plan=plan_of(request, resident).pk, now=clock.now())
    notices.done(request, _("已恢复原来的节奏。"))
    return redirect("office:care_person", resident)


@page(Can.MANAGE_CARE)
@require_POST
def resume(request: HttpRequest, resident: UUID) -> HttpResponse:
    """Let care go on from today."""
    actions.resume_plan(actor=actor_of(request), plan=plan_of(request, resident).pk, now=clock.now())
    notices.done(request, _("已恢复，从今天起重新算日子。"))
    return redirect("office:care_person", resident)


@page(Can.MANAGE_CARE)
def tier(request: HttpRequest, resident: UUID) -> HttpResponse:
    """Put somebody into a tier, or back into the usual."""
    actor, plan = actor_of(request), plan_of(request, resident)
    form = TierForm(request.POST or None, initial={"tier": plan.tier})
    return ask(
        request,
        form,
        lambda: actions.set_tier(
            actor=actor,
            plan=plan.pk,
            tier=form.cleaned_data["tier"],
            reason=form.cleaned_data["reason"],
            now=clock.now(),
        ),
        back=reverse("office:care_person", args=[resident]),
        title=_("换一个档次"),
        kicker=plan.resident.name,
        hint=_("档次管的是平常多久一次，一直有效；只要几天勤一些，用“问得勤一些”。"),
        done=_("已改好。"),
    )
