"""Bulletins and notices for everybody: one list, a page each, and a feed. Nothing personal; small counts not told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from youlin.domains.insight import queries, wording
from youlin.domains.insight.papers.sheet import Line, sheet
from youlin.domains.messaging import queries as messaging
from youlin.foundation import clock
from youlin.web.shared.access import public
from youlin.web.shared.bulletins import filed
from youlin.web.shared.parts import Figure

MOST = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list."""

    title: str
    url: str
    at: datetime
    kind: str
    place: str

    @property
    def on(self) -> date:
        """The day on which it was published."""
        return clock.day_of(self.at)


@public
@require_GET
def news(request: HttpRequest) -> HttpResponse:
    """Everything published, the newest first."""
    return render(request, "public/news/news.html", {"entries": _entries()})


@public
@require_GET
def feed(request: HttpRequest) -> HttpResponse:
    """The same for a feed reader (Atom)."""
    return _fed(request, Atom1Feed, "application/atom+xml")


@public
@require_GET
def rss(request: HttpRequest) -> HttpResponse:
    """The same for a feed reader that knows RSS only."""
    return _fed(request, Rss201rev2Feed, "application/rss+xml")


def _fed(request: HttpRequest, kind: type[Atom1Feed | Rss201rev2Feed], content_type: str) -> HttpResponse:
    made = kind(
        title=_("简报和公告"),
        link=request.build_absolute_uri(reverse("public:news")),
        description=_("街道公开的简报和公告"),
        feed_url=request.build_absolute_uri(),
        language=get_language(),
    )
    for entry in _entries():
        url = request.build_absolute_uri(entry.url)
        made.add_item(
            title=entry.title,
            link=url,
            description=f"{entry.kind} · {entry.place}",
            unique_id=url,
            pubdate=entry.at,
            updateddate=entry.at,
        )
    return HttpResponse(made.writeString("utf-8"), content_type=f"{content_type}; charset=utf-8")


@public
@require_GET
def bulletin(request: HttpRequest, issue: UUID) -> HttpResponse:
    """One bulletin: the sentence, the figures, the stories."""
    found = queries.published_issue(issue)
    made = sheet(queries.as_published(found))
    files = (("docx", _("存成 Word")), ("pdf", _("存成 PDF")))
    return render(
        request,
        "public/news/bulletin.html",
        {
            "issue": found,
            "sheet": made,
            "figures": [_figure(line) for line in made.lines],
            "files": [(label, reverse("public:bulletin_file", args=[found.pk, form])) for form, label in files],
        },
    )


@public
@require_GET
def bulletin_file(request: HttpRequest, issue: UUID, form: str) -> HttpResponse:
    """The same as a file, out of the same sheet."""
    return filed(queries.as_published(queries.published_issue(issue)), form)


def _figure(line: Line) -> Figure:
    """A dash where a number is held back, and the word below it: large type is for numbers."""
    held = wording.shown(None)
    return Figure(line.name, "—", note=held) if line.value == held else Figure(line.name, line.value, note=line.change)


def _entries() -> list[Entry]:
    today = clock.day_of(clock.now())
    issues = [
        Entry(
            one.title, reverse("public:bulletin", args=[one.pk]), one.published_at or one.made_at, _("简报"),
            one.territory.full_name,
        )
        for one in queries.published()[:MOST]
    ]  # fmt: skip
    postings = [
        Entry(
            one.title, reverse("public:posting", args=[one.pk]), one.put_up_at, str(one.get_kind_display()),
            one.territory.full_name,
        )
        for one in messaging.showing(today)[:MOST]
    ]  # fmt: skip
    return sorted([*issues, *postings], key=lambda entry: entry.at, reverse=True)[:MOST]
