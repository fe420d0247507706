"""Putting a person in a post in one go: the account is found, or opened with a first password that is shown once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access import actions as access
from youlin.domains.access import queries as access_queries
from youlin.domains.access.actor import Actor
from youlin.domains.access.models import User
from youlin.domains.chiefs.actions.seating import NewTerm
from youlin.domains.chiefs.actions.terms import appoint
from youlin.domains.chiefs.models import Appointment
from youlin.domains.chiefs.wording import post_name
from youlin.domains.residents import queries as residents
from youlin.domains.residents.models import Resident
from youlin.foundation.refusal import Invalid
from youlin.foundation.values import BadValueError, Phone


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Who goes where from when. A resident's name and telephone may be left out: they are known."""

    post: UUID
    starts_on: date
    kind: str = "sitting"
    ends_on: date | None = None
    resident: UUID | None = None
    name: str = ""
    phone: str = ""
    phone_public: bool = False


@dataclass(frozen=True, slots=True)
class Slip:
    """What the new holder takes home. No password where the account was there before."""

    appointment: Appointment
    name: str
    post_name: str
    username: str
    password: str


def appoint_person(*, actor: Actor, person: NewPerson, now: datetime) -> Slip:
    """Appoint somebody who may have no account yet; all of it or nothing.

    Raises what `appoint` raises, NotThere for a resident out of sight, Invalid without a name or with a bad telephone.
    """
    with transaction.atomic():
        resident = residents.resident(actor, person.resident) if person.resident else None
        name = (person.name or (resident.name if resident else "")).strip()
        if not name:
            raise Invalid("name_missing", _("请写上姓名，或从居民里选一位。"), field="name")
        phone = person.phone.strip() or (resident.phone if resident else "")
        user, password = _account(resident, name, phone), ""
        if user is None:
            password = access.initial_password()
            account = access.NewAccount(access.free_username(name), name, password, phone)
            user = access.open_accounts(actor=actor, accounts=[account], now=now)[0]
        row = appoint(
            actor=actor,
            term=NewTerm(
                post=person.post,
                user=user.pk,
                kind=person.kind,
                starts_on=person.starts_on,
                ends_on=person.ends_on,
                resident=resident.pk if resident else None,
                phone_public=person.phone_public,
            ),
            now=now,
        )
    return Slip(row, user.display_name, post_name(row.post), user.username, password)


def _account(resident: Resident | None, name: str, phone: str) -> User | None:
    """The account that this person has already: by the resident, or by name and telephone together."""
    if resident is not None:
        held = Appointment.objects.filter(resident=resident, user__is_active=True).select_related("user").first()
        if held is not None:
            return held.user
    try:
        dialled = Phone.parse(phone).value if phone else ""
    except BadValueError:
        return None  # opening the account says what is wrong with it
    return access_queries.users_by_phone(dialled).filter(display_name=name).first() if dialled else None
