"""How posts are called."""

from __future__ import annotations

from django.utils.translation import gettext as _

from youlin.domains.access.rules import Role
from youlin.domains.chiefs.models import Post
from youlin.domains.chiefs.rules import Because, Reason


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


def reason_text(reason: Reason) -> str:
    """Why nobody answers, in a sentence."""
    day = f"{reason.day:%Y-%m-%d}" if reason.day else ""
    return {
        Because.NO_NEIGHBOURHOOD: _("这一户还没有划到任何一个邻"),
        Because.NEVER_APPOINTED: _("还没有任命过邻长"),
        Because.NOT_YET: _("邻长 %(day)s 才到任") % {"day": day},
        Because.TERM_ENDED: _("邻长的任期 %(day)s 已结束，还没有人接") % {"day": day},
        Because.ACTING_ENDED: _("代理 %(day)s 已到期，还没有人接") % {"day": day},
    }[reason.because]
