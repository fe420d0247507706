"""Questions about people whom nobody reaches: what is known, and what follows."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from youlin.domains.access.rules import Can
from youlin.domains.care import actions, queries
from youlin.domains.residents import actions as residents
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.care.forms import AnswerForm
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import run
from youlin.web.shared.parts import Chip


@page(Can.MANAGE_CARE)
def questions(request: HttpRequest) -> HttpResponse:
    """Questions that nobody has answered, or (`?view=answered`) what was answered; as a workbook with `?as=xlsx`."""
    actor, now = actor_of(request), clock.now()
    answered = request.GET.get("view") == "answered"
    rows = queries.answered_questions(actor) if answered else queries.open_questions(actor)
    if request.GET.get("as") == "xlsx":
        residents.note_export(actor=actor, what="care_questions", now=now)
        head = [_("姓名"), _("怎么了"), _("属于"), _("从什么时候起")]
        head += [_("谁答的"), _("怎么答的"), _("补充一句")] if answered else []
        return listing.workbook(_("要弄清楚的"), head, (_told(one, answered=answered) for one in rows))
    return render(
        request,
        "office/care/questions.html",
        {
            "page": listing.page_of(request, rows),
            "answered": answered,
            "chips": [
                Chip(_("还没人答"), listing.link(request, view=None), not answered),
                Chip(_("答了的"), listing.link(request, view="answered"), answered),
            ],
            "export": listing.link(request, **{"as": "xlsx"}),
            "today": clock.day_of(now),
        },
    )


def _told(one: queries.CareQuestion, *, answered: bool) -> list[object]:
    since = f"{clock.day_of(one.since):%Y-%m-%d}"
    row: list[object] = [one.plan.resident.name, one.get_kind_display(), one.plan.neighbourhood.full_name, since]
    return row + ([one.answered_by_name, one.get_answer_display(), one.note] if answered else [])


@page(Can.MANAGE_CARE)
def question(request: HttpRequest, question: UUID) -> HttpResponse:
    """One question, with the tries that led to it, and the answer."""
    actor = actor_of(request)
    asked = queries.question(actor, question)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = run(
            form,
            lambda: actions.answer_question(
                actor=actor,
                question=question,
                answer=form.cleaned_data["answer"],
                note=form.cleaned_data["note"],
                now=clock.now(),
            ),
        )
        if done is not None:
            notices.done(request, _("已记下。"))
            return redirect(_onward(done))
    tries = [one for one in queries.contacts_of(actor, asked.plan.resident_id) if one.happened_at >= asked.since]
    return render(
        request,
        "office/care/question.html",
        {"asked": asked, "person": asked.plan.resident, "form": form, "tries": tries},
        status=422 if form.errors else 200,
    )


def _onward(asked: queries.CareQuestion) -> str:
    """Where the answer is acted upon."""
    person, home = asked.plan.resident_id, asked.plan.resident.household_id
    answers = queries.CareQuestion.Answers
    pages = {
        answers.PAUSE: reverse("office:care_pause", args=[person]),
        answers.RESIDENCE: reverse("office:household_residence", args=[home]),
        answers.CASE: f"{reverse('office:case_new')}?place={asked.plan.neighbourhood_id}",
        answers.CADENCE: reverse("office:care_tier", args=[person]),
    }
    return pages.get(answers(asked.answer), reverse("office:care_person", args=[person]))
