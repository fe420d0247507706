"""Leads: whom a programme may fit, who is about to, who may no longer."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from youlin.domains.access import queries as access
from youlin.domains.access.actor import SYSTEM
from youlin.domains.access.rules import Can
from youlin.domains.benefits import actions, queries
from youlin.domains.benefits.engine.rulebook import Programme
from youlin.domains.benefits.wording import LEAD_KINDS, said
from youlin.domains.territory.rules import Level
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.asking import ask
from youlin.web.office.benefits.forms import WhyForm
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.parts import Chip


@page(Can.MANAGE_CARE)
def benefits(request: HttpRequest) -> HttpResponse:
    """Open leads, by programme and kind; as a workbook with `?as=xlsx`."""
    actor = actor_of(request)
    known = queries.programmes()
    asked = {name: request.GET.get(name, "") for name in ("programme", "kind")}
    rows = queries.leads(actor, **asked)
    if request.GET.get("as") == "xlsx":
        head = [_("谁"), _("政策"), _("为什么值得看"), _("理由"), _("在哪里"), _("哪天找到的")]
        return listing.workbook(_("线索"), head, (_line(row, known) for row in rows.iterator(500)))
    listed = listing.page_of(request, rows)
    counts = queries.lead_counts(actor)
    chips = [Chip(_("全部"), listing.link(request, programme=None), not asked["programme"])]
    chips += [
        Chip(said(one.name), listing.link(request, programme=name), asked["programme"] == name, counts[name])
        for name, one in known.items()
        if counts[name]
    ]
    lines = [(row, said(known[row.programme].name) if row.programme in known else row.programme) for row in listed]
    return render(
        request,
        "office/benefits/benefits.html",
        {
            "page": listed,
            "lines": lines,
            "chips": chips,
            "kinds": listing.chips(request, "kind", LEAD_KINDS.items(), _("每一种")),
            "may_configure": actor.can(Can.CONFIGURE),
            "export": listing.link(request, **{"as": "xlsx"}),
            "today": clock.day_of(clock.now()),
        },
    )


def _line(row: queries.Lead, known: Mapping[str, Programme]) -> list[object]:
    return [
        row.resident.name if row.resident else row.household.address or row.household.number,
        said(known[row.programme].name) if row.programme in known else row.programme,
        row.get_kind_display(),
        "\n".join(row.reasons),
        row.household.neighbourhood.full_name,
        f"{clock.day_of(row.found_at):%Y-%m-%d}",
    ]


@page(Can.CONFIGURE)
@require_POST
def run_now(request: HttpRequest) -> HttpResponse:
    """Look through every household of the street now, and not only at night."""
    actor, found = actor_of(request), 0
    for place in access.roots(actor, Can.CONFIGURE):
        if place.level == Level.SUBDISTRICT:
            found += actions.find_leads(actor=SYSTEM, subdistrict=place.pk, now=clock.now()).found
    notices.done(
        request, ngettext("核对完了，新找到 %(n)s 条线索。", "核对完了，新找到 %(n)s 条线索。", found) % {"n": found}
    )
    return redirect("office:benefits")


@page(Can.MANAGE_CARE)
def decide(request: HttpRequest, lead: UUID) -> HttpResponse:
    """Put a lead aside, with a word why."""
    form = WhyForm(request.POST or None)
    return ask(
        request,
        form,
        lambda: actions.decide_lead(
            actor=actor_of(request), lead=lead, take=False, why=form.cleaned_data["why"], now=clock.now()
        ),
        back=reverse("office:benefits"),
        title=_("看过，不合适"),
        kicker=_("政策找人"),
        hint=_("会一直记住，情况有变时才再提醒。"),
        done=_("已记下。"),
    )
