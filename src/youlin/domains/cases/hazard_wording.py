"""Hazards and inspections in words: notices, days, sentences that come along in two languages."""

from __future__ import annotations

from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from youlin.domains.cases.models import Topics

# What a notice says, by the name of its template; number and topic, or how many, are all it may tell.
NOTICES: dict[str, str | Promise] = {
    "hazards.find": gettext_lazy("新查出一处%(topic)s隐患 %(number)s，在您这里，请安排整改。"),
    "hazards.raise": gettext_lazy("严重的%(topic)s隐患 %(number)s 直接报到您这里，请马上安排。"),
    "hazards.order": gettext_lazy("%(topic)s隐患 %(number)s 请您这里整改，%(until)s以前改好。"),
    "hazards.extend": gettext_lazy("%(topic)s隐患 %(number)s 下面延了期，请看原因，%(until)s以前改好。"),
    "hazards.fix": gettext_lazy("%(topic)s隐患 %(number)s 说整改好了，请没有动手的人去复查。"),
    "hazards.pass": gettext_lazy("%(topic)s隐患 %(number)s 复查合格，消除了。"),
    "hazards.fail": gettext_lazy("%(topic)s隐患 %(number)s 复查没有过，请看原因，接着整改。"),
    "hazards.climb": gettext_lazy("%(topic)s隐患 %(number)s 过了期，自动报到您这里，请过问。"),
    "hazards.overdue": gettext_lazy("%(topic)s隐患 %(number)s 过了期，还在您这里。"),
    "hazards.many": gettext_lazy("%(n)s 处隐患刚到您这里，请先看最急的。"),
    "inspections.open": gettext_lazy("新的一轮检查“%(title)s”，您这里 %(n)s 处，%(until)s前查完。"),
}


class Item(Protocol):
    """A question, as far as it can be said."""

    text: str
    wrong: str


def what_is_wrong(item: Item) -> str:
    """How the hazard is called that a no opens. Kept as it is written in the checklist."""
    return item.wrong or _("没有做到：%(text)s") % {"text": item.text.rstrip("？?。")}


def said(text: str) -> str:
    """A sentence of a checklist in the reader's language, where it came along; else as the office wrote it."""
    return _(text) if text else ""


def topic_name(code: str) -> str:
    """What a hazard is about; plain 其他 for a code that is no longer known."""
    return str(Topics(code if code in Topics.values else Topics.OTHER).label)


def days_name(days: int | None) -> str:
    """当天, 3 天; 未配置 where nobody has said."""
    if days is None:
        return _("未配置")
    return _("当天") if days == 0 else ngettext("%(n)d 天", "%(n)d 天", days) % {"n": days}
