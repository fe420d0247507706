"""Saying yes or no to what the roster suggests, many at once; and from which ages on it suggests."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.care import queries
from youlin.domains.care.models import Declined, FindingRule
from youlin.domains.care.queries import Suggestion
from youlin.domains.residents import actions as residents
from youlin.domains.territory import queries as territory
from youlin.foundation import audit, clock
from youlin.foundation.audit import Deed
from youlin.foundation.refusal import Invalid, NotThere

Chosen = Collection[tuple[UUID, str]]  # who, and what


def confirm_found(*, actor: Actor, chosen: Chosen, now: datetime) -> int:
    """Let what the roster suggests be so: each becomes a circumstance from today. Returns how many were new.

    What is no longer suggested is left out, so that the same form sent twice is harmless.
    """
    with transaction.atomic():
        found = [
            residents.NewCircumstance(
                resident=one.resident.pk, kind=one.found.kind, since=clock.day_of(now), source=_("花名册推算，社区确认")
            )
            for one in _still(actor, chosen, now)
        ]
        return len(residents.note_circumstances(actor=actor, found=found, now=now))


def decline_found(*, actor: Actor, chosen: Chosen, reason: str, now: datetime) -> int:
    """Say that it is not so, and why; it is not suggested again on that ground. How many. Raises Invalid."""
    if not reason.strip():
        raise Invalid("reason_missing", _("请写一句为什么不是。"), field="reason")
    with transaction.atomic():
        rows = [
            Declined(
                subdistrict_id=one.resident.subdistrict_id,
                resident=one.resident,
                kind=one.found.kind,
                ground=one.found.ground,
                reason=reason.strip()[:100],
                at=now,
                by=actor.user_id,
                by_name=actor.name,
            )
            for one in _still(actor, chosen, now)
        ]
        Declined.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
        audit.record(
            [
                Deed(
                    "care.decline",
                    "resident",
                    row.resident_id,
                    row.resident.household.neighbourhood_id,
                    {"kind": row.kind, "reason": row.reason},
                )
                for row in rows
            ],
            actor=actor,
            now=now,
        )
    return len(rows)


def undecline(*, actor: Actor, declined: UUID, now: datetime) -> None:
    """Let a suggestion be made again. Raises NotThere."""
    with transaction.atomic():
        row = Declined.objects.visible_to(actor).filter(pk=declined).select_related("resident__household").first()
        if row is None:
            raise NotThere("declined_unknown", _("没有这条记录。"))
        place = row.resident.household.neighbourhood_id
        deed = Deed("care.undecline", "resident", row.resident_id, place, {"kind": row.kind, "reason": row.reason})
        row.delete()
        audit.record([deed], actor=actor, now=now)


def set_ages(*, actor: Actor, subdistrict: UUID, elder_from: int, child_under: int, now: datetime) -> FindingRule:
    """Say from which age on somebody counts as an elder, and up to which as a child. Raises NotThere, Invalid."""
    where = territory.get(subdistrict)
    if not actor.can_at(Can.CONFIGURE, where.path):
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    if not 50 <= elder_from <= 100:
        raise Invalid("age_bad", _("老人的年龄请写 50 到 100 之间的数。"), field="elder_from")
    if not 6 <= child_under <= 18:
        raise Invalid("age_bad", _("孩子的年龄请写 6 到 18 之间的数。"), field="child_under")
    with transaction.atomic():
        said = {"elder_from": elder_from, "child_under": child_under, "set_by": actor.user_id, "set_at": now}
        row, _made = FindingRule.objects.update_or_create(subdistrict=where, defaults=said)
        changes = {"elder_from": elder_from, "child_under": child_under}
        audit.record([Deed("care.ages", "territory", where.pk, where.pk, changes)], actor=actor, now=now)
    return row


def _still(actor: Actor, chosen: Chosen, now: datetime) -> list[Suggestion]:
    wanted = set(chosen)
    found = queries.suggestions(actor, day=clock.day_of(now))
    return [one for one in found if (one.resident.pk, one.found.kind) in wanted]
