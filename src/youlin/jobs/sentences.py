"""What every notice says, by its template: the default sentences of all domains, and the street's own instead of them.

Here because no domain may know all of them. Pages read a notice through `web.shared.letters`, letters through `said`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from youlin.domains.benefits import wording as benefits
from youlin.domains.care import wording as care
from youlin.domains.cases import hazard_wording as hazards
from youlin.domains.cases import wording as cases
from youlin.domains.chiefs import wording as chiefs
from youlin.domains.messaging import wording as messaging
from youlin.domains.messaging.rules.letters import blank, filled, variables
from youlin.domains.outreach.wording import campaigns, meetings, volunteering
from youlin.foundation import clock

SENTENCES: dict[str, str | Promise] = {
    **benefits.NOTICES,
    **care.NOTICES,
    **cases.NOTICES,
    **hazards.NOTICES,
    **chiefs.NOTICES,
    **messaging.NOTICES,
    **meetings.NOTICES,
    **campaigns.NOTICES,
    **volunteering.NOTICES,
}


def put(template: str, values: Mapping[str, str], own: str = "") -> str:
    """The sentence of a template with its values put in: the street's own words where there are any.

    A template that is no longer known says that something is to be seen.
    """
    sentence = SENTENCES.get(template)
    if sentence is None:
        return _("有一件事请您看一看。")
    return filled(own, values) if own else str(sentence) % values


def kind_name(code: str) -> str:
    """The kind of a case, as cases calls it."""
    words = {
        "appeal": _("诉求"),
        "problem": _("问题"),
        "dispute": _("矛盾纠纷"),
        "hazard": _("安全隐患"),
        "question": _("咨询"),
    }
    return words.get(code, _("事项"))


def said(template: str, params: Mapping[str, object], *, own: str = "", outside: bool = False) -> str:
    """The sentence for a letter, in days of the calendar: who reads it tomorrow must not take it for today.

    `outside`: the letter leaves the house, so people are named by their surname only.
    """
    return put(template, {name: _written(name, value, outside) for name, value in params.items()}, own)


def _written(name: str, value: object, outside: bool) -> str:
    if name == "kind":
        return kind_name(str(value))
    if name == "topic":
        return hazards.topic_name(str(value))
    if name == "due":
        if not value:
            return _("近日")
        local = datetime.fromisoformat(str(value)).astimezone(clock.SHANGHAI)
        return _day(local.date()) + f" {local:%H:%M}"
    if name in ("since", "until") and value:
        return _day(date.fromisoformat(str(value)))
    if outside and name in ("name", "other"):
        return f"{str(value)[:1]}**"
    return str(value)


def _day(day: date) -> str:
    return _("%(month)d月%(day)d日") % {"month": day.month, "day": day.day}


def _examples() -> dict[str, object]:
    """Invented values for the blanks."""
    return {
        "kind": "problem",
        "topic": "fire",
        "number": "26-0017",
        "due": "2026-12-01T18:00:00+08:00",
        "n": 3,
        "name": _("王某"),
        "other": _("李某"),
        "days": 3,
        "title": _("候选人公示"),
        "post": _("老屋场组组长"),
        "since": "2026-12-01",
        "until": "2026-12-05",
        "place": _("老屋场组"),
        "places": 2,
        "homes": 12,
    }


def example(template: str, *, own: str = "") -> str:
    """How a sentence reads with invented values, for who edits it; a value without an example shows its blank."""
    known = _examples()
    values = {name: known.get(name, blank(name)) for name in variables(str(SENTENCES[template]))}
    return said(template, values, own=own)
