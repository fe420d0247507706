"""The posts above a place, by their rung. One query for however many places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from django.db.models import CharField, QuerySet

from youlin.domains.access.rules import Role
from youlin.domains.cases.rules.ladder import RUNG_OF, Rung
from youlin.domains.chiefs.models import Post
from youlin.domains.territory.rules import Level, prefixes
from youlin.foundation.prepared import Prepared, Slot

FEW = 8  # a place and those above it: one case's


def ladders(paths: Iterable[str]) -> dict[str, dict[Rung, Post]]:
    """For each path the posts at and above it, from the subdistrict down; a department belongs to no place."""
    wanted = set(paths)
    above = {prefix for path in wanted for prefix in prefixes(path)}
    by_path = {post.territory.path: post for post in _posts_at(sorted(above))}
    return {
        path: {RUNG_OF[Role(by_path[prefix].role)]: by_path[prefix] for prefix in prefixes(path) if prefix in by_path}
        for path in wanted
    }


def _posts_at(paths: Sequence[str]) -> list[Post]:
    if len(paths) > FEW:
        return list(_posts(paths))
    return _posts_of_few(len(paths)).all(**{f"path{number}": path for number, path in enumerate(paths)})


@cache
def _posts_of_few(number: int) -> Prepared[Post]:
    return Prepared(_posts([Slot(f"path{each}", CharField()) for each in range(number)]))


def _posts(paths: Sequence[str | Slot]) -> QuerySet[Post]:
    rows = Post.objects.filter(territory__path__in=paths, department="", territory__level__gte=Level.SUBDISTRICT)
    return rows.select_related("territory")
