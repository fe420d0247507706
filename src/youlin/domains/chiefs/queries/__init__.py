"""Reads of posts: `holding` who answers, `register` the list, `covering` who has nobody, `finding` for residents.

What makes chiefs known: `cards`, `publishing` for public notices.
`absence` is who is away and could cover, `terms` what runs out and what was said of it.
"""

from youlin.domains.chiefs.models import Absence, Appointment, Appraisal, Post
from youlin.domains.chiefs.queries.absence import (
    AbsenceToTell,
    Candidate,
    absence_by_key,
    absence_to_tell,
    absences,
    candidates,
    my_absences,
    my_covers,
    uncovered_absences,
)
from youlin.domains.chiefs.queries.cards import Card, card, cards_within, my_cards, verify
from youlin.domains.chiefs.queries.covering import Coverage, Gap, Uncovered, coverage, gaps
from youlin.domains.chiefs.queries.finding import PublicChief, chief_for
from youlin.domains.chiefs.queries.handover import Handover, handover_list, new_terms, notes_at, ticked
from youlin.domains.chiefs.queries.helping import Helper, Offer, Skills, helpers, offer_of
from youlin.domains.chiefs.queries.holding import (
    RUNG_ROLES,
    Holder,
    department_posts,
    holders,
    in_charge,
    in_office,
    names_at,
    post_at,
    posts_above,
)
from youlin.domains.chiefs.queries.publishing import public_lines
from youlin.domains.chiefs.queries.register import Tree, Wanted, empty_posts, post, posts_held_by, register, term, tree
from youlin.domains.chiefs.queries.terms import (
    NOTICE_DAYS,
    RunningOut,
    appraisals_of,
    my_appraisals,
    my_terms,
    running_out,
)
from youlin.domains.chiefs.rules import Term as Days

__all__ = [
    "NOTICE_DAYS",
    "RUNG_ROLES",
    "Absence",
    "AbsenceToTell",
    "Appointment",
    "Appraisal",
    "Candidate",
    "Card",
    "Coverage",
    "Days",
    "Gap",
    "Handover",
    "Helper",
    "Holder",
    "Offer",
    "Post",
    "PublicChief",
    "RunningOut",
    "Skills",
    "Tree",
    "Uncovered",
    "Wanted",
    "absence_by_key",
    "absence_to_tell",
    "absences",
    "appraisals_of",
    "candidates",
    "card",
    "cards_within",
    "chief_for",
    "coverage",
    "department_posts",
    "empty_posts",
    "gaps",
    "handover_list",
    "helpers",
    "holders",
    "in_charge",
    "in_office",
    "my_absences",
    "my_appraisals",
    "my_cards",
    "my_covers",
    "my_terms",
    "names_at",
    "new_terms",
    "notes_at",
    "offer_of",
    "post",
    "post_at",
    "posts_above",
    "posts_held_by",
    "public_lines",
    "register",
    "running_out",
    "term",
    "ticked",
    "tree",
    "uncovered_absences",
    "verify",
]
