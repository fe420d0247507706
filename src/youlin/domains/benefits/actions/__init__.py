"""Writing benefits: figures with a second pair of eyes, what was learnt, leads, applications, the register."""

from __future__ import annotations

from youlin.domains.benefits.actions.applications import NewApplication, Step, open_application, set_material, take_step
from youlin.domains.benefits.actions.figures import NewFigure, decide_figure, propose_figure
from youlin.domains.benefits.actions.leads import decide_lead, find_leads
from youlin.domains.benefits.actions.observations import Told, tell
from youlin.domains.benefits.actions.register import Receipt, Reconciled, reconcile

__all__ = [
    "NewApplication",
    "NewFigure",
    "Receipt",
    "Reconciled",
    "Step",
    "Told",
    "decide_figure",
    "decide_lead",
    "find_leads",
    "open_application",
    "propose_figure",
    "reconcile",
    "set_material",
    "take_step",
    "tell",
]
