"""Looking at what is hidden, and taking a list out of the house: both are put on record."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import CAPABILITIES, Can
from youlin.domains.residents import rules
from youlin.domains.residents.models import Resident
from youlin.foundation import audit, clock
from youlin.foundation.refusal import Invalid, NotThere

Hidden = Literal["id_number", "phone"]
HIDDEN: tuple[Hidden, ...] = ("id_number", "phone")


def reveal(*, actor: Actor, resident: UUID, field: Hidden, now: datetime, reason: str = "") -> str:
    """The whole value of a hidden field; the look is on record before it is shown.

    Raises NotThere out of scope, Invalid where a child's data is asked for without saying why.
    """
    if field not in HIDDEN:
        raise NotThere("field_unknown", _("没有这一项。"))
    with transaction.atomic():
        person = (
            Resident.objects.visible_to(actor)
            .filter(pk=resident)
            .select_related("household__neighbourhood", "entrusted_to")
            .first()
        )
        if person is None:
            raise NotThere("resident_unknown", _("没有这位居民。"))
        place = person.household.neighbourhood
        here = person.entrusted_to or place
        actor.require(Can.REVEAL, here.path if actor.can_at(Can.REVEAL, here.path) else place.path)
        if not reason.strip() and rules.reason_needed(person.birth_date, clock.day_of(now)):
            raise Invalid("reason_missing", _("这是未满 14 岁的孩子，请先写一句为什么要看。"), field="reason")
        audit.record_look(
            actor=actor,
            target_kind="resident",
            target=person.pk,
            scope=place.pk,
            field=field,
            now=now,
            reason=reason.strip()[:200],
        )
    return person.phone if field == "phone" else person.id_number


def note_export(*, actor: Actor, what: str, now: datetime) -> None:
    """Put on record that a list of people left the house as a file."""
    grants = [grant for grant in actor.grants if Can.EDIT_HOUSEHOLDS in CAPABILITIES[grant.role]]
    deeds = [audit.Deed("export", "list", grant.territory, grant.territory, {"what": what}) for grant in grants]
    audit.record(deeds, actor=actor, now=now)
