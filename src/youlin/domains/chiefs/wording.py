"""How posts are called."""

from __future__ import annotations

from django.utils.translation import gettext as _

from youlin.domains.access.rules import Role
from youlin.domains.chiefs.models import Post


def role_name(role: str) -> str:
    """The title of a role as people say it."""
    return {
        Role.NEIGHBOURHOOD_CHIEF: _("邻长"),
        Role.GROUP_CHIEF: _("组长"),
        Role.AREA_CHIEF: _("片长"),
        Role.COMMUNITY_STAFF: _("社区"),
        Role.SUBDISTRICT_STAFF: _("街道办"),
        Role.DEPARTMENT_STAFF: _("部门"),
        Role.COUNTY_STAFF: _("县区"),
    }[Role(role)]


def post_name(post: Post) -> str:
    """A post in words: 溪布社区第1片老屋场组邻1 邻长, 民政办."""
    if post.department:
        return post.department
    if post.role in (Role.COMMUNITY_STAFF, Role.SUBDISTRICT_STAFF, Role.COUNTY_STAFF):
        return post.territory.full_name
    return f"{post.territory.full_name} {role_name(post.role)}"
