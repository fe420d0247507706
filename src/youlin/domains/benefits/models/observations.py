"""What was learnt at the door or from the authority; the latest counts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.residents.models import Household, Resident
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class ObservationQuerySet(ScopedQuerySet["Observation"]):
    """What was learnt, by the household's place."""

    path_field = "household__neighbourhood__path"
    capability = Can.SEE_CARE


class Observation(Row):
    """One fact learnt at the door or from the authority, about a person or about a household; the latest counts."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+", db_index=False)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, null=True, related_name="+")
    fact = models.CharField(max_length=60)
    value = models.JSONField(null=True)  # null: asked, and nobody knew
    observed_on = models.DateField()
    source = models.CharField(max_length=60)
    by = models.UUIDField()
    by_name = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()
    client_id = models.UUIDField()

    objects = ObservationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="observation_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["household", "fact", "observed_on"], name="observation_by_household")]
