"""The papers of an application: to print, and the form as data."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from youlin.domains.benefits import actions, papers, queries
from youlin.domains.benefits.queries import Dossier
from youlin.domains.benefits.rules.door import Paper
from youlin.domains.benefits.wording import PAPERS, programme_name
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere
from youlin.web.shared.access import actor_of
from youlin.web.shared.applications.room import Room
from youlin.web.shared.applications.working import gathered
from youlin.web.shared.papers import pdf

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def paper(request: HttpRequest, room: Room, application: UUID, paper: str) -> HttpResponse:
    """A paper as PDF; the form also as data: `?as=json` or `?as=xlsx`, without drawings of names."""
    if paper not in set(Paper):
        raise Http404
    found, which = gathered(request, application), Paper(paper)
    if which not in found.signers:
        raise NotThere("paper_unknown", _("这项政策不用签这份文书。"))
    return MADE[which](request, found)


def _form(request: HttpRequest, found: Dossier) -> HttpResponse:
    actor, today, row = actor_of(request), clock.day_of(clock.now()), found.row
    home = queries.home(actor, row.household_id)
    edition = queries.edition_for(home.household.subdistrict, today)
    wanted = request.GET.get("as", "")
    if wanted == "json":
        plain = papers.filled(found, home, edition, {}, today=today)
        return JsonResponse(plain, json_dumps_params={"ensure_ascii": False}, headers={"Cache-Control": "no-store"})
    if wanted == "xlsx":
        name = quote(f"{PAPERS[Paper.FORM]} {row.number}.xlsx")
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}", "Cache-Control": "no-store"}
        data = papers.workbook(papers.filled(found, home, edition, {}, today=today))
        return HttpResponse(data, content_type=XLSX, headers=headers)
    drawings = actions.look_at_signatures(actor=actor, found=found, paper=Paper.FORM, now=clock.now())
    return pdf(papers.pdf(papers.filled(found, home, edition, drawings, today=today)), row.number)


def _consent(request: HttpRequest, found: Dossier) -> HttpResponse:
    actor, now = actor_of(request), clock.now()
    drawings = actions.look_at_signatures(actor=actor, found=found, paper=Paper.CONSENT, now=now)
    name = programme_name(found.row.programme)
    values = papers.consent(found, drawings, programme=name, today=clock.day_of(now))
    return pdf(papers.consent_pdf(values), f"{PAPERS[Paper.CONSENT]} {found.row.number}")


def _survey(request: HttpRequest, found: Dossier) -> HttpResponse:
    actor, now = actor_of(request), clock.now()
    today = clock.day_of(now)
    home = queries.home(actor, found.row.household_id)
    lines = queries.survey_lines(queries.edition_for(home.household.subdistrict, today), home, found.row)
    drawings = actions.look_at_signatures(actor=actor, found=found, paper=Paper.SURVEY, now=now)
    name = programme_name(found.row.programme)
    values = papers.survey(found, lines, drawings, programme=name, today=today)
    return pdf(papers.survey_pdf(values), f"{PAPERS[Paper.SURVEY]} {found.row.number}")


MADE: dict[Paper, Callable[[HttpRequest, Dossier], HttpResponse]] = {
    Paper.FORM: _form,
    Paper.CONSENT: _consent,
    Paper.SURVEY: _survey,
}
