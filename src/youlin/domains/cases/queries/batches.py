"""What was done to many cases at once, for who did it; and the posts that may be asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Role
from youlin.domains.cases.models import Batch, BatchItem
from youlin.domains.chiefs.models import Post
from youlin.domains.territory.rules import Level
from youlin.foundation.prepared import Prepared
from youlin.foundation.refusal import NotThere


def batch(actor: Actor, key: UUID) -> tuple[Batch, Sequence[BatchItem]]:
    """One's own batch and its cases, what could not be done first. Raises NotThere."""
    found = Batch.objects.filter(pk=key, actor=actor.user_id).first() if actor.user_id else None
    if found is None:
        raise NotThere("batch_unknown", _("没有这一批。"))
    items = found.items.select_related("case__territory", "case__holder__territory").order_by("case__number")
    return found, sorted(items, key=lambda item: not (item.why_not or item.why_kept))


def desks(actor: Actor) -> list[Post]:
    """Posts of the actor's streets that a case may be handed to or asked about: departments, desks, and areas."""
    streets = {grant.subdistrict for grant in actor.grants if grant.subdistrict}
    return _desks(frozenset(streets)).all()


@lru_cache(maxsize=512)
def _desks(streets: frozenset[UUID]) -> Prepared[Post]:
    rows = Post.objects.filter(subdistrict__in=streets).select_related("territory")
    rows = rows.filter(Q(role=Role.DEPARTMENT_STAFF) | Q(territory__level__range=(Level.SUBDISTRICT, Level.AREA)))
    return Prepared(rows.order_by("-role", "territory__level", "territory__rank", "territory__path", "department"))


def posts(keys: Iterable[UUID]) -> dict[UUID, Post]:
    """Posts by their keys, with their places."""
    return Post.objects.select_related("territory").in_bulk(list(keys))
