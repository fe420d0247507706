"""What is owed to many people at once: for what a chief carries along."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from youlin.domains.access.actor import Actor
from youlin.domains.care.models import Obligation
from youlin.domains.care.queries.today import Owing, gather
from youlin.foundation import clock


def owed_to(actor: Actor, residents: Iterable[UUID], now: datetime) -> dict[UUID, Owing]:
    """What is owed to each of these people in sight who is in care, by person. Two queries."""
    rows = Obligation.objects.visible_to(actor).filter(plan__resident__in=list(residents), state=Obligation.States.OPEN)
    return {item.resident.pk: item for item in gather(rows, clock.day_of(now))}
