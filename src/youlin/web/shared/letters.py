"""A notice in the reader's words: whoever had it sent knows the sentence, the page puts days and kinds into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.utils.translation import gettext as _

from youlin.domains.cases import hazard_wording as hazards
from youlin.domains.messaging import queries
from youlin.domains.messaging.queries import Notice
from youlin.foundation import clock
from youlin.jobs import sentences
from youlin.web.shared import wording


def lines(notices: Iterable[Notice], now: datetime) -> list[tuple[Notice, str]]:
    """Notices with their sentences, in the street's own words where it has any. One query."""
    found = list(notices)
    own = queries.texts({one.subdistrict_id for one in found}) if found else {}
    return [
        (one, said(one.template, one.params, now, own.get((one.subdistrict_id, one.template), ""))) for one in found
    ]


def said(template: str, params: Mapping[str, object], now: datetime, own: str = "") -> str:
    """The sentence of a notice, in days as one says them today."""
    return sentences.put(template, {name: _spoken(name, value, now) for name, value in params.items()}, own)


def _spoken(name: str, value: object, now: datetime) -> str:
    if name == "kind":
        return sentences.kind_name(str(value))
    if name == "topic":
        return hazards.topic_name(str(value))
    if name == "due":
        return wording.moment_near(datetime.fromisoformat(str(value)), now) if value else _("近日")
    if name in ("since", "until") and value:
        return wording.day_near(date.fromisoformat(str(value)), clock.day_of(now))
    return str(value)
