"""Writes of homes and people: `looking`, `homes`, `positions`, `circumstances`, `registering`, on top of `fetching`."""

from youlin.domains.residents.actions.circumstances import NewCircumstance, end_circumstance, note_circumstance
from youlin.domains.residents.actions.homes import change_residence, move_household
from youlin.domains.residents.actions.looking import HIDDEN, Hidden, note_export, reveal
from youlin.domains.residents.actions.positions import set_point
from youlin.domains.residents.actions.registering import (
    NewHousehold,
    NewResident,
    note_departure,
    register_household,
    register_resident,
)

__all__ = [
    "HIDDEN",
    "Hidden",
    "NewCircumstance",
    "NewHousehold",
    "NewResident",
    "change_residence",
    "end_circumstance",
    "move_household",
    "note_circumstance",
    "note_departure",
    "note_export",
    "register_household",
    "register_resident",
    "reveal",
    "set_point",
]
