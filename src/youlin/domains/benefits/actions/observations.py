"""Keeping what was learnt at the door, or from the authority."""

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
from youlin.domains.benefits.engine.values import Value
from youlin.domains.benefits.engine.vocabulary import Fact, Kind, Of, Supplier
from youlin.domains.benefits.models import Observation
from youlin.domains.residents.models import Household, Resident
from youlin.foundation import audit
from youlin.foundation.refusal import Invalid, NotThere

DOOR = "上门询问"
AUTHORITY = "主管部门核对"
SURVEY = "入户调查"


@dataclass(frozen=True, slots=True)
class Told:
    """An answer: about the household, or about one of its people. None: nobody knew."""

    client_id: UUID
    household: UUID
    fact: str
    value: Value
    observed_on: date
    resident: UUID | None = None


def tell(*, actor: Actor, told: Told, now: datetime) -> Observation:
    """Keep an answer; the same one twice is one. Raises NotThere out of sight, Invalid for what cannot be."""
    if actor.user_id is None:
        raise ValueError("an answer is told by somebody")
    with transaction.atomic():
        home = _home(actor, told.household)
        if told.resident is not None and not Resident.objects.filter(pk=told.resident, household=home).exists():
            raise NotThere("resident_unknown", _("这一户里没有这个人。"))
        fact = _checked(actor, told, home.neighbourhood.path)
        row, made = Observation.objects.get_or_create(
            subdistrict_id=home.subdistrict_id,
            client_id=told.client_id,
            defaults={
                "household": home,
                "resident_id": told.resident,
                "fact": told.fact,
                "value": list(told.value) if isinstance(told.value, tuple) else told.value,
                "observed_on": told.observed_on,
                "source": AUTHORITY if fact.supplier is Supplier.AUTHORITY else DOOR,
                "by": actor.user_id,
                "by_name": actor.name,
                "recorded_at": now,
            },
        )
        if made:
            # The answer itself may be sensitive and stays out of the audit.
            deed = audit.Deed("fact.tell", "observation", row.pk, home.subdistrict_id, {"fact": [None, told.fact]})
            audit.record([deed], actor=actor, now=now)
    return row


def tell_all(*, actor: Actor, household: UUID, told: Sequence[Told], source: str, now: datetime) -> int:
    """Keep many answers about one household, in one statement; how many are new. The same ones twice are one.

    The caller holds a lock that keeps the same letter from being read twice at once. Raises NotThere, Invalid.
    """
    if actor.user_id is None:
        raise ValueError("an answer is told by somebody")
    with transaction.atomic():
        home = _home(actor, household)
        people = set(Resident.objects.filter(household=home).values_list("pk", flat=True))
        if any(one.resident is not None and one.resident not in people for one in told):
            raise NotThere("resident_unknown", _("这一户里没有这个人。"))
        for one in told:
            _checked(actor, one, home.neighbourhood.path)
        letters = [one.client_id for one in told]
        rows = Observation.objects.filter(subdistrict=home.subdistrict_id, client_id__in=letters)
        known = set(rows.values_list("client_id", flat=True))
        made = Observation.objects.bulk_create(
            Observation(
                subdistrict_id=home.subdistrict_id,
                client_id=one.client_id,
                household=home,
                resident_id=one.resident,
                fact=one.fact,
                value=list(one.value) if isinstance(one.value, tuple) else one.value,
                observed_on=one.observed_on,
                source=source,
                by=actor.user_id,
                by_name=actor.name,
                recorded_at=now,
            )
            for one in told
            if one.client_id not in known
        )
        audit.record(
            [
                audit.Deed("fact.tell", "observation", row.pk, home.subdistrict_id, {"fact": [None, row.fact]})
                for row in made
            ],
            actor=actor,
            now=now,
        )
    return len(made)


def _home(actor: Actor, household: UUID) -> Household:
    home = Household.objects.visible_to(actor).select_related("neighbourhood").filter(pk=household).first()
    if home is None or not actor.can_at(Can.SEE_CARE, home.neighbourhood.path):
        raise NotThere("household_unknown", _("没有这一户。"))
    return home


def _checked(actor: Actor, told: Told, path: str) -> Fact:
    fact = next((one for one in catalogue.rulebook().facts if one.id == told.fact), None)
    if fact is None or (fact.of is Of.PERSON) is not (told.resident is not None):
        raise Invalid("fact_unknown", _("没有这一项，请刷新页面再试。"), field="fact")
    if fact.supplier is Supplier.AUTHORITY and not actor.can_at(Can.MANAGE_CARE, path):
        raise Invalid("fact_of_authority", _("这一项由主管部门核对，不用问居民。"), field="fact")
    if told.value is not None and not fits(fact, told.value):
        raise Invalid("value_bad", _("这个回答不在可选的范围里，请重新选。"), field="value")
    return fact


def fits(fact: Fact, value: Value) -> bool:
    """Whether a value can be one of the fact's."""
    if fact.kind is Kind.CHOICE:
        return value in fact.choices
    if isinstance(value, str) or value is None:
        return False
    low, high = value if isinstance(value, tuple) else (value, value)
    return fact.low <= low <= high <= fact.high
