"""Looking at the telephones of chiefs: put on record before they are handed out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.chiefs.models import Appointment, Post
from youlin.foundation import audit


def look_at_phones(*, actor: Actor, terms: Sequence[UUID], now: datetime) -> int:
    """Record a look at the telephone of everybody in these terms whose number is not public; returns how many.

    Raises NotAllowed for a place where the actor may not look.
    """
    with transaction.atomic():
        rows = Appointment.objects.filter(
            pk__in=terms, post__in=Post.objects.visible_to(actor), phone_public=False
        ).exclude(user__phone_index="")
        seen = list(rows.values_list("user", "post__territory", "post__territory__path"))
        for _user, _place, path in seen:
            actor.require(Can.REVEAL, path)
        audit.record_looks(
            [audit.Seen("user", user, place, "phone") for user, place, _path in seen], actor=actor, now=now
        )
    return len(seen)
