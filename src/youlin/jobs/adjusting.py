"""What adjustments to propose, with their effect: who moves and changes chief, what care and which cases move."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from youlin.domains.access.actor import SYSTEM, Actor
from youlin.domains.care import actions as care
from youlin.domains.care import queries as care_queries
from youlin.domains.cases import actions as cases
from youlin.domains.cases import queries as case_queries
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.chiefs.events import NeighbourhoodsClosed
from youlin.domains.chiefs.queries import adjusting
from youlin.domains.chiefs.rules.adjusting import Draft, Kind, Lin, drafts
from youlin.domains.residents.events import HouseholdMoved, HouseholdsMoved
from youlin.domains.territory import queries as territory
from youlin.foundation import clock


def propose_adjustments(*, now: datetime, actor: Actor = SYSTEM) -> int:
    """Look in every street; how many proposals are new. Twice is once."""
    return sum(propose_in(place.pk, now=now, actor=actor) for place in territory.subdistricts())


def propose_in(subdistrict: UUID, *, now: datetime, actor: Actor = SYSTEM) -> int:
    """Look in one street."""
    known = adjusting.lins(subdistrict)
    found = drafts(known) + adjusting.chiefs_moved(subdistrict, day=clock.day_of(now))
    touched = {home for draft in found for home in draft.moves}
    in_care = care_queries.cared_in(touched)
    running = case_queries.running_in(touched)
    moved = [draft.place for draft in found if draft.kind is Kind.CHIEF_MOVED]
    posts = {place: (care_queries.cared_at(place), case_queries.running_at(place)) for place in moved}
    proposed = [chiefs.Proposed(draft, _effect(draft, known, in_care, running, posts)) for draft in found]
    return chiefs.keep_proposals(actor=actor, subdistrict=subdistrict, found=proposed, now=now)


def _effect(
    draft: Draft,
    known: Iterable[Lin],
    in_care: Mapping[UUID, int],
    running: Mapping[UUID, int],
    posts: Mapping[UUID, tuple[int, int]],
) -> dict[str, object]:
    if draft.kind is Kind.CHIEF_MOVED:
        people, open_cases = posts[draft.place]
        return {"households": 0, "people_in_care": people, "open_cases": open_cases, "before": {}, "after": {}}
    names = {str(lin.key): lin.name for lin in known}
    sizes = {str(lin.key): lin.size for lin in known}
    home_of = {home.key: str(lin.key) for lin in known for home in lin.homes}
    touched = {str(draft.place), *(str(goal) for goal in draft.moves.values()), *(home_of[key] for key in draft.moves)}
    before = {key: sizes.get(key, 0) for key in touched}
    after = dict(before)
    for home, goal in draft.moves.items():
        after[home_of[home]] -= 1
        after[str(goal)] += 1
    order = sorted(touched, key=lambda key: names.get(key, key))
    return {
        "households": len(draft.moves),
        "people_in_care": sum(in_care.get(home, 0) for home in draft.moves),
        "open_cases": sum(running.get(home, 0) for home in draft.moves),
        "before": {names.get(key, key): before[key] for key in order if before[key] or key in names},
        "after": {names.get(key, key): after[key] for key in order},
    }


def follow_moved(event: HouseholdsMoved, now: datetime) -> None:
    """Plans and open cases go with the households to whoever answers for them now."""
    care.follow_households(actor=SYSTEM, households=event.households, now=now)
    cases.follow_households(actor=SYSTEM, households=event.households, now=now)


def cases_with_household(event: HouseholdMoved, now: datetime) -> None:
    """Open cases about a household go with it."""
    cases.follow_households(actor=SYSTEM, households=[event.household], now=now)


def cases_of_closed(event: NeighbourhoodsClosed, now: datetime) -> None:
    """What was reported about a place itself goes to the neighbourhood that it became part of."""
    cases.follow_places(actor=SYSTEM, places=dict.fromkeys(event.places, event.into), now=now)
