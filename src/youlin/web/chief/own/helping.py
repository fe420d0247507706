"""What I can help with: said once, changed when it changes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from youlin.domains.access.rules import Can
from youlin.domains.chiefs import actions, queries
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import run
from youlin.web.shared.offers import OfferForm, offered


@page(Can.USE_PHONE)
def helping(request: HttpRequest) -> HttpResponse:
    """For how many people I have time, and what I can do."""
    actor = actor_of(request)
    if actor.user_id is None:
        raise NotThere("account_unknown", _("没有这个账号。"))
    user = actor.user_id
    form = OfferForm(request.POST or None, initial=offered(user))
    if request.method == "POST" and form.is_valid():
        said = run(form, lambda: actions.say_offer(actor=actor, user=user, offer=form.offer(), now=clock.now()))
        if said is not None:
            notices.done(request, _("已记下。下次安排谁由谁照看，会照着来。"))
            return redirect("chief:me")
    known = queries.offer_of(user)
    return render(request, "chief/helping.html", {"form": form, "known": known}, status=422 if form.errors else 200)
