"""What filling a ledger would ask of chiefs, told before anybody is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.insight.models import LedgerQuestion
from youlin.domains.insight.queries.effort import Price, price
from youlin.domains.insight.queries.ledgers import Plan, lines, to_ask
from youlin.domains.insight.rules.effort import Job
from youlin.domains.territory.models import Territory

ASKED_WITHIN = 14  # days over which the reckoning spreads it; nobody is held to them


@dataclass(frozen=True, slots=True)
class Asking:
    """What filling a ledger would newly ask: of how many people, how many answers, and of how many 邻长's day."""

    people: int
    answers: int
    carriers: int
    days: int
    price: Price | None  # None where the reader sees no figures of the place


def asking(actor: Actor, plan: Plan, place: Territory, *, today: date) -> Asking:
    """The same before anybody is asked; what is asked already, or was answered, costs nothing new. Raises NotThere."""
    wanted = dict.fromkeys(to_ask(plan, lines(actor, plan, place, day=today), day=today))
    waiting = LedgerQuestion.objects.visible_to(actor).filter(settled_at=None)
    known = set(waiting.values_list("resident", "kind"))
    new = [(person, detail) for person, detail in wanted if (person.pk, detail.value) not in known]
    people = {person.pk: person.household.neighbourhood_id for person, _detail in new}
    carriers, cost = len(set(people.values())), None
    if people and place.subdistrict_id is not None and actor.can_at(Can.SEE_FIGURES, place.path):
        cost = price(
            actor, place.pk, job=Job.LEDGER, times=len(people), carriers=carriers, days=ASKED_WITHIN, today=today
        )
    return Asking(len(people), len(new), carriers, ASKED_WITHIN, cost)
