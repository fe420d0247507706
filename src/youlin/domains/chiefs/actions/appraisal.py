"""Entering the yearly appraisal; two "not up to it" in a row end the term, and a correction gives it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import CHIEF_ROLES, Can
from youlin.domains.chiefs import rules
from youlin.domains.chiefs.actions.terms import fetch_term, put_out, reinstate
from youlin.domains.chiefs.models import Appointment, Appraisal
from youlin.foundation import audit, clock
from youlin.foundation.refusal import Invalid, Refusal

NOTE_LENGTH = 300


@dataclass(frozen=True, slots=True)
class NewAppraisal:
    """What the appraisal of a year said, and on which day it was held."""

    appointment: UUID
    year: int
    verdict: str
    held_on: date
    note: str = ""


def appraise(*, actor: Actor, appraisal: NewAppraisal, now: datetime) -> Appraisal:
    """Enter the appraisal of a year, or correct it; the one before stays on record. The same again changes nothing.

    The second "not up to it" in a row ends the term today (`rules.ends_term`); corrected, the term goes on unless
    somebody else was appointed. Raises NotThere, NotAllowed, Invalid; Refusal `post_taken` for such a correction.
    """
    with transaction.atomic():
        row = fetch_term(actor, appraisal.appointment)
        actor.require(Can.APPOINT, row.post.territory.path)
        _refuse_bad(row, appraisal, clock.day_of(now))
        known = Appraisal.objects.filter(appointment=row, year=appraisal.year, replaced_at__isnull=True).first()
        note = appraisal.note.strip()
        if known is not None:
            if (known.verdict, known.note, known.held_on) == (appraisal.verdict, note, appraisal.held_on):
                return known
            known.replaced_at = now
            known.save(update_fields=["replaced_at"])
        made = Appraisal(
            subdistrict_id=row.subdistrict_id,
            appointment=row,
            year=appraisal.year,
            verdict=appraisal.verdict,
            note=note,
            held_on=appraisal.held_on,
            by=actor.user_id,
            by_name=actor.name,
            at=now,
        )
        made.ended_term = _follow(row, made, known, actor=actor, now=now)
        made.save(force_insert=True)
        changes = {"year": appraisal.year, "verdict": [known.verdict if known else None, appraisal.verdict]}
        deed = audit.Deed("post.appraise", "post", row.post_id, row.post.territory_id, changes)
        audit.record([deed], actor=actor, now=now)
    return made


def _refuse_bad(row: Appointment, appraisal: NewAppraisal, today: date) -> None:
    if row.post.role not in CHIEF_ROLES or row.kind != Appointment.Kinds.SITTING:
        raise Invalid("not_appraised", _("年度评议只评在任的三长。"))
    if appraisal.verdict not in set(rules.Verdict):
        raise Invalid("verdict_missing", _("请选称职还是不称职。"), field="verdict")
    if appraisal.held_on > today:
        raise Invalid("date_in_future", _("日期还没有到，请写今天或以前的日子。"), field="held_on")
    last = row.ends_on or today
    if not row.starts_on.year <= appraisal.year <= min(last, today).year:
        raise Invalid("year_outside", _("这一年不在这段任期里。"), field="year")
    if appraisal.verdict == rules.Verdict.NOT_UP_TO_IT and not appraisal.note.strip():
        raise Invalid("note_missing", _("评不称职，请写一句因为什么事。"), field="note")
    if len(appraisal.note.strip()) > NOTE_LENGTH:
        raise Invalid("note_too_long", _("说明最多 300 个字，请写短一些。"), field="note")


def _follow(row: Appointment, made: Appraisal, known: Appraisal | None, *, actor: Actor, now: datetime) -> bool:
    """End the term by rule, or give back what a corrected appraisal took. Whether this one ends it."""
    said = Appraisal.objects.filter(
        appointment__post=row.post_id, appointment__user=row.user_id, replaced_at__isnull=True
    ).exclude(appointment=row, year=made.year)
    verdicts = dict(said.order_by("at").values_list("year", "verdict")) | {made.year: made.verdict}
    ends = rules.ends_term(verdicts, made.year)
    today = clock.day_of(now)
    ended_by_rule = known is not None and known.ended_term
    if ends and (row.ends_on is None or row.ends_on > today):
        put_out(row, actor=actor, ends_on=max(today, row.starts_on), reason=_("连续两年评议不称职"), now=now)
        return True
    if ended_by_rule and not ends:
        if row.agreed_until is not None and row.agreed_until <= today:
            raise Refusal("end_passed", _("原定的任期也已经过了，改了评议，任期不会回来。"))
        reinstate(row, actor=actor, now=now)
    return ended_by_rule and ends
