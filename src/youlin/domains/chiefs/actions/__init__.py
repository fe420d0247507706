"""Writes of posts: `posts` opens them and their places, `terms` puts people in and out, `people` finds the account."""

from youlin.domains.chiefs.actions.cards import reissue_card, set_portrait
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
from youlin.domains.chiefs.actions.terms import NewTerm, appoint, appoint_many, end_term, show_phone

__all__ = [
    "NewCounty",
    "NewPerson",
    "NewPlace",
    "NewStation",
    "NewTerm",
    "Slip",
    "appoint",
    "appoint_many",
    "appoint_person",
    "end_term",
    "open_department",
    "open_place",
    "open_posts",
    "open_subdistrict",
    "reissue_card",
    "set_portrait",
    "set_station",
    "show_phone",
]
