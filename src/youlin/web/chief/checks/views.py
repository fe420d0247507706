"""The list of doubts, one check, and why a doubt is none."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from youlin.domains.access.rules import Can
from youlin.domains.residents import actions, queries
from youlin.domains.residents.queries import checks as doubts
from youlin.foundation import clock
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.check_form import CheckForm, DismissForm
from youlin.web.shared.forms import run

A_PAGE = 30


@page(Can.USE_PHONE)
@require_GET
def checks(request: HttpRequest) -> HttpResponse:
    """Households that ask to be looked at, each with what was noticed and when."""
    rows = doubts.doubtful(actor_of(request), doubts.Doubt())
    listed = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "chief/checks/checks.html", {"page": listed})


@page(Can.USE_PHONE)
def check(request: HttpRequest, household: UUID) -> HttpResponse:
    """Say how a household lives."""
    actor, now = actor_of(request), clock.now()
    home = queries.home(actor, household)
    form = CheckForm(request.POST or None, initial=CheckForm.first(clock.day_of(now)))
    if request.method == "POST" and form.is_valid():
        found = run(form, lambda: actions.record_check(actor=actor, check=form.check(household), now=now))
        if found is not None:
            undo = reverse("chief:check_undo", args=[household, found.client_id])
            notices.done(request, _("已记下：%(found)s。") % {"found": found.get_residence_display()}, undo=undo)
            return redirect("chief:home", household)
    signs = [sign for sign in doubts.signs_of(actor, household) if sign.settled_at is None]
    return render(
        request,
        "chief/checks/check.html",
        {"form": form, "home": home.household, "facts": home.facts[:6], "signs": signs},
        status=422 if form.errors else 200,
    )


@page(Can.USE_PHONE)
@require_POST
def undo(request: HttpRequest, household: UUID, client: UUID) -> HttpResponse:
    """I was mistaken: what was known before holds again."""
    found = actions.take_back_check(actor=actor_of(request), household=household, client_id=client, now=clock.now())
    notices.done(request, _("撤回了，还是：%(found)s。") % {"found": found.get_residence_display()})
    return redirect("chief:home", household)


@page(Can.USE_PHONE)
def dismiss(request: HttpRequest, household: UUID) -> HttpResponse:
    """Nobody need look, and why."""
    actor, now = actor_of(request), clock.now()
    home = queries.home(actor, household).household
    form = DismissForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        done = run(
            form,
            lambda: (actions.dismiss_signs(actor=actor, households=[household], reason=reason, now=now),),
        )
        if done is not None:
            notices.done(request, _("已记下，有新的迹象再提醒您。"))
            return redirect("chief:checks")
    return render(
        request, "chief/checks/dismiss.html", {"form": form, "home": home}, status=422 if form.errors else 200
    )


@page(Can.USE_PHONE)
@require_POST
def returned(request: HttpRequest, household: UUID) -> HttpResponse:
    """A notice came back from here."""
    actor, now = actor_of(request), clock.now()
    sign = actions.NewSign(household, "returned", clock.day_of(now))
    actions.note_sign(actor=actor, sign=sign, now=now)
    notices.done(request, _("已记下：通知被退回。请有空去核实一下。"))
    return redirect("chief:check", household)
