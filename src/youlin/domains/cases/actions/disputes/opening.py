"""Beginning to mediate a case, or a dispute that comes straight to the desk; its day; and that it may turn violent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases.actions import take
from youlin.domains.cases.actions.disputes import hand
from youlin.domains.cases.actions.report import NewCase, report
from youlin.domains.cases.events import DisputeOpened, DisputeWarned
from youlin.domains.cases.models import Case, Dispute
from youlin.domains.cases.rules.disputes import MEDIATED_WITHIN, Move
from youlin.domains.cases.rules.states import Status, Step
from youlin.domains.territory.models import Territory
from youlin.foundation import clock, outbox
from youlin.foundation.db import new_id
from youlin.foundation.refusal import Invalid, NotThere, Refusal

TITLE_LIMIT = 100


@dataclass(frozen=True, slots=True)
class NewDispute:
    """What is known at the beginning. With `case` it comes from there, else from `territory`'s desk."""

    kind: str
    title: str
    facts: str = ""
    people: int = 2
    case: UUID | None = None
    territory: UUID | None = None
    deadline: date | None = None  # without: 30 days


def open_dispute(*, actor: Actor, dispute: NewDispute, now: datetime, client_id: UUID | None = None) -> Dispute:
    """Begin to mediate; the same `client_id` twice is the same dispute. The case behind it is restricted from then on.

    Raises NotThere, NotAllowed, Invalid, Refusal `mediated_already`, `not_a_dispute`.
    """
    identity = client_id or new_id()
    title = take.words(dispute.title, field="title", missing=_("请用一句话写是什么纠纷，不写人名。"))
    if len(title) > TITLE_LIMIT:
        raise Invalid("title_long", _("写得太长了，请控制在 %(n)d 字以内。") % {"n": TITLE_LIMIT}, field="title")
    if dispute.kind not in Dispute.Kinds.values:
        raise Invalid("kind_unknown", _("请从列出的类别里选一个。"), field="kind")
    today = clock.day_of(now)
    until = _day(dispute.deadline or today + MEDIATED_WITHIN, today)
    with transaction.atomic():
        case = _from_case(actor, dispute.case, now) if dispute.case else _at_desk(actor, dispute, title, identity, now)
        known = Dispute.objects.filter(case=case).first()
        if known is not None and known.steps.filter(client_id=identity).exists():
            return known
        if known is not None:
            raise Refusal("mediated_already", _("这件事已经在调解了。"))
        row = Dispute.objects.create(
            subdistrict_id=case.subdistrict_id,
            case=case,
            territory=case.territory,
            keeper_id=case.holder_id,
            kind=dispute.kind,
            title=title,
            facts=dispute.facts.replace("\0", "").strip()[:2000],
            people=max(dispute.people, 2),
            deadline=until,
            opened_by_name=actor.name,
            opened_at=now,
        )
        hand.set_case_clock(case.pk, until, actor=actor, now=now)
        hand.step(row, Move.OPEN, actor=actor, now=now, client_id=identity)
        outbox.announce([DisputeOpened(dispute=row.pk)], now=now)
        return row


def _day(until: date, today: date) -> date:
    if not today <= until <= today + 6 * MEDIATED_WITHIN:
        raise Invalid("deadline_bad", _("调解期限要在今天和半年之间。"), field="deadline")
    return until


def _from_case(actor: Actor, key: UUID, now: datetime) -> Case:
    bench, _repeated = take.fetch(take.by_key(actor, key), client_id=None, now=now)
    case = bench.case
    if case.kind != Case.Kinds.DISPUTE:
        raise Refusal("not_a_dispute", _("这件事登记的不是矛盾纠纷，不能组织调解。"))
    if Dispute.objects.filter(case=case).exists():
        return case
    take.require_status(bench, Status.OPEN, Step.MEDIATE)
    take.require_holder(bench, actor, now=now)
    if bench.events:  # what clocks did by now
        take.put(bench, None, actor=actor, now=now)
    return case


def _at_desk(actor: Actor, dispute: NewDispute, title: str, identity: UUID, now: datetime) -> Case:
    place = Territory.objects.filter(pk=dispute.territory).first() if dispute.territory else None
    if place is None or not actor.can_at(Can.KEEP_DISPUTES, place.path):
        raise NotThere("territory_unknown", _("没有这个辖区。"), field="territory")
    # The desk's own place: a chief below need not read of it, who may be a party.
    said = NewCase(text=title, kind=Case.Kinds.DISPUTE.value, territory=place.pk, source=Case.Sources.DESK.value)
    return report(actor=actor, case=said, client_id=identity, now=now)


def put_off(
    *, actor: Actor, dispute: UUID, deadline: date, reason: str, now: datetime, client_id: UUID | None = None
) -> Dispute:
    """Another day by which to mediate, with a reason that the rungs above can read on the case.

    Raises NotThere, NotAllowed, Invalid, Refusal.
    """
    said = take.words(reason, field="reason", missing=_("请写一句为什么要改期限。"))
    with transaction.atomic():
        row, repeated = hand.fetch(actor, dispute, client_id=client_id)
        if repeated:
            return row
        hand.require(row, Move.PUT_OFF)
        was, row.deadline = row.deadline, _day(deadline, clock.day_of(now))
        hand.set_case_clock(row.case_id, row.deadline, actor=actor, now=now)
        about = f"{was:%Y-%m-%d} → {row.deadline:%Y-%m-%d}"
        hand.step(
            row, Move.PUT_OFF, actor=actor, now=now, about=about, text=said, client_id=client_id, changed=("deadline",)
        )
        return row


def warn(*, actor: Actor, dispute: UUID, text: str, now: datetime, client_id: UUID | None = None) -> Dispute:
    """It may turn violent: whoever mediates must act and tell the authority (人民调解法 25). The street hears at once.

    Raises NotThere, NotAllowed, Invalid, Refusal.
    """
    said = take.words(text, field="text", missing=_("请写一句看到了什么苗头。"))
    with transaction.atomic():
        row, repeated = hand.fetch(actor, dispute, client_id=client_id)
        if repeated:
            return row
        hand.require(row, Move.WARN)
        row.tense = True
        hand.step(row, Move.WARN, actor=actor, now=now, text=said, client_id=client_id, changed=("tense",))
        outbox.announce([DisputeWarned(dispute=row.pk, by=actor.user_id)], now=now)
        return row
