"""Hazards and doors of rounds go with their household: whoever answers for the home answers for what is wrong in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.cases.actions.hazards import watch
from youlin.domains.cases.models import Hazard, InspectionDoor
from youlin.domains.cases.rules.hazards import LISTED, HazardStep
from youlin.domains.residents.models import Household
from youlin.domains.territory.models import Territory
from youlin.foundation.db import set_rows


def move_hazards(*, actor: Actor, households: Iterable[UUID], now: datetime) -> int:
    """Let listed hazards and doors that wait belong to where their households live now; twice is once."""
    homes = list(households)
    lives_at = Household.objects.filter(pk=OuterRef("household")).values("neighbourhood")[:1]
    with transaction.atomic():
        waiting = InspectionDoor.objects.filter(household__in=homes, state=InspectionDoor.States.WAITING)
        waiting.filter(~Q(territory=F("household__neighbourhood"))).update(territory=Subquery(lives_at))
        rows = list(
            Hazard.objects.filter(
                ~Q(territory=F("household__neighbourhood")),
                household__in=homes,
                status__in=[one.value for one in LISTED],
            )
            .select_for_update(of=("self",))
            .select_related("household__neighbourhood", "territory", "holder")
        )
        for row in rows:
            row.territory = _home(row)
        watched = watch.lay(rows)
        for one in watched:
            one.hazard.holder = one.ladder.get(one.rung, one.hazard.holder)
            place = one.hazard.territory.full_name
            one.step(
                HazardStep.NOTE, at=now, doer=actor, text=_("这一户划到%(place)s，隐患跟着走。") % {"place": place}
            )
        if watched:
            set_rows(rows, ["territory"])
            watch.write(watched, actor=actor, now=now)
    return len(rows)


def _home(row: Hazard) -> Territory:
    if row.household is None:
        raise ValueError("looked for by household")
    return row.household.neighbourhood
