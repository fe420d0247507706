"""What care does: plans, cadences, pauses and surges, recording contacts, letting silence rise."""

from __future__ import annotations

from youlin.domains.care.actions.cadences import set_cadence, set_tier
from youlin.domains.care.actions.consents import NewConsent, note_consent
from youlin.domains.care.actions.contacts import NewContact, record_contacts, undo_contact
from youlin.domains.care.actions.finding import confirm_found, decline_found, set_ages, undecline
from youlin.domains.care.actions.plans import end_plan, follow_circumstances, follow_households, open_plans
from youlin.domains.care.actions.questions import answer_question
from youlin.domains.care.actions.silence import raise_silence
from youlin.domains.care.actions.spells import loosen_plan, pause_plan, resume_plan, tighten_plan
from youlin.domains.care.actions.surges import NewSurge, call_surge, end_surge, keep_surges

__all__ = [
    "NewConsent",
    "NewContact",
    "NewSurge",
    "answer_question",
    "call_surge",
    "confirm_found",
    "decline_found",
    "end_plan",
    "end_surge",
    "follow_circumstances",
    "follow_households",
    "keep_surges",
    "loosen_plan",
    "note_consent",
    "open_plans",
    "pause_plan",
    "raise_silence",
    "record_contacts",
    "resume_plan",
    "set_ages",
    "set_cadence",
    "set_tier",
    "tighten_plan",
    "undecline",
    "undo_contact",
]
