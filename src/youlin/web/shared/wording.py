"""Days, hours and lateness as people say them. Everything here is given `now`; Shanghai days throughout."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import dateformat
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from youlin.foundation.clock import SHANGHAI, day_of
from youlin.web.shared.parts import Tone

# Django's own short form is 星期日, too long for a list.
WEEKDAYS = (
    gettext_lazy("周一"), gettext_lazy("周二"), gettext_lazy("周三"), gettext_lazy("周四"), gettext_lazy("周五"),
    gettext_lazy("周六"), gettext_lazy("周日"),
)  # fmt: skip
NEAR = {0: gettext_lazy("今天"), -1: gettext_lazy("昨天"), 1: gettext_lazy("明天")}


@dataclass(frozen=True, slots=True)
class Lateness:
    """A deadline in words, with the tone its tag is drawn in."""

    text: str
    tone: Tone


def day(value: date) -> str:
    """11月22日 周日."""
    return _with_weekday(dateformat.format(value, pgettext("day", "n月j日")), value)


def day_full(value: date) -> str:
    """2026年11月22日 周日."""
    return _with_weekday(dateformat.format(value, pgettext("day with year", "Y年n月j日")), value)


def _with_weekday(written: str, value: date) -> str:
    return _("%(day)s %(weekday)s") % {"day": written, "weekday": WEEKDAYS[value.weekday()]}


def hour(value: datetime) -> str:
    """09:05, in Shanghai."""
    return f"{value.astimezone(SHANGHAI):%H:%M}"


def moment(value: datetime) -> str:
    """11月22日 周日 09:05."""
    return f"{day(day_of(value))} {hour(value)}"


def day_near(value: date, today: date) -> str:
    """今天, 昨天, 明天, else the day; with the year where it is another one."""
    return _day_near(value, today, get_language())


@lru_cache(maxsize=1024)  # a page of a list says fifty times the same few days: a tenth of its work went into that
def _day_near(value: date, today: date, _language: str | None) -> str:
    near = NEAR.get((value - today).days)
    if near is not None:
        return str(near)
    return day(value) if value.year == today.year else day_full(value)


def moment_near(value: datetime, now: datetime) -> str:
    """今天 09:05, 昨天 18:30, 11月20日 周五 08:00."""
    return f"{day_near(day_of(value), day_of(now))} {hour(value)}"


def lateness_by_day(due: date, today: date) -> Lateness:
    """晚了 2 天 / 今天要办 / 还有 3 天, for what is due on a day."""
    days = (today - due).days
    if days > 0:
        return Lateness(ngettext("晚了 %(n)d 天", "晚了 %(n)d 天", days) % {"n": days}, "late")
    if days == 0:
        return Lateness(pgettext("deadline", "今天要办"), "due")
    return Lateness(ngettext("还有 %(n)d 天", "还有 %(n)d 天", -days) % {"n": -days}, "plain")


def lateness(due: datetime, now: datetime) -> Lateness:
    """晚了 3 小时 / 还有 40 分钟 / 还有 2 天, for what is due at an instant; the last four hours are amber."""
    left = due - now
    if left < timedelta(0):
        return Lateness(_("晚了 %(span)s") % {"span": span(-left)}, "late")
    tone: Tone = "due" if left <= timedelta(hours=4) else "plain"
    return Lateness(_("还有 %(span)s") % {"span": span(left)}, tone)


def span(length: timedelta) -> str:
    """40 分钟, 3 小时, 2 天: one unit, rounded down, never 0."""
    minutes = max(1, int(length.total_seconds() // 60))
    if minutes < 60:
        return ngettext("%(n)d 分钟", "%(n)d 分钟", minutes) % {"n": minutes}
    hours = minutes // 60
    if hours < 24:
        return ngettext("%(n)d 小时", "%(n)d 小时", hours) % {"n": hours}
    days = hours // 24
    return ngettext("%(n)d 天", "%(n)d 天", days) % {"n": days}
