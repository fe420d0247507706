"""Where a household's door is: said once by who stands before it, and by nobody who would rather not."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from youlin.domains.access.rules import Can
from youlin.domains.residents import actions, queries
from youlin.domains.residents.queries import positions
from youlin.domains.residents.rules.positions import BUILDING
from youlin.foundation import clock
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import run
from youlin.web.shared.points import PointForm


@page(Can.USE_PHONE)
def point(request: HttpRequest, household: UUID) -> HttpResponse:
    """Write the point down, or let it be known no more."""
    actor, now = actor_of(request), clock.now()
    home = queries.home(actor, household).household
    known = positions.position_of(actor, household)
    own = known is not None and known.source != BUILDING
    form = PointForm(request.POST or None, initial={"point": str(known.point) if known and own else ""})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data["point"]
        done = run(form, lambda: actions.set_point(actor=actor, household=household, point=told, now=now))
        if done is not None:
            notices.done(request, _("位置记下了。") if told else _("这一户不再记位置。"))
            return redirect("chief:home", household=household)
    return render(
        request,
        "chief/point.html",
        {"home": home, "form": form, "own": own, "known": known},
        status=422 if form.errors else 200,
    )
