"""Asking the court to confirm the agreement: all parties together, within thirty days (人民调解法)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.cases.actions.disputes import hand
from youlin.domains.cases.events import ConfirmationSettled
from youlin.domains.cases.models import Dispute, DisputeParty
from youlin.domains.cases.rules.disputes import Move
from youlin.foundation import outbox
from youlin.foundation.refusal import Refusal


def apply_to_court(
    *, actor: Actor, dispute: UUID, applied_on: date, now: datetime, client_id: UUID | None = None
) -> Dispute:
    """All parties together asked the court. Raises NotThere, NotAllowed, Invalid, Refusal `not_all`, `too_late`."""
    with transaction.atomic():
        row, repeated = hand.fetch(actor, dispute, client_id=client_id)
        if repeated:
            return row
        hand.require(row, Move.APPLY)
        if row.ruling:
            raise Refusal("applied_already", _("已经申请过了。"))
        day = hand.past_day(applied_on, now, field="applied_on")
        if row.confirm_until is None or day > row.confirm_until:
            said = _("协议生效超过 30 天，不能再共同申请司法确认。有争议可以起诉。")
            raise Refusal("too_late", said, field="applied_on")
        sides = row.parties.filter(side__in=[DisputeParty.Sides.A, DisputeParty.Sides.B])
        if sides.exclude(wishes=True).exists():
            raise Refusal("not_all", _("要各方一起申请才行。还有当事人没有说愿意，请先记下他们的意思。"))
        row.ruling = Dispute.Rulings.APPLIED
        hand.step(row, Move.APPLY, actor=actor, now=now, day=day, client_id=client_id, changed=("ruling",))
        outbox.announce([ConfirmationSettled(dispute=row.pk)], now=now)
        return row


def record_ruling(
    *,
    actor: Actor,
    dispute: UUID,
    confirmed: bool,
    ruled_on: date,
    now: datetime,
    text: str = "",
    client_id: UUID | None = None,
) -> Dispute:
    """What the court decided. Raises NotThere, NotAllowed, Invalid, Refusal `not_applied`."""
    with transaction.atomic():
        row, repeated = hand.fetch(actor, dispute, client_id=client_id)
        if repeated:
            return row
        hand.require(row, Move.RULE)
        if row.ruling != Dispute.Rulings.APPLIED:
            raise Refusal("not_applied", _("还没有记共同申请，请先记申请那一天。"))
        day = hand.past_day(ruled_on, now, field="ruled_on")
        row.ruling = Dispute.Rulings.CONFIRMED if confirmed else Dispute.Rulings.REJECTED
        hand.step(
            row, Move.RULE, actor=actor, now=now, day=day, about=row.ruling, text=text,
            client_id=client_id, changed=("ruling",),
        )  # fmt: skip
        return row
