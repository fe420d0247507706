"""What the desk's lists share: reading the address bar, filters by place, pages, and a workbook of the same rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar
from urllib.parse import quote
from uuid import UUID

import xlsxwriter
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from youlin.domains.access import queries as access
from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.territory import queries as territory
from youlin.foundation import clock, counting
from youlin.web.shared.parts import Chip

Row = TypeVar("Row", bound=Model)
if TYPE_CHECKING:
    _Paginator: TypeAlias = Paginator[Any]
else:
    _Paginator = Paginator  # it takes no type while it runs
PER_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def key(text: str | None) -> UUID | None:
    """A key from the address bar; nothing where it is none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def words(request: HttpRequest) -> str:
    """What is searched for, without the zero character that no name has and PostgreSQL refuses."""
    return request.GET.get("q", "").replace("\0", "").strip()


def day(text: str | None) -> date | None:
    """A day from the address bar; nothing where it is none."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


class Bounded(_Paginator):
    """Pages of a query's first ten thousand rows: nobody turns further, and to count a million takes seconds."""

    @cached_property
    def count(self) -> int:
        """How many rows there are; an AtLeast where there are more than are paged through."""
        rows = self.object_list
        return counting.up_to(rows) if isinstance(rows, QuerySet) else super().count


def page_of(
    request: HttpRequest, rows: QuerySet[Row] | Sequence[Any] | counting.Counted, size: int = PER_PAGE
) -> Page[Any]:
    """The page that the address asks for, or the nearest there is."""
    found: Any = rows
    return Bounded(found, size).get_page(request.GET.get("page"))


def link(request: HttpRequest, **changes: str | None) -> str:
    """The present list with its filters changed; a changed filter begins at the first page."""
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        if value:
            query[name] = value
        else:
            query.pop(name, None)
    return f"?{query.urlencode()}" if query else "?"


def chips(request: HttpRequest, name: str, choices: Iterable[tuple[str, object]], everything: str) -> list[Chip]:
    """One filter as links: everything, and each choice."""
    chosen = request.GET.get(name, "")
    return [
        Chip(everything, link(request, **{name: None}), not chosen),
        *(Chip(str(label), link(request, **{name: value}), chosen == value) for value, label in choices),
    ]


def place_chips(request: HttpRequest, actor: Actor, capability: Can = Can.SEE_HOUSEHOLDS) -> list[Chip]:
    """The way down the tree: where the list stands now, and the places next below."""
    chosen = key(request.GET.get("place"))
    if chosen is None and not actor.everywhere:
        next_below = territory.below(actor.paths(capability))
        return [Chip(_("全部"), link(request, place=None), True), *_ways_down(request, next_below)]
    roots = access.roots(actor, capability)
    trail = [
        place
        for place in (territory.trail(chosen) if chosen else [])
        if any(place.path.startswith(root.path) and place.path != root.path for root in roots)
    ]
    below = territory.children(trail[-1:] or roots)
    return [
        Chip(_("全部"), link(request, place=None), not trail),
        *(Chip(place.name, link(request, place=str(place.pk)), True) for place in trail),
        *_ways_down(request, below),
    ]


def _ways_down(request: HttpRequest, places: Iterable[territory.Place]) -> list[Chip]:
    return [Chip(place.name, link(request, place=str(place.pk))) for place in places]


def workbook(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """The rows as an .xlsx to keep; nothing in it is taken for a formula or a link."""
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True, "bottom": 1})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(head) - 1, 18)
        sheet.write_row(0, 0, head, bold)
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, ["" if value is None else value for value in row])
    filename = quote(f"{name} {clock.day_of(clock.now()):%Y-%m-%d}.xlsx")
    return HttpResponse(
        out.getvalue(),
        content_type=XLSX,
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{filename}", "Cache-Control": "no-store"},
    )
