"""The own line, the most at risk first; and one question with what is behind it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.care.actions import patterns
from youlin.domains.care.queries import Owing
from youlin.domains.care.queries import helping as queries
from youlin.foundation import clock
from youlin.web.chief import wording
from youlin.web.chief.today import lines
from youlin.web.shared import notices, supervision
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import run

SHOWN = 20


@page(Can.LEAD_LINE)
@require_GET
def line(request: HttpRequest) -> HttpResponse:
    """Who may be forgotten; who covers; where a hand may be needed; what one would like to ask."""
    actor, now = actor_of(request), clock.now()
    late = queries.at_risk(actor, now=now)
    known = supervision.places(actor, now)
    there = {one.territory.pk: one for one in known}
    return render(
        request,
        "chief/line/line.html",
        {
            "late": [_with_chief(actor, item, there.get(item.plan.neighbourhood_id), now) for item in late[:SHOWN]],
            "more": max(0, len(late) - SHOWN),
            "covers": [(one, supervision.covers(one)) for one in known if one.acting or not one.holders],
            "hands": [(one, supervision.reasons(one), supervision.idea(one)) for one in supervision.in_need(known)],
            "questions": [(row, supervision.asked(row)) for row in queries.open_questions(actor)[:SHOWN]],
            "places": len(known),
        },
    )


def _with_chief(actor: Actor, item: Owing, place: queries.Place | None, now: datetime) -> lines.Line:
    """Somebody who is late, with who answers for them or stands in."""
    own = lines.line(actor, item, now)
    return lines.answered_by(actor, own, place.territory, place.holders) if place else own


@page(Can.LEAD_LINE)
def question(request: HttpRequest, question: UUID) -> HttpResponse:
    """One question, the records behind it, and room for how it came about."""
    actor, now = actor_of(request), clock.now()
    row = queries.question(actor, question)
    form = supervision.AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.answer()
        if run(form, lambda: patterns.answer(actor=actor, question_key=question, text=said, now=now)) is not None:
            notices.done(request, _("已记下，这个问题放下了。"))
            return redirect("chief:line")
    behind = [(one, wording.what_was_done(one)) for one in queries.behind(actor, row)]
    return render(
        request,
        "chief/line/question.html",
        {"row": row, "asked": supervision.asked(row), "behind": behind, "form": form},
        status=422 if form.errors else 200,
    )
