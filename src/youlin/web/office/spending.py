"""What a wish would take of its carriers' days, said before it is made: a campaign, a round of inspections."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import CHIEF_ROLES
from youlin.domains.cases.rules.ladder import ROLE_OF, Rung
from youlin.domains.cases.wording import rung_name
from youlin.domains.insight import queries
from youlin.domains.insight.rules.effort import Job
from youlin.foundation.refusal import NotThere
from youlin.web.office import listing

# How many doors, and how many posts share them, for a place and a rung.
Reach = Callable[[UUID, Rung], tuple[int, int]]
TEMPLATE = "office/spending.html"


@dataclass(frozen=True, slots=True)
class Spending:
    """What a form asks for, as far as it is filled in."""

    doors: int
    carriers: int
    by: str
    days: int
    price: queries.Price | None  # None where no chief carries it

    @property
    def each(self) -> int:
        """Doors for each, rounded up."""
        return -(-self.doors // self.carriers) if self.carriers else 0


def reckon(actor: Actor, asked: Mapping[str, object], reach: Reach, *, job: Job, today: date) -> Spending | None:
    """What the answers of a form come to; None while too few of them are there to tell."""
    place, rung = listing.key(str(asked.get("territory") or "")), _rung(str(asked.get("carried_by") or ""))
    first, last = (listing.day(str(asked.get(name) or "")) for name in ("starts_on", "ends_on"))
    if place is None or rung is None or first is None or last is None or last < first:
        return None
    try:
        doors, carriers = reach(place, rung)
        days = (last - first).days + 1
        price = None
        if ROLE_OF[rung] in CHIEF_ROLES and doors:
            price = queries.price(actor, place, job=job, times=doors, carriers=carriers, days=days, today=today)
    except NotThere:  # a place that was typed into the address
        return None
    return Spending(doors, carriers, rung_name(rung), days, price)


def _rung(text: str) -> Rung | None:
    return next((rung for rung in Rung if str(rung.value) == text), None)


def part(request: HttpRequest, found: Spending | None) -> HttpResponse:
    """The part of the page that says it, asked for again as the form changes."""
    return render(request, TEMPLATE, {"spending": found})
