"""Writes of posts: `posts` opens them and their places, `terms` puts people in and out, `people` finds the account.

`seating` is how anybody gets into a post, `absence` who is away and covers, `appraisal` the yearly word.
"""

from youlin.domains.chiefs.actions.absence import NewAbsence, end_absence, find_cover, give_back, set_absence
from youlin.domains.chiefs.actions.adjusting import (
    Proposed,
    accept_adjustments,
    decline_adjustments,
    keep_proposals,
    set_size_bounds,
)
from youlin.domains.chiefs.actions.applying import apply_due, apply_one, merge_places, undo_adjustment
from youlin.domains.chiefs.actions.appraisal import NewAppraisal, appraise
from youlin.domains.chiefs.actions.cards import reissue_card, set_portrait
from youlin.domains.chiefs.actions.coverage import Checked, check_coverage
from youlin.domains.chiefs.actions.handover import go_through, leave_note, own_term, untick
from youlin.domains.chiefs.actions.helping import NewOffer, say_offer
from youlin.domains.chiefs.actions.known import NewChat, close_chat, count_chat, hand_out, open_chat, take_back
from youlin.domains.chiefs.actions.looking import look_at_phones
from youlin.domains.chiefs.actions.people import NewPerson, Slip, appoint_person
from youlin.domains.chiefs.actions.posts import (
    NewCounty,
    NewPlace,
    open_department,
    open_place,
    open_posts,
    open_subdistrict,
    rename_place,
)
from youlin.domains.chiefs.actions.seating import NewTerm
from youlin.domains.chiefs.actions.stations import NewShift, NewStation, add_shifts, remove_shift, set_station
from youlin.domains.chiefs.actions.terms import (
    appoint,
    appoint_many,
    end_term,
    renew,
    resign,
    show_phone,
    take_back_end,
)

__all__ = [
    "Checked",
    "NewAbsence",
    "NewAppraisal",
    "NewChat",
    "NewCounty",
    "NewOffer",
    "NewPerson",
    "NewPlace",
    "NewShift",
    "NewStation",
    "NewTerm",
    "Proposed",
    "Slip",
    "accept_adjustments",
    "add_shifts",
    "apply_due",
    "apply_one",
    "appoint",
    "appoint_many",
    "appoint_person",
    "appraise",
    "check_coverage",
    "close_chat",
    "count_chat",
    "decline_adjustments",
    "end_absence",
    "end_term",
    "find_cover",
    "give_back",
    "go_through",
    "hand_out",
    "keep_proposals",
    "leave_note",
    "look_at_phones",
    "merge_places",
    "open_chat",
    "open_department",
    "open_place",
    "open_posts",
    "open_subdistrict",
    "own_term",
    "reissue_card",
    "remove_shift",
    "rename_place",
    "renew",
    "resign",
    "say_offer",
    "set_absence",
    "set_portrait",
    "set_size_bounds",
    "set_station",
    "show_phone",
    "take_back",
    "take_back_end",
    "undo_adjustment",
    "untick",
]
