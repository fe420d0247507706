"""Taking in the authority's register of who receives what, and saying where it differs from what was known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.benefits import catalogue
from youlin.domains.benefits.models import Enrolment
from youlin.domains.residents.models import Resident
from youlin.domains.territory.models import Territory
from youlin.foundation import audit, clock, crypto
from youlin.foundation.refusal import Invalid, NotThere
from youlin.foundation.values import BadValueError, IdNumber


@dataclass(frozen=True, slots=True)
class Receipt:
    """One row of the authority's register."""

    name: str
    id_number: str
    since: date
    amount_fen: int | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What the register brought: new, unchanged, ended, and rows that match nobody here (by name, with why)."""

    added: int
    unchanged: int
    ended: int
    unmatched: tuple[tuple[str, str], ...]


def reconcile(
    *, actor: Actor, subdistrict: UUID, programme: str, rows: Sequence[Receipt], source: str, now: datetime
) -> Reconciled:
    """Make the register of a programme what the authority's list says, person by person. Raises NotThere, Invalid.

    Who is no longer on the list is ended with the day of the list; nothing is deleted.
    """
    with transaction.atomic():
        place = Territory.objects.filter(pk=subdistrict).first()
        if place is None or not actor.can_at(Can.IMPORT_ROSTER, place.path):
            raise NotThere("territory_unknown", _("没有这个辖区。"))
        if programme not in {one.id for one in catalogue.rulebook().programmes}:
            raise Invalid("programme_unknown", _("没有这项政策，请从列表里选。"), field="programme")
        matched, unmatched = _match(place, rows)
        today = clock.day_of(now)
        held = {
            row.resident_id: row
            for row in Enrolment.objects.filter(subdistrict=place, programme=programme, until__isnull=True)
        }
        gone = [row.pk for person, row in held.items() if person not in matched]
        Enrolment.objects.filter(pk__in=gone).update(until=today)
        fresh = [
            Enrolment(
                subdistrict=place,
                household_id=person.household_id,
                resident=person,
                programme=programme,
                since=row.since,
                amount_fen=row.amount_fen,
                document=row.document[:100],
                source=source[:100],
                recorded_at=now,
            )
            for key, (person, row) in matched.items()
            if key not in held
        ]
        Enrolment.objects.bulk_create(fresh, batch_size=500)
        Enrolment.objects.filter(pk__in=[held[key].pk for key in matched if key in held]).update(recorded_at=now)
        result = Reconciled(len(fresh), len(matched) - len(fresh), len(gone), tuple(unmatched))
        changes = {"added": [0, result.added], "ended": [0, result.ended]}
        audit.record([audit.Deed("register.reconcile", "territory", place.pk, place.pk, changes)], actor=actor, now=now)
    return result


def _match(
    place: Territory, rows: Sequence[Receipt]
) -> tuple[dict[UUID, tuple[Resident, Receipt]], list[tuple[str, str]]]:
    """Rows by the person they name, found by identity number; the others with what is wrong."""
    wanted: dict[str, Receipt] = {}
    unmatched: list[tuple[str, str]] = []
    for row in rows:
        try:
            wanted[crypto.blind_index(IdNumber.parse(row.id_number).value, field="id_number")] = row
        except BadValueError:
            unmatched.append((row.name, "id_bad"))
    found: dict[UUID, tuple[Resident, Receipt]] = {}
    people = Resident.objects.filter(subdistrict=place, id_index__in=wanted).defer("id_number", "phone")
    for person in people:
        row = wanted.pop(person.id_index)
        if person.name == row.name.strip():
            found[person.pk] = (person, row)
        else:
            unmatched.append((row.name, "name_differs"))
    return found, unmatched + [(row.name, "not_here") for row in wanted.values()]
