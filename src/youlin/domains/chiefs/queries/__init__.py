"""Reads of posts: `holding` who answers, `register` the list, `covering` who has nobody, `finding` for residents.

What makes chiefs known: `cards`, `publishing` for public notices.
"""

from youlin.domains.chiefs.models import Post  # what the reads give back, for who writes their types
from youlin.domains.chiefs.queries.cards import Card, card, cards_within, my_cards, verify
from youlin.domains.chiefs.queries.covering import Coverage, Gap, Uncovered, coverage, gaps
from youlin.domains.chiefs.queries.finding import PublicChief, chief_for
from youlin.domains.chiefs.queries.holding import (
    RUNG_ROLES,
    Holder,
    department_posts,
    holders,
    in_office,
    post_at,
    posts_above,
)
from youlin.domains.chiefs.queries.publishing import public_lines
from youlin.domains.chiefs.queries.register import Tree, Wanted, empty_posts, post, posts_held_by, register, term, tree

__all__ = [
    "RUNG_ROLES",
    "Card",
    "Coverage",
    "Gap",
    "Holder",
    "Post",
    "PublicChief",
    "Tree",
    "Uncovered",
    "Wanted",
    "card",
    "cards_within",
    "chief_for",
    "coverage",
    "department_posts",
    "empty_posts",
    "gaps",
    "holders",
    "in_office",
    "my_cards",
    "post",
    "post_at",
    "posts_above",
    "posts_held_by",
    "public_lines",
    "register",
    "term",
    "tree",
    "verify",
]
