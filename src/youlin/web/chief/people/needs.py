"""What somebody needs of whoever comes, as the chief at the door knows it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from youlin.domains.access.rules import Can
from youlin.domains.care.actions import matching as actions
from youlin.domains.residents import queries
from youlin.foundation import clock
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import run
from youlin.web.shared.needs import NeedsForm, said_so_far


@page(Can.USE_PHONE)
def needs(request: HttpRequest, resident: UUID) -> HttpResponse:
    """Skills, and whether it should be somebody of the same sex."""
    actor = actor_of(request)
    person = queries.resident(actor, resident)
    form = NeedsForm(request.POST or None, initial=said_so_far(resident))
    if request.method == "POST" and form.is_valid():
        said = run(form, lambda: actions.say_needs(actor=actor, resident=resident, needs=form.needs(), now=clock.now()))
        if said is not None:
            notices.done(request, _("已记下。"))
            return redirect("chief:person", resident)
    return render(request, "chief/needs.html", {"form": form, "person": person}, status=422 if form.errors else 200)
