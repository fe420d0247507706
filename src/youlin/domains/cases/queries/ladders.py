"""The posts above a place, by their rung. One query for however many places."""

from __future__ import annotations

from collections.abc import Iterable

from youlin.domains.access.rules import Role
from youlin.domains.cases.rules.ladder import RUNG_OF, Rung
from youlin.domains.chiefs.models import Post
from youlin.domains.territory.rules import Level, prefixes


def ladders(paths: Iterable[str]) -> dict[str, dict[Rung, Post]]:
    """For each path the posts at and above it, from the subdistrict down; a department belongs to no place."""
    wanted = set(paths)
    above = {prefix for path in wanted for prefix in prefixes(path)}
    posts = Post.objects.filter(
        territory__path__in=above, department="", territory__level__gte=Level.SUBDISTRICT
    ).select_related("territory")
    by_path = {post.territory.path: post for post in posts}
    return {
        path: {RUNG_OF[Role(by_path[prefix].role)]: by_path[prefix] for prefix in prefixes(path) if prefix in by_path}
        for path in wanted
    }
