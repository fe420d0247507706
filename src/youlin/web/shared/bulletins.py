"""A bulletin sent as a file."""

from __future__ import annotations

from types import MappingProxyType
from urllib.parse import quote

from django.http import Http404, HttpResponse

from youlin.domains.insight.papers import FORMS
from youlin.domains.insight.papers.sheet import sheet
from youlin.domains.insight.queries import Bulletin

TYPES = MappingProxyType(
    {
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "pdf": "application/pdf",
        "html": "text/html; charset=utf-8",
    }
)


def filed(found: Bulletin, form: str) -> HttpResponse:
    """A bulletin as a file, by the street's own template where it has one. Raises Http404 for a form there is not."""
    if form not in FORMS:
        raise Http404
    made = sheet(found)
    name = quote(f"{made.place} {made.title} {found.period.start} {found.period.end}.{form}")
    return HttpResponse(
        FORMS[form](made, found.template),
        content_type=TYPES[form],
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}", "Cache-Control": "no-store"},
    )
