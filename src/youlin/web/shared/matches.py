"""Why this chief, in sentences; for the desk, and for whoever reads a person's page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from youlin.domains.care.wording import skill_names as skills

Why = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Other:
    """Another chief, and what choosing them would mean."""

    place: str
    name: str
    where: str
    way: str
    cost: str


def way(one: Why) -> str:
    """How far it is, and how that is known."""
    metres = one.get("metres", 0)
    words = {
        "points": _("走 %(metres)d 米"),
        "neighbourhood": _("同一个邻，位置没记全，按 %(metres)d 米算"),
        "group": _("同一个组，位置没记全，按 %(metres)d 米算"),
        "area": _("同一个片，位置没记全，按 %(metres)d 米算"),
    }
    words_here = words.get(str(one.get("nearness")), _("同一个社区，位置没记全，按 %(metres)d 米算"))
    return words_here % {"metres": metres}


def reasons(why: Why, *, same: bool) -> list[str]:
    """Why this chief: the way, what is needed and met, the known face, and why not whoever comes now."""
    if "place" not in why:
        return [_("有时间又合适的邻长都满了，先由现在的邻长照看。")]
    said = [way(why)]
    if why["must"]:
        said.append(_("需要的都会：%(skills)s") % {"skills": skills(why["must"])})
    if why["good"]:
        said.append(_("还会%(skills)s") % {"skills": skills(why["good"])})
    if why["missing"]:
        said.append(_("不会%(skills)s") % {"skills": skills(why["missing"])})
    if why["same_sex"]:
        said.append(_("同性别"))
    if same and why["visits"]:
        said.append(_("熟人，已经上门 %(visits)d 次") % {"visits": why["visits"]})
    if not same:
        said.append(instead(why))
    return said


def instead(why: Why) -> str:
    """Why not whoever looks after the person now."""
    before = why.get("before")
    if before is None:
        return _("现在的邻没有邻长")
    named = {"name": before["name"], "metres": before["dearer"] or 0, "before": before["metres"]}
    if not before["allowed"]:
        return _("%(name)s来不合适：路太远，或者不会这里需要的，或者您说过不") % named
    if before["dearer"] is None:
        return _("%(name)s已经没有空") % named
    return _("%(name)s要走 %(before)d 米；连换人的不便算在内，大家一共还省 %(metres)d 米") % named


def cost(one: Why) -> str:
    """What choosing somebody else would mean."""
    if not one.get("allowed", True):
        return _("不合适：路太远，或者不会这里需要的，或者您说过不")
    full = ""
    if one["full"]:
        full = _("已满，多一个位子值 %(worth)d 米。") % {"worth": one["worth"]} if one["worth"] else _("已满。")
    if one["dearer"] is None:
        return full + _("要是选了，就会有人没人照看。")
    if one["dearer"] <= 0:
        return full + _("大家一共走的路不变。")
    return full + _("大家一共多走 %(metres)d 米。") % {"metres": one["dearer"]}


def others(why: Why) -> list[Other]:
    """The next-best chiefs, each with what it would mean."""
    return [Other(one["place"], one["name"], one["where"], way(one), cost(one)) for one in why.get("others", ())]
