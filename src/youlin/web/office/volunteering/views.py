"""Volunteering at the desk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youlin.domains.access.rules import Can
from youlin.domains.outreach import actions
from youlin.domains.outreach.queries import volunteering as queries
from youlin.domains.outreach.rules.volunteering import hours
from youlin.domains.residents import actions as residents
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.shared import certificates as papers
from youlin.web.shared import notices, volunteering
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm, run

MOST = 5000


class RevokeForm(PageForm):
    """Why it holds no more."""

    reason = forms.CharField(
        label=gettext_lazy("为什么作废"),
        max_length=200,
        error_messages={"required": gettext_lazy("请写一句为什么作废。")},
    )


@page(Can.PUT_UP)
def activities(request: HttpRequest) -> HttpResponse:
    """Every activity of the desk's places, the newest first; as a workbook with `?as=xlsx`."""
    actor, now = actor_of(request), clock.now()
    rows = queries.activities(actor)
    if request.GET.get("as") == "xlsx":
        head = [_("活动"), _("什么时候"), _("在哪里"), _("谁组织"), _("要多少人"), _("报了多少人")]
        lines = [
            [row.title, volunteering.span(row), row.place, row.organiser_name, row.places, queries.taken_of(row)]
            for row in rows[:MOST]
        ]
        return listing.workbook(_("志愿活动"), head, lines)
    listed = listing.page_of(request, rows)
    values = {
        "page": listed,
        "lines": [(row, volunteering.span(row), row.starts_at <= now) for row in listed],
        "export": listing.link(request, **{"as": "xlsx"}),
        "waiting": queries.certificates(actor).filter(issued_at__isnull=True).count(),
        "today": clock.day_of(now),
    }
    return render(request, "office/volunteering/activities.html", values)


@page(Can.PUT_UP)
def new(request: HttpRequest) -> HttpResponse:
    """Call an activity."""
    form, made = volunteering.calling(request, actor_of(request))
    if made is not None:
        return redirect("office:activity", made)
    values = {"form": form, "back": reverse("office:activities")}
    return render(request, "office/volunteering/new.html", values, status=422 if form.errors else 200)


@page(Can.PUT_UP)
def activity(request: HttpRequest, activity: UUID) -> HttpResponse:
    """One activity: who comes, who came."""
    values, changed = volunteering.values(request, actor_of(request), activity)
    if changed:
        return redirect("office:activity", activity)
    values["back"] = reverse("office:activities")
    return render(request, "office/volunteering/activity.html", values, status=422 if values["wrong"] else 200)


@page(Can.PUT_UP)
def certificates(request: HttpRequest) -> HttpResponse:
    """Those that wait, by their day; then those that were issued; as a workbook with `?as=xlsx`."""
    actor, now = actor_of(request), clock.now()
    rows = queries.certificates(actor)
    if request.GET.get("as") == "xlsx":
        residents.note_export(actor=actor, what="certificates", now=now)
        return listing.workbook(_("服务证明"), _certificate_head(), _certificate_lines(rows))
    listed = listing.page_of(request, rows)
    values = {
        "page": listed,
        "lines": [(row, volunteering.in_hours(row.minutes)) for row in listed],
        "export": listing.link(request, **{"as": "xlsx"}),
        "today": clock.day_of(now),
        "back": reverse("office:activities"),
    }
    return render(request, "office/volunteering/certificates.html", values)


def _certificate_head() -> list[str]:
    return [_("姓名"), _("申请"), _("最迟哪天开"), _("开出"), _("编号"), _("小时")]


def _certificate_lines(rows: Iterable[Any]) -> Iterator[list[object]]:
    for row in rows:
        issued = clock.day_of(row.issued_at).isoformat() if row.issued_at else ""
        asked = clock.day_of(row.asked_at).isoformat()
        yield [row.name, asked, row.due_on.isoformat(), issued, row.number, hours(row.minutes) if issued else ""]


@page(Can.PUT_UP)
def certificate(request: HttpRequest, certificate: UUID) -> HttpResponse:
    """One of them: what would be on it, and issuing it; once issued, taking it back."""
    actor, now = actor_of(request), clock.now()
    row = queries.certificate(actor, certificate)
    what = request.POST.get("what", "")
    form = RevokeForm(request.POST if what == "revoke" else None)
    if what == "issue":
        actions.issue_certificate(actor=actor, certificate=row.pk, now=now)
        notices.done(request, _("已开出。"))
        return redirect("office:certificate", row.pk)
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        done = run(form, lambda: actions.revoke_certificate(actor=actor, certificate=row.pk, reason=reason, now=now))
        if done is not None:
            notices.done(request, _("已作废，扫码的人会看到。"))
            return redirect("office:certificate", row.pk)
    lines = row.lines or queries.lines_of(queries.served(row.holder))
    values = {
        "row": row,
        "lines": [(day, title, hours(minutes)) for day, title, minutes in lines],
        "total": volunteering.in_hours(sum(minutes for _day, _title, minutes in lines)),
        "form": form,
        "back": reverse("office:certificates"),
    }
    return render(request, "office/volunteering/certificate.html", values, status=422 if form.errors else 200)


@page(Can.PUT_UP)
def paper(request: HttpRequest, certificate: UUID) -> HttpResponse:
    """The certificate as a PDF."""
    return papers.answer(request, queries.certificate(actor_of(request), certificate))
