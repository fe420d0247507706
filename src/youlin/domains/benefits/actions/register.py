"""The authority's list of who receives what: taken in, set beside the record, and settled person by person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.benefits.models import Difference, Enrolment, EnrolmentEvent, RegisterList
from youlin.domains.benefits.queries import own
from youlin.domains.benefits.queries.enrolments import SEALED
from youlin.domains.benefits.rules import register as beside
from youlin.domains.residents.models import Resident
from youlin.domains.territory.models import Territory
from youlin.foundation import audit, crypto
from youlin.foundation.db import add_rows, set_rows
from youlin.foundation.refusal import Invalid, NotThere, Refusal
from youlin.foundation.values import BadValueError, IdNumber


@dataclass(frozen=True, slots=True)
class Receipt:
    """One row of the authority's list; `row` as people count rows of a sheet."""

    name: str
    id_number: str
    since: date
    amount_fen: int | None = None
    document: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class NewList:
    """Which programme's list it is, of which day, and where it comes from."""

    client_id: UUID
    subdistrict: UUID
    programme: str
    as_of: date
    source: str


def take_list(*, actor: Actor, new: NewList, rows: Sequence[Receipt], now: datetime) -> RegisterList:
    """Take a list in and set it beside the record; nothing is changed by it. The same one twice is one.

    Raises NotThere, Invalid for a programme that is none or a list of nobody.
    """
    if actor.user_id is None:
        raise ValueError("a list is taken in by somebody")
    with transaction.atomic():
        place = Territory.objects.filter(pk=new.subdistrict).first()
        if place is None or not actor.can_at(Can.CONFIGURE, place.path):
            raise NotThere("territory_unknown", _("没有这个辖区。"))
        if own.programme(new.programme, place.pk) is None:
            raise Invalid("programme_unknown", _("没有这项政策，请从列表里选。"), field="programme")
        if not rows:
            raise Invalid("list_empty", _("名单里一个人也没有，请核对是不是选错了表。"), field="file")
        known = RegisterList.objects.filter(subdistrict=place, client_id=new.client_id).first()
        if known is not None:
            return known
        held = _receiving(place, new.programme)
        compared = beside.compare([_listed(row) for row in rows], _people(place, rows, held), _holding(held))
        made = RegisterList.objects.create(
            subdistrict=place,
            programme=new.programme,
            as_of=new.as_of,
            source=new.source.strip()[:100],
            rows=len(rows),
            agreed=compared.agreed,
            taken_at=now,
            by=actor.user_id,
            by_name=actor.name,
            client_id=new.client_id,
        )
        add_rows([_difference(made, one, held) for one in compared.apart])
        changes = {"rows": [0, len(rows)], "differences": [0, len(compared.apart)]}
        audit.record([audit.Deed("register.take", "register_list", made.pk, place.pk, changes)], actor=actor, now=now)
    return made


def _receiving(place: Territory, programme: str) -> dict[UUID, Enrolment]:
    """Open enrolments by person."""
    rows = Enrolment.objects.filter(subdistrict=place, programme=programme, until__isnull=True)
    return {row.resident_id: row for row in rows.select_related("resident").defer(*SEALED)}


def _mark(number: str) -> str | None:
    try:
        return crypto.blind_index(IdNumber.parse(number).value, field="id_number")
    except BadValueError:
        return None


def _listed(row: Receipt) -> beside.Listed:
    return beside.Listed(row.row, row.name.strip(), _mark(row.id_number), row.since, row.amount_fen, row.document)


def _people(place: Territory, rows: Sequence[Receipt], held: dict[UUID, Enrolment]) -> dict[str, beside.Here[UUID]]:
    """Those of the roster whom the list may mean, by fingerprint. One query."""
    marks = {mark for row in rows if (mark := _mark(row.id_number))}
    found = Resident.objects.filter(subdistrict=place, id_index__in=marks).values_list("id_index", "pk", "name")
    return {
        mark: beside.Here(key, name, key in held, held[key].amount_fen if key in held else None)
        for mark, key, name in found
    }


def _holding(held: dict[UUID, Enrolment]) -> list[beside.Here[UUID]]:
    return [beside.Here(key, row.resident.name, True, row.amount_fen) for key, row in held.items()]


def _difference(made: RegisterList, one: beside.Apart[UUID], held: dict[UUID, Enrolment]) -> Difference:
    listed, here = one.listed, one.here
    enrolment = held.get(here.key) if here else None
    return Difference(
        subdistrict_id=made.subdistrict_id,
        taken_from=made,
        kind=one.kind,
        row=listed.row if listed else None,
        name=(listed.name if listed else here.name if here else "")[:60],
        resident_id=here.key if here else None,
        enrolment=enrolment,
        since=listed.since if listed else None,
        amount_fen=listed.amount_fen if listed else None,
        was_fen=enrolment.amount_fen if enrolment else None,
        document=(listed.document if listed else "")[:100],
    )


@dataclass(frozen=True, slots=True)
class Settlement:
    """What was found out about some differences of one list: follow the list or leave the record, and why."""

    taken_from: UUID
    differences: tuple[UUID, ...]
    follow: bool
    reason: str


def settle(*, actor: Actor, said: Settlement, now: datetime) -> int:
    """Settle differences with a reason; following the list writes the record. How many were still open.

    Set-based, for one as for a thousand. Raises NotThere, Invalid without a reason or a choice, Refusal for a kind
    that the record cannot follow.
    """
    if actor.user_id is None:
        raise ValueError("a difference is settled by somebody")
    with transaction.atomic():
        made = RegisterList.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk=said.taken_from).first()
        if made is None:
            raise NotThere("list_unknown", _("没有这份名单。"))
        if not said.reason.strip():
            raise Invalid("reason_missing", _("请写一句是怎么核实的。"), field="reason")
        rows = list(made.differences.filter(pk__in=said.differences, state=Difference.States.OPEN).select_for_update())
        if not rows and not made.differences.filter(pk__in=said.differences).exists():
            raise Invalid("nobody_chosen", _("请先勾选核实过的人。"), field="chosen")
        if said.follow and any(not beside.may_follow(row.kind) for row in rows):
            raise Refusal(
                "cannot_follow", _("号码不对、花名册里没有或写了两次的，不能照名单记。请先在花名册或主管部门那里改好。")
            )
        if said.follow:
            _follow(actor, made, rows, said.reason.strip(), now)
        state = Difference.States.FOLLOWED if said.follow else Difference.States.LEFT
        Difference.objects.filter(pk__in=[row.pk for row in rows]).update(
            state=state,
            reason=said.reason.strip()[:200],
            settled_at=now,
            settled_by=actor.user_id,
            settled_by_name=actor.name,
        )
        changes = {"settled": [0, len(rows)], "state": ["open", state.value], "reason": said.reason.strip()[:200]}
        deed = audit.Deed("register.settle", "register_list", made.pk, made.subdistrict_id, changes)
        audit.record([deed] if rows else [], actor=actor, now=now)
    return len(rows)


def _follow(actor: Actor, made: RegisterList, rows: list[Difference], reason: str, now: datetime) -> None:
    """Make the record say what the list says of these people."""
    kinds = Difference.Kinds
    wanted = [row.resident_id for row in rows if row.resident_id]
    people = Resident.objects.defer("id_number", "phone").in_bulk(wanted)
    held = _receiving_of(made, rows)
    fresh = {
        row.resident_id: row for row in rows if row.kind in (kinds.NEW, kinds.NAME) and row.resident_id not in held
    }
    begun = [_begun(made, row, people[key], now) for key, row in fresh.items() if key is not None]
    add_rows(begun)
    changed = [held[row.resident_id] for row in rows if row.resident_id in held and _pays_otherwise(row, held)]
    amounts = {row.resident_id: row.amount_fen for row in rows}
    events = [_event(one, "began", made, reason, actor, now, now_fen=one.amount_fen, on=one.since) for one in begun]
    for one in changed:
        was, one.amount_fen = one.amount_fen, amounts[one.resident_id]
        events.append(_event(one, "amount", made, reason, actor, now, was_fen=was, now_fen=one.amount_fen))
    set_rows(changed, ["amount_fen"])
    gone = [held[row.resident_id] for row in rows if row.kind == kinds.GONE and row.resident_id in held]
    Enrolment.objects.filter(pk__in=[one.pk for one in gone]).update(until=made.as_of)
    events += [_event(one, "left", made, reason, actor, now, was_fen=one.amount_fen, until=made.as_of) for one in gone]
    add_rows(events)


def _receiving_of(made: RegisterList, rows: list[Difference]) -> dict[UUID | None, Enrolment]:
    """Who of these receives now: between the list and the settling somebody else may have settled another list."""
    keys = [row.resident_id for row in rows if row.resident_id]
    found = Enrolment.objects.filter(
        subdistrict=made.subdistrict_id, programme=made.programme, resident__in=keys, until__isnull=True
    )
    return {row.resident_id: row for row in found.select_for_update()}


def _pays_otherwise(row: Difference, held: dict[UUID | None, Enrolment]) -> bool:
    if row.kind not in (Difference.Kinds.AMOUNT, Difference.Kinds.NAME, Difference.Kinds.NEW):
        return False
    return row.amount_fen is not None and held[row.resident_id].amount_fen != row.amount_fen


def _begun(made: RegisterList, row: Difference, person: Resident, now: datetime) -> Enrolment:
    return Enrolment(
        subdistrict_id=made.subdistrict_id,
        household_id=person.household_id,
        resident=person,
        programme=made.programme,
        since=row.since or made.as_of,
        amount_fen=row.amount_fen,
        document=row.document,
        source=made.source,
        recorded_at=now,
    )


def _event(
    one: Enrolment,
    what: str,
    made: RegisterList,
    reason: str,
    actor: Actor,
    now: datetime,
    *,
    was_fen: int | None = None,
    now_fen: int | None = None,
    on: date | None = None,
    until: date | None = None,
) -> EnrolmentEvent:
    return EnrolmentEvent(
        subdistrict_id=one.subdistrict_id,
        enrolment=one,
        what=what,
        on=on or made.as_of,
        was_fen=was_fen,
        now_fen=now_fen,
        until=until,
        document=one.document,
        note=_("%(source)s；%(reason)s") % {"source": made.source, "reason": reason},
        recorded_at=now,
        by=actor.user_id,
        by_name=actor.name,
    )
