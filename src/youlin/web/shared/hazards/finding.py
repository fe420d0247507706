"""Noting a hazard, alike on the phone and at the desk: one that somebody sees, or one that a case reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from youlin.domains.access import queries as access
from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases import queries as cases
from youlin.domains.cases.actions import hazards as actions
from youlin.domains.cases.queries.hazards import Hazard
from youlin.domains.territory import queries as territory
from youlin.foundation import clock
from youlin.web.shared.access import actor_of
from youlin.web.shared.forms import PageForm, run
from youlin.web.shared.hazards.forms import EnterForm, FoundForm
from youlin.web.shared.hazards.working import Room


@dataclass(frozen=True, slots=True)
class Asked:
    """The form, what its page shows, and the hazard where it was content."""

    form: PageForm
    values: dict[str, object]
    made: Hazard | None


def ask(request: HttpRequest, room: Room) -> Asked:
    """Ask what was found and list it; `?case=` asks only what the case does not say. Raises NotThere."""
    actor, now = actor_of(request), clock.now()
    case = _case(actor, request.GET.get("case", ""))
    made: Hazard | None = None
    form: PageForm
    if case is not None:
        form = EnterForm(request.POST or None)
    else:
        form = FoundForm(request.POST or None, request.FILES or None, places=places(actor))
    if request.method == "POST" and form.is_valid():
        made = run(form, lambda: _enter(actor, form, case.pk, now) if case else _find(actor, form, now))
    back = room.url("case", case.pk) if case else reverse(f"{room.names}:hazards")
    return Asked(form, {"form": form, "case": case, "back": back}, made)


def places(actor: Actor) -> list[tuple[str, str]]:
    """Where the actor may note one, the street's order."""
    roots = access.roots(actor, Can.WORK_CASES)
    return [
        (str(place.pk), place.full_name) for root in roots for place in territory.within(root.path).order_by("path")
    ]


def _case(actor: Actor, key: str) -> cases.Case | None:
    try:
        return cases.get(actor, UUID(key)) if key else None
    except ValueError:
        return None


def _enter(actor: Actor, form: PageForm, case: UUID, now: datetime) -> Hazard:
    said = form.cleaned_data
    return actions.enter_case(actor=actor, case=case, topic=said["topic"], severity=said["severity"], now=now)


def _find(actor: Actor, form: PageForm, now: datetime) -> Hazard:
    said = form.cleaned_data
    new = actions.NewHazard(
        client_id=form.identity(),
        text=said["text"],
        topic=said["topic"],
        severity=said["severity"],
        happened_at=form.moment(now),
        territory=UUID(said["territory"]),
        where=said["where"],
    )
    made = actions.find(actor=actor, hazard=new, now=now)
    if said["photo"]:
        actions.add_hazard_photo(actor=actor, hazard=made.pk, data=said["photo"], moment="before", now=now)
    return made
