"""The register taken home: as a workbook that goes in again, and as the book that offices keep, of any day."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youlin.domains.access import queries as access
from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.chiefs import actions, queries
from youlin.domains.chiefs.papers import book as papers
from youlin.domains.chiefs.registers.sheets import RegisterLine, line_of, register_sheet
from youlin.domains.chiefs.wording import role_name
from youlin.domains.residents import actions as residents
from youlin.domains.territory import queries as territory
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere
from youlin.web.office import listing
from youlin.web.shared import masks
from youlin.web.shared import papers as handed
from youlin.web.shared.access import actor_of, page


@page(Can.APPOINT)
def sheet(request: HttpRequest) -> HttpResponse:
    """The register as a workbook; a telephone stands in full only where its owner agreed to show it."""
    return _sheet(request, actor_of(request), phones=False)


@page(Can.APPOINT)
@require_POST
def phones(request: HttpRequest) -> HttpResponse:
    """The same with every telephone in full, by a choice of its own: each of these looks is on record."""
    return _sheet(request, actor_of(request), phones=True)


def _sheet(request: HttpRequest, actor: Actor, *, phones: bool) -> HttpResponse:
    now = clock.now()
    day = listing.day(request.GET.get("on")) or clock.day_of(now)
    tops = [(root, queries.book(actor, root, day=day)) for root in _roots(request, actor)]
    seated = [one for _root, top in tops for one in queries.everybody(top)]
    if phones:
        actions.look_at_phones(actor=actor, terms=[one.appointment.pk for _place, one in seated], now=now)
    residents.note_export(actor=actor, what="chiefs", now=now)
    title = _("%(place)s三长名册（%(day)s）") % {"place": "、".join(root.name for root, _top in tops), "day": day}
    data = register_sheet(_lines(seated, phones=phones), title=title)
    answer = HttpResponse(data, content_type=listing.XLSX)
    answer["Content-Disposition"] = content_disposition_header(True, f"{title}.xlsx") or "attachment"
    answer["Cache-Control"] = "no-store"
    return answer


def _lines(seated: Iterable[tuple[queries.BookPlace, queries.Seated]], *, phones: bool) -> Iterable[RegisterLine]:
    for place, one in seated:
        phone = one.appointment.user.phone
        shown = phone if phones or one.appointment.phone_public else masks.phone(phone)
        yield line_of(place, one, phone=shown)


@page(Can.SEE_POSTS)
def book(request: HttpRequest) -> HttpResponse:
    """The chiefs of a street or a community as a book to print, as they were on a day."""
    actor = actor_of(request)
    today = clock.day_of(clock.now())
    day = listing.day(request.GET.get("on")) or today
    roots = _roots(request, actor)
    top = queries.book(actor, roots[0], day=day)
    data = papers.book_pdf(top, day=day, made_on=today, title_of=role_name)
    return handed.pdf(data, _("%(place)s三长名册 %(day)s") % {"place": roots[0].name, "day": day})


def _roots(request: HttpRequest, actor: Actor) -> list[territory.Place]:
    """The place asked for, if it is in sight; else the outermost ones that are."""
    roots = access.roots(actor, Can.SEE_POSTS)
    chosen = listing.key(request.GET.get("place"))
    if chosen is not None:
        place = territory.get(chosen)
        if not any(place.path.startswith(root.path) for root in roots):
            raise NotThere("territory_unknown", _("没有这个辖区。"))
        return [place]
    if not roots:
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    return roots
