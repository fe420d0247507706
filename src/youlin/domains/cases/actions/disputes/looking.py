"""Breaking the seal: who reads what parties said is on record, and who does not mediate says why."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases.actions import take
from youlin.domains.cases.actions.disputes import hand
from youlin.domains.cases.models import Dispute
from youlin.domains.cases.queries.disputes import reads
from youlin.foundation import audit

SEALED = "sealed"  # everything the parties said, as one thing to look at
MOST = 2000


def look(*, actor: Actor, dispute: UUID, now: datetime, reason: str = "", field: str = SEALED) -> Dispute:
    """Note that the actor reads what is sealed: who mediates or keeps it freely, everybody else with a reason.

    Raises NotThere, Invalid `reason_missing`.
    """
    with transaction.atomic():
        row = Dispute.objects.visible_to(actor).filter(pk=dispute).first()
        if row is None:
            raise hand.unknown()
        said = reason.strip()
        if not reads(actor, row):
            said = take.words(reason, field="reason", missing=_("请写一句为什么要看，会留下记录。"))[:200]
        audit.record_look(
            actor=actor, target_kind="dispute", target=row.pk, scope=row.subdistrict_id, field=field, now=now,
            reason=said,
        )  # fmt: skip
        return row


def look_many(*, actor: Actor, disputes: list[UUID], reason: str, now: datetime) -> None:
    """Note that the ledger goes out with names: one look a dispute, and the reason in the audit.

    Raises NotAllowed, Invalid.
    """
    actor.require(Can.KEEP_DISPUTES)
    said = take.words(reason, field="reason", missing=_("请写一句为什么要带名字的台账，会留下记录。"))
    with transaction.atomic():
        rows = list(Dispute.objects.visible_to(actor).filter(pk__in=disputes)[:MOST])
        audit.record_looks(
            [audit.Seen("dispute", row.pk, row.subdistrict_id, "ledger") for row in rows], actor=actor, now=now
        )
        audit.record(
            [
                audit.Deed("dispute.ledger", "dispute", row.pk, row.subdistrict_id, {"reason": said[:200]})
                for row in rows
            ],
            actor=actor,
            now=now,
        )
