"""The views of the list that somebody has: their own, and those shared with who sits at the same post."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.cases.models import SavedView
from youlin.foundation.prepared import Prepared
from youlin.foundation.refusal import NotThere


@dataclass(frozen=True, slots=True)
class Seen:
    """A view as one person has it."""

    view: SavedView
    own: bool
    pinned: bool
    opens: bool


def visible(actor: Actor) -> QuerySet[SavedView]:
    """Views of the actor, and shared ones of the actor's posts."""
    if actor.user_id is None:
        return SavedView.objects.none()
    mine = Q(owner=actor.user_id) | Q(shared=True, post__in=actor.posts())
    return SavedView.objects.filter(mine, removed_at__isnull=True)


def views(actor: Actor) -> Sequence[Seen]:
    """All of them with what the actor made of each, by name: pinned ones first. One query."""
    if actor.user_id is None:
        return []
    found = _by_name(actor).all()
    seen = [
        Seen(
            view,
            own=view.owner == actor.user_id,
            pinned=bool(getattr(view, "is_pinned", False)),
            opens=bool(getattr(view, "opens_list", False)),
        )
        for view in found
    ]
    return sorted(seen, key=lambda one: not one.pinned)


@lru_cache(maxsize=512)
def _by_name(actor: Actor) -> Prepared[SavedView]:
    own = FilteredRelation("choices", condition=Q(choices__user=actor.user_id))
    rows = visible(actor).annotate(own=own, is_pinned=F("own__pinned"), opens_list=F("own__opens"))
    return Prepared(rows.order_by("name", "pk"))


def view(actor: Actor, key: UUID) -> SavedView:
    """One view in sight. Raises NotThere."""
    found = visible(actor).filter(pk=key).first()
    if found is None:
        raise NotThere("view_unknown", _("没有这个视图，或者它已经不共用了。"))
    return found
