"""A notice in the reader's words: whoever had it sent knows the sentence, the page puts days and kinds into it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import gettext as _

from youlin.domains.care import wording as care
from youlin.domains.cases import wording as cases
from youlin.domains.chiefs import wording as chiefs
from youlin.domains.messaging import wording as messaging
from youlin.foundation import clock
from youlin.web.shared import wording

SENTENCES = {**care.NOTICES, **cases.NOTICES, **chiefs.NOTICES, **messaging.NOTICES}


def said(template: str, params: Mapping[str, object], now: datetime) -> str:
    """The sentence of a notice; a template that is no longer known says that something is to be seen."""
    sentence = SENTENCES.get(template)
    if sentence is None:
        return _("有一件事请您看一看。")
    return str(sentence) % {name: _spoken(name, value, now) for name, value in params.items()}


def _spoken(name: str, value: object, now: datetime) -> str:
    if name == "kind":
        return _kind(str(value))
    if name == "due":
        return wording.moment_near(datetime.fromisoformat(str(value)), now) if value else _("近日")
    if name in ("since", "until") and value:
        return wording.day_near(date.fromisoformat(str(value)), clock.day_of(now))
    return str(value)


def _kind(code: str) -> str:
    """The kind of a case, as cases calls it."""
    words = {
        "appeal": _("诉求"),
        "problem": _("问题"),
        "dispute": _("矛盾纠纷"),
        "hazard": _("安全隐患"),
        "question": _("咨询"),
    }
    return words.get(code, _("事项"))
