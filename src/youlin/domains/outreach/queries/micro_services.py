"""Reading micro-services."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.access.scope import scope
from youlin.domains.outreach.models import MicroService
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation.db import under


def services(actor: Actor) -> QuerySet[MicroService]:
    """What the actor may see, newest first."""
    return MicroService.objects.visible_to(actor).select_related("neighbourhood").order_by("-happened_at", "-id")


def mine(actor: Actor, *, limit: int = 20) -> list[MicroService]:
    """The actor's own latest lines."""
    return list(services(actor).filter(by=actor.user_id)[:limit]) if actor.user_id else []


def done_between(*, path: str, start: datetime, end: datetime) -> QuerySet[MicroService]:
    """Micro-services done in a subtree, from `start` up to but without `end`.

    Not scoped: for insight, which asks for the right to figures itself.
    """
    return MicroService.objects.filter(under("neighbourhood__path", path), happened_at__gte=start, happened_at__lt=end)


def places(actor: Actor) -> QuerySet[Territory]:
    """The neighbourhoods where the actor may log a line, by name."""
    rows = Territory.objects.filter(scope(actor, Can.LOG_SERVICE, "path"), level=Level.NEIGHBOURHOOD)
    return rows.order_by("parent__path", "rank")
