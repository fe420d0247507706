"""Who did what, and who looked at what, in the own tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from youlin.domains.access import trail
from youlin.domains.access.rules import Can
from youlin.domains.residents import queries as residents
from youlin.foundation import clock
from youlin.web.office import listing, naming
from youlin.web.shared.access import actor_of, page


@page(Can.APPOINT)
def audit(request: HttpRequest) -> HttpResponse:
    """Changes, newest first."""
    listed = listing.page_of(request, trail.deeds(actor_of(request), _wanted(request)))
    places = trail.names(row.scope for row in listed)
    return _shown(
        request,
        "office/settings/audit.html",
        listed,
        [(row, naming.verb_name(row.verb), places.get(row.scope, ""), list(_changes(row.changes))) for row in listed],
    )


@page(Can.APPOINT)
def looks(request: HttpRequest) -> HttpResponse:
    """Looks at hidden fields, newest first."""
    listed = listing.page_of(request, trail.looks(actor_of(request), _wanted(request)))
    places = trail.names(row.scope for row in listed)
    # The scope is narrowed again: a household may have moved out of sight since.
    people = residents.names_of(actor_of(request), [row.target for row in listed])
    return _shown(
        request,
        "office/settings/looks.html",
        listed,
        [(row, naming.field_name(row.field), places.get(row.scope, ""), people.get(row.target, "")) for row in listed],
    )


def _shown(request: HttpRequest, template: str, listed: object, lines: list[Any]) -> HttpResponse:
    asked = {name: request.GET.get(name, "") for name in ("q", "from", "to")}
    values = {"page": listed, "lines": lines, "asked": asked, "from": asked["from"], "narrowed": any(asked.values())}
    return render(request, template, values | {"today": clock.day_of(clock.now())})


def _wanted(request: HttpRequest) -> trail.Wanted:
    asked = request.GET
    return trail.Wanted(
        who=listing.words(request), first=listing.day(asked.get("from")), last=listing.day(asked.get("to"))
    )


def _changes(changes: Mapping[str, object]) -> Iterator[str]:
    """What became of what, short: 王家 → 李家."""
    for field, value in changes.items():
        name = naming.rung_name if field == "rung" else naming.value_name
        sides = value if isinstance(value, list) and len(value) == 2 else [value]
        said = ["" if side in (None, "", {}) else name(side) for side in sides]
        if len(said) == 1 or said[0] == said[1]:
            said = said[-1:]
        if any(said):
            yield " → ".join(side or "—" for side in said)
