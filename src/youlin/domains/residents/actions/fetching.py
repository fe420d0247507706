"""What a change begins with: the home, the person, the place, each only where the actor may change it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.residents.models import Household, Resident
from youlin.domains.territory.models import Territory
from youlin.domains.territory.queries import lineage
from youlin.domains.territory.rules import Level
from youlin.foundation import clock
from youlin.foundation.refusal import Invalid, NotThere


def home_to_change(actor: Actor, key: UUID) -> Household:
    """A household that the actor may change, locked."""
    home = (
        Household.objects.visible_to(actor)
        .select_for_update(of=("self",))
        .filter(pk=key)
        .select_related("neighbourhood", "community")
        .first()
    )
    if home is None:
        raise NotThere("household_unknown", _("没有这一户。"))
    actor.require(Can.EDIT_HOUSEHOLDS, home.neighbourhood.path)
    return home


def person_to_change(actor: Actor, key: UUID) -> Resident:
    """A resident that the actor may change."""
    person = Resident.objects.visible_to(actor).filter(pk=key).select_related("household__neighbourhood").first()
    if person is None:
        raise NotThere("resident_unknown", _("没有这位居民。"))
    actor.require(Can.EDIT_HOUSEHOLDS, person.household.neighbourhood.path)
    return person


def neighbourhood_of(actor: Actor, key: UUID, subdistrict: UUID) -> Territory:
    """A neighbourhood of the street in which the actor may change households. Raises NotThere."""
    place = Territory.objects.filter(pk=key, level=Level.NEIGHBOURHOOD, subdistrict=subdistrict, closed_on=None).first()
    if place is None or not actor.can_at(Can.EDIT_HOUSEHOLDS, place.path):
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    return place


def community_of(place: Territory) -> Territory:
    """The community that a neighbourhood lies in."""
    return next(above for above in lineage(place) if above.level == Level.COMMUNITY)


def refuse_future(day: date, now: datetime, field: str) -> None:
    """Raises Invalid for a day that has not come."""
    if day > clock.day_of(now):
        raise Invalid("date_in_future", _("日期还没有到，请写今天或以前的日子。"), field=field)
