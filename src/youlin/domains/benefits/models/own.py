"""Programmes that a street has written itself. A change is a new one; the old one gets a last day."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class OwnQuerySet(ScopedQuerySet["OwnProgramme"]):
    """Programmes by the subdistrict that wrote them."""

    path_field = "subdistrict__path"
    capability = Can.CONFIGURE


class OwnProgramme(Row):
    """A programme of one street: written by one person, in force once another has confirmed it."""

    class States(models.TextChoices):
        """Where it stands."""

        PROPOSED = "proposed", _("等人核对")
        CONFIRMED = "confirmed", _("已核对")
        DECLINED = "declined", _("没有采用")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=40)
    unit = models.CharField(max_length=10)  # person or family
    family = models.CharField(max_length=40)  # who counts together
    lines = models.JSONField()  # phrase, value, joined: as they were picked
    gives = models.CharField(max_length=200, blank=True)
    documents = models.JSONField(default=list)
    source = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=States.choices, default=States.PROPOSED)
    proposed_by = models.UUIDField()
    proposed_by_name = models.CharField(max_length=60)
    proposed_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_by_name = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True)
    ended_on = models.DateField(null=True)  # the last day on which it counts, said later
    ended_by_name = models.CharField(max_length=60, blank=True)
    client_id = models.UUIDField()

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="own_programme_once"),
            models.CheckConstraint(
                condition=~Q(decided_by=F("proposed_by")) | Q(decided_by__isnull=True), name="own_programme_second_pair"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["subdistrict", "state"], name="own_programme_by_state")]
