"""Writing benefits: figures, what was learnt, leads, applications, appeals, lists, stops, reviews."""

from __future__ import annotations

from youlin.domains.benefits.actions.appeals import AppealMove, NewAppeal, open_appeal, take_appeal_step
from youlin.domains.benefits.actions.applications import NewApplication, Step, open_application, set_material, take_step
from youlin.domains.benefits.actions.enrolments import Stop, record_stop
from youlin.domains.benefits.actions.figures import NewFigure, decide_figure, propose_figure
from youlin.domains.benefits.actions.leads import decide_lead, find_leads
from youlin.domains.benefits.actions.observations import Told, tell
from youlin.domains.benefits.actions.own import NewProgramme, decide_programme, end_programme, propose_programme
from youlin.domains.benefits.actions.photos import add_photo, forget_photos, look_at_photo, remove_photo
from youlin.domains.benefits.actions.register import NewList, Receipt, Settlement, settle, take_list
from youlin.domains.benefits.actions.relatives import Declared, declare_relative, register_receiver
from youlin.domains.benefits.actions.reviews import Found, open_reviews, record_review
from youlin.domains.benefits.actions.signing import NewSignature, look_at_signatures, sign
from youlin.domains.benefits.actions.surveying import (
    NewInvestigator,
    Surveyed,
    drop_investigator,
    keep_survey,
    name_investigator,
)
from youlin.domains.benefits.actions.telling import Delivery, deliver_letter

__all__ = [
    "AppealMove",
    "Declared",
    "Delivery",
    "Found",
    "NewAppeal",
    "NewApplication",
    "NewFigure",
    "NewInvestigator",
    "NewList",
    "NewProgramme",
    "NewSignature",
    "Receipt",
    "Settlement",
    "Step",
    "Stop",
    "Surveyed",
    "Told",
    "add_photo",
    "decide_figure",
    "decide_lead",
    "decide_programme",
    "declare_relative",
    "deliver_letter",
    "drop_investigator",
    "end_programme",
    "find_leads",
    "forget_photos",
    "keep_survey",
    "look_at_photo",
    "look_at_signatures",
    "name_investigator",
    "open_appeal",
    "open_application",
    "open_reviews",
    "propose_figure",
    "propose_programme",
    "record_review",
    "record_stop",
    "register_receiver",
    "remove_photo",
    "set_material",
    "settle",
    "sign",
    "take_appeal_step",
    "take_list",
    "take_step",
    "tell",
]
