"""What can be done with hazards, one public verb each."""

from youlin.domains.cases.actions.hazards.deciding import dismiss, extend, note, order
from youlin.domains.cases.actions.hazards.finding import NewHazard, enter_case, find
from youlin.domains.cases.actions.hazards.fixing import fix, recheck
from youlin.domains.cases.actions.hazards.following import move_hazards
from youlin.domains.cases.actions.hazards.photos import add_hazard_photo
from youlin.domains.cases.actions.hazards.rising import raise_overdue_hazards
from youlin.domains.cases.actions.hazards.setting import set_terms
from youlin.domains.cases.actions.hazards.telling import tell_watchers

__all__ = [
    "NewHazard",
    "add_hazard_photo",
    "dismiss",
    "enter_case",
    "extend",
    "find",
    "fix",
    "move_hazards",
    "note",
    "order",
    "raise_overdue_hazards",
    "recheck",
    "set_terms",
    "tell_watchers",
]
