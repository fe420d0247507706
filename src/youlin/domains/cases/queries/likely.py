"""Cases that are likely the same as what somebody is about to report."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from youlin.domains.access.actor import Actor
from youlin.domains.cases.models import Case
from youlin.domains.cases.rules.likeness import ALIKE, WITHIN, likeness, pairs
from youlin.domains.cases.rules.states import RUNNING
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import SEGMENT
from youlin.foundation.db import under

LOOKED_AT = 400  # of the newest running cases around the place
SHOWN = 3
AROUND = 2  # rungs up from a neighbourhood: its area


def likely(
    actor: Actor, *, text: str, place: str = "", territory: UUID | None = None, but: UUID | None = None, now: datetime
) -> list[Case]:
    """Running cases in sight, of the last thirty days and around the place, most alike first; three at most.

    `place`: the place in words, which counts as much as the rest; `but`: a case that is not meant. Two queries.
    """
    wanted = pairs(f"{text} {place}")
    if len(wanted) < 2:
        return []
    rows = Case.objects.visible_to(actor).filter(status__in=RUNNING, reported_at__gte=now - WITHIN)
    path = Territory.objects.filter(pk=territory).values_list("path", flat=True).first() if territory else None
    if path:
        rows = rows.filter(under("territory__path", path[: max(len(path) - AROUND * SEGMENT, SEGMENT)]))
    if but is not None:
        rows = rows.exclude(pk=but)
    known = rows.select_related("territory").defer("reporter_phone").order_by("-reported_at")[:LOOKED_AT]
    found = [(likeness(wanted, pairs(f"{case.text} {case.place}")), case) for case in known]
    alike = sorted((pair for pair in found if pair[0] >= ALIKE), key=lambda pair: -pair[0])
    return [case for _score, case in alike[:SHOWN]]
