"""A street's own programmes: one person writes it, another confirms it, somebody may end it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.benefits import catalogue
from youlin.domains.benefits.engine import linting
from youlin.domains.benefits.models import OwnProgramme
from youlin.domains.benefits.rules.own import MOST_LINES, OWN, BadLine, Written
from youlin.domains.benefits.rules.own import programme as put_together
from youlin.domains.benefits.wording import line_refusal
from youlin.domains.territory.models import Territory
from youlin.foundation import audit
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal


@dataclass(frozen=True, slots=True)
class NewProgramme:
    """A programme for a subdistrict, as it was written."""

    client_id: UUID
    subdistrict: UUID
    written: Written


def propose_programme(*, actor: Actor, new: NewProgramme, now: datetime) -> OwnProgramme:
    """Write a programme; it counts once somebody else has confirmed it. The same one twice is one.

    Raises NotThere, Invalid with the line that says nothing, that nobody can meet, or that contradicts another.
    """
    if actor.user_id is None:
        raise ValueError("a programme is written by somebody")
    with transaction.atomic():
        place = Territory.objects.filter(pk=new.subdistrict).first()
        if place is None or not actor.can_at(Can.CONFIGURE, place.path):
            raise NotThere("territory_unknown", _("没有这个辖区。"))
        said = new.written
        _checked(said)
        row, made = OwnProgramme.objects.get_or_create(
            subdistrict=place,
            client_id=new.client_id,
            defaults={
                "name": said.name.strip(),
                "unit": said.unit,
                "family": said.family,
                "lines": [{"phrase": one.phrase, "value": one.value, "joined": one.joined} for one in said.lines],
                "gives": said.gives,
                "documents": list(said.documents),
                "source": said.source.strip(),
                "valid_from": said.valid.start,
                "valid_to": said.valid.end,
                "proposed_by": actor.user_id,
                "proposed_by_name": actor.name,
                "proposed_at": now,
            },
        )
        if made:
            _record(actor, row, "programme.propose", {"name": [None, row.name]}, now)
    return row


def _checked(said: Written) -> None:
    """Refuse what the linter refuses, with the line it stands on."""
    if not said.name.strip():
        raise Invalid("name_missing", _("请给这项政策起个名字。"), field="name")
    if not said.source.strip():
        raise Invalid("source_missing", _("请写明出自哪份文件。"), field="source")
    if said.valid.end is not None and said.valid.end < said.valid.start:
        raise Invalid("period_bad", _("结束日期早于开始日期，请核对。"), field="valid_to")
    if len(said.lines) > MOST_LINES:
        raise Invalid("lines_many", _("最多写 %(n)s 条条件。") % {"n": MOST_LINES}, field=f"phrase_{MOST_LINES}")
    book = catalogue.rulebook()
    try:
        found = put_together(f"{OWN}{uuid4().hex}", said, book.facts)
    except BadLine as bad:
        raise line_refusal(bad.code, bad.line) from None
    for problem in linting.of_programme(book, found):
        raise line_refusal(problem.code, max(problem.at.line, 1))


def decide_programme(*, actor: Actor, programme: UUID, adopt: bool, now: datetime) -> OwnProgramme:
    """Confirm or decline what another has written. Raises NotThere, NotAllowed for one's own, Refusal if too late."""
    with transaction.atomic():
        row = _fetch(actor, programme)
        if row.proposed_by == actor.user_id:
            raise NotAllowed("second_pair", _("这是您自己写的，请另一位同事核对。"))
        state = OwnProgramme.States.CONFIRMED if adopt else OwnProgramme.States.DECLINED
        # Compare and set: of two who decide at once, the first is the one.
        changed = OwnProgramme.objects.filter(pk=row.pk, state=OwnProgramme.States.PROPOSED).update(
            state=state, decided_by=actor.user_id, decided_by_name=actor.name, decided_at=now
        )
        row.refresh_from_db()
        if not changed and row.state != state:
            raise Refusal("decided_already", _("%(name)s已经处理过这项政策。") % {"name": row.decided_by_name})
        if changed:
            changes = {"state": [OwnProgramme.States.PROPOSED.value, state.value]}
            _record(actor, row, "programme.decide", changes, now)
    return row


def end_programme(*, actor: Actor, programme: UUID, last_day: date, now: datetime) -> OwnProgramme:
    """Let it count until a day and no longer; who receives goes on receiving until the office stops it.

    Raises NotThere, Invalid for a day before it began, Refusal where it is not in force or has been ended.
    """
    with transaction.atomic():
        row = _fetch(actor, programme)
        if last_day < row.valid_from:
            raise Invalid("period_bad", _("结束日期早于开始日期，请核对。"), field="last_day")
        changed = OwnProgramme.objects.filter(
            pk=row.pk, state=OwnProgramme.States.CONFIRMED, ended_on__isnull=True
        ).update(ended_on=last_day, ended_by_name=actor.name)
        row.refresh_from_db()
        if not changed and row.ended_on != last_day:
            raise Refusal("not_in_force", _("这项政策没有在用，或者已经定了最后一天。"))
        if changed:
            _record(actor, row, "programme.end", {"ended_on": [None, last_day.isoformat()]}, now)
    return row


def _fetch(actor: Actor, key: UUID) -> OwnProgramme:
    row = OwnProgramme.objects.visible_to(actor).filter(pk=key).first()
    if row is None:
        raise NotThere("programme_unknown", _("没有这项政策。"))
    return row


def _record(actor: Actor, row: OwnProgramme, verb: str, changes: dict[str, Any], now: datetime) -> None:
    audit.record([audit.Deed(verb, "own_programme", row.pk, row.subdistrict_id, changes)], actor=actor, now=now)
