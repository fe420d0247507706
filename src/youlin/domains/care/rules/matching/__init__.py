"""Near and able: who in care goes to which chief, exactly, with the reason for every pair.

`facts` what is told, `costs` what a pair weighs, `prices` the solver, `solve` the proof for all pairs, `explain` why,
`shortage` what is missing. Pure: no clock, no database; numpy and scipy come in late.
"""

from youlin.domains.care.rules.matching.costs import Costs, Parts
from youlin.domains.care.rules.matching.explain import Choice, alternatives, choice, chosen
from youlin.domains.care.rules.matching.facts import (
    UNIT,
    Chief,
    Nearness,
    Point,
    Terms,
    Ward,
    shared_place,
)
from youlin.domains.care.rules.matching.prices import Seating
from youlin.domains.care.rules.matching.shortage import Shortage, shortages
from youlin.domains.care.rules.matching.solve import Matched, match

__all__ = [
    "UNIT",
    "Chief",
    "Choice",
    "Costs",
    "Matched",
    "Nearness",
    "Parts",
    "Point",
    "Seating",
    "Shortage",
    "Terms",
    "Ward",
    "alternatives",
    "choice",
    "chosen",
    "match",
    "shared_place",
    "shortages",
]
