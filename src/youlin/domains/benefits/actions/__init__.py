"""Writing benefits: figures, what was learnt, leads, applications, appeals, lists, stops, reviews."""

from __future__ import annotations

from youlin.domains.benefits.actions.appeals import AppealMove, NewAppeal, open_appeal, take_appeal_step
from youlin.domains.benefits.actions.applications import NewApplication, Step, open_application, set_material, take_step
from youlin.domains.benefits.actions.enrolments import Stop, record_stop
from youlin.domains.benefits.actions.figures import NewFigure, decide_figure, propose_figure
from youlin.domains.benefits.actions.leads import decide_lead, find_leads
from youlin.domains.benefits.actions.observations import Told, tell
from youlin.domains.benefits.actions.register import NewList, Receipt, Settlement, settle, take_list
from youlin.domains.benefits.actions.reviews import Found, open_reviews, record_review

__all__ = [
    "AppealMove",
    "Found",
    "NewAppeal",
    "NewApplication",
    "NewFigure",
    "NewList",
    "Receipt",
    "Settlement",
    "Step",
    "Stop",
    "Told",
    "decide_figure",
    "decide_lead",
    "find_leads",
    "open_appeal",
    "open_application",
    "open_reviews",
    "propose_figure",
    "record_review",
    "record_stop",
    "set_material",
    "settle",
    "take_appeal_step",
    "take_list",
    "take_step",
    "tell",
]
