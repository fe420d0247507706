"""What care does: opening and ending plans, setting cadences, recording contacts, letting silence rise."""

from __future__ import annotations

from youlin.domains.care.actions.cadences import set_cadence
from youlin.domains.care.actions.contacts import NewContact, record_contacts, undo_contact
from youlin.domains.care.actions.plans import end_plan, follow_households, open_plans, pause_plan
from youlin.domains.care.actions.silence import raise_silence

__all__ = [
    "NewContact",
    "end_plan",
    "follow_households",
    "open_plans",
    "pause_plan",
    "raise_silence",
    "record_contacts",
    "set_cadence",
    "undo_contact",
]
