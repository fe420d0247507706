"""The figures, and the records behind one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from youlin.domains.access import queries as access
from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.insight import queries, wording
from youlin.domains.insight.indicators import Record
from youlin.domains.insight.rates import rates
from youlin.domains.insight.rules import Compared, Key, Rate, Share
from youlin.domains.territory.rules import Level
from youlin.web.office import listing
from youlin.web.office.figures.asked import Asked, read, span_chips
from youlin.web.shared import charts
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.parts import Bar, Chip, Figure, Row
from youlin.web.shared.wording import day as day_in_words

EXPORT_LIMIT = 20_000


@page(Can.SEE_FIGURES)
def figures(request: HttpRequest) -> HttpResponse:
    """Each figure, defined, beside that of the span before; by place (a workbook with `?as=xlsx`) and by week."""
    actor, asked = actor_of(request), read(request)
    found = queries.compared(actor, asked.place, asked.period)
    key = _key(request.GET.get("figure")) or Key.PROBLEMS_FOUND
    parts = queries.parts(actor, asked.place, asked.period)
    heads = [wording.name(one) for one in Key]
    if request.GET.get("as") == "xlsx":
        rows = [[part.place.name if part.place else _("本级"), *(part.values[one] for one in Key)] for part in parts]
        whole = [_("合计"), *(item.value for item in found)]
        name = f"{asked.place.name} {wording.span(asked.period)}"
        return listing.workbook(name, [_("辖区"), *heads], [*rows, whole])
    return render(
        request,
        "office/figures.html",
        {
            "asked": asked,
            "issues_url": reverse("office:issues") if actor.can(Can.PUT_UP) else "",
            "back": "" if actor.can(Can.USE_DESK) else reverse("chief:me"),
            "fills_ledgers": actor.can(Can.FILL_LEDGERS),
            "span": wording.span(asked.period),
            "effort_url": reverse("office:effort") if _above(actor) else "",
            "places": listing.place_chips(request, actor, Can.SEE_FIGURES),
            "spans": span_chips(request, asked),
            "cards": [_card(asked, item) for item in found],
            "meanings": [_Meaning(item, _records_url(asked, item.key)) for item in found],
            "rates": [_rate(rate) for rate in rates(actor, asked.place, asked.period)],
            "definitions": [Row(wording.name(one), wording.definition(one)) for one in Key]
            + [Row(wording.share_name(one), wording.share_definition(one)) for one in Share],
            "heads": heads,
            "export": listing.link(request, **{"as": "xlsx"}),
            "parts": [_part(asked, part) for part in parts],
            "totals": [item.value for item in found],
            "choices": [
                Chip(wording.name(one), listing.link(request, figure=one.value), one is key)
                for one in Key
                if one is not Key.CHIEFS
            ],
            "weeks": _weeks(queries.by_week(actor, asked.place, asked.period, key), key),
            "shares": _shares(asked, parts, key),
        },
    )


@page(Can.SEE_FIGURES)
def records(request: HttpRequest, key: str) -> HttpResponse:
    """The records that a figure counts, as far as the reader may see them."""
    actor, asked = actor_of(request), read(request)
    one = _key(key)
    if one is None:
        raise Http404
    drilled = queries.records(actor, one, asked.place, asked.period)
    if request.GET.get("as") == "xlsx":
        rows = drilled.describe(list(drilled.rows[:EXPORT_LIMIT]))
        head = [_("日期"), _("编号"), _("内容"), _("地点"), _("经办"), _("状态")]
        lines = ([str(row.day), row.number, row.what, row.place, row.by, row.status] for row in rows)
        return listing.workbook(f"{asked.place.name} {wording.name(one)}", head, lines)
    shown = listing.page_of(request, drilled.rows)
    return render(
        request,
        "office/figure_records.html",
        {
            "asked": asked,
            "name": wording.name(one),
            "definition": wording.definition(one),
            "span": wording.span(asked.period),
            "back": reverse("office:figures") + asked.query(),
            "drilled": drilled,
            "rows": [_Line(row, _case_url(row, actor)) for row in drilled.describe(list(shown.object_list))],
            "page": shown,
            "export": f"{request.path}{asked.query()}&as=xlsx",
            "of_cases": one not in (Key.MICRO_SERVICES, Key.CHIEFS),
        },
    )


@dataclass(frozen=True, slots=True)
class _Meaning:
    """A line of the table of definitions."""

    compared: Compared
    url: str

    @property
    def name(self) -> str:
        """The figure's name."""
        return wording.name(self.compared.key)

    @property
    def unit(self) -> str:
        """What it is counted in."""
        return wording.unit(self.compared.key)

    @property
    def change(self) -> str:
        """Beside the span before."""
        return wording.change(self.compared)


@dataclass(frozen=True, slots=True)
class _Line:
    """A record and the way to it."""

    record: Record
    url: str


@dataclass(frozen=True, slots=True)
class _Cell:
    """A part's figure and the way to its records."""

    value: int
    url: str


def _above(actor: Actor) -> bool:
    """Whether the reader reads of whole subdistricts, which is as near as the chiefs' burden is told."""
    return any(place.level <= Level.SUBDISTRICT for place in access.roots(actor, Can.SEE_FIGURES))


def _key(text: str | None) -> Key | None:
    return next((key for key in Key if key.value == text), None)


def _records_url(asked: Asked, key: Key) -> str:
    return reverse("office:figure_records", args=[key.value]) + asked.query()


def _card(asked: Asked, item: Compared) -> Figure:
    return Figure(wording.name(item.key), item.value, _records_url(asked, item.key), wording.change(item))


def _rate(rate: Rate) -> Figure:
    """So many in a hundred, with the two numbers behind it."""
    said = f"{rate.percent}%" if rate.percent is not None else "—"
    note = _("%(good)s / %(of)s 件") % {"good": rate.good, "of": rate.of} if rate.of else _("还没有可算的")
    return Figure(wording.share_name(rate.share), said, note=note)


def _part(asked: Asked, part: queries.Part) -> tuple[str, str, list[_Cell]]:
    """Name, the way into it, and its figures."""
    if part.place is None:
        return _("本级"), "", [_Cell(part.values[key], "") for key in Key]
    inside = Asked(part.place, asked.period)
    cells = [_Cell(part.values[key], _records_url(inside, key) if part.values[key] else "") for key in Key]
    return part.place.name, inside.query(), cells


def _weeks(weeks: list[tuple[date, int]], key: Key) -> charts.Chart | None:
    if len(weeks) < 2:  # a single week is a number, not a line
        return None
    title, unit = _("%(figure)s：每周") % {"figure": wording.name(key)}, wording.unit(key)
    series = [charts.Series(wording.name(key), [count for _start, count in weeks])]
    return charts.lines(title, [day_in_words(start) for start, _count in weeks], series, head=_("周"), unit=unit)


def _shares(asked: Asked, parts: list[queries.Part], key: Key) -> charts.Chart | None:
    title = _("%(figure)s：各辖区") % {"figure": wording.name(key)}
    bars = [
        Bar(part.place.name, part.values[key], Asked(part.place, asked.period).query()) for part in parts if part.place
    ]
    return charts.bars(title, bars, head=_("辖区"), unit=wording.unit(key)) if bars else None


def _case_url(row: Record, actor: Actor) -> str:
    """Where the reader reads of a case or a hazard: staff at the desk, a chief on the phone."""
    room = "office" if actor.can(Can.USE_DESK) else "chief"
    if row.hazard is not None:
        return reverse(f"{room}:hazard", args=[row.hazard])
    return reverse(f"{room}:case", args=[row.case]) if row.case is not None else ""
