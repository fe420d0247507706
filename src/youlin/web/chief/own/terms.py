"""My terms: until when, what was said of them, leaving; who covers for me, and whom I cover."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from youlin.domains.access.rules import Can
from youlin.domains.chiefs import actions, queries
from youlin.domains.chiefs.rules import runs_out_on
from youlin.domains.chiefs.wording import post_name
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm, run


class ResignForm(PageForm):
    """From which day on; why is said or not."""

    ends_on = forms.DateField(
        label=gettext_lazy("从哪天起不再任职"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": gettext_lazy("请写上日子。"),
            "invalid": gettext_lazy("日子不对，请写成 2026-11-22。"),
        },
        help_text=gettext_lazy("到那天以前，随时可以反悔。"),
    )
    note = forms.CharField(label=gettext_lazy("想说一句为什么"), required=False, max_length=150)


@page(Can.USE_PHONE)
@require_GET
def terms(request: HttpRequest) -> HttpResponse:
    """Everything about my being in office, on one page."""
    actor, today = actor_of(request), clock.day_of(clock.now())
    held = queries.my_terms(actor, day=today)
    return render(
        request,
        "chief/own/terms.html",
        {
            "terms": [
                (term, post_name(term.post), runs_out_on(queries.Days(term.starts_on, term.ends_on))) for term in held
            ],
            "sits": any(term.kind == "sitting" for term in held),
            "away": [
                (row, row.cover if row.cover and row.cover.ends_on and row.cover.ends_on > today else None)
                for row in queries.my_absences(actor, day=today)
            ],
            "covering": [(row, post_name(row.post)) for row in queries.my_covers(actor, day=today)],
            "appraisals": queries.my_appraisals(actor),
            "today": today,
        },
    )


@page(Can.USE_PHONE)
def resign(request: HttpRequest, term: UUID) -> HttpResponse:
    """Leave my post from a day on."""
    actor, now = actor_of(request), clock.now()
    today = clock.day_of(now)
    row = next((one for one in queries.my_terms(actor, day=today) if one.pk == term), None)
    if row is None:
        raise NotThere("appointment_unknown", _("没有这段任期。"))
    form = ResignForm(request.POST or None, initial={"ends_on": (today + timedelta(days=30)).isoformat()})
    if request.method == "POST" and form.is_valid():
        done = run(
            form,
            lambda: actions.resign(
                actor=actor,
                appointment=term,
                ends_on=form.cleaned_data["ends_on"],
                note=form.cleaned_data["note"],
                client_id=form.identity(),
                now=now,
            ),
        )
        if done is not None:
            notices.done(
                request,
                _("已告诉社区。岗位上的事都留着，接任的人接着办。"),
                undo=reverse("chief:resign_back", args=[term]),
            )
            return redirect("chief:terms" if form.cleaned_data["ends_on"] > today else "account:home")
    values = {"form": form, "name": post_name(row.post)}
    return render(request, "chief/own/resign.html", values, status=422 if form.errors else 200)


@page(Can.USE_PHONE)
@require_POST
def resign_back(request: HttpRequest, term: UUID) -> HttpResponse:
    """I stay after all."""
    actions.take_back_end(actor=actor_of(request), appointment=term, now=clock.now())
    notices.done(request, _("好，您接着干。"))
    return redirect("chief:terms")
