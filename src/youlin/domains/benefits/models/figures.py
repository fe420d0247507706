"""Local figures: said by one, confirmed by another. A correction is a new row."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class FigureQuerySet(ScopedQuerySet["LocalFigure"]):
    """Figures by the subdistrict that said them."""

    path_field = "subdistrict__path"
    capability = Can.CONFIGURE


class LocalFigure(Row):
    """A figure that a place has filled in: proposed by one person, in force once another has confirmed it."""

    class States(models.TextChoices):
        """Where it stands."""

        PROPOSED = "proposed", _("等人核对")
        CONFIRMED = "confirmed", _("已核对")
        DECLINED = "declined", _("没有采用")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    parameter = models.CharField(max_length=60)
    value = models.CharField(max_length=40)  # exact, as a fraction: 65000, 3/2
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=States.choices, default=States.PROPOSED)
    proposed_by = models.UUIDField()
    proposed_by_name = models.CharField(max_length=60)
    proposed_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_by_name = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True)
    client_id = models.UUIDField()

    objects = FigureQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="local_figure_once"),
            models.CheckConstraint(
                condition=~Q(decided_by=F("proposed_by")) | Q(decided_by__isnull=True), name="local_figure_second_pair"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["subdistrict", "parameter", "valid_from"], name="local_figure_by_name")
        ]
