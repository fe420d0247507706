"""Who receives what, as the authority's register says."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.residents.models import Household, Resident
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class EnrolmentQuerySet(ScopedQuerySet["Enrolment"]):
    """Who receives what, by the household's place."""

    path_field = "household__neighbourhood__path"
    capability = Can.SEE_CARE


class Enrolment(Row):
    """Somebody receives a benefit, as the authority's register says. The decision is the authority's."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    programme = models.CharField(max_length=60)
    since = models.DateField()
    until = models.DateField(null=True)
    amount_fen = models.BigIntegerField(null=True)  # a month
    document = models.CharField(max_length=100, blank=True)  # the authority's number
    source = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "programme", "resident"],
                condition=Q(until__isnull=True),
                name="enrolled_once_at_a_time",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["household", "programme"], name="enrolment_by_household")]
