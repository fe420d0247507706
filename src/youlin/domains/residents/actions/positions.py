"""Where a household's door is: said once, by whom it is known; nobody has to."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.residents.models import Household
from youlin.domains.residents.rules.positions import PIN, Point, is_plausible
from youlin.foundation import audit
from youlin.foundation.refusal import Invalid, NotThere


def set_point(*, actor: Actor, household: UUID, point: Point | None, now: datetime) -> Household:
    """Say where a household's door is, or that it shall be known no more. The same point again changes nothing.

    It goes before a workbook's figure: whoever stands at the door knows better. Where exactly somebody lives stays out
    of the audit. Raises NotThere out of sight, NotAllowed, Invalid where nobody could live there.
    """
    with transaction.atomic():
        home = (
            Household.objects.visible_to(actor)
            .select_for_update(of=("self",))
            .filter(pk=household)
            .select_related("neighbourhood")
            .first()
        )
        if home is None:
            raise NotThere("household_unknown", _("没有这一户。"))
        actor.require(Can.PIN, home.neighbourhood.path)
        if point is not None and not is_plausible(point):
            raise Invalid("point_bad", _("这个位置不在国内，请核对经纬度。"), field="point")
        before = (home.latitude, home.longitude, home.point_source)
        home.latitude = point.latitude if point else None
        home.longitude = point.longitude if point else None
        home.point_source = PIN if point else ""
        if before == (home.latitude, home.longitude, home.point_source):
            return home
        home.changed_at = now
        home.save(update_fields=["latitude", "longitude", "point_source", "changed_at"])
        deed = audit.Deed(
            "household.point",
            "household",
            home.pk,
            home.neighbourhood_id,
            {"known": [before[0] is not None, point is not None]},
        )
        audit.record([deed], actor=actor, now=now)
    return home
