"""What do you know? One question, one answer."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youlin.domains.access.rules import Can
from youlin.domains.care import actions, queries
from youlin.foundation import clock
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm, run


class AnswerForm(PageForm):
    """What is known, and what follows."""

    answer = forms.ChoiceField(
        label=gettext_lazy("您知道是怎么回事吗"),
        choices=queries.CareQuestion.Answers.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选一个回答。")},
    )
    note = forms.CharField(label=gettext_lazy("说一句您知道的"), max_length=200, required=False)


@page(Can.USE_PHONE)
def question(request: HttpRequest, question: UUID) -> HttpResponse:
    """One question, with the tries that led to it. The answer leads to what follows from it."""
    actor = actor_of(request)
    asked = queries.question(actor, question)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        done = run(
            form,
            lambda: actions.answer_question(
                actor=actor, question=question, answer=said["answer"], note=said["note"], now=clock.now()
            ),
        )
        if done is not None:
            notices.done(request, _("记下了，谢谢您。"))
            return redirect(_onward(done))
    tries = [one for one in queries.contacts_of(actor, asked.plan.resident_id) if one.happened_at >= asked.since]
    return render(
        request,
        "chief/care/question.html",
        {"asked": asked, "person": asked.plan.resident, "form": form, "tries": tries},
        status=422 if form.errors else 200,
    )


def _onward(asked: queries.CareQuestion) -> str:
    """Where the answer is acted upon: the page of a rest, of a case about this person, else the person's own."""
    person = asked.plan.resident_id
    if asked.answer == queries.CareQuestion.Answers.PAUSE:
        return reverse("chief:rest", args=[person])
    if asked.answer == queries.CareQuestion.Answers.CASE:
        return f"{reverse('chief:case_new')}?resident={person}"
    return reverse("chief:person", args=[person])
