"""Every chief whom one person could have, the least dear first."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.care.actions.matching.solving import told_choices
from youlin.domains.care.queries import CarePlan
from youlin.web.shared import matches

MOST = 12


def choices(actor: Actor, plan: CarePlan, *, day: date) -> list[tuple[str, str]]:
    """(the neighbourhood's key, name with the way and what it would mean); whoever answers now is marked."""
    found = []
    for one in told_choices(actor, plan, day=day)[:MOST]:
        here = str(plan.neighbourhood_id) == one["place"]
        meaning = _("现在就由这位照看。") if here else matches.cost(one)
        found.append((str(one["place"]), f"{one['name']}（{one['where']}）：{matches.way(one)}。{meaning}"))
    return found
