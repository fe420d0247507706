"""What can be done with inspections, one public verb each."""

from youlin.domains.cases.actions.inspections.checklists import NewSheet, write_checklist
from youlin.domains.cases.actions.inspections.looking import NewInspection, inspect, note_absent, take_back
from youlin.domains.cases.actions.inspections.rounds import NewRound, close_round, open_round, tell_carriers
from youlin.domains.cases.actions.inspections.sites import NewSite, add_site, change_site, close_site

__all__ = [
    "NewInspection",
    "NewRound",
    "NewSheet",
    "NewSite",
    "add_site",
    "change_site",
    "close_round",
    "close_site",
    "inspect",
    "note_absent",
    "open_round",
    "take_back",
    "tell_carriers",
    "write_checklist",
]
