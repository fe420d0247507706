"""Whom a dispute concerns, whether they want mediation, and what they are told where it ends."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.queries import users_by_phone
from youlin.domains.cases.actions import take
from youlin.domains.cases.actions.disputes import hand
from youlin.domains.cases.actions.disputes.plain import NewParty
from youlin.domains.cases.events import DisputeEnded
from youlin.domains.cases.models import Dispute, DisputeParty, Mediator
from youlin.domains.cases.rules.disputes import Move, Will
from youlin.domains.chiefs.models import Appointment
from youlin.domains.chiefs.queries import in_office
from youlin.domains.residents.models import Household, Resident
from youlin.foundation import clock, outbox
from youlin.foundation.refusal import Invalid, NotThere, Refusal
from youlin.foundation.values import BadValueError, Phone

NAME_LIMIT = 60


def add_party(
    *, actor: Actor, dispute: UUID, party: NewParty, now: datetime, client_id: UUID | None = None
) -> DisputeParty | None:
    """Put somebody down as a party; None where this very write was taken in before.

    A chief who is one sees nothing of the dispute and its case from then on. Raises NotThere, NotAllowed, Invalid,
    Refusal `mediates_already`.
    """
    name = take.words(party.name, field="name", missing=_("请写当事人的名字。"))[:NAME_LIMIT]
    if party.side not in DisputeParty.Sides.values:
        raise Invalid("side_unknown", _("请选一方。"), field="side")
    if party.kind not in DisputeParty.Kinds.values:
        raise Invalid("kind_unknown", _("请选当事人是哪一种。"), field="kind")
    phone = party.phone.strip()
    if phone:
        try:
            phone = Phone.parse(phone).value
        except BadValueError as error:
            raise Invalid("phone_bad", _("这个电话号码好像不完整，请核对。"), field="phone") from error
    with transaction.atomic():
        row, repeated = hand.fetch(actor, dispute, client_id=client_id)
        if repeated:
            return None
        hand.require(row, Move.PARTY)
        resident, household = _known(actor, party)
        user = _account(resident, phone, now)
        if user is not None and row.mediators.filter(user=user).exclude(state=Mediator.States.RECUSED).exists():
            raise Refusal("mediates_already", _("这位正在调解这件纠纷。先请回避，再加为当事人。"), field="name")
        if user is not None and user == actor.user_id:
            raise Refusal("own_dispute", _("您自己是当事人，请交给别人来办。"), field="name")
        made = DisputeParty.objects.create(
            subdistrict_id=row.subdistrict_id,
            dispute=row,
            side=party.side,
            kind=party.kind,
            resident=resident,
            household=household,
            user=user,
            name=name,
            phone=phone,
            note=party.note.replace("\0", "").strip()[:500],
            added_at=now,
        )
        hand.step(row, Move.PARTY, actor=actor, now=now, party=made, client_id=client_id)
        return made


def _known(actor: Actor, party: NewParty) -> tuple[Resident | None, Household | None]:
    """The person or home on the roster, in sight."""
    if party.resident is not None:
        person = Resident.objects.visible_to(actor).filter(pk=party.resident).select_related("household").first()
        if person is None:
            raise NotThere("resident_unknown", _("没有这位居民。"), field="name")
        return person, person.household
    if party.household is not None:
        home = Household.objects.visible_to(actor).filter(pk=party.household).first()
        if home is None:
            raise NotThere("household_unknown", _("没有这一户。"), field="name")
        return None, home
    return None, None


def _account(resident: Resident | None, phone: str, now: datetime) -> UUID | None:
    """The account of a party who holds a post here, by the roster or by the telephone."""
    held = Appointment.objects.filter(in_office(clock.day_of(now)), resident=resident) if resident else None
    found = held.values_list("user_id", flat=True).first() if held is not None else None
    return found or users_by_phone(phone).values_list("pk", flat=True).first()


def record_will(
    *,
    actor: Actor,
    dispute: UUID,
    party: UUID,
    will: str,
    asked_on: date,
    now: datetime,
    text: str = "",
    client_id: UUID | None = None,
) -> Dispute:
    """What a party said when asked: who asked, when. One refusal ends mediation, at any time (人民调解法).

    Raises NotThere, NotAllowed, Invalid, Refusal.
    """
    if will not in DisputeParty.Wills.values:
        raise Invalid("will_unknown", _("请选当事人怎么说的。"), field="will")
    with transaction.atomic():
        row, repeated = hand.fetch(actor, dispute, client_id=client_id)
        if repeated:
            return row
        move = Move.REFUSE if will == Will.REFUSED else Move.ASK
        hand.require(row, move)
        asked = hand.party_of(row, party)
        asked.will, asked.asked_on = will, hand.past_day(asked_on, now, field="asked_on")
        asked.save(update_fields=["will", "asked_on"])
        hand.step(
            row, move, actor=actor, now=now, day=asked_on, party=asked, about=will, text=text,
            client_id=client_id,
        )  # fmt: skip
        if move is Move.REFUSE:
            said = _("有一方不愿调解，调解到此为止，已告知可以走的法律途径。")
            hand.answer_case(row, said, actor=actor, now=now)
            outbox.announce([DisputeEnded(dispute=row.pk)], now=now)
        return row


def tell_routes(
    *, actor: Actor, dispute: UUID, party: UUID, told_on: date, now: datetime, client_id: UUID | None = None
) -> Dispute:
    """A party was handed or read the sheet with the ways of the law (人民调解法).

    Raises NotThere, NotAllowed, Invalid, Refusal.
    """
    with transaction.atomic():
        row, repeated = hand.fetch(actor, dispute, client_id=client_id)
        if repeated:
            return row
        hand.require(row, Move.ROUTES)
        told = hand.party_of(row, party)
        day = hand.past_day(told_on, now, field="told_on")
        hand.step(row, Move.ROUTES, actor=actor, now=now, day=day, party=told, client_id=client_id)
        return row
