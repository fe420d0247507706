"""Rosters at the desk."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youlin.domains.access.rules import Can
from youlin.domains.residents.intake import runs
from youlin.foundation import clock
from youlin.jobs import rosters
from youlin.web.office.roster import showing
from youlin.web.office.roster.forms import RosterForm
from youlin.web.shared import forms, notices
from youlin.web.shared.access import actor_of, page

QUIET_AFTER = timedelta(seconds=8)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BUSY = (runs.Stages.READING, runs.Stages.IMPORTING)
OVER = (runs.Stages.PREVIEW, runs.Stages.DONE)


@page(Can.IMPORT_ROSTER)
def roster(request: HttpRequest) -> HttpResponse:
    """Choose a file; below, what was brought in before."""
    actor = actor_of(request)
    streets = [(street.pk, street.name) for street in runs.streets(actor)]
    sent = request.method == "POST"
    form = RosterForm(request.POST if sent else None, request.FILES if sent else None, streets=streets)
    if sent and form.is_valid():
        file: UploadedFile[Any] = form.cleaned_data["file"]
        upload = runs.Upload(form.identity(), file.name or "", _content(file))
        street: UUID = form.cleaned_data["subdistrict"]
        begun = forms.run(form, lambda: runs.begin(actor=actor, upload=upload, subdistrict=street, now=clock.now()))
        if begun is not None and actor.user_id is not None:
            rosters.ask_for_work(begun.pk, actor.user_id)
            return redirect("office:roster_run", run=begun.pk)
    context = {"form": form, "runs": runs.runs(actor)[:20], "streets": streets}
    return render(request, "office/roster/roster.html", context, status=422 if form.errors else 200)


def _content(file: UploadedFile[Any]) -> bytes:
    """The bytes of an upload; one byte more than the limit is enough to know that it is too much."""
    content = file.read(runs.MOST_BYTES + 1)
    return content if isinstance(content, bytes) else b""


@page(Can.IMPORT_ROSTER)
def run(request: HttpRequest, run: UUID) -> HttpResponse:
    """One roster on its way in: progress, then the difference, then the result. Asked by htmx, only the moving part."""
    found = runs.get_run(actor_of(request), run)
    context: dict[str, Any] = {
        "run": found,
        "busy": found.stage in BUSY,
        "quiet": found.stage in BUSY and _is_quiet(found.beat_at, found.started_at),
        "told": showing.told(found.outcome) if found.stage in OVER else None,
        "problem": showing.failure(found.problem, found.outcome),
        "shown": runs.SHOWN,
    }
    fragment = bool(request.headers.get("HX-Request")) and found.stage in BUSY
    answer = render(request, f"office/roster/{'progress' if fragment else 'run'}.html", context)
    if request.headers.get("HX-Request") and not fragment:
        answer["HX-Refresh"] = "true"  # the work is over: show the page as a whole
    answer["Cache-Control"] = "no-store"
    return answer


def _is_quiet(beat_at: datetime | None, started_at: datetime) -> bool:
    """Whether nobody has taken the work up although there was time to, or whoever did has fallen silent."""
    patience = QUIET_AFTER if beat_at is None else runs.STALE
    return clock.now() - (beat_at or started_at) > patience


@page(Can.IMPORT_ROSTER)
@require_POST
def confirm(request: HttpRequest, run: UUID) -> HttpResponse:
    """Yes, take it in."""
    actor = actor_of(request)
    confirmed = runs.confirm(actor=actor, run=run, now=clock.now())
    if actor.user_id is not None and confirmed.stage == runs.Stages.IMPORTING:
        rosters.ask_for_work(confirmed.pk, actor.user_id)
    return redirect("office:roster_run", run=run)


@page(Can.IMPORT_ROSTER)
@require_POST
def cancel(request: HttpRequest, run: UUID) -> HttpResponse:
    """No, let it be."""
    runs.cancel(actor=actor_of(request), run=run, now=clock.now())
    notices.done(request, _("没有导入，上传的文件已删除。"))
    return redirect("office:roster")


@page(Can.IMPORT_ROSTER)
@require_POST
def work_now(request: HttpRequest, run: UUID) -> HttpResponse:
    """Do it in this very request, where nothing works in the background."""
    actor = actor_of(request)
    found = runs.get_run(actor, run)
    runs.work(actor=actor, run=found.pk, beat=clock.now)
    return redirect("office:roster_run", run=run)


@page(Can.IMPORT_ROSTER)
def rejects(request: HttpRequest, run: UUID) -> HttpResponseBase:
    """The rows to correct, as a workbook."""
    data = runs.rejects(actor=actor_of(request), run=run, now=clock.now())
    answer = HttpResponse(data, content_type=XLSX)
    answer["Content-Disposition"] = content_disposition_header(True, f"{_('待改正')}.xlsx") or "attachment"
    answer["Cache-Control"] = "no-store"
    return answer
