"""Roles and what each may do: one table."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from types import MappingProxyType

from youlin.domains.territory.rules import Level


class Role(StrEnum):
    """A role at a territory. It comes from a post, and only from a post."""

    NEIGHBOURHOOD_CHIEF = "neighbourhood_chief"
    GROUP_CHIEF = "group_chief"
    AREA_CHIEF = "area_chief"
    COMMUNITY_STAFF = "community_staff"
    SUBDISTRICT_STAFF = "subdistrict_staff"
    DEPARTMENT_STAFF = "department_staff"
    COUNTY_STAFF = "county_staff"


class Can(StrEnum):
    """A capability. A page or an action names exactly one."""

    USE_PHONE = "use_phone"  # the chief's pages
    USE_DESK = "use_desk"  # the office's pages
    SEE_HOUSEHOLDS = "see_households"
    EDIT_HOUSEHOLDS = "edit_households"
    COMPLETE = "complete"  # write down what a ledger asks of a person, where the record is empty
    FILL_LEDGERS = "fill_ledgers"  # keep templates of ledgers, and fill them
    CHECK_RESIDENCE = "check_residence"  # say how a household was found to live
    PIN = "pin"  # say where a household's door is
    REVEAL = "reveal"  # ask for a masked field; each asking is on record
    SEE_CARE = "see_care"
    LOG_CONTACT = "log_contact"
    MANAGE_CARE = "manage_care"
    SEE_CASES = "see_cases"
    WORK_CASES = "work_cases"  # report, answer, escalate, return
    KEEP_DISPUTES = "keep_disputes"  # the ledger of mediated disputes; what the parties said stays sealed
    APPOINT = "appoint"
    SEE_POSTS = "see_posts"
    IMPORT_ROSTER = "import_roster"
    SUPERVISE = "supervise"  # see where a hand may be needed in the line below, and ask about odd records
    LEAD_LINE = "lead_line"  # 组长、片长: the page of the own line, on the phone
    LOG_SERVICE = "log_service"  # a micro-service
    HOLD_MEETINGS = "hold_meetings"  # call a meeting of the own place, keep its record, give out tasks
    SEE_FIGURES = "see_figures"
    CONFIGURE = "configure"  # cadences and clocks
    MAKE_KNOWN = "make_known"  # tick who was handed a card or poster, keep the register of groups
    PUT_UP = "put_up"  # public notices, and answering what residents say of them
    RUN_SELECTION = "run_selection"  # open a round, review, put up, count
    RUN_CAMPAIGNS = "run_campaigns"  # begin one, end it, give it pictures and sounds
    RUN_INSPECTIONS = "run_inspections"  # rounds, and the sites that are looked at
    CONFIRM_SELECTION = "confirm_selection"  # the subdistrict's review of who was elected


_CHIEF = frozenset(
    {
        Can.USE_PHONE,
        Can.CHECK_RESIDENCE,
        Can.COMPLETE,
        Can.SEE_HOUSEHOLDS,
        Can.PIN,
        Can.REVEAL,
        Can.SEE_CARE,
        Can.LOG_CONTACT,
        Can.SEE_CASES,
        Can.WORK_CASES,
        Can.LOG_SERVICE,
        Can.HOLD_MEETINGS,
        Can.SEE_POSTS,
        Can.MAKE_KNOWN,
    }
)
_SUPERVISOR = _CHIEF | {Can.SEE_FIGURES, Can.SUPERVISE, Can.LEAD_LINE}
_COMMUNITY = (_SUPERVISOR - {Can.USE_PHONE, Can.LEAD_LINE}) | {
    Can.USE_DESK,
    Can.FILL_LEDGERS,
    Can.KEEP_DISPUTES,
    Can.EDIT_HOUSEHOLDS,
    Can.MANAGE_CARE,
    Can.APPOINT,
    Can.IMPORT_ROSTER,
    Can.PUT_UP,
    Can.RUN_SELECTION,
    Can.RUN_INSPECTIONS,
    Can.RUN_CAMPAIGNS,
}

CAPABILITIES: MappingProxyType[Role, frozenset[Can]] = MappingProxyType(
    {
        Role.NEIGHBOURHOOD_CHIEF: _CHIEF,
        Role.GROUP_CHIEF: _SUPERVISOR,
        Role.AREA_CHIEF: _SUPERVISOR,
        Role.COMMUNITY_STAFF: _COMMUNITY,
        Role.SUBDISTRICT_STAFF: _COMMUNITY | {Can.CONFIGURE, Can.CONFIRM_SELECTION},
        # A department answers the cases that came to it and sees nobody's roster.
        Role.DEPARTMENT_STAFF: frozenset({Can.USE_DESK, Can.WORK_CASES}),
        # A county reads figures; people's data stays with the street.
        Role.COUNTY_STAFF: frozenset({Can.USE_DESK, Can.SEE_FIGURES, Can.SEE_POSTS}),
    }
)

LEVEL_OF: MappingProxyType[Role, Level] = MappingProxyType(
    {
        Role.NEIGHBOURHOOD_CHIEF: Level.NEIGHBOURHOOD,
        Role.GROUP_CHIEF: Level.GROUP,
        Role.AREA_CHIEF: Level.AREA,
        Role.COMMUNITY_STAFF: Level.COMMUNITY,
        Role.SUBDISTRICT_STAFF: Level.SUBDISTRICT,
        Role.DEPARTMENT_STAFF: Level.SUBDISTRICT,
        Role.COUNTY_STAFF: Level.COUNTY,
    }
)

CHIEF_ROLES = frozenset({Role.NEIGHBOURHOOD_CHIEF, Role.GROUP_CHIEF, Role.AREA_CHIEF})


def login_from_name(name: str) -> str:
    """The log-in name that a person is likely to remember: the reading of the own name, small, without spaces.

    >>> login_from_name("李桂英")
    'liguiying'
    """
    from pypinyin import lazy_pinyin

    spelled = "".join(lazy_pinyin(name, errors="default")).lower()
    kept = "".join(letter for letter in spelled if letter.isascii() and letter.isalnum())
    return kept[:50] or "youlin"


def first_free(wanted: str, taken: Collection[str]) -> str:
    """The wanted name, or with the smallest number behind it that nobody has.

    >>> first_free("li", {"li", "li2"})
    'li3'
    """
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}{number}" in taken:
        number += 1
    return f"{wanted}{number}"
