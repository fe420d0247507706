"""Time in office at the desk: what runs out, who is away, renewing, appraising, taking an end back, the hand-over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.chiefs import actions, queries
from youlin.domains.chiefs.rules import Verdict, five_years_after
from youlin.domains.chiefs.wording import post_name
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere
from youlin.web.office import listing
from youlin.web.office.asking import ask
from youlin.web.office.chiefs.forms import BAD_DAY, DAY
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm
from youlin.web.shared.handover import compose


class RenewForm(PageForm):
    """Until when the next term goes."""

    ends_on = forms.DateField(
        label=gettext_lazy("连任到哪天为止"),
        widget=forms.DateInput(attrs=DAY),
        error_messages=BAD_DAY,
        help_text=gettext_lazy("这一天起不再任职。一届最长五年。"),
    )


class AppraisalForm(PageForm):
    """What the residents' appraisal said."""

    year = forms.IntegerField(label=gettext_lazy("哪一年"), min_value=2000, max_value=2100)
    verdict = forms.ChoiceField(
        label=gettext_lazy("评议结果"),
        choices=[
            (Verdict.UP_TO_IT.value, gettext_lazy("称职")),
            (Verdict.NOT_UP_TO_IT.value, gettext_lazy("不称职")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选称职还是不称职。")},
    )
    held_on = forms.DateField(label=gettext_lazy("哪天评的"), widget=forms.DateInput(attrs=DAY), error_messages=BAD_DAY)
    note = forms.CharField(
        label=gettext_lazy("说明"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("本人看得到。评不称职要写因为什么事。"),
    )


@page(Can.APPOINT)
def terms(request: HttpRequest) -> HttpResponse:
    """Terms that run out within ninety days, and who is away."""
    actor, today = actor_of(request), clock.day_of(clock.now())
    ending = queries.running_out(actor, day=today)
    if request.GET.get("as") == "xlsx":
        head = [_("岗位"), _("姓名"), _("怎么任的"), _("到任"), _("任期到")]
        return listing.workbook(_("任期将满"), head, _lines(ending))
    away = list(queries.absences(actor, day=today))
    return render(
        request,
        "office/chiefs/terms.html",
        {
            "ending": [(one, post_name(one.term.post)) for one in ending],
            "away": [(row, post_name(row.post), covers(row, today)) for row in away],
            "days": queries.NOTICE_DAYS,
            "today": today,
            "export": listing.link(request, **{"as": "xlsx"}),
        },
    )


def _lines(found: list[queries.RunningOut]) -> Iterator[list[object]]:
    for one in found:
        term = one.term
        yield [
            post_name(term.post),
            term.user.display_name,
            term.get_kind_display(),
            f"{term.starts_on:%Y-%m-%d}",
            f"{one.runs_out_on:%Y-%m-%d}",
        ]


def covers(row: queries.Absence, today: date) -> str:
    """Who covers an absence, by name; empty where nobody does."""
    cover = row.cover
    return cover.user.display_name if cover is not None and cover.ends_on and cover.ends_on > today else ""


def of_post(actor: Actor, post: UUID, terms: list[Any], today: date) -> dict[str, object]:
    """What the page of a post adds about time in office."""
    away = [row for row in queries.absences(actor, day=today) if row.post_id == post]
    return {
        "appraisals": queries.appraisals_of(actor, [term.pk for term in terms]),
        "away": [(row, covers(row, today)) for row in away],
    }


@page(Can.APPOINT)
def renew(request: HttpRequest, term: UUID) -> HttpResponse:
    """Let a sitting chief go on."""
    actor, now = actor_of(request), clock.now()
    row = queries.term(actor, term)
    begins = row.ends_on or max(five_years_after(row.starts_on), clock.day_of(now))
    form = RenewForm(request.POST or None, initial={"ends_on": five_years_after(begins).isoformat()})
    return ask(
        request,
        form,
        lambda: actions.renew(actor=actor, appointment=term, ends_on=form.cleaned_data["ends_on"], now=now),
        back=reverse("office:post", args=[row.post_id]),
        title=_("连任"),
        kicker=f"{row.user.display_name} · {post_name(row.post)}",
        hint=_("新的一届从 %(day)s 开始，另记一行。") % {"day": begins},
        done=_("连任已办好。"),
    )


@page(Can.APPOINT)
@require_POST
def take_back(request: HttpRequest, term: UUID) -> HttpResponse:
    """Let somebody stay who was to leave."""
    row = actions.take_back_end(actor=actor_of(request), appointment=term, now=clock.now())
    notices.done(request, _("离任已撤回。"))
    return redirect("office:post", row.post_id)


@page(Can.APPOINT)
def appraise(request: HttpRequest, term: UUID) -> HttpResponse:
    """Enter the appraisal of a year."""
    actor, now = actor_of(request), clock.now()
    today = clock.day_of(now)
    row = queries.term(actor, term)
    form = AppraisalForm(request.POST or None, initial={"year": today.year, "held_on": today.isoformat()})

    def change() -> object:
        said = form.cleaned_data
        new = actions.NewAppraisal(term, said["year"], said["verdict"], said["held_on"], said["note"])
        return actions.appraise(actor=actor, appraisal=new, now=now)

    return ask(
        request,
        form,
        change,
        back=reverse("office:post", args=[row.post_id]),
        title=_("年度评议"),
        kicker=f"{row.user.display_name} · {post_name(row.post)}",
        hint=_("一年一次，由居民评。同一年再记一次就是更正。连续两年不称职，任期从记下那天起终止。"),
        done=_("评议已记下。"),
    )


@page(Can.APPOINT)
def handover(request: HttpRequest, term: UUID) -> HttpResponse:
    """The hand-over list of a term, to print."""
    actor, now = actor_of(request), clock.now()
    found = compose(actor, term, now)
    if not actor.can_at(Can.APPOINT, found.handover.term.post.territory.path):
        raise NotThere("appointment_unknown", _("没有这段任期。"))
    return render(
        request,
        "office/chiefs/handover.html",
        {"list": found, "name": post_name(found.handover.term.post), "today": clock.day_of(now)},
    )
