"""Appraisals: once a year, up to it or not, with a note; seen by who was appraised."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.chiefs.models.posts import Appointment
from youlin.domains.chiefs.rules.appraisal import Verdict
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class AppraisalQuerySet(ScopedQuerySet["Appraisal"]):
    """Appraisals for the office that enters them; who was appraised reads the own ones (`queries.my_appraisals`)."""

    path_field = "appointment__post__territory__path"
    capability = Can.APPOINT


class Appraisal(Row):
    """What the residents' appraisal of a year said. A correction is a new row; the old one says since when."""

    class Verdicts(models.TextChoices):
        """Two words and no grade: nobody is ranked."""

        UP_TO_IT = Verdict.UP_TO_IT.value, _("称职")
        NOT_UP_TO_IT = Verdict.NOT_UP_TO_IT.value, _("不称职")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="appraisals")
    year = models.PositiveSmallIntegerField()
    verdict = models.CharField(max_length=12, choices=Verdicts.choices)
    note = models.CharField(max_length=300, blank=True)
    held_on = models.DateField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)
    ended_term = models.BooleanField(default=False)  # it was the second in a row, and ended the term

    objects = AppraisalQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "appointment", "year"],
                condition=Q(replaced_at__isnull=True),
                name="one_appraisal_a_year",
            ),
        ]
