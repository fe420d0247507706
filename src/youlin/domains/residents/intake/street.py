"""The street that a roster goes into: one that is there, or a new one that begins with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.territory.actions import NewTerritory, add_territory, imagine
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation.refusal import NotAllowed, NotThere


@dataclass(frozen=True, slots=True)
class NewStreet:
    """A subdistrict to begin with this roster, and the county it lies in (one of the same name is the same)."""

    name: str
    county: str
    code: str = ""


def locked_street(actor: Actor, wanted: UUID | NewStreet, now: datetime) -> Territory:
    """The subdistrict, locked so that two imports go one after the other. Raises NotThere, NotAllowed."""
    if isinstance(wanted, UUID):
        found = Territory.objects.select_for_update().filter(pk=wanted, level=Level.SUBDISTRICT).first()
        if found is None:
            raise NotThere("territory_unknown", _("没有这个街道，请核对编码。"))
        return found
    _refuse_new_street(actor)
    county = Territory.objects.filter(level=Level.COUNTY, name=wanted.county).first() or add_territory(
        actor=actor, parent=None, level=Level.COUNTY, name=wanted.county, now=now
    )
    return add_territory(
        actor=actor, parent=county, level=Level.SUBDISTRICT, name=wanted.name, code=wanted.code, now=now
    )


def street_as_it_is(actor: Actor, wanted: UUID | NewStreet) -> Territory:
    """The subdistrict for a rehearsal: neither locked nor made. Raises NotThere, NotAllowed."""
    if isinstance(wanted, UUID):
        found = Territory.objects.filter(pk=wanted, level=Level.SUBDISTRICT).first()
        if found is None:
            raise NotThere("territory_unknown", _("没有这个街道，请核对编码。"))
        return found
    _refuse_new_street(actor)
    return imagine(NewTerritory(None, Level.SUBDISTRICT, wanted.name))


def _refuse_new_street(actor: Actor) -> None:
    if not actor.everywhere:
        raise NotAllowed("not_yours", _("新开一个街道，请联系系统管理员。"))
