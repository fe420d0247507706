"""Writing down who came and who left, where no roster says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.residents import rules
from youlin.domains.residents.actions.circumstances import end_all_of
from youlin.domains.residents.actions.fetching import (
    community_of,
    home_to_change,
    neighbourhood_of,
    person_to_change,
    refuse_future,
)
from youlin.domains.residents.actions.homes import append_fact
from youlin.domains.residents.events import PeopleMoved
from youlin.domains.residents.models import Household, Resident
from youlin.domains.territory.queries import get
from youlin.foundation import audit, clock, crypto, outbox
from youlin.foundation.refusal import Invalid, NotThere, Refusal
from youlin.foundation.values import BadValueError, IdNumber, Phone

LEFT_BECAUSE = ("moved", "died")


@dataclass(frozen=True, slots=True)
class NewHousehold:
    """A home that no roster brought. An empty number is made; `client_id` sent twice is one home."""

    client_id: UUID
    neighbourhood: UUID
    address: str
    number: str = ""


def register_household(*, actor: Actor, home: NewHousehold, now: datetime) -> Household:
    """Write down a home. Raises NotThere for a place out of sight, Invalid, Refusal `household_number_taken`."""
    with transaction.atomic():
        known = Household.objects.visible_to(actor).filter(pk=home.client_id).first()
        if known is not None:
            return known
        street = get(home.neighbourhood).subdistrict_id
        if street is None:
            raise NotThere("territory_unknown", _("没有这个辖区。"))
        place = neighbourhood_of(actor, home.neighbourhood, street)
        address = home.address.strip()
        if not address:
            raise Invalid("address_missing", _("请写上地址。"), field="address")
        community = community_of(place)
        row = Household(
            pk=home.client_id,
            subdistrict_id=street,
            community=community,
            neighbourhood=place,
            number=home.number.strip() or _next_number(community.pk),
            address=address,
            address_key=rules.address_key(address),
            created_at=now,
            changed_at=now,
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            raise Refusal(
                "household_number_taken",
                _("%(community)s已有编号为 %(number)s 的户，请换一个编号。")
                % {"community": community.name, "number": row.number},
                field="number",
            ) from error
        append_fact(row, actor, clock.day_of(now), _("登记时"))
        deed = audit.Deed("household.add", "household", row.pk, place.pk, {"number": [None, row.number]})
        audit.record([deed], actor=actor, now=now)
    return row


def _next_number(community: UUID) -> str:
    """A number that a roster would not use: X0001, X0002 …"""
    made = Household.objects.filter(community=community, number__startswith="X").values_list("number", flat=True)
    last = max((int(number[1:]) for number in made if number[1:].isdecimal()), default=0)
    return f"X{last + 1:04d}"


@dataclass(frozen=True, slots=True)
class NewResident:
    """Somebody who came. With an identity number, sex and birth date are known from it."""

    client_id: UUID
    household: UUID
    name: str
    id_number: str = ""
    phone: str = ""
    sex: str = "0"
    birth_date: date | None = None
    relation: str = ""


def register_resident(*, actor: Actor, person: NewResident, now: datetime) -> Resident:
    """Write down somebody in a household. Raises NotThere, Invalid for what is no name or number, `resident_known`."""
    with transaction.atomic():
        known = Resident.objects.visible_to(actor).filter(pk=person.client_id).first()
        if known is not None:
            return known
        home = home_to_change(actor, person.household)
        name = person.name.strip()
        if not name:
            raise Invalid("name_missing", _("请写上姓名。"), field="name")
        number = parsed_id(person.id_number)
        phone = parsed_phone(person.phone)
        born = number.born if number else person.birth_date
        if born is not None:
            refuse_future(born, now, "birth_date")
        row = Resident(
            pk=person.client_id,
            subdistrict_id=home.subdistrict_id,
            household=home,
            name=name,
            name_pinyin=rules.pinyin_initials(name),
            sex={"male": "1", "female": "2"}[number.sex] if number else person.sex,
            birth_date=born,
            relation=person.relation.strip(),
            id_number=number.value if number else "",
            id_index=crypto.blind_index(number.value, field="id_number") if number else "",
            phone=phone,
            phone_index=crypto.blind_index(phone, field="phone"),
            created_at=now,
            changed_at=now,
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            # Where it is registered is not told: it may be out of sight.
            raise Refusal(
                "resident_known", _("这个证号在本街道已经登记过。请先搜一下，搜不到就请街道核对。"), field="id_number"
            ) from error
        deed = audit.Deed("resident.add", "resident", row.pk, home.neighbourhood_id, {"name": [None, name]})
        audit.record([deed], actor=actor, now=now)
    return row


def note_departure(*, actor: Actor, resident: UUID, because: str, left_on: date, now: datetime) -> Resident:
    """Say that somebody moved away or died; care ends by itself. Said again it changes nothing.

    Raises NotThere, Invalid.
    """
    with transaction.atomic():
        person_to_change(actor, resident)
        row = Resident.objects.select_for_update(of=("self",)).select_related("household").get(pk=resident)
        if because not in LEFT_BECAUSE:
            raise Invalid("because_unknown", _("请选是搬走了还是过世了。"), field="because")
        refuse_future(left_on, now, "left_on")
        if not row.lives_here:
            return row
        row.lives_here, row.left_on, row.left_because, row.changed_at = False, left_on, because, now
        row.save(update_fields=["lives_here", "left_on", "left_because", "changed_at"])
        end_all_of(row, because=because, day=left_on)
        changes = {"lives_here": [True, False], "left_on": left_on.isoformat(), "because": because}
        place = row.household.neighbourhood_id
        audit.record([audit.Deed("resident.leave", "resident", row.pk, place, changes)], actor=actor, now=now)
        outbox.announce([PeopleMoved(households=(row.household_id,))], now=now)
    return row


def parsed_id(text: str) -> IdNumber | None:
    """An identity number as it was typed; None for nothing. Raises Invalid `id_bad`."""
    if not text.strip():
        return None
    try:
        return IdNumber.parse(text)
    except BadValueError as error:
        raise Invalid("id_bad", _("身份证号不对，请核对有没有多写、少写或写错。"), field="id_number") from error


def parsed_phone(text: str) -> str:
    """A telephone number as it was typed; empty for nothing. Raises Invalid `phone_bad`."""
    if not text.strip():
        return ""
    try:
        return Phone.parse(text).value
    except BadValueError as error:
        raise Invalid("phone_bad", _("电话不对，请写 11 位手机号，或带区号的座机号。"), field="phone") from error
