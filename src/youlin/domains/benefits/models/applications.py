"""Applications filed at the door, and their steps."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.residents.models import Household, Resident
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class ApplicationQuerySet(ScopedQuerySet["Application"]):
    """Applications by the household's place."""

    path_field = "household__neighbourhood__path"
    capability = Can.SEE_CARE


class Application(Row):
    """An application filed at the door. Whatever is decided is decided by the authority, and recorded as its word."""

    class Stages(models.TextChoices):
        """How far it has come."""

        GATHERING = "gathering", _("备材料")
        FILED = "filed", _("已递交")
        HELPED = "helped", _("已先行救助")
        SURVEYED = "surveyed", _("已入户调查")
        CHECKED = "checked", _("已核对家庭经济状况")
        POSTED = "posted", _("公示中")
        REVIEWED = "reviewed", _("已报区县审核")
        GRANTED = "granted", _("主管部门同意")
        REFUSED = "refused", _("主管部门没有同意")
        WITHDRAWN = "withdrawn", _("本人撤回")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    applicant = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    programme = models.CharField(max_length=60)
    number = models.CharField(max_length=24)
    stage = models.CharField(max_length=12, choices=Stages.choices, default=Stages.GATHERING)
    due_on = models.DateField(null=True)  # the next step, by law
    checklist = models.JSONField(default=list)  # [{"text", "ready"}]
    consented = models.BooleanField(default=False)  # to the check of means, in writing
    staff_relative = models.BooleanField(default=False)  # of somebody who works on it: registered, the county visits
    amount_fen = models.BigIntegerField(null=True)
    document = models.CharField(max_length=100, blank=True)  # the authority's number
    told_on = models.DateField(null=True)  # the applicant has the letter of the refusal since
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField()
    opened_by_name = models.CharField(max_length=60)
    client_id = models.UUIDField()

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "number"], name="application_number_once"),
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="application_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["subdistrict", "stage", "due_on"], name="application_by_stage")]

    def __str__(self) -> str:
        return self.number


class ApplicationStep(Row):
    """One step of an application, by whom and when. Appended."""

    TOLD = "told"  # the letter of a refusal is with the applicant; the application stays refused

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="steps", db_index=False)
    stage = models.CharField(max_length=12, choices=[*Application.Stages.choices, ("told", _("告知书已送达"))])
    happened_on = models.DateField()
    due_on = models.DateField(null=True)  # when this step should have been done
    people = models.JSONField(default=list)  # who surveyed
    note = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    by = models.UUIDField()
    by_name = models.CharField(max_length=60)
    client_id = models.UUIDField(null=True)  # of the form that recorded it

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "client_id"], condition=Q(client_id__isnull=False), name="step_said_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["application", "recorded_at"], name="step_by_application")]
