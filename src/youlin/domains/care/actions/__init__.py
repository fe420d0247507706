"""What care does: plans, cadences, pauses and surges, recording contacts, letting silence rise."""

from __future__ import annotations

from youlin.domains.care.actions.cadences import set_cadence, set_tier
from youlin.domains.care.actions.contacts import NewContact, record_contacts, undo_contact
from youlin.domains.care.actions.plans import end_plan, follow_households, open_plans
from youlin.domains.care.actions.silence import raise_silence
from youlin.domains.care.actions.spells import loosen_plan, pause_plan, resume_plan, tighten_plan
from youlin.domains.care.actions.surges import NewSurge, call_surge, end_surge, keep_surges

__all__ = [
    "NewContact",
    "NewSurge",
    "call_surge",
    "end_plan",
    "end_surge",
    "follow_households",
    "keep_surges",
    "loosen_plan",
    "open_plans",
    "pause_plan",
    "raise_silence",
    "record_contacts",
    "resume_plan",
    "set_cadence",
    "set_tier",
    "tighten_plan",
    "undo_contact",
]
