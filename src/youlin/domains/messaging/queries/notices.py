"""Reading notices: everybody their own."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from youlin.domains.access.actor import Actor
from youlin.domains.messaging.models import Notice

__all__ = ["Notice", "count", "mine", "state", "unread_count"]


def mine(actor: Actor) -> QuerySet[Notice]:
    """The actor's notices, newest first."""
    return Notice.objects.filter(user=actor.user_id).order_by("-at", "-id")


def unread_count(actor: Actor) -> int:
    """How many of them nobody has looked at."""
    return mine(actor).filter(read_at__isnull=True, withdrawn_at__isnull=True).count()


def state(actor: Actor) -> tuple[int, int, int]:
    """How many notices the actor was sent, has not read, and saw withdrawn: other numbers, other news. One query."""
    unread, withdrawn = Q(read_at__isnull=True), Q(withdrawn_at__isnull=False)
    found = mine(actor).aggregate(
        sent=Count("pk"), unread=Count("pk", filter=unread), withdrawn=Count("pk", filter=withdrawn)
    )
    return found["sent"], found["unread"], found["withdrawn"]


def count() -> int:
    """All notices ever written."""
    return Notice.objects.count()
