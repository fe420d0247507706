"""After the agreement: who has it in hand, who did what they had promised, who wants the court to confirm it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.cases.actions import take
from youlin.domains.cases.actions.disputes import hand
from youlin.domains.cases.events import DisputeEnded, TermSettled
from youlin.domains.cases.models import Dispute, DisputeTerm
from youlin.domains.cases.rules.disputes import Move
from youlin.foundation import outbox
from youlin.foundation.refusal import NotThere, Refusal


def receive(
    *, actor: Actor, dispute: UUID, party: UUID, received_on: date, now: datetime, client_id: UUID | None = None
) -> Dispute:
    """A party has the agreement in hand and signed for it. Raises NotThere, NotAllowed, Invalid, Refusal."""
    with transaction.atomic():
        row, repeated = hand.fetch(actor, dispute, client_id=client_id)
        if repeated:
            return row
        hand.require(row, Move.RECEIVE)
        found = hand.party_of(row, party)
        found.received_on = hand.past_day(received_on, now, field="received_on")
        found.save(update_fields=["received_on"])
        hand.step(row, Move.RECEIVE, actor=actor, now=now, day=received_on, party=found, client_id=client_id)
        return row


def keep_term(
    *,
    actor: Actor,
    dispute: UUID,
    term: UUID,
    done_on: date,
    now: datetime,
    text: str = "",
    client_id: UUID | None = None,
) -> Dispute:
    """A term was done; with the last one the dispute is settled. Raises NotThere, NotAllowed, Invalid, Refusal."""
    with transaction.atomic():
        row, repeated = hand.fetch(actor, dispute, client_id=client_id)
        if repeated:
            return row
        hand.require(row, Move.KEEP)
        found = _open_term(row, term)
        found.state, found.settled_on = DisputeTerm.States.KEPT, hand.past_day(done_on, now, field="done_on")
        found.save(update_fields=["state", "settled_on"])
        last = not row.terms.filter(state=DisputeTerm.States.OPEN).exists()
        hand.step(
            row, Move.DONE if last else Move.KEEP, actor=actor, now=now, day=done_on, party=found.party,
            about=str(found.number), text=text, client_id=client_id,
        )  # fmt: skip
        said = [TermSettled(terms=(found.pk,))]
        outbox.announce([*said, DisputeEnded(dispute=row.pk)] if last else said, now=now)
        return row


def break_agreement(
    *, actor: Actor, dispute: UUID, term: UUID, reason: str, now: datetime, client_id: UUID | None = None
) -> Dispute:
    """A term was not kept although the parties were urged: the way leads to the court (人民调解法).

    Raises NotThere, NotAllowed, Invalid, Refusal.
    """
    said = take.words(reason, field="reason", missing=_("请写一句催过几次、为什么没有履行。"))
    with transaction.atomic():
        row, repeated = hand.fetch(actor, dispute, client_id=client_id)
        if repeated:
            return row
        hand.require(row, Move.BREAK)
        found = _open_term(row, term)
        left = list(row.terms.filter(state=DisputeTerm.States.OPEN).values_list("pk", flat=True))
        found.state = DisputeTerm.States.BROKEN
        found.save(update_fields=["state"])
        hand.step(
            row, Move.BREAK, actor=actor, now=now, party=found.party, about=str(found.number),
            text=said, client_id=client_id,
        )  # fmt: skip
        outbox.announce([TermSettled(terms=tuple(left)), DisputeEnded(dispute=row.pk)], now=now)
        return row


def _open_term(row: Dispute, key: UUID) -> DisputeTerm:
    found = row.terms.filter(pk=key).select_related("party").first()
    if found is None:
        raise NotThere("term_unknown", _("协议里没有这一条。"), field="term")
    if found.state != DisputeTerm.States.OPEN:
        raise Refusal("term_settled", _("这一条已经记过了。"), field="term")
    return found


def record_wish(
    *, actor: Actor, dispute: UUID, party: UUID, wishes: bool, now: datetime, client_id: UUID | None = None
) -> Dispute:
    """Whether a party wants the court to confirm the agreement: it takes all of them. Raises NotThere, NotAllowed."""
    with transaction.atomic():
        row, repeated = hand.fetch(actor, dispute, client_id=client_id)
        if repeated:
            return row
        hand.require(row, Move.WISH)
        found = hand.party_of(row, party)
        found.wishes = wishes
        found.save(update_fields=["wishes"])
        hand.step(
            row, Move.WISH, actor=actor, now=now, party=found, about="yes" if wishes else "no", client_id=client_id
        )
        return row
