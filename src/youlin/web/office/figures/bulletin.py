"""The bulletin: a page that prints on A4, and the same as a file."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from youlin.domains.access.rules import Can
from youlin.domains.insight import queries
from youlin.domains.insight.papers import FORMS
from youlin.domains.insight.papers.sheet import Sheet, sheet
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.figures.asked import Asked, read, span_chips
from youlin.web.shared.access import actor_of, page

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}


@page(Can.SEE_FIGURES)
def bulletin(request: HttpRequest) -> HttpResponse:
    """The bulletin on the screen, ready for the printer."""
    asked = read(request)
    return render(
        request,
        "office/bulletin.html",
        {
            "asked": asked,
            "sheet": _sheet(request, asked),
            "places": listing.place_chips(request, actor_of(request), Can.SEE_FIGURES),
            "spans": span_chips(request, asked),
            "back": reverse("office:figures") + asked.query(),
            "may_make": actor_of(request).can_at(Can.PUT_UP, asked.place.path),
            "files": [
                (form, label, reverse("office:bulletin_file", args=[form]) + asked.query())
                for form, label in (("docx", _("存成 Word")), ("pdf", _("存成 PDF")))
            ],
        },
    )


@page(Can.SEE_FIGURES)
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The bulletin as a file."""
    if form not in FORMS:
        raise Http404
    asked = read(request)
    found = queries.bulletin(actor_of(request), asked.place, asked.period, now=clock.now())
    return filed(found, form)


def filed(found: queries.Bulletin, form: str) -> HttpResponse:
    """A bulletin as a file, by the street's own template where it has one."""
    made = sheet(found)
    name = quote(f"{made.place} {made.title} {found.period.start} {found.period.end}.{form}")
    return HttpResponse(
        FORMS[form](made, found.template),
        content_type=TYPES[form],
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}", "Cache-Control": "no-store"},
    )


def _sheet(request: HttpRequest, asked: Asked) -> Sheet:
    return sheet(queries.bulletin(actor_of(request), asked.place, asked.period, now=clock.now()))
