"""Who mediates: proposed, accepted by the parties, or stepping back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.cases.actions import take
from youlin.domains.cases.actions.disputes import hand
from youlin.domains.cases.events import MediatorProposed
from youlin.domains.cases.models import Dispute, Mediator
from youlin.domains.cases.queries.disputes import candidates
from youlin.domains.cases.rules.disputes import Move, Person, Unfit, unfit
from youlin.domains.chiefs.models import Appointment
from youlin.foundation import outbox
from youlin.foundation.refusal import Invalid, NotThere, Refusal


def propose(
    *,
    actor: Actor,
    dispute: UUID,
    appointment: UUID,
    way: str,
    related: bool,
    now: datetime,
    client_id: UUID | None = None,
) -> Dispute:
    """Propose who is to mediate, chosen by the parties or appointed. `related`: they are close kin of a party.

    Raises NotThere, NotAllowed, Invalid, Refusal `unfit_<why>`, `proposed_already`.
    """
    if way not in Mediator.Ways.values:
        raise Invalid("way_unknown", _("请选是谁提出来的。"), field="way")
    with transaction.atomic():
        row, repeated = hand.fetch(actor, dispute, client_id=client_id)
        if repeated:
            return row
        hand.require(row, Move.PROPOSE)
        term = next((one for one in candidates(row, now=now) if one.pk == appointment), None)
        if term is None:
            raise NotThere("mediator_unknown", _("没有这个人，或者现在不在任。"), field="appointment")
        _refuse_unfit(row, term, related)
        if row.mediators.filter(user=term.user_id).exists():
            raise Refusal("proposed_already", _("这位已经提出过了。"), field="appointment")
        made = Mediator.objects.create(
            subdistrict_id=row.subdistrict_id,
            dispute=row,
            user=term.user_id,
            name=term.user.display_name,
            post=term.post,
            way=way,
            since=now,
        )
        hand.step(row, Move.PROPOSE, actor=actor, now=now, about=made.name, client_id=client_id)
        outbox.announce([MediatorProposed(mediator=made.pk)], now=now)
        return row


def _refuse_unfit(row: Dispute, term: Appointment, related: bool) -> None:
    person = Person(term.user_id, term.resident_id, term.resident.household_id if term.resident is not None else None)
    parties = [Person(party.user, party.resident_id, party.household_id) for party in row.parties.all()]
    why = unfit(person, parties, related=related)
    if why is not None:
        said = {
            Unfit.IS_PARTY: _("这位自己是当事人，不能调解。请另选一位。"),
            Unfit.SAME_HOME: _("这位和一方当事人是一家人，不能调解。请另选一位。"),
            Unfit.RELATED: _("近亲属不能调解。请另选一位。"),
        }[why]
        raise Refusal(f"unfit_{why}", said, field="appointment")


def accept(*, actor: Actor, dispute: UUID, mediator: UUID, now: datetime, client_id: UUID | None = None) -> Dispute:
    """All parties said that they accept this mediator (人民调解法). Raises NotThere, NotAllowed, Refusal."""
    with transaction.atomic():
        row, repeated = hand.fetch(actor, dispute, client_id=client_id)
        if repeated:
            return row
        hand.require(row, Move.ACCEPT)
        found = _mediator(row, mediator)
        if found.state != Mediator.States.PROPOSED:
            raise Refusal("accepted_already", _("这位已经定下了，或者已经回避。"), field="mediator")
        if found.user == actor.user_id and row.keeper_id not in actor.posts():
            raise Refusal("not_self", _("各方同不同意，请由经办的人来记。"), field="mediator")
        found.state = Mediator.States.SERVING
        found.save(update_fields=["state"])
        hand.step(row, Move.ACCEPT, actor=actor, now=now, about=found.name, client_id=client_id)
        return row


def recuse(
    *, actor: Actor, dispute: UUID, mediator: UUID, reason: str, now: datetime, client_id: UUID | None = None
) -> Dispute:
    """A mediator steps back: a party asked for it, or they are kin. They see the dispute no more.

    Raises NotThere, NotAllowed, Invalid, Refusal.
    """
    said = take.words(reason, field="reason", missing=_("请写一句是谁提的、为什么回避。"))
    with transaction.atomic():
        row, repeated = hand.fetch(actor, dispute, client_id=client_id)
        if repeated:
            return row
        hand.require(row, Move.RECUSE)
        found = _mediator(row, mediator)
        if found.state == Mediator.States.RECUSED:
            raise Refusal("recused_already", _("这位已经回避了。"), field="mediator")
        found.state, found.until = Mediator.States.RECUSED, now
        found.save(update_fields=["state", "until"])
        hand.step(row, Move.RECUSE, actor=actor, now=now, about=found.name, text=said, client_id=client_id)
        return row


def _mediator(row: Dispute, key: UUID) -> Mediator:
    found = row.mediators.filter(pk=key).first()
    if found is None:
        raise NotThere("mediator_unknown", _("没有这位调解员。"), field="mediator")
    return found
