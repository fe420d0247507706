"""The book that offices keep: the chiefs of a street on A4, by community, area and group, as they were on a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _

from youlin.domains.chiefs.models import Station
from youlin.domains.chiefs.papers import setting
from youlin.domains.chiefs.queries.book import Place, Seated, everybody
from youlin.domains.residents.rules import age_on
from youlin.domains.territory.rules import Level

Title = Callable[[str], str]


def book_pdf(top: Place, *, day: date, made_on: date, title_of: Title) -> bytes:
    """Cover, contents, a chapter a community. A telephone stands in it only where its owner agreed."""
    chapters = top.below if top.territory.level < Level.COMMUNITY else [top]
    return setting.pdf(
        "book",
        {
            "words": _words(),
            "title": _("三长名册"),
            "street": top.territory.name,
            "day": _("%(day)s在任") % {"day": setting.day(day)},
            "made_on": _("%(day)s整理") % {"day": setting.day(made_on)},
            "figures": _figures(top),
            "chapters": [_chapter(place, day, title_of) for place in chapters],
        },
    )


def _words() -> dict[str, str]:
    return {
        "contents": _("目录"),
        "post": _("岗位"),
        "name": _("姓名"),
        "sex": _("性别"),
        "age": _("年龄"),
        "political": _("政治面貌"),
        "phone": _("电话"),
        "since": _("任职时间"),
        "homes": _("户数"),
        "station": _("阵地"),
        "empty": _("空缺"),
        "nobody": _("这里还没有片、组、邻。"),
        "private": _("电话只列本人同意公开的；户数是常住户。内部资料，请妥善保管。"),
    }


def _figures(top: Place) -> list[list[str]]:
    people = everybody(top)
    counted = {role: sum(one.appointment.post.role == role for _place, one in people) for role in _TITLES}
    return [
        [str(len(people)), _("名三长")],
        [str(counted["area_chief"]), _("名片长")],
        [str(counted["group_chief"]), _("名组长")],
        [str(counted["neighbourhood_chief"]), _("名邻长")],
        [str(top.sums.homes), _("户常住户")],
    ]


_TITLES = ("area_chief", "group_chief", "neighbourhood_chief")


def _chapter(place: Place, day: date, title_of: Title) -> dict[str, object]:
    areas = place.below if place.territory.level == Level.COMMUNITY else [place]
    return {
        "name": place.territory.name,
        "station": _station(place.station),
        "summary": _("%(chiefs)s 名三长，%(homes)s 户常住户")
        % {"chiefs": len(everybody(place)), "homes": place.sums.homes},
        "areas": [_area(area, day, title_of) for area in areas],
    }


def _area(area: Place, day: date, title_of: Title) -> dict[str, object]:
    groups = area.below if area.territory.level == Level.AREA else [area]
    return {
        "name": area.territory.name,
        "station": _station(area.station),
        "rows": _rows(area, day, title_of, "area_chief"),
        "groups": [
            {
                "name": group.territory.name,
                "station": _station(group.station),
                "rows": _rows(group, day, title_of, "group_chief")
                + [row for one in group.below for row in _rows(one, day, title_of, "neighbourhood_chief")],
            }
            for group in groups
            if group is not area
        ],
    }


def _rows(place: Place, day: date, title_of: Title, role: str) -> list[list[str]]:
    post = f"{place.territory.name} {title_of(role)}"
    homes = str(place.sums.homes)
    if not place.seated:
        return [[post, "", "", "", "", "", "", homes]]
    return [[post, *_person(one, day), homes] for one in place.seated]


def _person(one: Seated, day: date) -> list[str]:
    term, person = one.appointment, one.resident
    name = _("%(name)s（代理）") % {"name": term.user.display_name} if one.acting else term.user.display_name
    age = age_on(person.birth_date, day) if person else None
    return [
        name,
        {"1": _("男"), "2": _("女")}.get(person.sex, "") if person else "",
        "" if age is None else str(age),
        person.political_status if person else "",
        term.user.phone if term.phone_public else "",
        f"{term.starts_on:%Y-%m}",
    ]


def _station(station: Station | None) -> str:
    return "　".join(filter(None, (station.name, station.address, station.hours))) if station else ""
