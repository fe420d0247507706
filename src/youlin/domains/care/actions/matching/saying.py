"""Saying what somebody needs of whoever comes, and what a street weighs."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.care.models import CareNeeds, MatchTerms
from youlin.domains.chiefs.queries import Skills
from youlin.domains.residents.models import Resident
from youlin.domains.territory import queries as territory
from youlin.domains.territory.rules import Level
from youlin.foundation import audit
from youlin.foundation.audit import Deed
from youlin.foundation.refusal import Invalid, NotThere


@dataclass(frozen=True, slots=True)
class NewNeeds:
    """Skills that whoever comes must have, skills that would be good, and whether it is to be a woman for a woman."""

    must: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
    same_sex: bool = False


def say_needs(*, actor: Actor, resident: UUID, needs: NewNeeds, now: datetime) -> CareNeeds:
    """Say what somebody needs of whoever comes; the same twice is once. Raises NotThere, NotAllowed, Invalid."""
    if {*needs.must, *needs.good} - set(Skills.values):
        raise Invalid("skill_unknown", _("请从列出的里面选。"), field="must")
    with transaction.atomic():
        person = (
            Resident.objects.visible_to(actor)
            .filter(pk=resident, lives_here=True)
            .select_related("household__neighbourhood", "entrusted_to")
            .first()
        )
        if person is None:
            raise NotThere("resident_unknown", _("没有这位居民。"))
        place = person.entrusted_to or person.household.neighbourhood
        actor.require(
            Can.LOG_CONTACT,
            place.path if actor.can_at(Can.LOG_CONTACT, place.path) else person.household.neighbourhood.path,
        )
        if needs.same_sex and person.sex not in ("1", "2"):
            raise Invalid("sex_missing", _("先在居民资料里写上性别，才能记“同性别的人来”。"), field="same_sex")
        before = CareNeeds.objects.filter(subdistrict=person.subdistrict_id, resident=person).first()
        must = [skill for skill in Skills.values if skill in needs.must]
        good = [skill for skill in Skills.values if skill in needs.good and skill not in must]
        said = {"must": must, "good": good, "same_sex": needs.same_sex}
        was = {name: getattr(before, name, None) for name in said}
        if before is not None and was == said:
            return before
        row, _made = CareNeeds.objects.update_or_create(
            subdistrict_id=person.subdistrict_id,
            resident=person,
            defaults={**said, "said_by": actor.user_id, "said_at": now},
        )
        changes = {name: [was[name], value] for name, value in said.items() if was[name] != value}
        audit.record([Deed("care.needs", "resident", person.pk, place.pk, changes)], actor=actor, now=now)
    return row


@dataclass(frozen=True, slots=True)
class NewTerms:
    """What a street weighs, in metres; `seats` in people a week for who has not said."""

    seats: int
    reach: int
    known_face: int
    missing_skill: int


BOUNDS = {"seats": (1, 60), "reach": (200, 20_000), "known_face": (1, 5_000), "missing_skill": (0, 5_000)}


def set_terms(*, actor: Actor, subdistrict: UUID, terms: NewTerms, now: datetime) -> MatchTerms:
    """Say what a street weighs in matching; what stands is not touched. Raises NotThere, NotAllowed, Invalid."""
    place = territory.get(subdistrict)
    if place.level != Level.SUBDISTRICT or not actor.can_at(Can.SEE_CARE, place.path):
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    actor.require(Can.CONFIGURE, place.path)
    said = asdict(terms)
    for name, (least, most) in BOUNDS.items():
        if not least <= said[name] <= most:
            raise Invalid(
                "terms_bad", _("请写 %(least)d 到 %(most)d 之间的数。") % {"least": least, "most": most}, field=name
            )
    with transaction.atomic():
        before = MatchTerms.objects.filter(subdistrict=place).first()
        row, _made = MatchTerms.objects.update_or_create(
            subdistrict=place, defaults={**said, "set_by": actor.user_id, "set_at": now}
        )
        changes = {
            name: [getattr(before, name, None), value]
            for name, value in said.items()
            if getattr(before, name, None) != value
        }
        audit.record([Deed("care.match_terms", "territory", place.pk, place.pk, changes)], actor=actor, now=now)
    return row
