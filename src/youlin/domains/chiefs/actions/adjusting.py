"""Proposals: kept, decided by the office, and many at once. What they do is in `applying`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.chiefs.models import Adjustment, SizeBounds
from youlin.domains.chiefs.rules.adjusting import Draft
from youlin.domains.territory.models import Territory
from youlin.foundation import audit, clock
from youlin.foundation.refusal import Invalid, NotThere, Refusal

States = Adjustment.States
LATEST = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A draft with its effect, counted where care and cases are known."""

    draft: Draft
    effect: Mapping[str, object]


def keep_proposals(*, actor: Actor, subdistrict: UUID, found: Iterable[Proposed], now: datetime) -> int:
    """Keep what was found in a street: new ones open, known ones as they are, open ones that no longer hold are gone.

    Whatever was decided stays decided while the facts are the same. Set-based; returns how many are new.
    """
    wanted = {item.draft.mark: item for item in found}
    with transaction.atomic():
        known = {row.mark: row for row in Adjustment.objects.select_for_update().filter(subdistrict=subdistrict)}
        fresh = [
            Adjustment(
                subdistrict_id=subdistrict,
                place_id=item.draft.place,
                kind=item.draft.kind.value,
                mark=mark,
                facts=dict(item.draft.facts),
                plan=_plan(item.draft),
                effect=dict(item.effect),
                found_at=now,
            )
            for mark, item in wanted.items()
            if mark not in known
        ]
        Adjustment.objects.bulk_create(fresh, batch_size=500, ignore_conflicts=True)
        again = [row for mark, row in known.items() if row.state in (States.GONE, States.OPEN) and mark in wanted]
        for row in again:
            row.state, row.effect = States.OPEN, dict(wanted[row.mark].effect)
            row.plan, row.facts = _plan(wanted[row.mark].draft), dict(wanted[row.mark].draft.facts)
        Adjustment.objects.bulk_update(again, ["state", "effect", "plan", "facts"], batch_size=500)
        Adjustment.objects.filter(subdistrict=subdistrict, state=States.OPEN).exclude(mark__in=wanted).update(
            state=States.GONE
        )
        audit.record(
            [audit.Deed("adjustment.propose", "adjustment", row.pk, row.place_id, {"kind": row.kind}) for row in fresh],
            actor=actor,
            now=now,
        )
    return len(fresh)


def _plan(draft: Draft) -> dict[str, object]:
    return {
        "moves": {str(home): str(target) for home, target in draft.moves.items()},
        "closes": [str(key) for key in draft.closes],
    }


def accept_adjustments(
    *, actor: Actor, adjustments: Iterable[UUID], apply_on: date, now: datetime, reason: str = ""
) -> int:
    """Agree to proposals, many at once, for a day from today on. Returns how many.

    Raises NotThere, NotAllowed, Invalid; Refusal `decided_already`, `needs_hands` where nothing fits by itself.
    """
    today = clock.day_of(now)
    if not today <= apply_on <= today + LATEST:
        raise Invalid("day_out_of_reach", _("请选今天起、一年以内的日子。"), field="apply_on")
    with transaction.atomic():
        rows = _undecided(actor, adjustments)
        for row in rows:
            if not row.plan["moves"] and row.kind != Adjustment.Kinds.CHIEF_MOVED:
                raise Refusal("needs_hands", _("“%(place)s”没有现成的并法，请手工调整。") % {"place": row.place})
            row.state, row.apply_on = States.ACCEPTED, apply_on
        _decide(rows, reason, "adjustment.accept", actor, now)
    return len(rows)


def decline_adjustments(*, actor: Actor, adjustments: Iterable[UUID], reason: str, now: datetime) -> int:
    """Let things be, with a reason; it is not proposed again while the facts are the same. Returns how many.

    Raises NotThere, NotAllowed, Invalid without a reason, Refusal `decided_already`.
    """
    if not reason.strip():
        raise Invalid("reason_missing", _("请写一句为什么不调整。"), field="reason")
    with transaction.atomic():
        rows = _undecided(actor, adjustments)
        for row in rows:
            row.state = States.DECLINED
        _decide(rows, reason, "adjustment.decline", actor, now)
    return len(rows)


def _undecided(actor: Actor, keys: Iterable[UUID]) -> list[Adjustment]:
    wanted = set(keys)
    rows = Adjustment.objects.visible_to(actor).filter(pk__in=wanted).select_for_update(of=("self",))
    found = list(rows.select_related("place").order_by("pk"))
    if not wanted or len(found) < len(wanted):
        raise NotThere("adjustment_unknown", _("没有这条调整建议。"))
    for row in found:
        actor.require(Can.APPOINT, row.place.path)
        if row.state not in (States.OPEN, States.STUCK):
            raise Refusal("decided_already", _("“%(place)s”这一条已经定过了。") % {"place": row.place})
    return found


def _decide(rows: list[Adjustment], reason: str, verb: str, actor: Actor, now: datetime) -> None:
    for row in rows:
        row.decided_at, row.decided_by, row.decided_by_name = now, actor.user_id, actor.name
        row.reason, row.problem = reason.strip()[:200], ""
    fields = ["state", "apply_on", "decided_at", "decided_by", "decided_by_name", "reason", "problem"]
    Adjustment.objects.bulk_update(rows, fields, batch_size=500)
    audit.record(
        [
            audit.Deed(verb, "adjustment", row.pk, row.place_id, {"kind": row.kind, "reason": row.reason})
            for row in rows
        ],
        actor=actor,
        now=now,
    )


def set_size_bounds(*, actor: Actor, place: UUID, least: int, most: int, now: datetime) -> SizeBounds:
    """Say how few and how many households a neighbourhood has, in a place and below. Raises NotThere, Invalid."""
    where = Territory.objects.filter(pk=place).first()
    if where is None or where.subdistrict_id is None or not actor.can_at(Can.APPOINT, where.path):
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    if not 1 <= least <= most <= 200:
        raise Invalid("bounds_bad", _("最少要有 1 户，最多不能少于最少，也不超过 200 户。"), field="most")
    with transaction.atomic():
        row, _made = SizeBounds.objects.update_or_create(
            subdistrict_id=where.subdistrict_id,
            territory=where,
            defaults={"least": least, "most": most, "set_by": actor.user_id, "set_at": now},
        )
        deed = audit.Deed("bounds.set", "territory", where.pk, where.pk, {"least": least, "most": most})
        audit.record([deed], actor=actor, now=now)
    return row
