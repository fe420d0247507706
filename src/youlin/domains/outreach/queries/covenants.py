"""Reads of covenants: the desk's, and what everybody may read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.outreach.models import Covenant, CovenantReview, CovenantVersion
from youlin.foundation.refusal import NotThere

__all__ = [
    "Covenant",
    "CovenantRecord",
    "CovenantReview",
    "CovenantVersion",
    "covenant",
    "covenants",
    "public_covenant",
    "published_covenants",
    "reviews_due",
]


@dataclass(frozen=True, slots=True)
class CovenantRecord:
    """A covenant with its wordings, the newest first, and the days it was looked at."""

    covenant: Covenant
    versions: list[CovenantVersion]
    reviews: list[CovenantReview]

    @property
    def shown(self) -> CovenantVersion | None:
        """What everybody reads."""
        return next((one for one in self.versions if one.pk == self.covenant.published), None)


def covenants(actor: Actor) -> QuerySet[Covenant]:
    """Those in sight, those to be looked at again first."""
    rows = Covenant.objects.visible_to(actor).select_related("territory")
    return rows.order_by("review_on", "territory__path")


def covenant(actor: Actor, key: UUID) -> CovenantRecord:
    """One in sight. Raises NotThere."""
    row = covenants(actor).filter(pk=key).first()
    if row is None:
        raise NotThere("covenant_unknown", _("没有这份公约。"))
    return _record(row)


def published_covenants() -> list[Covenant]:
    """What everybody may read, by place. One query."""
    rows = Covenant.objects.filter(published__isnull=False).select_related("territory")
    return list(rows.order_by("territory__path"))


def public_covenant(key: UUID) -> CovenantRecord:
    """One that is published. Raises NotThere."""
    row = Covenant.objects.filter(pk=key, published__isnull=False).select_related("territory").first()
    if row is None:
        raise NotThere("covenant_unknown", _("没有这份公约。"))
    return _record(row)


def reviews_due(actor: Actor, *, today: date) -> int:
    """How many of the actor's covenants should have been looked at again."""
    return Covenant.objects.visible_to(actor).filter(review_on__lte=today).count()


def _record(row: Covenant) -> CovenantRecord:
    return CovenantRecord(
        row,
        list(row.versions.order_by("-number")),
        list(row.reviews.select_related("version").order_by("-on", "-at")),
    )
