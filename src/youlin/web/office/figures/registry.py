"""指标目录: every figure with its name, definition, unit, owner, its one query; and how one stood on any day."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from youlin.domains.access.rules import Can
from youlin.domains.insight import queries, wording
from youlin.domains.insight.indicators import INDICATORS
from youlin.domains.insight.queries import rollups
from youlin.domains.insight.rules import Key, Share
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.figures.asked import read, span_chips
from youlin.web.shared.access import actor_of, page


@page(Can.SEE_FIGURES)
def registry(request: HttpRequest) -> HttpResponse:
    """Every figure as it is defined, now and as it was known on a day that is asked for."""
    actor, asked = actor_of(request), read(request)
    today = clock.day_of(clock.now())
    on = min(listing.day(request.GET.get("on")) or today, today)
    now = queries.figures(actor, asked.place, asked.period)
    then = rollups.as_known(actor, asked.place, asked.period, on=on) if on < today else {}
    both = rollups.compared(actor, asked.place, asked.period)
    lines = [
        {
            "name": wording.name(key),
            "definition": wording.definition(key),
            "unit": wording.unit(key),
            "owner": wording.owner(key),
            "value": now[key],
            "both": both.get(key),
            "then": then.get(key),
            "url": reverse("office:figure_records", args=[key.value]) + asked.query(),
            "how": INDICATORS[key].statement(asked.place.path, asked.period),
        }
        for key in Key
    ]
    changes = rollups.changes(actor, asked.place, asked.period).select_related("territory")
    return render(
        request,
        "office/figures/registry.html",
        {
            "asked": asked,
            "today": today,
            "on": on,
            "is_past": on < today,
            "added_up": bool(both),
            "span": wording.span(asked.period),
            "back": reverse("office:figures") + asked.query(),
            "places": listing.place_chips(request, actor, Can.SEE_FIGURES),
            "spans": span_chips(request, asked),
            "lines": lines,
            "shares": [(wording.share_name(one), wording.share_definition(one)) for one in Share],
            "changes": [(one, wording.name(Key(one.key))) for one in changes[: listing.PER_PAGE]],
        },
    )


@page(Can.SEE_FIGURES)
def outside(request: HttpRequest) -> HttpResponse:
    """The figures by place as they may be told outside: small counts are held back, and what would give them away."""
    actor, asked = actor_of(request), read(request)
    found = queries.outside(actor, asked.place, asked.period)
    heads = [wording.name(key) for key in Key]
    rows = [(name or _("本级"), [wording.shown(told[key]) for key in Key]) for name, told in found.parts]
    totals = [wording.shown(found.totals[key]) for key in Key]
    if request.GET.get("as") == "xlsx":
        table = [[name, *cells] for name, cells in rows] + [[_("合计"), *totals]]
        return listing.workbook(_("对外数字"), [_("辖区"), *heads], table)
    return render(
        request,
        "office/figures/outside.html",
        {
            "asked": asked,
            "today": clock.day_of(clock.now()),
            "note": wording.held_back(),
            "span": wording.span(asked.period),
            "back": reverse("office:figures") + asked.query(),
            "places": listing.place_chips(request, actor, Can.SEE_FIGURES),
            "spans": span_chips(request, asked),
            "heads": heads,
            "rows": rows,
            "totals": totals,
            "export": listing.link(request, **{"as": "xlsx"}),
        },
    )
