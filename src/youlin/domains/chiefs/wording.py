"""How posts are called."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youlin.domains.access.rules import Role
from youlin.domains.chiefs.models import Post
from youlin.domains.chiefs.rules import Because, Reason

# What a notice says, by the name of its template.
NOTICES: dict[str, str | Promise] = {
    "chiefs.cover": gettext_lazy("%(since)s起请您代%(post)s，%(until)s交还。代不了，请到“我的”里说一声。"),
    "chiefs.no_cover": gettext_lazy("%(post)s%(since)s起不在，%(until)s回来，还没有人代。请帮忙找一位。"),
    "chiefs.given_back": gettext_lazy("%(post)s这几天代不了的人说了一声，还要另找一位。"),
    "chiefs.coverage.one": gettext_lazy("%(place)s现在没人管，住着 %(homes)s 户。请任命或先请人代理。"),
    "chiefs.coverage.many": gettext_lazy("%(place)s有 %(places)s 个邻现在没人管，住着 %(homes)s 户。请尽快任命。"),
}


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
        Because.AWAY: _("邻长不在，%(day)s 回来，这几天还没有人代") % {"day": day},
    }[reason.because]
