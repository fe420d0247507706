"""Whom to ask what, and the answers."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from youlin.domains.access.rules import Can
from youlin.domains.insight.actions import ledgers as actions
from youlin.domains.insight.ledgers.words import DETAILS
from youlin.domains.insight.queries import ledgers as queries
from youlin.foundation import clock
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.answering import AnswerForm
from youlin.web.shared.forms import run

PER_PAGE = 30


@page(Can.USE_PHONE)
def asked(request: HttpRequest) -> HttpResponse:
    """The own people of whom a ledger asks something."""
    actor = actor_of(request)
    shown = Paginator(queries.asked(actor), PER_PAGE).get_page(request.GET.get("page"))
    rows = [
        (one, str(_("、")).join(str(DETAILS[detail]) for detail in one.details))
        for one in queries.questions_of(actor, shown.object_list)
    ]
    return render(request, "chief/asked/asked.html", {"page": shown, "rows": rows})


@page(Can.USE_PHONE)
def answer(request: HttpRequest, resident: UUID) -> HttpResponse:
    """All that is asked of one person."""
    actor = actor_of(request)
    found = queries.asked_of(actor, resident)
    form = AnswerForm(request.POST or None, asked=found.details)
    if request.method == "POST" and form.is_valid():
        kept = run(
            form,
            lambda: actions.answer_questions(actor=actor, answers=form.answers(resident), now=clock.now()),
        )
        if kept is not None:
            notices.done(request, _("%(name)s：记下了，以后不再问。") % {"name": kept.name})
            return redirect("chief:asked")
    context = {"asked": found, "person": found.person, "form": form}
    return render(request, "chief/asked/answer.html", context, status=422 if form.errors else 200)
