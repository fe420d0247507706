"""Picking stories from closed cases: which, and in words that the picker has seen and confirmed."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from youlin.domains.access.rules import Can
from youlin.domains.insight import actions, queries
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm, run


class StoryForm(PageForm):
    """A title and the words."""

    title = forms.CharField(
        label=gettext_lazy("题目"), max_length=60, error_messages={"required": gettext_lazy("请写上题目。")}
    )
    text = forms.CharField(
        label=gettext_lazy("大家会读到的话"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=gettext_lazy("名字、电话、门牌已经换掉了。请从头读一遍，改顺，也看看有没有还能认出人的地方。"),
        error_messages={"required": gettext_lazy("请写一段话。")},
    )
    named_by_consent = forms.BooleanField(label=gettext_lazy("文里写到名字的人，本人同意公开"), required=False)


@page(Can.PUT_UP)
@require_GET
def choose(request: HttpRequest, issue: UUID) -> HttpResponse:
    """Closed cases of the span that may be told, the best rated first."""
    actor = actor_of(request)
    found = queries.issue(actor, issue)
    values = {"issue": found, "page": listing.page_of(request, queries.candidates(actor, found), size=20)}
    return render(request, "office/bulletins/choose.html", values)


@page(Can.PUT_UP)
def story(request: HttpRequest, issue: UUID, case: UUID) -> HttpResponse:
    """The words of one story, beside what was said."""
    actor = actor_of(request)
    found = queries.issue(actor, issue)
    draft = queries.draft(actor, found, case)
    form = StoryForm(request.POST or None, initial={"title": draft.title, "text": draft.text})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        done = run(
            form,
            lambda: actions.pick_story(
                actor=actor,
                issue=issue,
                case=case,
                title=said["title"],
                text=said["text"],
                named_by_consent=said["named_by_consent"],
                now=clock.now(),
            ),
        )
        if done is not None:
            undo = reverse("office:story_drop", args=[issue, case])
            notices.done(request, _("已写进这一期。"), undo=undo)
            return redirect("office:issue", issue)
    values = {"form": form, "issue": found, "draft": draft}
    return render(request, "office/bulletins/story.html", values, status=422 if form.errors else 200)


@page(Can.PUT_UP)
@require_POST
def drop(request: HttpRequest, issue: UUID, case: UUID) -> HttpResponse:
    """Take a story out."""
    actions.drop_story(actor=actor_of(request), issue=issue, case=case, now=clock.now())
    notices.done(request, _("已去掉。"))
    return redirect("office:issue", issue)
