"""Saying what a chief can help with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import CHIEF_ROLES, Can
from youlin.domains.chiefs import rules
from youlin.domains.chiefs.models import Appointment, Offer, Skills
from youlin.domains.chiefs.queries.holding import in_office
from youlin.foundation import audit, clock
from youlin.foundation.refusal import Invalid, NotThere


@dataclass(frozen=True, slots=True)
class NewOffer:
    """For how many people there is time in a week (None: not said), skills, and the sex where no roster says it."""

    people: int | None = None
    skills: tuple[str, ...] = ()
    sex: str = ""


def say_offer(*, actor: Actor, user: UUID, offer: NewOffer, now: datetime) -> Offer:
    """Say what a chief can help with: for oneself, or at the desk for a chief of one's own places. Twice is once.

    Raises NotThere for who is no chief in sight, Invalid.
    """
    if offer.people is not None and not 0 <= offer.people <= rules.MOST_PEOPLE:
        raise Invalid("people_bad", _("请写 0 到 %(most)d 之间的人数。") % {"most": rules.MOST_PEOPLE}, field="people")
    if set(offer.skills) - set(Skills.values):
        raise Invalid("skill_unknown", _("请从列出的里面选。"), field="skills")
    if offer.sex not in ("", *Offer.Sexes.values):
        raise Invalid("sex_unknown", _("请选男或女，或者不选。"), field="sex")
    with transaction.atomic():
        term = _term(actor, user, now)
        before = Offer.objects.filter(subdistrict=term.subdistrict_id, user=user).first()
        skills = [skill for skill in Skills.values if skill in offer.skills]
        said = {"people": offer.people, "skills": skills, "sex": offer.sex}
        was = {name: getattr(before, name, None) for name in said}
        if before is not None and was == said:
            return before
        row, _made = Offer.objects.update_or_create(
            subdistrict_id=term.subdistrict_id,
            user_id=user,
            defaults={**said, "said_by": actor.user_id, "said_at": now},
        )
        changes = {name: [was[name], value] for name, value in said.items() if was[name] != value}
        deed = audit.Deed("post.offer", "post", term.post_id, term.post.territory_id, changes)
        audit.record([deed], actor=actor, now=now)
    return row


def _term(actor: Actor, user: UUID, now: datetime) -> Appointment:
    """A term of a chief whom the actor may speak for."""
    terms = Appointment.objects.filter(in_office(clock.day_of(now)), user=user, post__role__in=CHIEF_ROLES)
    for term in terms.select_related("post__territory"):
        if actor.user_id == user or actor.can_at(Can.APPOINT, term.post.territory.path):
            return term
    raise NotThere("chief_unknown", _("没有这位三长。"))
