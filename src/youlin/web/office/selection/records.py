"""The whole round as a record: on the screen, on paper by the browser, and as a PDF."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from youlin.domains.access.rules import Can
from youlin.domains.chiefs.papers import selection as papers
from youlin.domains.chiefs.queries import selection as queries
from youlin.foundation import clock
from youlin.web.shared.access import actor_of, page


@page(Can.RUN_SELECTION)
def record(request: HttpRequest, round_key: UUID) -> HttpResponse:
    """To read and to print."""
    actor = actor_of(request)
    row = queries.round_(actor, round_key)
    today = clock.day_of(clock.now())
    sheet = papers.record_of(row, queries.record(row.pk), today=today)
    return render(request, "office/selection/record.html", {"round": row, "sheet": sheet, "today": today})


@page(Can.RUN_SELECTION)
def paper(request: HttpRequest, round_key: UUID) -> HttpResponse:
    """The same as a PDF."""
    actor = actor_of(request)
    row = queries.round_(actor, round_key)
    sheet = papers.record_of(row, queries.record(row.pk), today=clock.day_of(clock.now()))
    shown = content_disposition_header(as_attachment=False, filename=f"{row.title}.pdf") or ""
    headers = {"Content-Disposition": shown, "Cache-Control": "no-store"}
    return HttpResponse(papers.record_pdf(sheet), content_type="application/pdf", headers=headers)
