"""Who may act for which post: its holder, and where nobody holds it the next occupied post above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, DateField, Exists, OuterRef, Q, QuerySet, UUIDField

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import CHIEF_ROLES, Can, Role
from youlin.domains.cases.rules.ladder import ROLE_OF, Rung, path_length
from youlin.domains.chiefs.models import Appointment, Post
from youlin.domains.chiefs.queries import in_charge
from youlin.domains.territory.rules import Level, prefixes
from youlin.foundation.db import under
from youlin.foundation.prepared import Prepared, Slot

TODAY = Slot("today", DateField())
FEW = 16  # places and posts, as one case has them; a sweep has hundreds, and asks once


def posts_of(actor: Actor, *, today: date) -> set[UUID]:
    """The posts that the actor answers for today: the own ones, and empty ones that fall to them."""
    return set(actor.once(("posts_of", today), lambda: _posts_of(actor, today)))


def seats_of(actor: Actor, *, today: date) -> list[Post]:
    """The posts of the ladder among them, each with its place."""

    def ask() -> list[Post]:
        rows = Post.objects.filter(pk__in=posts_of(actor, today=today), department="")
        return list(rows.select_related("territory"))

    return actor.once(("seats_of", today), ask)


def _posts_of(actor: Actor, today: date) -> set[UUID]:
    own = set(actor.posts())
    paths = actor.paths(Can.WORK_CASES)
    if not own or not paths:
        return own
    empty = _empty(frozenset(own), tuple(paths)).all(today=today)
    answering = standing_in(empty, today=today)
    return own | {post.pk for post in empty if answering.get(post.pk) in own}


@lru_cache(maxsize=512)
def _empty(own: frozenset[UUID], paths: tuple[str, ...]) -> Prepared[Post]:
    """Posts of these subtrees, but for one's own, that nobody answers for `today`."""
    below = Q(pk__in=())
    for path in paths:
        below |= under("territory__path", path)
    occupied = Exists(Appointment.objects.filter(in_charge(TODAY), post=OuterRef("pk")))
    return Prepared(Post.objects.filter(below, ~occupied).exclude(pk__in=own).select_related("territory"))


def standing_in(posts: Iterable[Post], *, today: date) -> dict[UUID, UUID]:
    """For each post, the post that answers for it today: itself while somebody holds it, else the next occupied above.

    A post above which nobody sits is missing from the answer. One query.
    """
    return {post: people[0].post_id for post, people in answering(posts, today=today).items()}


def answering(posts: Iterable[Post], *, today: date) -> dict[UUID, list[Appointment]]:
    """For each post, the terms of whoever answers for it today, with their posts; acting before sitting. One query.

    A post above which nobody sits is missing from the answer.
    """
    wanted = list(posts)
    if not wanted:
        return {}
    places = {prefix for post in wanted for prefix in prefixes(post.territory.path)}
    terms = _terms(sorted(places), [post.pk for post in wanted], today)
    held: dict[UUID, list[Appointment]] = {}
    by_path: dict[str, UUID] = {}
    for term in terms:
        held.setdefault(term.post_id, []).append(term)
        if term.post.role != Role.DEPARTMENT_STAFF:
            by_path[term.post.territory.path] = term.post_id
    found: dict[UUID, list[Appointment]] = {}
    for post in wanted:
        above = [by_path[path] for path in prefixes(post.territory.path) if path in by_path]
        if post.pk in held:
            found[post.pk] = held[post.pk]
        elif above:
            found[post.pk] = held[above[-1]]
    return found


def carrying(doors: QuerySet[Any], street: UUID, rung: Rung, *, today: date) -> dict[tuple[UUID, bool], int]:
    """Who goes to doors that a rung carries, by post or standing in for one: how many each, and whether as a chief.

    `doors` are rows with a `territory`. A fixed number of queries.
    """
    length = path_length(rung)
    homes: Counter[str] = Counter()
    for path, number in doors.order_by().values_list("territory__path").annotate(n=Count("pk")):
        homes[path[:length]] += number
    if not homes:
        return {}
    rows = Post.objects.filter(subdistrict=street, role=ROLE_OF[rung], department="", territory__path__in=homes)
    found = list(rows.select_related("territory"))
    posts = {post.pk: homes[post.territory.path] for post in found}
    sums: dict[tuple[UUID, bool], int] = {}
    for post, terms in answering(found, today=today).items():
        for term in terms:
            key = (term.user_id, Role(term.post.role) in CHIEF_ROLES)
            sums[key] = sums.get(key, 0) + posts[post]
    return sums


def _terms(places: Sequence[str], posts: Sequence[UUID], today: date) -> list[Appointment]:
    """Terms in charge of these posts, or of the one above at these places; acting before sitting before staff."""
    if len(places) + len(posts) > FEW:
        return list(_in_charge(today, places, Q(post__in=posts)))
    values = {f"place{n}": place for n, place in enumerate(places)} | {f"post{n}": key for n, key in enumerate(posts)}
    return _few_terms(len(places), len(posts)).all(today=today, **values)


@cache
def _few_terms(places: int, posts: int) -> Prepared[Appointment]:
    one_of = Q(pk__in=())
    for number in range(posts):
        one_of |= Q(post=Slot(f"post{number}", UUIDField()))
    return Prepared(_in_charge(TODAY, [Slot(f"place{number}", CharField()) for number in range(places)], one_of))


def _in_charge(today: date | Slot, places: Sequence[str | Slot], one_of: Q) -> QuerySet[Appointment]:
    above = Q(post__territory__path__in=places, post__department="", post__territory__level__gte=Level.SUBDISTRICT)
    rows = Appointment.objects.filter(in_charge(today), above | one_of)
    return rows.select_related("post__territory").order_by("kind")  # "acting" < "sitting" < "staff"
