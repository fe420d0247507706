"""Volunteering on the phone."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youlin.domains.access.rules import Can
from youlin.domains.outreach import actions
from youlin.domains.outreach.queries import volunteering as queries
from youlin.foundation import clock
from youlin.web.shared import notices, volunteering
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm


@page(Can.USE_PHONE)
def volunteer(request: HttpRequest) -> HttpResponse:
    """What is ahead, what I signed up for, my hours, and what I organise."""
    actor, now = actor_of(request), clock.now()
    own = queries.own(queries.holder_of(actor), now=now)
    mine = {row.activity_id: row for row in own.coming}
    values = {
        "ahead": [
            (row, volunteering.span(row), row.places - queries.taken_of(row), mine.get(row.pk))
            for row in queries.ahead(now=now)
        ],
        "own": own,
        "served": volunteering.in_hours(own.minutes),
        "organised": [
            (row, volunteering.span(row)) for row in queries.activities(actor) if row.organiser_id == actor.user_id
        ],
    }
    return render(request, "chief/volunteering/volunteer.html", values)


@page(Can.USE_PHONE)
def new(request: HttpRequest) -> HttpResponse:
    """Call an activity."""
    form, made = volunteering.calling(request, actor_of(request))
    if made is not None:
        return redirect("chief:activity", made)
    values = {"form": form, "back": reverse("chief:volunteer")}
    return render(request, "chief/volunteering/new.html", values, status=422 if form.errors else 200)


@page(Can.USE_PHONE)
def activity(request: HttpRequest, activity: UUID) -> HttpResponse:
    """One activity of my places: who comes, who came."""
    values, changed = volunteering.values(request, actor_of(request), activity)
    if changed:
        return redirect("chief:activity", activity)
    values["back"] = reverse("chief:volunteer")
    return render(request, "chief/volunteering/activity.html", values, status=422 if values["wrong"] else 200)


@page(Can.USE_PHONE)
@require_POST
def come(request: HttpRequest, activity: UUID) -> HttpResponse:
    """Sign up with one tap, by the telephone of the account."""
    form = PageForm(request.POST)
    form.is_valid()
    actions.sign_up(actor=actor_of(request), activity=activity, client_id=form.identity(), now=clock.now())
    notices.done(request, _("已报名，到时见。"))
    return redirect("chief:volunteer")


@page(Can.USE_PHONE)
@require_POST
def cancel(request: HttpRequest, sign_up: UUID) -> HttpResponse:
    """Take it back."""
    actor = actor_of(request)
    actions.cancel(sign_up=sign_up, holder=queries.holder_of(actor), actor=actor, now=clock.now())
    notices.done(request, _("已取消报名。"))
    return redirect("chief:volunteer")


@page(Can.USE_PHONE)
@require_POST
def certificate(request: HttpRequest) -> HttpResponse:
    """Ask for a certificate of service."""
    form = PageForm(request.POST)
    form.is_valid()
    actor = actor_of(request)
    asked = actions.ask_certificate(
        actor=actor, holder=queries.holder_of(actor), client_id=form.identity(), now=clock.now()
    )
    notices.done(request, _("已申请，最晚 %(day)s 开出来。") % {"day": asked.due_on.isoformat()})
    return redirect("chief:volunteer")
