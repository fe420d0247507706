"""Posters of a neighbourhood, A4: 门牌贴 for a door names one's own chief, 楼道贴 for a stairwell all three."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from youlin.domains.chiefs.papers import setting
from youlin.domains.chiefs.queries.posting_up import Poster

KINDS = ("door", "stairs")
Address = Callable[[str], str]


def posters_pdf(posters: Sequence[Poster], *, kind: str, address: Address) -> bytes:
    """One page for each neighbourhood. `address` makes the whole address of "my chief" from a door code."""
    return setting.pdf(
        "posters", {"kind": kind, "words": _words(), "posters": [_values(one, address) for one in posters]}
    )


def _words() -> dict[str, object]:
    return {
        "door": _("我的邻长"),
        "stairs": _("有事找三长"),
        "promise": _("有事找邻长，件件有回音"),
        "scan": _("微信扫一扫，找到我的邻长"),
        "code": _("门口编码"),
        "vacant": _("暂时空缺"),
        "vacant_hint": _("请扫码，事情会直接到上一级"),
        "above": _("邻长暂时空缺，先找这一位"),
        "station": _("阵地"),
        "no_phone": _("电话请扫码看"),
        "what": _("什么事可以找"),
        "things": [
            _("家里有难处，想问政策"),
            _("邻里闹矛盾，要人说和"),
            _("路灯、水电、楼道有毛病"),
            _("老人、孩子要人照看一眼"),
        ],
        "danger": _("有生命危险先打 110、119、120"),
        "no_charge": _("三长办事不收一分钱。来人请他出示代表证，扫码看真假。"),
    }


def _values(poster: Poster, address: Address) -> dict[str, object]:
    station = poster.station
    return {
        "street": poster.street,
        "place": poster.place.full_name,
        "code": poster.place.door_code,
        "chiefs": [{"title": one.title, "name": one.name, "phone": one.phone} for one in poster.chiefs],
        "station": f"{station.name}，{station.address}" if station else "",
        "hours": station.hours if station else "",
        "own": poster.has_own,
        "qr": setting.code(address(poster.place.door_code)),
    }
