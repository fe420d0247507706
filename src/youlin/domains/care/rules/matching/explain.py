"""Why this chief, and what another one would cost."""

from __future__ import annotations

from dataclasses import dataclass

from youlin.domains.care.rules.matching.costs import FORBIDDEN, Parts, parts
from youlin.domains.care.rules.matching.facts import UNIT
from youlin.domains.care.rules.matching.solve import Matched

ALTERNATIVES = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """One chief for one person.

    `dearer` is what all together would walk more (in metres, with what is weighed) if a human chose this one and
    everybody else were seated anew; None where somebody would be left without. `worth` is what one more seat here
    would save; 0 while one is free.
    """

    chief: int
    parts: Parts
    dearer: int | None
    full: bool
    worth: int
    allowed: bool = True  # within reach, with the skill and the sex that must be, not declined


def chosen(found: Matched, person: int) -> Choice | None:
    """The chief whom the optimum gives a person; None who has no seat."""
    at = found.seating.at[person]
    return choice(found, person, at) if at >= 0 else None


def alternatives(found: Matched, person: int, most: int = ALTERNATIVES) -> list[Choice]:
    """The next-best chiefs for a person, the least dear first; those without a seat to spare come last."""
    seating = found.seating
    here = seating.at[person]
    near = sorted((cost + seating.price[chief], chief) for chief, cost in seating.pairs[person] if chief != here)[
        : most + 1
    ]
    found_ = [choice(found, person, chief) for _value, chief in near]
    return sorted(found_, key=lambda one: (one.dearer is None, one.dearer or 0, one.chief))[:most]


def choice(found: Matched, person: int, chief: int) -> Choice:
    """What it would mean to give a person a chief, whoever it is."""
    import numpy as np

    costs, seating = found.costs, found.seating
    pair = np.array([person]), np.array([chief])
    cost = costs.of(*pair)
    allowed = int(cost[0]) != FORBIDDEN
    if not allowed:
        cost = costs.weigh(*pair)
    dearer = seating.costs_to_choose(person, chief, int(costs.units(*pair, cost)[0]))
    return Choice(
        chief=chief,
        parts=parts(costs.wards[person], costs.chiefs[chief], chief, costs.terms, int(costs.metres(*pair)[0])),
        dearer=None if dearer is None else round(dearer / UNIT),
        full=len(seating.held[chief]) >= seating.seats[chief],
        worth=seating.price[chief] // UNIT,
        allowed=allowed,
    )
