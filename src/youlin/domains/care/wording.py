"""What care says to people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youlin.domains.chiefs.queries import Skills
from youlin.foundation.refusal import Invalid


class Goods(Protocol):
    """A lot, as far as words go."""

    @property
    def goods(self) -> str: ...

    @property
    def unit(self) -> str: ...


class Thing(Protocol):
    """So much of a lot."""

    @property
    def lot(self) -> Goods: ...

    @property
    def quantity(self) -> int: ...


# What a notice says, by the name of its template: whose silence, and for how many days.
NOTICES: dict[str, str | Promise] = {
    "care.question.not_home": gettext_lazy("%(name)s接连三次都不在家。您知道是怎么回事吗？"),
    "care.question.refused": gettext_lazy("%(name)s不愿意见。要不要少去一些，或者换个人去？"),
    "care.surge": gettext_lazy("应急问候开始了，今天请问候您的 %(n)s 位老乡，每天一次，直到结束。"),
    "care.silence.greeting": gettext_lazy("%(name)s的问候晚了 %(days)s 天，请问一问邻长，或者自己去看看。"),
    "care.silence.visit": gettext_lazy("%(name)s的上门走访晚了 %(days)s 天，请问一问邻长，或者自己去看看。"),
}

# The same for a new chief: who came to whom from whom.
NOTICES |= {
    "care.match.entered": gettext_lazy("%(name)s从今天起由您照看，原来是%(other)s。请先打个招呼。"),
    "care.match.entered_first": gettext_lazy("%(name)s从今天起由您照看。请先打个招呼。"),
    "care.match.left": gettext_lazy("%(name)s从今天起由%(other)s照看。路上碰见，还请照常招呼一声。"),
    "care.match.left_alone": gettext_lazy("%(name)s从今天起由别的邻长照看。路上碰见，还请照常招呼一声。"),
}

_REFUSALS = {
    "kind_unknown": (gettext_lazy("请选是问候还是上门。"), "kind"),
    "outcome_unknown": (gettext_lazy("请选见到了没有。"), "outcome"),
    "wellbeing_unknown": (gettext_lazy("请选老乡现在怎么样。"), "wellbeing"),
    "wellbeing_missing": (gettext_lazy("请选老乡现在怎么样。"), "wellbeing"),
    "contact_in_future": (gettext_lazy("这个时间还没有到。请核对手机上的时间，写已经做过的那一次。"), "happened_on"),
    "contact_too_old": (gettext_lazy("这是一年多以前的时间。请核对手机上的时间后再记。"), "happened_on"),
    "note_too_long": (gettext_lazy("留言最多 500 个字，请写短一些。"), "note"),
}


_SUPPLIES = {
    "goods_missing": (gettext_lazy("请写是什么东西，例如大米。"), "goods"),
    "unit_missing": (gettext_lazy("请写单位，例如袋、桶、床。"), "unit"),
    "quantity_bad": (gettext_lazy("数量要在 1 到 100 万之间。"), "quantity"),
    "received_in_future": (gettext_lazy("到货的日子还没有到，请核对。"), "received_on"),
    "expired_before": (gettext_lazy("保质期比到货的日子还早，请核对。"), "expires_on"),
    "reason_missing": (gettext_lazy("请写一句为什么。"), "reason"),
    "list_name_missing": (gettext_lazy("请给清单起个名字，例如 2026 年冬天送温暖。"), "name"),
    "circumstances_missing": (gettext_lazy("请至少选一种情形。"), "circumstances"),
    "share_missing": (gettext_lazy("请至少选一样东西，写上每户几份。"), None),
    "share_bad": (gettext_lazy("每户的数量要在 1 到 1000 之间。"), "quantity"),
    "receiver_unknown": (gettext_lazy("请选是谁收的。"), "receiver"),
    "receiver_name_missing": (gettext_lazy("不是本人收的，请写上收的人的名字。"), "receiver_name"),
    "receipt_in_future": (gettext_lazy("这个时间还没有到。请核对手机上的时间，写已经做过的那一次。"), None),
    "receipt_too_old": (gettext_lazy("这是一年多以前的时间。请核对手机上的时间后再记。"), None),
}


def received_by(slip: Any) -> str:
    """Who took something, by name, and whether that is the person, the family or somebody next door."""
    return _("%(name)s（%(who)s）") % {"name": slip.receiver_name, "who": slip.get_receiver_display()}


def things(items: Iterable[Thing]) -> str:
    """What a door gets, in a few words: 大米 1袋，食用油 1桶."""
    return _("，").join(f"{item.lot.goods} {item.quantity}{item.lot.unit}" for item in items)


def supply_refusal(code: str) -> Invalid:
    """What is wrong with a lot, a list or a receipt, as a refusal."""
    message, field = _SUPPLIES[code]
    return Invalid(code, str(message), field=field)


def contact_refusal(code: str) -> Invalid:
    """What is wrong with a contact, as a refusal."""
    message, field = _REFUSALS[code]
    return Invalid(code, str(message), field=field)


def skill_names(codes: Iterable[str]) -> str:
    """Skills in words: 护理、手语."""
    return _("、").join(str(Skills(code).label) for code in codes if code in Skills.values)


def shortage_text(want: Mapping[str, Any]) -> str:
    """What is missing at a place: 溪布 2 组还差 6 位有空的邻长 …"""
    counts = {name: want[name] for name in ("place", "short", "people", "chiefs", "seats", "more")}
    said = (
        _(
            "%(place)s还差 %(more)d 位有空的邻长：%(people)d 位老乡只能找附近的 %(chiefs)d 位邻长，"
            "他们一共有空照看 %(seats)d 位，有 %(short)d 位老乡没有着落。请添邻长，或者请有空的邻长多照看几位。"
        )
        % counts
    )
    if want["must"]:
        said += _("差的要会%(skills)s。") % {"skills": skill_names(want["must"])}
    if want["sex"] in ("1", "2"):
        said += _("差的要是女邻长。") if want["sex"] == "2" else _("差的要是男邻长。")
    return said


def rung_name(level: int) -> str:
    """Whose list a silence of a level stands on."""
    return {1: _("组长"), 2: _("片长"), 3: _("社区")}[level]


_CONSENT_REFUSALS = {
    "guardian_needed": (gettext_lazy("未满 14 岁的孩子，要由监护人来说同意不同意。"), "whose"),
    "guardian_missing": (gettext_lazy("请写上监护人是谁，例如“奶奶 陈某”。"), "guardian"),
    "said_in_future": (gettext_lazy("日期还没有到，请写今天或以前的日子。"), "said_on"),
}


def consent_refusal(code: str) -> Invalid:
    """What is wrong with a consent, as a refusal."""
    message, field = _CONSENT_REFUSALS[code]
    return Invalid(code, str(message), field=field)
