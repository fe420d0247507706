"""Writes of posts: `posts` opens them and their places, `terms` puts people in and out, `people` finds the account.

`seating` is how anybody gets into a post, `absence` who is away and covers, `appraisal` the yearly word.
"""

from youlin.domains.chiefs.actions.absence import NewAbsence, end_absence, find_cover, give_back, set_absence
from youlin.domains.chiefs.actions.appraisal import NewAppraisal, appraise
from youlin.domains.chiefs.actions.cards import reissue_card, set_portrait
from youlin.domains.chiefs.actions.coverage import Checked, check_coverage
from youlin.domains.chiefs.actions.handover import go_through, leave_note, own_term, untick
from youlin.domains.chiefs.actions.helping import NewOffer, say_offer
from youlin.domains.chiefs.actions.looking import look_at_phones
from youlin.domains.chiefs.actions.people import NewPerson, Slip, appoint_person
from youlin.domains.chiefs.actions.posts import (
    NewCounty,
    NewPlace,
    NewStation,
    open_department,
    open_place,
    open_posts,
    open_subdistrict,
    set_station,
)
from youlin.domains.chiefs.actions.seating import NewTerm
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
    "NewCounty",
    "NewOffer",
    "NewPerson",
    "NewPlace",
    "NewStation",
    "NewTerm",
    "Slip",
    "appoint",
    "appoint_many",
    "appoint_person",
    "appraise",
    "check_coverage",
    "end_absence",
    "end_term",
    "find_cover",
    "give_back",
    "go_through",
    "leave_note",
    "look_at_phones",
    "open_department",
    "open_place",
    "open_posts",
    "open_subdistrict",
    "own_term",
    "reissue_card",
    "renew",
    "resign",
    "say_offer",
    "set_absence",
    "set_portrait",
    "set_station",
    "show_phone",
    "take_back_end",
    "untick",
]
