"""The register, and one post with its history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from youlin.domains.access.rules import Can
from youlin.domains.chiefs import queries
from youlin.domains.chiefs.wording import post_name, role_name
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.chiefs import terms as time_in_office
from youlin.web.shared import masks
from youlin.web.shared.access import actor_of, page

ROLES = ("area_chief", "group_chief", "neighbourhood_chief")


@page(Can.SEE_POSTS)
def chiefs(request: HttpRequest) -> HttpResponse:
    """Every chief's post with who holds it; as a workbook with `?as=xlsx`."""
    actor, today = actor_of(request), clock.day_of(clock.now())
    wanted = queries.Wanted(
        text=listing.words(request),
        place=listing.key(request.GET.get("place")),
        role=_one_of(request.GET.get("role", ""), ROLES),
        state=_one_of(request.GET.get("state", ""), ("sitting", "acting", "empty")),
    )
    rows = queries.register(actor, wanted, day=today)
    if request.GET.get("as") == "xlsx":
        return listing.workbook(_("三长"), _head(), _lines(rows))
    listed = listing.page_of(request, rows)
    states = [("sitting", _("在任")), ("acting", _("代理")), ("empty", _("空缺"))]
    return render(
        request,
        "office/chiefs/chiefs.html",
        {
            "page": listed,
            "lines": [(post, post_name(post), post.holding) for post in listed],
            "places": listing.place_chips(request, actor, Can.SEE_POSTS),
            "roles": listing.chips(request, "role", [(role, role_name(role)) for role in ROLES], _("三长")),
            "states": listing.chips(request, "state", states, _("不论在任")),
            "narrowed": any(request.GET.get(name) for name in ("q", "role", "state", "place")),
            "export": listing.link(request, **{"as": "xlsx"}),
            "may_appoint": actor.can(Can.APPOINT),
            "may_cover": actor.can(Can.SEE_POSTS),
            "today": today,
        },
    )


@page(Can.SEE_POSTS)
def post(request: HttpRequest, post: UUID) -> HttpResponse:
    """One post: who holds it, who held it."""
    actor, today = actor_of(request), clock.day_of(clock.now())
    found, terms = queries.post(actor, post)
    present = [term for term in terms if term.starts_on <= today and (term.ends_on is None or today < term.ends_on)]
    return render(
        request,
        "office/chiefs/post.html",
        {
            "post": found,
            "name": post_name(found),
            "present": present,
            "others": [term for term in terms if term not in present],
            "is_chief": found.role in ROLES,
            "may_appoint": actor.can_at(Can.APPOINT, found.territory.path),
            "today": today,
            **time_in_office.of_post(actor, found.pk, terms, today),
        },
    )


def _one_of(text: str, choices: Iterable[str]) -> str:
    return text if text in choices else ""


def _head() -> list[str]:
    return [_("岗位"), _("姓名"), _("怎么任的"), _("到任"), _("离任"), _("电话")]


def _lines(rows: Iterable[Any]) -> Iterator[list[object]]:
    """Posts with who holds them. A telephone stands in full only where its owner agreed to show it."""
    for post in rows:
        for term in post.holding or [None]:
            if term is None:
                yield [post_name(post), _("空缺")]
                continue
            phone = term.user.phone if term.phone_public else masks.phone(term.user.phone)
            days = [f"{day:%Y-%m-%d}" if day else "" for day in (term.starts_on, term.ends_on)]
            yield [post_name(post), term.user.display_name, term.get_kind_display(), *days, phone]
