"""What can be done with cases, one public verb each."""

from youlin.domains.cases.actions.authorities import bypass, set_authorities, tell_authority
from youlin.domains.cases.actions.bulk import Order, do_many, note_export
from youlin.domains.cases.actions.clocks import set_clock
from youlin.domains.cases.actions.closing import agree_close, ask_close, refuse_close
from youlin.domains.cases.actions.desks import add_route, bring_back_route, drop_route, hand_over, set_desk_clock
from youlin.domains.cases.actions.down import (
    confirm,
    confirm_public,
    pass_down,
    reopen,
    reopen_public,
    tell_resident,
)
from youlin.domains.cases.actions.following import follow_households, follow_places
from youlin.domains.cases.actions.looking import look_at_phone, look_at_reporter
from youlin.domains.cases.actions.marking import MARKS, mark
from youlin.domains.cases.actions.merging import merge, unmerge
from youlin.domains.cases.actions.photos import add_photo, add_photo_public
from youlin.domains.cases.actions.report import NewCase, report, report_public
from youlin.domains.cases.actions.searching import index_waiting
from youlin.domains.cases.actions.spans import extend, pause, resume, set_bounds
from youlin.domains.cases.actions.street import FIND, OBJECT, REPORT, TRACK, knock, refuse_if_too_many, spend
from youlin.domains.cases.actions.sweep import escalate_overdue
from youlin.domains.cases.actions.tell import tell_holders, tell_of_late_authorities
from youlin.domains.cases.actions.together import invite, leave, take_over, writing
from youlin.domains.cases.actions.undoing import undo_batch
from youlin.domains.cases.actions.up import answer, escalate, note, return_down, withdraw
from youlin.domains.cases.actions.views import change_view, choose_view, remove_view, restore_view, save_view

__all__ = [
    "FIND",
    "MARKS",
    "OBJECT",
    "REPORT",
    "TRACK",
    "NewCase",
    "Order",
    "add_photo",
    "add_photo_public",
    "add_route",
    "agree_close",
    "answer",
    "ask_close",
    "bring_back_route",
    "bypass",
    "change_view",
    "choose_view",
    "confirm",
    "confirm_public",
    "do_many",
    "drop_route",
    "escalate",
    "escalate_overdue",
    "extend",
    "follow_households",
    "follow_places",
    "hand_over",
    "index_waiting",
    "invite",
    "knock",
    "leave",
    "look_at_phone",
    "look_at_reporter",
    "mark",
    "merge",
    "note",
    "note_export",
    "pass_down",
    "pause",
    "refuse_close",
    "refuse_if_too_many",
    "remove_view",
    "reopen",
    "reopen_public",
    "report",
    "report_public",
    "restore_view",
    "resume",
    "return_down",
    "save_view",
    "set_authorities",
    "set_bounds",
    "set_clock",
    "set_desk_clock",
    "spend",
    "take_over",
    "tell_authority",
    "tell_holders",
    "tell_of_late_authorities",
    "tell_resident",
    "undo_batch",
    "unmerge",
    "withdraw",
    "writing",
]
