"""Bulletins made so far, and one of them: figures, stories, files, published or withdrawn."""

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
from youlin.domains.insight.papers.sheet import sheet
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.asking import ask
from youlin.web.office.figures.asked import read
from youlin.web.office.figures.bulletin import for_outside, reader_chips
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.bulletins import filed
from youlin.web.shared.forms import PageForm


class PublishForm(PageForm):
    """Under which title."""

    title = forms.CharField(
        label=gettext_lazy("题目"), max_length=120, error_messages={"required": gettext_lazy("请写上题目。")}
    )


class WithdrawForm(PageForm):
    """Why."""

    reason = forms.CharField(
        label=gettext_lazy("为什么撤下"),
        max_length=200,
        error_messages={"required": gettext_lazy("请写一句为什么撤下。")},
    )


@page(Can.PUT_UP)
@require_GET
def issues(request: HttpRequest) -> HttpResponse:
    """Those in reach, the latest first."""
    actor = actor_of(request)
    values = {
        "page": listing.page_of(request, queries.issues(actor)),
        "may_configure": actor.can(Can.CONFIGURE),
        "today": clock.day_of(clock.now()),
    }
    return render(request, "office/bulletins/issues.html", values)


@page(Can.PUT_UP)
@require_POST
def issue_new(request: HttpRequest) -> HttpResponse:
    """Make one of the place and span in the address; the same span again is the same one."""
    asked = read(request)
    end = asked.period.end or asked.period.start
    row = actions.make_issue(
        actor=actor_of(request), territory_key=asked.place.pk, first=asked.period.start, last=end, now=clock.now()
    )
    return redirect("office:issue", row.pk)


@page(Can.PUT_UP)
@require_GET
def issue(request: HttpRequest, issue: UUID) -> HttpResponse:
    """One bulletin as it will be read."""
    actor, now = actor_of(request), clock.now()
    found = queries.issue(actor, issue)
    return render(
        request,
        "office/bulletins/issue.html",
        {
            "issue": found,
            "sheet": sheet(queries.filled(actor, found, now=now, for_outside=for_outside(request))),
            "readers": reader_chips(request),
            "stories": sorted(found.stories.all(), key=lambda one: one.picked_at),
            "files": [
                (label, reverse("office:issue_file", args=[found.pk, form]) + listing.link(request))
                for form, label in (("docx", _("存成 Word")), ("pdf", _("存成 PDF")), ("html", _("存成网页")))
            ],
        },
    )


@page(Can.PUT_UP)
@require_GET
def download(request: HttpRequest, issue: UUID, form: str) -> HttpResponse:
    """As a file."""
    actor = actor_of(request)
    found = queries.filled(actor, queries.issue(actor, issue), now=clock.now(), for_outside=for_outside(request))
    return filed(found, form)


@page(Can.PUT_UP)
def publish(request: HttpRequest, issue: UUID) -> HttpResponse:
    """Let everybody read it."""
    actor = actor_of(request)
    found = queries.issue(actor, issue)
    form = PublishForm(request.POST or None, initial={"title": found.title})
    return ask(
        request,
        form,
        lambda: actions.publish(actor=actor, issue=issue, title=form.cleaned_data["title"], now=clock.now()),
        back=reverse("office:issue", args=[issue]),
        title=_("公开这一期"),
        kicker=found.title,
        hint=_("放到居民看得到的“简报和公告”里。太小的数字、能算出它们的数字都不写明。随时可以撤下。"),
        done=_("已公开。"),
    )


@page(Can.PUT_UP)
def withdraw(request: HttpRequest, issue: UUID) -> HttpResponse:
    """Take it from the public pages."""
    actor = actor_of(request)
    found = queries.issue(actor, issue)
    form = WithdrawForm(request.POST or None)
    return ask(
        request,
        form,
        lambda: actions.withdraw_issue(actor=actor, issue=issue, reason=form.cleaned_data["reason"], now=clock.now()),
        back=reverse("office:issue", args=[issue]),
        title=_("撤下这一期"),
        kicker=found.title,
        hint=_("居民就看不到了。改好以后可以再公开。"),
        done=_("已撤下。"),
    )
