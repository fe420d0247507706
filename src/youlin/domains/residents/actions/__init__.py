"""Writes of homes and people, by what is written; each begins with `fetching`."""

from youlin.domains.residents.actions.checks import (
    NewCheck,
    NewSign,
    dismiss_signs,
    note_sign,
    propose_checks,
    record_check,
    take_back_check,
)
from youlin.domains.residents.actions.circumstances import (
    NewCircumstance,
    end_circumstance,
    note_circumstance,
    note_circumstances,
)
from youlin.domains.residents.actions.completing import Said, complete_record
from youlin.domains.residents.actions.entrusting import entrust
from youlin.domains.residents.actions.homes import change_residence, move_household
from youlin.domains.residents.actions.looking import HIDDEN, Hidden, note_export, reveal
from youlin.domains.residents.actions.moving import forget_stay, move_many
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
    "NewCheck",
    "NewCircumstance",
    "NewHousehold",
    "NewResident",
    "NewSign",
    "Said",
    "change_residence",
    "complete_record",
    "dismiss_signs",
    "end_circumstance",
    "entrust",
    "forget_stay",
    "move_household",
    "move_many",
    "note_circumstance",
    "note_circumstances",
    "note_departure",
    "note_export",
    "note_sign",
    "propose_checks",
    "record_check",
    "register_household",
    "register_resident",
    "reveal",
    "set_point",
    "take_back_check",
]
