"""Recording what was done, one or many at once, and taking one back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.access.scope import scope
from youlin.domains.care import rules
from youlin.domains.care.actions import ledger, questions
from youlin.domains.care.events import ContactsRecorded, UrgentReported
from youlin.domains.care.models import CarePlan, Contact, ContactTakenBack, Obligation
from youlin.domains.care.rules import Wellbeing
from youlin.domains.care.wording import contact_refusal
from youlin.domains.residents.models import Resident
from youlin.foundation import audit, clock, outbox
from youlin.foundation.audit import Deed
from youlin.foundation.db import add_rows
from youlin.foundation.refusal import NotThere, Refusal

PATH = "household__neighbourhood__path"


@dataclass(frozen=True, slots=True)
class NewContact:
    """A greeting or a visit, or a try at one, by its client's identity.

    `by` is for an operator who brings in what others did; anybody else records what they did themselves.
    """

    client_id: UUID
    resident: UUID
    kind: str
    outcome: str
    happened_at: datetime
    wellbeing: str = ""
    note: str = ""
    by: Actor | None = None


def record_contacts(*, actor: Actor, contacts: Sequence[NewContact], now: datetime) -> list[Contact]:
    """Record contacts, all or none, in a fixed number of statements; the same `client_id` twice is one contact.

    Gives the contacts in the order they were handed in. Raises NotThere for a resident out of sight, Invalid where a
    contact cannot be, Refusal `identity_taken` where a `client_id` names another contact.
    """
    for item in contacts:
        code = rules.contact_problem(
            kind=item.kind,
            outcome=item.outcome,
            wellbeing=item.wellbeing,
            note=item.note.strip(),
            happened_at=item.happened_at,
            now=now,
        )
        if code:
            raise contact_refusal(code)
    with transaction.atomic():
        people = _people(actor, {item.resident for item in contacts})
        plans = {
            plan.pk: plan for plan in CarePlan.objects.filter(resident__in=people).order_by("id").select_for_update()
        }
        rows = [_row(actor, item, people[item.resident], plans, now) for item in _once(contacts)]
        add_rows(rows, skip_known=True)
        stored = _stored(rows)
        new = [row for row in rows if stored[row.client_id].pk == row.pk]
        _settle(plans, new, now)
        questions.ask(plans, new, now=now)
        audit.record(
            [Deed("care.contact", "resident", row.resident_id, row.neighbourhood_id, _told(row)) for row in new],
            actor=actor,
            now=now,
        )
        if new:
            outbox.announce([ContactsRecorded(contacts=tuple(row.pk for row in new))], now=now)
        outbox.announce([_urgent(row) for row in new if row.wellbeing == Wellbeing.URGENT], now=now)
    return [stored[item.client_id] for item in contacts]


def undo_contact(*, actor: Actor, contact: UUID, now: datetime) -> Contact:
    """Take back one's own contact within minutes: what it kept is open again. Twice is once.

    Raises NotThere, Refusal `too_late_to_undo`, Refusal `urgent_stays` where a case has come of it.
    """
    with transaction.atomic():
        row = Contact.objects.visible_to(actor).filter(pk=contact).first()
        if row is None or row.by is None or row.by != actor.user_id:
            raise NotThere("contact_unknown", _("没有这次记录。"))
        if row.wellbeing == Wellbeing.URGENT:
            raise Refusal("urgent_stays", _("紧急情况已经立成事项，请在事项里说明。"))
        if now - row.received_at > rules.UNDO_WITHIN:
            raise Refusal("too_late_to_undo", _("过了 10 分钟，不能再撤回。如有差错，请再记一次并写明。"))
        plans = {plan.pk: plan for plan in CarePlan.objects.filter(contacts=row).select_for_update()}
        taken, fresh = ContactTakenBack.objects.get_or_create(
            subdistrict_id=row.subdistrict_id,
            contact=row,
            defaults={"at": now, "by": actor.user_id, "by_name": actor.name},
        )
        if fresh:
            _unsettle(plans, row, now)
            questions.ask(plans, [row], now=now)
            deed = Deed(
                "care.contact_undo", "resident", row.resident_id, row.neighbourhood_id, {"contact": str(row.pk)}
            )
            audit.record([deed], actor=actor, now=taken.at)
    return row


def _people(actor: Actor, keys: set[UUID]) -> dict[UUID, Resident]:
    rows = Resident.objects.filter(scope(actor, Can.LOG_CONTACT, PATH, "entrusted_to__path"), pk__in=keys)
    found = {row.pk: row for row in rows.select_related("household__neighbourhood", "entrusted_to")}
    if len(found) < len(keys):
        raise NotThere("resident_unknown", _("没有这位居民。"))
    return found


def _once(contacts: Sequence[NewContact]) -> list[NewContact]:
    return list({item.client_id: item for item in reversed(contacts)}.values())[::-1]


def _row(actor: Actor, item: NewContact, person: Resident, plans: Mapping[UUID, CarePlan], now: datetime) -> Contact:
    doer = item.by if item.by is not None and actor.everywhere else actor
    place = person.entrusted_to or person.household.neighbourhood
    ways = (place.path, person.household.neighbourhood.path)
    day = clock.day_of(item.happened_at)
    in_force = (
        plan
        for plan in plans.values()
        if plan.resident_id == person.pk and plan.starts_on <= day and (plan.ends_on is None or day <= plan.ends_on)
    )
    posts = [grant for grant in doer.grants if grant.post and any(way.startswith(grant.path) for way in ways)]
    nearest = max(posts, key=lambda grant: len(grant.path), default=None)
    return Contact(
        subdistrict_id=person.subdistrict_id,
        neighbourhood=place,
        resident=person,
        plan=max(in_force, key=lambda plan: plan.starts_on, default=None),
        kind=item.kind,
        outcome=item.outcome,
        wellbeing=item.wellbeing,
        note=item.note.strip(),
        happened_at=item.happened_at,
        received_at=now,
        by=doer.user_id,
        by_name=doer.name,
        post=nearest.post if nearest else None,
        client_id=item.client_id,
    )


def _stored(rows: list[Contact]) -> dict[UUID, Contact]:
    """What stands under each identity: the row itself, or the one that came first."""
    mine = {row.pk: row for row in rows}
    wanted = {row.client_id: row for row in rows}
    found = {}
    places = {row.subdistrict_id for row in rows}
    for row in Contact.objects.filter(subdistrict__in=places, client_id__in=list(wanted)):
        asked = wanted[row.client_id]
        if (row.resident_id, row.by) != (asked.resident_id, asked.by):
            raise Refusal("identity_taken", _("这份记录和以前的一份编号相同，请重新打开页面再记一次。"))
        found[row.client_id] = mine.get(row.pk, row)
    return found


def _settle(plans: Mapping[UUID, CarePlan], new: list[Contact], now: datetime) -> None:
    """Let new evidence keep what it keeps."""
    met: dict[ledger.Line, dict[date, Contact]] = {}
    for row in sorted(new, key=lambda row: row.happened_at):
        if row.plan_id is None:
            continue
        for kind in rules.keeps(row.kind, row.outcome):
            met.setdefault((row.plan_id, kind.value), {}).setdefault(clock.day_of(row.happened_at), row)
    if not met:
        return
    touched = {key: plans[key] for key, _kind in met}
    book = ledger.read(touched, since=min(day for days in met.values() for day in days))
    ledger.write(
        book,
        {line: book.chain(line, met=days) for line, days in met.items()},
        keepers={(plan, kind, day): row for (plan, kind), days in met.items() for day, row in days.items()},
        now=now,
    )


def _unsettle(plans: Mapping[UUID, CarePlan], row: Contact, now: datetime) -> None:
    """Let a day be unknown again, unless another contact tells of it too."""
    if row.plan_id is None:
        return
    day = clock.day_of(row.happened_at)
    others = Contact.objects.filter(
        plan=row.plan_id,
        happened_at__gte=clock.start_of(day),
        happened_at__lt=clock.end_of(day),
        taken_back__isnull=True,
    ).order_by("happened_at")
    keepers = {kind: other for other in reversed(others) for kind in rules.keeps(other.kind, other.outcome)}
    lost = rules.keeps(row.kind, row.outcome) - keepers.keys()
    book = ledger.read(plans, since=day)
    lines = [(row.plan_id, kind.value) for kind in lost]
    ledger.write(book, {line: book.chain(line, lost=[day]) for line in lines}, now=now)
    for kind, other in keepers.items():  # two at most
        Obligation.objects.filter(plan=row.plan_id, kind=kind, contact=row).update(contact=other)


def _told(row: Contact) -> dict[str, object]:
    return {"kind": row.kind, "outcome": row.outcome, "wellbeing": row.wellbeing, "at": row.happened_at.isoformat()}


def _urgent(row: Contact) -> UrgentReported:
    return UrgentReported(
        contact=row.pk,
        subdistrict=row.subdistrict_id,
        neighbourhood=row.neighbourhood_id,
        household=row.resident.household_id,
        resident=row.resident_id,
        resident_name=row.resident.name,
        address=row.resident.household.address,
        note=row.note,
        by=row.by,
        by_name=row.by_name,
        happened_at=row.happened_at,
    )
