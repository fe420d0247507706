"""Sitting down together, and what comes of it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.cases.actions import take
from youlin.domains.cases.actions.disputes import hand
from youlin.domains.cases.actions.disputes.plain import NewAgreement, NewSession
from youlin.domains.cases.events import DisputeAgreed, DisputeEnded
from youlin.domains.cases.models import Dispute, DisputeAgreement, DisputeSession, DisputeTerm, Mediator
from youlin.domains.cases.rules.disputes import Hurdle, Move, confirm_until, hurdle
from youlin.foundation import clock, outbox
from youlin.foundation.refusal import Invalid, Refusal

PRESENT = 2  # parties at the least


def hold_session(
    *, actor: Actor, dispute: UUID, session: NewSession, now: datetime, client_id: UUID | None = None
) -> Dispute:
    """The parties sat down: when, where, who came, what was said (sealed). The first one begins the mediation.

    Raises NotThere, NotAllowed, Invalid, Refusal `<hurdle>`.
    """
    minutes = take.words(session.minutes, field="minutes", missing=_("请写下这次谈了什么。"))
    place = take.words(session.place, field="place", missing=_("请写在哪里谈的。"))[:100]
    with transaction.atomic():
        row, repeated = hand.fetch(actor, dispute, client_id=client_id)
        if repeated:
            return row
        hand.require(row, Move.MEET)
        _refuse_hurdle(row)
        if session.held_at > now:
            raise Invalid("held_to_come", _("这个时间还没有到，请在谈过以后再记。"), field="held_at")
        known = {party.pk for party in row.parties.all()}
        present = [str(key) for key in session.present if key in known]
        if len(present) < PRESENT:
            raise Invalid("present_few", _("请勾上到场的当事人，至少两位。"), field="present")
        DisputeSession.objects.create(
            subdistrict_id=row.subdistrict_id,
            dispute=row,
            held_at=session.held_at,
            place=place,
            present=present,
            others=session.others.replace("\0", "").strip()[:500],
            minutes=minutes,
            by_name=actor.name,
        )
        hand.step(row, Move.MEET, actor=actor, now=now, day=clock.day_of(session.held_at), client_id=client_id)
        return row


def _refuse_hurdle(row: Dispute) -> None:
    serving = row.mediators.filter(state=Mediator.States.SERVING).count()
    why = hurdle(row.parties.values_list("side", "will"), serving)
    if why is not None:
        said = {
            Hurdle.PARTIES_FEW: _("至少要有对立的两方，才能坐下来谈。请先加上当事人。"),
            Hurdle.NOT_WILLING: _("还有当事人没有说愿意调解。请先问过每一位，再坐下来谈。"),
            Hurdle.NO_MEDIATOR: _("还没有各方都同意的调解员。请先提出一位，问过各方再记“各方同意”。"),
        }[why]
        raise Refusal(why.value, said)


def agree(
    *, actor: Actor, dispute: UUID, agreement: NewAgreement, now: datetime, client_id: UUID | None = None
) -> Dispute:
    """The parties agree: in writing, or by word of mouth and taken down. What is to be done has a day each.

    A term that is due on the day of the agreement is taken to be done there and then only when somebody says so
    (`keep_term`). Raises NotThere, NotAllowed, Invalid, Refusal.
    """
    facts = take.words(agreement.facts, field="facts", missing=_("请写清楚事情经过、争的是什么、谁负什么责任。"))
    if agreement.form not in DisputeAgreement.Forms.values:
        raise Invalid("form_unknown", _("请选书面还是口头。"), field="form")
    if not agreement.terms:
        raise Invalid("terms_missing", _("请至少写一条：谁、做什么、到哪天。"), field="text_1")
    with transaction.atomic():
        row, repeated = hand.fetch(actor, dispute, client_id=client_id)
        if repeated:
            return row
        hand.require(row, Move.AGREE)
        made_on = hand.past_day(agreement.made_on, now, field="made_on")
        DisputeAgreement.objects.create(
            subdistrict_id=row.subdistrict_id,
            dispute=row,
            form=agreement.form,
            facts=facts,
            made_on=made_on,
            by_name=actor.name,
            at=now,
        )
        DisputeTerm.objects.bulk_create(_terms(row, agreement))
        row.confirm_until = confirm_until(made_on)
        hand.step(
            row, Move.AGREE, actor=actor, now=now, day=made_on, client_id=client_id, changed=("confirm_until",),
            about=agreement.form,
        )  # fmt: skip
        hand.answer_case(row, _("各方达成了调解协议，正在按协议履行。"), actor=actor, now=now)
        outbox.announce([DisputeAgreed(dispute=row.pk)], now=now)
        return row


def _terms(row: Dispute, agreement: NewAgreement) -> list[DisputeTerm]:
    parties = {party.pk: party for party in row.parties.all()}
    made = []
    for number, term in enumerate(agreement.terms, 1):
        if term.party not in parties:
            raise Invalid("party_missing", _("请选这一条由谁来做。"), field=f"party_{number}")
        if term.due_on < agreement.made_on:
            raise Invalid("due_before", _("履行的日子不能早于达成协议那天。"), field=f"due_{number}")
        text = take.words(term.text, field=f"text_{number}", missing=_("请写这一条做什么。"))
        made.append(
            DisputeTerm(
                subdistrict_id=row.subdistrict_id,
                dispute=row,
                party=parties[term.party],
                number=number,
                text=text,
                due_on=term.due_on,
            )
        )
    return made


def fail(*, actor: Actor, dispute: UUID, reason: str, now: datetime, client_id: UUID | None = None) -> Dispute:
    """They did not agree: mediation ends, and the parties are told the ways of the law (人民调解法).

    Raises NotThere, NotAllowed, Invalid, Refusal.
    """
    said = take.words(reason, field="reason", missing=_("请写一句卡在哪里。"))
    answer = _("没有达成协议，调解到此为止，已告知可以走的法律途径。")
    return _end(Move.FAIL, said, answer, actor=actor, dispute=dispute, now=now, client_id=client_id)


def reconcile(*, actor: Actor, dispute: UUID, reason: str, now: datetime, client_id: UUID | None = None) -> Dispute:
    """They made it up among themselves. Raises NotThere, NotAllowed, Invalid, Refusal."""
    said = take.words(reason, field="reason", missing=_("请写一句他们是怎么说好的。"))
    answer = _("各方自己和解了。")
    return _end(Move.RECONCILE, said, answer, actor=actor, dispute=dispute, now=now, client_id=client_id)


def _end(
    move: Move, said: str, answer: str, *, actor: Actor, dispute: UUID, now: datetime, client_id: UUID | None
) -> Dispute:
    with transaction.atomic():
        row, repeated = hand.fetch(actor, dispute, client_id=client_id)
        if repeated:
            return row
        hand.require(row, move)
        hand.step(row, move, actor=actor, now=now, text=said, client_id=client_id)
        hand.answer_case(row, answer, actor=actor, now=now)
        outbox.announce([DisputeEnded(dispute=row.pk)], now=now)
        return row
