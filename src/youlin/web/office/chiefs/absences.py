"""Somebody telephoned that they go away: the desk writes it down, finds who covers, or takes it back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from youlin.domains.access.rules import Can
from youlin.domains.chiefs import actions, queries
from youlin.domains.chiefs.wording import post_name, role_name
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere
from youlin.web.office import listing
from youlin.web.office.asking import ask
from youlin.web.office.chiefs.forms import BAD_DAY, DAY
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm

COVER = gettext_lazy("请谁代")


class AbsenceForm(PageForm):
    """From when, until when, who covers."""

    starts_on = forms.DateField(
        label=gettext_lazy("哪天出门"), widget=forms.DateInput(attrs=DAY), error_messages=BAD_DAY
    )
    ends_on = forms.DateField(
        label=gettext_lazy("哪天回来"),
        widget=forms.DateInput(attrs=DAY),
        error_messages=BAD_DAY,
        help_text=gettext_lazy("回来那天起，人和事又归本人。"),
    )
    cover = forms.ChoiceField(label=COVER, required=False)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["cover"].choices = [("", _("还没找到人")), *people]  # type: ignore[attr-defined]


class CoverForm(PageForm):
    """Who covers."""

    cover = forms.ChoiceField(label=COVER, error_messages={"required": gettext_lazy("请选一位。")})

    def __init__(self, *args: Any, people: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["cover"].choices = people  # type: ignore[attr-defined]


@page(Can.APPOINT)
def new(request: HttpRequest, term: UUID) -> HttpResponse:
    """Write down that a chief goes away."""
    actor, now = actor_of(request), clock.now()
    today = clock.day_of(now)
    row = queries.term(actor, term)
    start = listing.day(request.POST.get("starts_on")) or today
    end = listing.day(request.POST.get("ends_on")) or start + timedelta(days=7)
    days = queries.Days(start, max(end, start + timedelta(days=1)))
    form = AbsenceForm(
        request.POST or None,
        people=_people(row.post, row.user_id, days),
        initial={"starts_on": today.isoformat(), "ends_on": (today + timedelta(days=7)).isoformat()},
    )

    def change() -> object:
        said = form.cleaned_data
        cover = UUID(said["cover"]) if said["cover"] else None
        absence = actions.NewAbsence(said["starts_on"], said["ends_on"], form.identity(), cover)
        return actions.set_absence(actor=actor, absence=absence, user=row.user_id, now=now)

    return ask(
        request,
        form,
        change,
        back=reverse("office:post", args=[row.post_id]),
        title=_("出门几天"),
        kicker=f"{row.user.display_name} · {post_name(row.post)}",
        hint=_("代的人那几天看得到这里的人和事，过后就看不到了。"),
        done=_("已记下。"),
    )


@page(Can.APPOINT)
def cover(request: HttpRequest, absence: UUID) -> HttpResponse:
    """Find who covers an absence that nobody covers."""
    actor, now = actor_of(request), clock.now()
    row = queries.absence_by_key(actor, absence)
    if row is None:
        raise NotThere("absence_unknown", _("没有这次外出。"))
    days = queries.Days(max(row.starts_on, clock.day_of(now)), row.ends_on)
    form = CoverForm(request.POST or None, people=_people(row.post, row.user_id, days))
    return ask(
        request,
        form,
        lambda: actions.find_cover(actor=actor, absence=absence, cover=UUID(form.cleaned_data["cover"]), now=now),
        back=reverse("office:post", args=[row.post_id]),
        title=str(COVER),
        kicker=f"{row.user.display_name} · {post_name(row.post)}",
        hint=_("代的人那几天看得到这里的人和事，过后就看不到了。"),
        done=_("已记下。"),
    )


@page(Can.APPOINT)
@require_POST
def end(request: HttpRequest, absence: UUID) -> HttpResponse:
    """Back, or not gone after all."""
    row = actions.end_absence(actor=actor_of(request), absence=absence, now=clock.now())
    notices.done(request, _("外出已结束，人和事又归本人。"))
    return redirect("office:post", row.post_id)


def _people(post: queries.Post, away: UUID, days: queries.Days) -> list[tuple[str, str]]:
    found = queries.candidates([post], away=away, days=days)
    return [(str(one.user), f"{one.name}（{one.place_name} {role_name(one.role)}）") for one in found]
