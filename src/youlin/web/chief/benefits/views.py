"""Leads of my households; what may fit a household; one question at a time."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from youlin.domains.access.rules import Can
from youlin.domains.benefits import actions, queries
from youlin.domains.benefits.wording import said
from youlin.foundation import clock
from youlin.web.chief.benefits import cards
from youlin.web.chief.benefits.forms import AnswerForm, DecideForm
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import run

SHOWN = 100


@page(Can.USE_PHONE)
@require_GET
def leads(request: HttpRequest) -> HttpResponse:
    """Who may be entitled to something and receives nothing yet."""
    return _leads(request, None, DecideForm(), 200)


def _leads(request: HttpRequest, refused: UUID | None, form: DecideForm, status: int) -> HttpResponse:
    known = queries.programmes()
    rows = list(queries.leads(actor_of(request))[:SHOWN])
    lines = [
        (row, said(known[row.programme].name), form if row.pk == refused else DecideForm())
        for row in rows
        if row.programme in known
    ]
    helped = [
        (row, said(known[row.programme].name) if row.programme in known else row.programme)
        for row in queries.applications(actor_of(request), open_only=True)[:SHOWN]
    ]
    return render(
        request,
        "chief/benefits/leads.html",
        {"lines": lines, "refused": refused, "more": len(rows) == SHOWN, "helped": helped},
        status=status,
    )


@page(Can.USE_PHONE)
@require_POST
def decide(request: HttpRequest, lead: UUID) -> HttpResponse:
    """Put a lead aside; it comes back only when something about the household has changed."""
    form = DecideForm(request.POST)
    if form.is_valid():
        done = run(
            form,
            lambda: actions.decide_lead(
                actor=actor_of(request), lead=lead, take=False, why=form.cleaned_data["why"], now=clock.now()
            ),
        )
        if done is not None:
            notices.done(request, _("已记下，情况有变时会再提醒。"))
            return redirect("chief:leads")
    return _leads(request, lead, form, 422)


@page(Can.USE_PHONE)
@require_GET
def policies(request: HttpRequest, household: UUID) -> HttpResponse:
    """What may fit this household, why, and the question that settles most."""
    home = queries.home(actor_of(request), household)
    edition = queries.edition_for(home.household.subdistrict, clock.day_of(clock.now()))
    return render(
        request,
        "chief/benefits/policies.html",
        {"home": home.household, "told": cards.told(edition, home), "form": AnswerForm()},
    )


@page(Can.USE_PHONE)
@require_POST
def answer(request: HttpRequest, household: UUID) -> HttpResponse:
    """Keep an answer, and go on with the next question."""
    form = AnswerForm(request.POST)
    now = clock.now()
    if form.is_valid():
        told = actions.Told(
            form.identity(),
            household,
            form.cleaned_data["fact"],
            form.answer(),
            clock.day_of(form.moment(now)),
            form.cleaned_data["resident"],
        )
        actions.tell(actor=actor_of(request), told=told, now=now)
    return redirect("chief:policies", household)
