"""Who may act for which post: its holder, and where nobody holds it the next occupied post above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import CHIEF_ROLES, Can, Role
from youlin.domains.cases.rules.ladder import ROLE_OF, Rung, path_length
from youlin.domains.chiefs.models import Appointment, Post
from youlin.domains.chiefs.queries import in_charge
from youlin.domains.territory.rules import Level, prefixes
from youlin.foundation.db import under


def posts_of(actor: Actor, *, today: date) -> set[UUID]:
    """The posts that the actor answers for today: the own ones, and empty ones that fall to them."""
    own = set(actor.posts())
    paths = actor.paths(Can.WORK_CASES)
    if not own or not paths:
        return own
    below = Q(pk__in=())
    for path in paths:
        below |= under("territory__path", path)
    occupied = Exists(Appointment.objects.filter(in_charge(today), post=OuterRef("pk")))
    empty = list(Post.objects.filter(below, ~occupied).exclude(pk__in=own).select_related("territory"))
    answering = standing_in(empty, today=today)
    return own | {post.pk for post in empty if answering.get(post.pk) in own}


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
    on_the_way = Q(post__territory__path__in=places, post__department="")
    on_the_way &= Q(post__territory__level__gte=Level.SUBDISTRICT)
    terms = Appointment.objects.filter(in_charge(today), on_the_way | Q(post__in=[post.pk for post in wanted]))
    held: dict[UUID, list[Appointment]] = {}
    by_path: dict[str, UUID] = {}
    for term in terms.select_related("post__territory").order_by("kind"):  # "acting" < "sitting" < "staff"
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
