"""Noting what somebody said about being in care; who takes it back is no longer in care."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import SYSTEM, Actor
from youlin.domains.access.rules import Can
from youlin.domains.access.scope import scope
from youlin.domains.care import queries, rules
from youlin.domains.care.actions.plans import end_rows, open_plans
from youlin.domains.care.models import CarePlan, Consent, Endings
from youlin.domains.care.wording import consent_refusal
from youlin.domains.residents.models import Resident
from youlin.domains.residents.rules import age_on
from youlin.foundation import audit, clock
from youlin.foundation.audit import Deed
from youlin.foundation.refusal import Invalid, NotThere


@dataclass(frozen=True, slots=True)
class NewConsent:
    """What was said, how, by whom and on which day; `client_id` sent twice is one word."""

    client_id: UUID
    resident: UUID
    given: bool
    way: str
    whose: str
    said_on: date
    guardian: str = ""
    note: str = ""


def note_consent(*, actor: Actor, consent: NewConsent, now: datetime) -> Consent:
    """Write down a yes or a no; where the latest word is no, the plan ends with it.

    For a child under 14 the guardian speaks (个人信息保护法 art. 31). Raises NotThere, Invalid.
    """
    with transaction.atomic():
        allowed = scope(actor, Can.LOG_CONTACT, "household__neighbourhood__path", "entrusted_to__path")
        people = Resident.objects.filter(allowed, pk=consent.resident)
        person = people.select_related("household").first()
        if person is None:
            raise NotThere("resident_unknown", _("没有这位居民。"))
        _check(consent, person, clock.day_of(now))
        row, fresh = Consent.objects.get_or_create(
            subdistrict_id=person.subdistrict_id,
            client_id=consent.client_id,
            defaults={
                "resident": person,
                "given": consent.given,
                "way": consent.way,
                "whose": consent.whose,
                "guardian": consent.guardian.strip()[:60] if consent.whose == Consent.Whose.GUARDIAN else "",
                "said_on": consent.said_on,
                "note": consent.note.strip()[:100],
                "noted_at": now,
                "by": actor.user_id,
                "by_name": actor.name,
            },
        )
        if fresh:
            place = person.household.neighbourhood_id
            changes = {"given": consent.given, "way": consent.way, "whose": consent.whose}
            audit.record([Deed("care.consent", "resident", person.pk, place, changes)], actor=actor, now=now)
            _follow(person, actor, now)
    return row


def _follow(person: Resident, actor: Actor, now: datetime) -> None:
    """Let the plan follow the latest word; a yes on the day of a no takes the slip back, and the clock starts anew."""
    if not queries.consents([person.pk])[person.pk].given:
        plans = CarePlan.objects.filter(resident=person, ends_on__isnull=True).select_for_update()
        end_rows(list(plans), Endings.NO_CONSENT, actor=actor, now=now)
        return
    today = clock.day_of(now)
    no = Consent.objects.filter(resident=person, given=False, noted_at__gte=clock.start_of(today))
    if no.exists() and CarePlan.objects.filter(resident=person, ends_on=today).exists():
        open_plans(actor=SYSTEM, residents=[person.pk], now=now)


def _check(consent: NewConsent, person: Resident, today: date) -> None:
    if consent.way not in Consent.Ways.values:
        raise Invalid("way_unknown", _("请选是怎么说的。"), field="way")
    if consent.whose not in Consent.Whose.values:
        raise Invalid("whose_unknown", _("请选是谁说的。"), field="whose")
    code = rules.consent_problem(
        whose=consent.whose,
        guardian=consent.guardian,
        age=age_on(person.birth_date, today),
        said_on=consent.said_on,
        today=today,
    )
    if code:
        raise consent_refusal(code)
