"""The audit of one case: each event with the hash that binds it to the one before, and who looked or took it away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from youlin.domains.access import trail
from youlin.domains.access.rules import Can
from youlin.domains.cases import chain, queries
from youlin.domains.cases.queries import CaseEvent
from youlin.domains.cases.wording import rung_name
from youlin.foundation import clock
from youlin.web.office import naming
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.cases import showing

SHOWN_OF_HASH = 8  # enough to tell two apart on paper
EXPORT = "case.export"


@dataclass(frozen=True, slots=True)
class _Line:
    """An event in the words of the table."""

    event: CaseEvent
    what: str
    moved: str
    mark: str
    fits: bool


@page(Can.WORK_CASES)
def history(request: HttpRequest, case: UUID) -> HttpResponse:
    """Every event as it was written, checked now."""
    actor, now = actor_of(request), clock.now()
    found = queries.record(actor, case, now=now)
    fits = chain.checked(found.trail, found.case.chain)
    lines = [_line(event, good) for event, good in zip(found.trail, fits, strict=True)]
    about = trail.Wanted(target=case)
    looks = [(row.at, row.actor_name, naming.field_name(row.field)) for row in trail.looks(actor, about)]
    files = trail.deeds(actor, replace(about, verb=EXPORT))
    taken = [(row.at, row.actor_name, naming.verb_name(row.verb)) for row in files]
    return render(
        request,
        "office/cases/history.html",
        {
            "case": found.case,
            "lines": lines,
            "whole": all(fits),
            "chained": any(line.mark for line in lines),
            "looks": sorted([*looks, *taken], reverse=True),
            "back": reverse("office:case", args=[case]),
            "today": clock.day_of(now),
        },
    )


def _line(event: CaseEvent, fits: bool) -> _Line:
    sides = [rung_name(rung) for rung in (event.from_rung, event.to_rung) if rung is not None]
    moved = " → ".join(dict.fromkeys(sides))
    return _Line(event, showing.line(event).what, moved, event.link[:SHOWN_OF_HASH], fits)
