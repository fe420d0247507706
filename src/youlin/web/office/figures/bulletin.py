"""The bulletin: a page that prints on A4, and the same as a file; for the office, or as it may be told outside."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from youlin.domains.access.rules import Can
from youlin.domains.insight import queries
from youlin.domains.insight.papers.sheet import sheet
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.figures.asked import Asked, read, span_chips
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.bulletins import filed
from youlin.web.shared.parts import Chip

OUTSIDE = {"for": "outside"}


def for_outside(request: HttpRequest) -> bool:
    """Whether the reader asks for what may be told outside the office."""
    return request.GET.get("for") == OUTSIDE["for"]


def reader_chips(request: HttpRequest) -> list[Chip]:
    """For whom it is set: everybody, or the office with every number."""
    outside = for_outside(request)
    return [
        Chip(_("办公室用，原数"), listing.link(request, **{"for": None}), not outside),
        Chip(_("对外用，小数不写明"), listing.link(request, **OUTSIDE), outside),
    ]


@page(Can.SEE_FIGURES)
def bulletin(request: HttpRequest) -> HttpResponse:
    """The bulletin on the screen, ready for the printer."""
    asked, whom = read(request), OUTSIDE if for_outside(request) else {}
    return render(
        request,
        "office/bulletin.html",
        {
            "asked": asked,
            "sheet": sheet(_content(request, asked)),
            "readers": reader_chips(request),
            "places": listing.place_chips(request, actor_of(request), Can.SEE_FIGURES),
            "spans": span_chips(request, asked),
            "back": reverse("office:figures") + asked.query(),
            "may_make": actor_of(request).can_at(Can.PUT_UP, asked.place.path),
            "files": [
                (form, label, reverse("office:bulletin_file", args=[form]) + asked.query(**whom))
                for form, label in (("docx", _("存成 Word")), ("pdf", _("存成 PDF")))
            ],
        },
    )


@page(Can.SEE_FIGURES)
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The bulletin as a file."""
    return filed(_content(request, read(request)), form)


def _content(request: HttpRequest, asked: Asked) -> queries.Bulletin:
    return queries.bulletin(
        actor_of(request), asked.place, asked.period, now=clock.now(), for_outside=for_outside(request)
    )
